"""One trip at a time for each bus."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from allocator import bus_clock
from allocator.language import both, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.problem import Problem

    # one ride with people: begin, end, visit, whether it goes out
    Ride = tuple[datetime, datetime, str, bool]


class OneTripAtATime:
    """A bus is never in two places: bus[v, b, t] + bus[w, b, u] <= 1 for trips that clash.

    Visits for which one bus is stated ride together, or are the reader's business; a stated
    trip only stands in the way of those that the plan may choose.
    """

    name = "one trip at a time"
    sentence = "No bus has to be in two places at once."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions for each bus and two trips that it cannot make."""
        for bus in problem.event.buses:
            for one, other in combinations(bus_clock.trips(problem.event, bus.id), 2):
                if (one.stated and other.stated) or bus_clock.one_bus_can(one, other):
                    continue
                row = {model.decide(t.decision): 1 for t in (one, other) if t.decision}
                subject = f"{bus.id} for {one.label} and {other.label}"
                model.plan_at_most(self.name, subject, row, len(row) - 1)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Follow each bus through its day, beside each of its stated visits in turn."""
        plan = allocation.plan
        for bus in problem.event.buses:
            chosen = [
                _rides(problem.event.session[d.subject], d.at)
                for d in plan
                if d.kind == "bus" and d.value == bus.id
            ]
            stated = []
            for visit in problem.event.sessions:
                if visit.departure and visit.departure.bus == bus.id:
                    times = [d.value for d in plan.of("departure", visit.id)]
                    if len(visit.departure.times) < 2 and _held(visit, allocation):
                        times = [f"{visit.departure.leaves:%H:%M}"]
                    stated += [_rides(visit, at) for at in times]
            days = [[*chosen, beside] for beside in stated] or [chosen]
            found = {late for day in days for late in _late([r for trip in day for r in trip])}
            yield from (told("bus {id} {late}", id=bus.id, late=late) for late in sorted(found))


def _held(session: Session, allocation: Allocation) -> bool:
    return allocation.plan.runs(session.id) or not session.cancellable


def _rides(visit: Session, at: str) -> list[Ride]:
    """Return the ride out at a departure and the ride back."""
    leave = visit.departure
    return [
        ride
        for t in (leave.options if leave else ())
        if leave and f"{t:%H:%M}" == at
        for ride in (
            (t, t + visit.ride, visit.id, True),
            (leave.returns, leave.back, visit.id, False),
        )
    ]


def _late(rides: Sequence[Ride]) -> Iterator[str]:
    """Drive from ride to ride by the clock, and say where the bus comes too late."""
    nothing = timedelta(0)
    for before, after in pairwise(sorted(rides)):
        set_off, free, last, went_out = before
        begin, end, visit, goes_out = after
        home = free - set_off if went_out else nothing
        away = nothing if goes_out else end - begin
        waits = went_out and not goes_out and last == visit
        there = free if waits else free + home + away
        if set_off == begin:
            visits = both(sorted((last, visit)))
            yield told("begins rides of {visits} at {begin:%H:%M}", visits=visits, begin=begin)
        elif there > begin:
            yield told(
                "is at {place} for {visit} at {there:%H:%M}, due {begin:%H:%M}",
                place=told("the venue") if goes_out else told("the return place"),
                visit=visit,
                there=there,
                begin=begin,
            )
