"""Buses go when their visit leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import both, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class BusAtDeparture:
    """A bus serves a visit only when the visit leaves: bus[v, b, t] <= departure[v, t].

    A visit that leaves at one time only has no other decision, and needs no rule.
    """

    name = "bus at departure"
    sentence = "Every bus leaves at the departure of its visit."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions for each visit, bus and time."""
        for visit in problem.event.sessions:
            times = choices.departures(visit)
            for (bus, t), decision in choices.buses(visit).items() if times else ():
                row = {model.decide(decision): 1, model.decide(times[t]): -1}
                subject = f"{visit.id} by {bus} at {choices.clock(t)}"
                model.plan_at_most(self.name, subject, row, 0)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Hold each bus against the clock, and against the list, of its visit."""
        plan = allocation.plan
        for visit in problem.event.sessions:
            leave = visit.departure
            leaves = [d.value for d in plan.of("departure", visit.id)]
            if leave and len(leave.times) <= 1:
                leaves = [f"{leave.leaves:%H:%M}"]
            for decision in plan.of("bus", visit.id):
                if leave is None or decision.value not in leave.fleet:
                    yield told(
                        "bus {bus} is not among those of {id}", bus=decision.value, id=visit.id
                    )
                elif decision.at not in leaves:
                    yield told(
                        "bus {bus} serves {id} at {at}, which leaves {when}",
                        bus=decision.value,
                        id=visit.id,
                        at=decision.at,
                        when=both(leaves) if leaves else told("at no time"),
                    )
