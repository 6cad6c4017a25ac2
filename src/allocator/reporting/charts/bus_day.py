"""What each bus does through the day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from allocator.reporting import style
from allocator.reporting.texts import texts
from allocator.reporting.trips import BACK, EMPTY, KINDS, OUT, WAIT, bus_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matplotlib.axes import Axes

    from allocator.reporting.texts import Texts
    from allocator.reporting.trips import BusDay
    from allocator.solution import Solution

LOOK: dict[str, dict[str, Any]] = {
    OUT: {"facecolor": style.BLUE},
    WAIT: {"facecolor": style.PALE},
    EMPTY: {"facecolor": "white", "hatch": "////"},
    BACK: {"facecolor": style.SKY, "hatch": ".."},
}
HEIGHT = 0.3
LETTERS = 62
"""About so many letters of a label fit in the width of the chart."""
STEPS = (15, 30, 60, 120)
MOST_TICKS = 8


def plot_bus_day(result: Solution, *, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw the day of each bus on a lane of its own: out, waiting, driving empty, back.

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
    words, days = texts(lang), bus_days(result.problem.timetable)
    with style.styled():
        ax = style.canvas(ax, 1.6 + 0.72 * max(len(days), 1))
        style.heading(ax, words("chart.bus_day.title"))
        if not days:
            return style.nothing(ax, words("chart.buses.nothing"))
        for kind in KINDS:
            _bars(ax, days, kind, words(f"chart.bus_day.{kind}"))
        _clock(ax, days, words)
        for y, day in enumerate(days):
            style.label_above(ax, y, style.plain(day.bus.title, 46, 1), bold=True)
            _visits(ax, y, day)
        style.bars_only(ax, range(len(days)), -0.75)
        ax.set_ylim(len(days) - 0.35, -0.75)
        ax.set_xlabel(words("chart.bus_day.axis"))
        style.legend_above(ax, 4)
    return ax


def _minutes(moment: datetime) -> float:
    """Return minutes since the midnight before, by the event's own clock."""
    return moment.hour * 60 + moment.minute


def _bars(ax: Axes, days: Sequence[BusDay], kind: str, label: str) -> None:
    found = [
        (y, _minutes(s.start), _minutes(s.end) - _minutes(s.start))
        for y, day in enumerate(days)
        for s in day.stretches
        if s.kind == kind
    ]
    if found:
        ax.barh(
            [y for y, _, _ in found],
            [length for _, _, length in found],
            left=[start for _, start, _ in found],
            height=HEIGHT,
            edgecolor=style.BLACK,
            linewidth=0.8,
            label=label,
            **LOOK[kind],
        )


def _clock(ax: Axes, days: Sequence[BusDay], words: Texts) -> None:
    """Set the scale, from the first departure to the last return, at round times."""
    first = min(_minutes(day.stretches[0].start) for day in days)
    last = max(_minutes(day.stretches[-1].end) for day in days)
    step = next((s for s in STEPS if (last - first) / s <= MOST_TICKS), STEPS[-1])
    ticks = range(int(-(-first // step)) * step, int(last) + 1, step)
    ax.set_xticks(ticks, [words.clock_mark(tick) for tick in ticks])
    margin = (last - first) * 0.02
    ax.set_xlim(first - margin, last + margin)


def _visits(ax: Axes, y: int, day: BusDay) -> None:
    """Write under the bars whom the bus drives, at each way out; back where it may be asked."""
    asked = (OUT, BACK) if len(day.visits) > 1 else (OUT,)
    legs = [s for s in day.stretches if s.kind in asked]
    low, high = ax.get_xlim()
    places = [*(_minutes(s.start) for s in legs), high]
    for leg, (here, there) in zip(legs, pairwise(places), strict=True):
        room = int(LETTERS * (there - here) / (high - low)) - 1
        titles = " + ".join(v.title for v in leg.visits)
        written = style.plain(titles, max(room, 1), 1)
        ax.text(
            here, y + HEIGHT / 2 + 0.21, written, fontsize=8.5, bbox=style.PAPER
        ).set_in_layout(False)
