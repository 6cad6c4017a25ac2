"""Wishes met, round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting import style
from allocator.reporting.brief import columns_shown
from allocator.reporting.shown import wish_table
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from allocator.solution import Solution

COLOURS = (
    (style.BLUE, "white"),
    (style.SKY, style.BLACK),
    (style.YELLOW, style.BLACK),
    (style.ORANGE, style.BLACK),
    (style.VERMILION, style.BLACK),
    (style.PURPLE, style.BLACK),
)
ROOM_FOR_TEXT = 0.07


def plot_wishes(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how many people got which of their wishes, one bar for each round.

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
    words, table = texts(lang), columns_shown(wish_table(result.fairness))
    rows = [(r, counts) for r, counts in table.rows if counts]
    with style.styled():
        ax = style.canvas(ax, 1.5 + 0.75 * max(len(rows), 1))
        style.heading(ax, words("chart.wishes.title"))
        if not rows:
            return style.nothing(ax, words("chart.nothing"))
        left = [0.0] * len(rows)
        for k, (first, last) in enumerate(table.spans):
            colour, ink = COLOURS[min(k, len(COLOURS) - 1)]
            share = [counts[k] / r.people for r, counts in rows]
            name = words.wishes(first, last, table.outside)
            ax.barh(
                range(len(rows)),
                [100 * s for s in share],
                left=[100 * x for x in left],
                height=0.5,
                color=colour,
                edgecolor=style.BLACK,
                linewidth=0.7,
                label=name,
            )
            for y, s in enumerate(share):
                if s >= ROOM_FOR_TEXT:
                    at = 100 * (left[y] + s / 2)
                    told = words.percent(s)
                    ax.text(at, y, told, color=ink, ha="center", va="center")
            left = [x + s for x, s in zip(left, share, strict=True)]
        for y, (r, _) in enumerate(rows):
            style.label_above(ax, y, style.plain(r.title, lines=1))
        style.bars_only(ax, range(len(rows)), -0.75)
        ax.set_xlim(0, 100)
        ax.set_xlabel(words("chart.wishes.axis"))
        style.legend_above(ax)
    return ax
