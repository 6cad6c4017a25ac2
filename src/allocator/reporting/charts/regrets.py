"""How far from the best possible day people are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocator.reporting import style
from allocator.reporting.brief import levels_shown
from allocator.reporting.shown import regret_bins
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

    from allocator.solution import Solution

MOST_UPRIGHT = 8
"""So many bars have room side by side for their names and numbers."""
LOOK: dict[str, Any] = {"color": style.BLUE, "edgecolor": style.BLACK, "linewidth": 0.7}


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
    bins = levels_shown(regret_bins(found))
    with style.styled():
        lying = len(bins) > MOST_UPRIGHT
        ax = style.canvas(ax, 1.0 + 0.3 * len(bins) if lying else 3.2)
        style.heading(ax, words("chart.regrets.title"))
        if not bins:
            return style.nothing(ax, words("chart.nothing"))
        names = [words.span(b.first, b.last, found.worst) for b in bins]
        people = [b.people for b in bins]
        draw = _lying if lying else _upright
        bars = draw(ax, names, people, words("chart.regrets.axis"))
        ax.bar_label(bars, [words.whole(n) for n in people], padding=2)
    return ax


def _upright(ax: Axes, names: Sequence[str], people: Sequence[int], axis: str) -> BarContainer:
    """Draw bars side by side, with room for a number over each."""
    at = range(len(people))
    bars = ax.bar(at, people, width=0.7, **LOOK)
    ax.set_xticks(list(at), names)
    ax.set_xlim(-0.6, max(len(people), 4) - 0.4)
    ax.set_ylim(0, 1.15 * max(people))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.set_xlabel(axis)
    return bars


def _lying(ax: Axes, names: Sequence[str], people: Sequence[int], axis: str) -> BarContainer:
    """Draw bars below each other, best on top, with room for longer names and numbers."""
    at = range(len(people))
    bars = ax.barh(at, people, height=0.7, **LOOK)
    ax.set_yticks(list(at), names)
    ax.set_ylim(len(people) - 0.4, -0.6)
    ax.set_xlim(0, 1.2 * max(people))
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_ylabel(axis)
    return bars
