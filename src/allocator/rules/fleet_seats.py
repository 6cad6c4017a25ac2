"""Seats of the buses that the plan chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class FleetSeats:
    """A visit has no more people than its chosen buses have seats, less its reserve.

    sum_a y[a, v] <= sum_(b, t) seats(b) bus[v, b, t] - reserve(v) run[v]; a visit that is
    held needs buses for its reserve too.
    """

    name = "fleet seats"
    sentence = "No visit has more people than the buses chosen for it have seats."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each visit whose buses the plan chooses."""
        event = problem.event
        for visit in event.sessions:
            buses = choices.buses(visit)
            if not buses:
                continue
            opens = {model.decide(d): event.bus[bus].seats for (bus, _), d in buses.items()}
            seats, run = -visit.reserve, choices.run(visit)
            if run is not None and visit.reserve:
                opens[model.decide(run)], seats = seats, 0
            model.at_most(self.name, visit.id, model.attends(visit.id), seats, opens=opens)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Seat the people of each visit, and those at the door, in its buses."""
        filled, plan = allocation.filled(), allocation.plan
        seats = {bus.id: bus.seats for bus in problem.event.buses}
        for visit in problem.event.sessions:
            if visit.departure is None or not visit.departure.fleet:
                continue
            held = plan.runs(visit.id) or not visit.cancellable
            people, kept = filled[visit.id], visit.reserve if held else 0
            there = sum(seats[d.value] for d in plan.of("bus", visit.id))
            if people + kept > there:
                but = told(", {n} of them kept free", n=kept) if kept else ""
                yield told(
                    "{id} has {n} people, its buses {seats} seats{but}",
                    id=visit.id,
                    n=people,
                    seats=there,
                    but=but,
                )
