"""Wheelchairs and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.plan import ROOM, Decision
from allocator.problem import WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.plan import Plan
    from allocator.problem import Problem


class WheelchairRooms:
    """Wheelchair users have sessions only in rooms that are marked for them.

    Where the plan chooses the room, U users and an unmarked room r of the session give
    sum_(a in U) y[a, s] <= |U| (1 - x[s, r]). A session without any room is open to all.
    """

    name = "wheelchair rooms"
    sentence = "Wheelchair users have sessions only in rooms that are marked for them."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid sessions that cannot be in a marked room, close those that need not be."""
        users = [a.id for a in problem.attendees if WHEELCHAIR in a.needs]
        if not users:
            return
        room = problem.event.room
        for session in problem.event.sessions:
            stated = (session.room,) if session.room else ()
            possible = session.rooms or stated
            unmarked = [r for r in possible if not room[r].wheelchair]
            days = model.attends(session.id)
            if unmarked and len(unmarked) == len(possible):
                model.forbid(days, users)
                continue
            for room_id in unmarked:
                taken = {model.decide(Decision(ROOM, session.id, room_id)): -len(users)}
                subject = f"{session.id} in {room_id}"
                model.at_most(self.name, subject, days, len(users), people=users, opens=taken)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Go with each wheelchair user to the door of each room."""
        marked = {room.id for room in problem.event.rooms if room.wheelchair}
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                shut = _unmarked(session, allocation.plan, marked)
                if shut and "wheelchair" in attendee.needs:
                    yield f"{attendee.id} cannot get into {shut} to be in {session.id}"


def _unmarked(session: Session, plan: Plan, marked: set[str]) -> str:
    """Return the unmarked rooms that a session has, or may not do without; "" for none."""
    rooms = {session.room} if session.room else set()
    if session.rooms:
        chosen = {decision.value for decision in plan.of(ROOM, session.id)}
        rooms = set(session.rooms)
        rooms &= chosen if rooms & marked else rooms
    return " and ".join(sorted(rooms - marked))
