"""How evenly the days are shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.ticker import PercentFormatter

from allocator.reporting import style
from allocator.reporting.shown import small
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from allocator.solution import Solution


def plot_lorenz(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the Lorenz curve: the share of all benefit that the least benefited have.

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
    with style.styled():
        ax = style.canvas(ax, 4.2)
        style.heading(ax, words("chart.lorenz.title"))
        if not found.inequality.lorenz or small(found.with_wishes):
            return style.nothing(ax, words("chart.nothing"))
        people, share = zip(*found.inequality.lorenz, strict=True)
        ax.plot([0, 1], [0, 1], color=style.GREY, linestyle=(0, (5, 3)), linewidth=1.4)
        ax.plot(people, share, color=style.BLUE, linewidth=2.4)
        ax.fill_between(people, share, people, color=style.SKY, alpha=0.35, linewidth=0)
        ax.text(0.4, 0.47, words("chart.lorenz.equal"), ha="right", va="bottom")
        ax.text(0.62, 0.5, words("chart.lorenz.curve"), ha="left", va="top")
        ax.set_xlim(0, 1)
        ax.set_ylim(0, 1)
        ax.set_aspect("equal")
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_major_formatter(PercentFormatter(1.0, 0))
        ax.set_xlabel(words("chart.lorenz.people"))
        ax.set_ylabel(words("chart.lorenz.share"))
    return ax
