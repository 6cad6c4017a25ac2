"""Seats of buses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class BusSeats:
    """No stated bus carries more people than it has seats, over all visits that it serves.

    The reserves of those visits stay empty, also of a visit that is cancelled.
    """

    name = "bus seats"
    sentence = "No bus carries more people than it has seats."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each bus that serves a visit."""
        for bus in problem.event.buses:
            served = [
                s for s in problem.event.sessions if s.departure and s.departure.bus == bus.id
            ]
            if served:
                seats = max(0, bus.seats - sum(s.reserve for s in served))
                model.at_most(self.name, bus.id, model.attends(*(s.id for s in served)), seats)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the passengers of each bus, one by one, and the seats kept free."""
        passengers: Counter[str] = Counter()
        for attendee_id in allocation.days:
            for session in allocation.sessions(problem.event, attendee_id):
                if session.departure and session.departure.bus:
                    passengers[session.departure.bus] += 1
        kept: Counter[str] = Counter()
        for session in problem.event.sessions:
            if session.departure and session.departure.bus:
                kept[session.departure.bus] += session.reserve
        for bus_id, people in sorted(passengers.items()):
            seats = problem.event.bus[bus_id].seats
            if people + kept[bus_id] > seats:
                but = f", {kept[bus_id]} of them kept free" if kept[bus_id] else ""
                yield f"bus {bus_id} carries {people} people, it has {seats} seats{but}"
