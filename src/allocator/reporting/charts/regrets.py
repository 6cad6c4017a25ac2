"""How far from the best possible day people are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting import style
from allocator.reporting.shown import regret_bins
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from allocator.solution import Solution


def plot_regrets(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how many people have a day with each regret, few people pooled.

    Parameters
    ----------
    result
        The answer.
    ax
        Axes to draw in; a new figure without a window if None.
    lang
        "nb" or "en".

    Returns
    -------
    Axes
        The axes drawn in.
    """
    words, found = texts(lang), result.fairness
    bins = regret_bins(found)
    with style.styled():
        ax = style.canvas(ax, 3.2)
        style.heading(ax, words("chart.regrets.title"))
        if not bins:
            return style.nothing(ax, words("chart.nothing"))
        at = range(len(bins))
        bars = ax.bar(
            at,
            [b.people for b in bins],
            width=0.7,
            color=style.BLUE,
            edgecolor=style.BLACK,
            linewidth=0.7,
        )
        ax.bar_label(bars, [words.whole(b.people) for b in bins], padding=2)
        names = [words.span(b.first, b.last, found.worst) for b in bins]
        ax.set_xticks(list(at), names)
        ax.set_xlim(-0.6, max(len(bins), 4) - 0.4)
        ax.set_ylim(0, 1.15 * max(b.people for b in bins))
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="x", length=0)
        ax.set_xlabel(words("chart.regrets.axis"))
    return ax
