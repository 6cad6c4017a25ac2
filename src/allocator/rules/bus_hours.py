"""Hours of buses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import bus_clock
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class BusHours:
    """A bus is used only while it can be had: bus[v, b, t] <= 0 for trips outside its hours.

    These are the same on every day. A trip that is stated in every part is the reader's
    business.
    """

    name = "bus hours"
    sentence = "Every bus is used only within the hours for which it can be had."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Rule out the trips that leave too early or are back too late."""
        for bus in problem.event.buses:
            for trip in bus_clock.trips(problem.event, bus.id):
                there = bus.there_at(trip.leaves) and bus.there_until(trip.back)
                if trip.decision and not there:
                    row = {model.decide(trip.decision): 1}
                    model.plan_at_most(self.name, f"{bus.id} for {trip.label}", row, 0)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Ask the owner of each bus about each trip that was decided on."""
        plan, event = allocation.plan, problem.event
        for visit in event.sessions:
            leave = visit.departure
            if leave is None:
                continue
            used = [(d.value, d.at) for d in plan.of("bus", visit.id)]
            if leave.bus and len(leave.times) > 1:
                used += [(leave.bus, d.value) for d in plan.of("departure", visit.id)]
            elif leave.bus and plan.runs(visit.id):
                used += [(leave.bus, f"{leave.leaves:%H:%M}")]
            for bus_id, at in used:
                bus = event.bus[bus_id]
                if bus.starts and at < f"{bus.starts:%H:%M}":
                    yield told(
                        "bus {bus} leaves with {id} at {at}, it comes later",
                        bus=bus_id,
                        id=visit.id,
                        at=at,
                    )
                if bus.ends and f"{leave.back:%H:%M}" > f"{bus.ends:%H:%M}":
                    yield told(
                        "bus {bus} is back from {id} after it has to go",
                        bus=bus_id,
                        id=visit.id,
                    )
