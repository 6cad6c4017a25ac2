"""Wheelchairs and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import both, told
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
        marked = {room.id for room in problem.event.rooms if room.wheelchair}
        for session in problem.event.sessions:
            days, possible = model.attends(session.id), set(session.rooms)
            possible |= {session.room} if session.room else set()
            if possible and not possible & marked:
                model.forbid(days, users)
                continue
            for room, decision in choices.rooms(session).items():
                if room not in marked:
                    subject = f"{session.id} in {room}"
                    model.forbid_where(self.name, subject, decision, days, users)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Go with each wheelchair user to the door of each room."""
        marked = {room.id for room in problem.event.rooms if room.wheelchair}
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                shut = _unmarked(session, allocation.plan, marked)
                if shut and "wheelchair" in attendee.needs:
                    yield told(
                        "{person} cannot get into {rooms} to be in {id}",
                        person=attendee.id,
                        rooms=both(shut),
                        id=session.id,
                    )


def _unmarked(session: Session, plan: Plan, marked: set[str]) -> list[str]:
    """Return the unmarked rooms that a session has, or may not do without."""
    if not session.rooms:
        has = {session.room} if session.room else set()
    elif marked.isdisjoint(session.rooms):
        has = {*session.rooms}
    else:
        has = {d.value for d in plan.of("room", session.id)} & {*session.rooms}
    return sorted(has - marked)
