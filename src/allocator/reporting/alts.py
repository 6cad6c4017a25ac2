"""What each chart says, for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.brief import MOST_DRAWN
from allocator.reporting.shown import regret_bins, wish_table
from allocator.reporting.trips import bus_days, bus_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from allocator.fairness.records import Alternative
    from allocator.problem import Event
    from allocator.reporting.texts import Texts
    from allocator.reporting.trips import BusDay
    from allocator.solution import Solution


def _frontier(words: Texts, result: Solution) -> str:
    found = result.comparison
    notions, least = (found.notions, found.least_total) if found else ((), 0)
    said = ", ".join(
        words(
            "chart.frontier.point",
            name=words.notion(n.name),
            total=words.whole(n.total),
            worst=words.whole(n.worst),
        )
        for n in notions
    )
    return words("chart.frontier.alt", notions=said, least=words.whole(least))


def _lorenz(words: Texts, result: Solution) -> str:
    corners = result.fairness.inequality.lorenz
    share = max((s for p, s in corners if p <= 0.5), default=0.0)
    return words("chart.lorenz.alt", share=words.percent(share))


def _wishes(words: Texts, result: Solution) -> str:
    rows = [(r, counts) for r, counts in wish_table(result.fairness).rows if counts]
    shares = [f"{r.title} {words.percent(c[0], r.people)}" for r, c in rows]
    return words("chart.wishes.alt", shares=", ".join(shares))


def _regrets(words: Texts, result: Solution) -> str:
    found = result.fairness
    bins = regret_bins(found)
    alone = bins and bins[0].first == bins[0].last == 0
    best = words.percent(bins[0].people, found.with_wishes) if alone else "–"
    return words("chart.regrets.alt", best=best, worst=found.worst)


def _demand(words: Texts, result: Solution) -> str:
    sessions = result.fairness.sessions
    over = sum(s.seats is not None and s.wished_first > s.seats for s in sessions)
    return words("chart.demand.alt", over=over, sessions=len(sessions))


def _buses(words: Texts, result: Solution) -> str:
    buses = result.fairness.buses
    return words(
        "chart.buses.alt",
        filled=words.whole(sum(b.filled for b in buses)),
        seats=words.whole(sum(b.seats for b in buses)),
    )


def _bus_day(words: Texts, result: Solution) -> str:
    event = result.problem.timetable
    said = "; ".join(
        words(
            "chart.bus_day.bus",
            bus=bus_name(words, event, day),
            trips=", ".join(_trips(words, event, day)),
        )
        for day in bus_days(event)[:MOST_DRAWN]
    )
    return words("chart.bus_day.alt", buses=said)


def _trips(words: Texts, event: Event, day: BusDay) -> Iterator[str]:
    for visit in day.visits:
        leaves = words.clock(event.moment(visit.busy_from))
        back = words.clock(f"{visit.busy_until:%H:%M}")
        yield words("chart.bus_day.trip", leaves=leaves, back=back)


def _groups(words: Texts, result: Solution) -> str:
    means = [g.mean_regret for g in result.fairness.groups]
    return words(
        "chart.groups.alt",
        lowest=words.decimal(min(means), 2),
        highest=words.decimal(max(means), 2),
        mean=words.decimal(result.fairness.mean, 2),
    )


def _alternatives(words: Texts, result: Solution) -> str:
    said = [
        f"{words.maybe(f'way.{way.name}') or way.name}: {_values(words, way)}."
        for way in result.fairness.alternatives
    ]
    return words("chart.alternatives.alt", ways=" ".join(said))


def _values(words: Texts, way: Alternative) -> str:
    return words(
        "chart.alternatives.values",
        worst=words.decimal(way.worst),
        total=words.decimal(way.total),
        firsts=words.decimal(way.firsts),
    )


ALTS: Mapping[str, Callable[[Texts, Solution], str]] = {
    "frontier": _frontier,
    "lorenz": _lorenz,
    "wishes": _wishes,
    "regrets": _regrets,
    "demand": _demand,
    "buses": _buses,
    "bus_day": _bus_day,
    "groups": _groups,
    "alternatives": _alternatives,
}
