"""Seats of rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class RoomSeats:
    """No session has more people than its room has seats: sum_a y[a, s] <= seats(room)."""

    name = "room seats"
    sentence = "No session has more people than its room has seats."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each session that names a room."""
        for session in problem.event.sessions:
            if session.room is not None:
                seats = problem.event.room[session.room].seats
                model.at_most(self.name, session.id, model.attends(session.id), seats)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the people of each session against the seats of its room."""
        seats = {room.id: room.seats for room in problem.event.rooms}
        for session_id, people in sorted(allocation.filled().items()):
            room = problem.event.session[session_id].room
            if room and people > seats[room]:
                yield f"{session_id} has {people} people, room {room} {seats[room]} seats"
