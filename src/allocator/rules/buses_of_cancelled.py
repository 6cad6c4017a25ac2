"""No buses for cancelled visits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class BusesOfCancelled:
    """A bus serves only a visit that is held: bus[v, b, t] <= run[v]."""

    name = "buses of cancelled"
    sentence = "No bus is sent to a visit that is cancelled."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions for each bus of a visit that may be cancelled."""
        for visit in problem.event.sessions:
            run = choices.run(visit)
            if run is None:
                continue
            for (bus, t), decision in choices.buses(visit).items():
                row = {model.decide(decision): 1, model.decide(run): -1}
                subject = f"{visit.id} by {bus} at {choices.clock(t)}"
                model.plan_at_most(self.name, subject, row, 0)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Ask of each bus whether its visit is held."""
        for visit in problem.event.sessions:
            if visit.cancellable and not allocation.plan.runs(visit.id):
                for bus in allocation.plan.buses_of(visit.id):
                    yield told(
                        "bus {bus} is sent to {id}, which is cancelled", bus=bus, id=visit.id
                    )
