"""The allocation against other ways of choosing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting import style
from allocator.reporting.shown import small
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from allocator.solution import Solution

MEASURES = ("worst", "total", "firsts", "unplaced")
COLOURS = (style.BLUE, style.ORANGE, "#B5B8BD", "#DDDFE2")


def plot_alternatives(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw worst and total regret, first wishes and the unplaced for each way of choosing.

    Each measure has its own scale from zero; the values stand at the bars.

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
    words, ways = texts(lang), result.fairness.alternatives
    with style.styled():
        ax = style.canvas(ax, 1.0 + 0.3 * len(MEASURES) * (len(ways) + 1.6))
        style.heading(ax, words("chart.alternatives.title"))
        if not ways or small(result.fairness.with_wishes):
            return style.nothing(ax, words("chart.nothing"))
        y, ticks, names = -0.5, list[float](), list[str]()
        for measure in MEASURES:
            most = max(getattr(way, measure) for way in ways) or 1
            y += 1.6
            title = words(f"chart.alternatives.{measure}")
            style.label_above(ax, y - 0.55, title, bold=True)
            for k, way in enumerate(ways):
                value = getattr(way, measure)
                ax.barh(
                    y,
                    value / most,
                    height=0.72,
                    color=COLOURS[k % len(COLOURS)],
                    edgecolor=style.BLACK,
                    linewidth=0.7,
                )
                ax.text(value / most + 0.015, y, words.decimal(value), va="center", ha="left")
                ticks.append(y)
                names.append(style.plain(words.maybe(f"way.{way.name}") or way.name, 24))
                y += 1
        ax.set_ylim(y, -0.2)
        ax.set_yticks(ticks, names)
        ax.tick_params(axis="y", length=0)
        ax.set_xlim(0, 1.2)
        ax.set_xticks([])
        ax.spines[["left", "bottom"]].set_visible(False)
    return ax
