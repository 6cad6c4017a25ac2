"""Seats of buses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator import bus_clock
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class BusSeats:
    """No stated bus carries more people than it has seats, over all its visits of a day.

    The reserves of those visits stay empty, also of a visit that is cancelled.
    """

    name = "bus seats"
    sentence = "No bus carries more people than it has seats."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each bus and day on which it serves a visit."""
        for ride in bus_clock.shared(problem.event):
            seats = max(0, ride.bus.seats - sum(s.reserve for s in ride.visits))
            days = model.attends(*(s.id for s in ride.visits))
            model.at_most(self.name, ride.label, days, seats)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the passengers of each bus day by day, one by one, and the seats kept free."""
        passengers: Counter[tuple[str, date]] = Counter()
        for attendee_id in allocation.days:
            for session in allocation.sessions(problem.event, attendee_id):
                if session.departure and session.departure.bus:
                    passengers[session.departure.bus, session.start.date()] += 1
        kept: Counter[tuple[str, date]] = Counter()
        for session in problem.event.sessions:
            if session.departure and session.departure.bus:
                kept[session.departure.bus, session.start.date()] += session.reserve
        for (bus_id, day), people in sorted(passengers.items()):
            seats, free = problem.event.bus[bus_id].seats, kept[bus_id, day]
            if people + free > seats:
                but = told(", {n} of them kept free", n=free) if free else ""
                yield told(
                    "bus {id} carries {n} people, it has {seats} seats{but}",
                    id=bus_id,
                    n=people,
                    seats=seats,
                    but=but,
                )
