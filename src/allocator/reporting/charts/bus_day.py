"""What each bus does through the day."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from allocator.reporting import style
from allocator.reporting.brief import MOST_DRAWN
from allocator.reporting.texts import texts
from allocator.reporting.trips import BACK, EMPTY, KINDS, OUT, WAIT, bus_days, bus_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matplotlib.axes import Axes

    from allocator.offer import Session
    from allocator.reporting.texts import Texts
    from allocator.reporting.trips import BusDay, Stretch
    from allocator.solution import Solution

LOOK: dict[str, dict[str, Any]] = {
    OUT: {"facecolor": style.BLUE},
    WAIT: {"facecolor": style.PALE},
    EMPTY: {"facecolor": "white", "hatch": "////"},
    BACK: {"facecolor": style.SKY},
}
INK = {OUT: "white", BACK: style.BLACK}
HEIGHT = 0.3
LINE = 0.29
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
    words, event = texts(lang), result.problem.timetable
    days = bus_days(event)[:MOST_DRAWN]
    *lanes, last = accumulate((1 + LINE * (len(d.visits) - 1) for d in days), initial=0.0)
    with style.styled():
        ax = style.canvas(ax, 1.6 + 0.72 * max(last, 1))
        style.heading(ax, words("chart.bus_day.title"))
        if not days:
            return style.nothing(ax, words("chart.buses.nothing"))
        for kind in KINDS:
            _bars(ax, lanes, days, kind, words(f"chart.bus_day.{kind}"))
        _clock(ax, days, words)
        for y, day in zip(lanes, days, strict=True):
            style.label_above(ax, y, style.plain(bus_name(words, event, day), 46, 1), bold=True)
            _visits(ax, y, day)
        style.bars_only(ax, lanes, -0.75)
        ax.set_ylim(last - 0.35, -0.75)
        ax.set_xlabel(words("chart.bus_day.axis"))
        style.legend_above(ax, 4)
    return ax


def _minutes(moment: datetime) -> float:
    """Return minutes since the midnight before, by the event's own clock."""
    return moment.hour * 60 + moment.minute


def _bars(
    ax: Axes, lanes: Sequence[float], days: Sequence[BusDay], kind: str, label: str
) -> None:
    found = [
        (y, _minutes(s.start), _minutes(s.end) - _minutes(s.start))
        for y, day in zip(lanes, days, strict=True)
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


def _visits(ax: Axes, y: float, day: BusDay) -> None:
    """Write under the bars where the bus drives, with numbers where it drives twice."""
    first = day.stretches[0]
    trips = list(dict.fromkeys(s.visits for s in day.stretches if s.kind == OUT))
    low, high = ax.get_xlim()
    room = int(LETTERS * (high - _minutes(first.start)) / (high - low)) - 1
    for number, visits in enumerate(trips, start=1):
        mark = f"{number}  " if len(trips) > 1 else ""
        titles = mark + " + ".join(v.title for v in visits)
        ax.text(
            _minutes(first.start),
            y + HEIGHT / 2 + 0.21 + LINE * (number - 1),
            style.plain(titles, max(room, 1), 1),
            fontsize=8.5,
            bbox=style.PAPER,
        ).set_in_layout(False)
    for stretch in day.stretches:
        if len(trips) > 1 and stretch.visits:
            _number(ax, y, stretch, trips)


def _number(ax: Axes, y: float, stretch: Stretch, trips: Sequence[tuple[Session, ...]]) -> None:
    """Write into a bar which of the trips it belongs to; visits may come back apart."""
    number = next(k for k, visits in enumerate(trips, 1) if stretch.visits[0] in visits)
    middle = (_minutes(stretch.start) + _minutes(stretch.end)) / 2
    ax.text(
        middle,
        y,
        str(number),
        color=INK[stretch.kind],
        fontsize=8.5,
        fontweight="bold",
        ha="center",
        va="center_baseline",
    ).set_in_layout(False)
