"""Buses are hired before they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class BusesHired:
    """A bus that the plan lets serve a visit is hired: bus[v, b, t] <= hire[b]."""

    name = "buses hired"
    sentence = "Every bus that is chosen for a visit is hired."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions for each visit, bus and time."""
        for visit in problem.event.sessions:
            for (bus, t), decision in choices.buses(visit).items():
                hire = model.decide(choices.hire(bus), problem.event.bus[bus].cost)
                row = {model.decide(decision): 1, hire: -1}
                subject = f"{visit.id} by {bus} at {choices.clock(t)}"
                model.plan_at_most(self.name, subject, row, 0)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look for each bus of each visit among those hired, and for each hired one."""
        hired = {d.subject for d in allocation.plan if d.kind == "hire"}
        for decision in allocation.plan:
            if decision.kind == "bus" and decision.value not in hired:
                yield told(
                    "bus {bus} serves {id}, it is not hired",
                    bus=decision.value,
                    id=decision.subject,
                )
        fleets = [s.departure.fleet for s in problem.event.sessions if s.departure]
        for bus in sorted(hired - set().union(*fleets)):
            yield told("bus {id} is hired, no visit may choose it", id=bus)
