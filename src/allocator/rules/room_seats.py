"""Seats of rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import both, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class RoomSeats:
    """No session has more people than its room has seats.

    The people who are expected to come, sum_a y[a, s] * (1 - no_show), find a seat, and the
    reserve stays empty. Where the plan chooses, the seats are those of the chosen room.
    """

    name = "room seats"
    sentence = "No session has more people than its room has seats."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each session that names a room, or has a choice of rooms."""
        event = problem.event
        for session in event.sessions:
            admits = {
                r.id: admitted(r.seats - session.reserve, event.no_show) for r in event.rooms
            }
            attends = model.attends(session.id)
            if session.rooms:
                rooms = choices.rooms(session).items()
                opens = {model.decide(d): admits[room] for room, d in rooms}
                model.at_most(self.name, session.id, attends, 0, opens=opens)
            elif session.room is not None:
                model.at_most(self.name, session.id, attends, admits[session.room])

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the people of each session, and the seats that they and the reserve need."""
        plan, event = allocation.plan, problem.event
        for session_id, people in sorted(allocation.filled().items()):
            session = event.session[session_id]
            rooms = [d.value for d in plan.of("room", session_id)]
            if session.room is not None:
                rooms = [session.room]
            elif session.rooms and not rooms:
                yield told("{id} has {n} people and no room", id=session_id, n=people)
            free = [max(0, event.room[r].seats - session.reserve) for r in rooms]
            if rooms and people > sum(seats // (1 - event.no_show) for seats in free):
                each = [told("{room} {n} seats", room=r, n=event.room[r].seats) for r in rooms]
                yield told(
                    "{id} has {n} people, room {rooms}",
                    id=session_id,
                    n=people,
                    rooms=both(each),
                )


def admitted(seats: int, no_show: Fraction) -> int:
    """Return how many people may be sent to seats, if a share of them stays away.

    >>> from fractions import Fraction
    >>> admitted(38, Fraction("0.05")), admitted(-1, Fraction(0))
    (40, 0)
    """
    come = no_show.denominator - no_show.numerator
    return max(0, seats) * no_show.denominator // come
