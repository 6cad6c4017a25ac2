"""Buses that load at the same time."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

from allocator import bus_clock
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from allocator.allocation import Allocation
    from allocator.bus_clock import Trip
    from allocator.model import Model
    from allocator.problem import Problem


class Loading:
    """So many buses at most leave at the same minute: sum_(v, b) bus[v, b, t] <= loading.

    Stated visits of one bus load it together. What is stated in every part is the reader's
    business and only takes places from what the plan may choose.
    """

    name = "loading"
    sentence = "No more buses leave at the same minute than can load at once."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions for each minute at which buses leave."""
        event = problem.event
        if event.loading is None:
            return
        for moment, ways in sorted(_loads(problem).items()):
            certain = sum(None in [t.decision for t in way] for way in ways)
            left = max(0, event.loading - certain)
            open_ = [way for way in ways if all(t.decision for t in way)]
            for chosen in product(*open_) if len(open_) > left else ():
                row = {model.decide(t.decision): 1 for t in chosen if t.decision}
                visits = dict.fromkeys(trip.visit for trip in chosen)
                subject = f"{event.moment(moment)} for {' '.join(visits)}"
                model.plan_at_most(self.name, subject, row, left)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the buses in front of the door, day by day and minute by minute."""
        plan, loading, event = allocation.plan, problem.event.loading, problem.event
        certain, open_ = set(), set()
        for visit in event.sessions:
            leave, day = visit.departure, visit.start.date()
            if leave and leave.bus and len(leave.times) > 1:
                open_ |= {(day, d.value, leave.bus) for d in plan.of("departure", visit.id)}
            elif leave and leave.bus and plan.runs(visit.id):
                open_.add((day, f"{leave.leaves:%H:%M}", leave.bus))
            elif leave and leave.bus and not visit.cancellable:
                certain.add((day, f"{leave.leaves:%H:%M}", leave.bus))
        chosen = [
            (event.session[d.subject].start.date(), d.at) for d in plan if d.kind == "bus"
        ]
        chosen += [(day, minute) for day, minute, _ in open_ - certain]
        for when in sorted(set(chosen)):
            buses = chosen.count(when) + sum((day, at) == when for day, at, _ in certain)
            if loading is not None and buses > loading:
                yield told(
                    "{n} buses leave at {at}, at most {most} can load",
                    n=buses,
                    at=when[1],
                    most=loading,
                )


def _loads(problem: Problem) -> dict[datetime, list[list[Trip]]]:
    """Return for each minute the buses that may load, each by any of some trips."""
    found: dict[datetime, list[list[Trip]]] = defaultdict(list)
    for bus in problem.event.buses:
        together: dict[datetime, list[Trip]] = defaultdict(list)
        for trip in bus_clock.trips(problem.event, bus.id):
            if trip.stated:
                together[trip.leaves].append(trip)
            else:
                found[trip.leaves].append([trip])
        for moment, shared in together.items():
            found[moment].append(shared)
    return found
