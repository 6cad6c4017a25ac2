"""Seats and people, bus by bus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting import style
from allocator.reporting.brief import MOST_DRAWN, buses_shown
from allocator.reporting.texts import texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from allocator.solution import Solution


def plot_buses(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how full each bus is.

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
    words, buses = texts(lang), buses_shown(result.fairness, MOST_DRAWN)
    at = range(len(buses))
    with style.styled():
        ax = style.canvas(ax, 1.5 + 0.62 * max(len(buses), 1))
        style.heading(ax, words("chart.buses.title"))
        if not buses:
            return style.nothing(ax, words("chart.buses.nothing"))
        for values, colour, label in (
            ([b.seats for b in buses], "white", words("chart.buses.seats")),
            ([b.filled for b in buses], style.BLUE, words("chart.buses.filled")),
        ):
            ax.barh(
                at,
                values,
                height=0.4,
                color=colour,
                edgecolor=style.BLACK,
                linewidth=0.9,
                label=label,
            )
        most = max(max(b.seats, b.filled) for b in buses)
        for y, bus in enumerate(buses):
            end = max(bus.seats, bus.filled)
            filled, seats = words.whole(bus.filled), words.whole(bus.seats)
            told = words("chart.buses.of", filled=filled, seats=seats)
            ax.text(end + most * 0.02, y, told, va="center", ha="left")
            title = f"{words.clock(bus.leaves)}  {bus.title}"
            style.label_above(ax, y, style.plain(title, lines=1))
        style.bars_only(ax, at, -0.75)
        ax.set_xlim(0, most * 1.25 or 1)
        style.thousands(ax.xaxis, words.whole)
        ax.set_xlabel(words("chart.people"))
        style.legend_above(ax)
    return ax
