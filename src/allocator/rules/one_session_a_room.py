"""One session a room."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import both, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.plan import Decision
    from allocator.problem import Problem


class OneSessionARoom:
    """No room has two sessions at the same time, where the plan chose it for one of them.

    Two sessions overlap where each starts before the other ends; the end itself is free.
    """

    name = "one session a room"
    sentence = "No room holds two sessions at the same time."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add room[s, r] + room[t, r] <= 1 for sessions s and t that overlap.

        Where t has r by statement, its place is taken by run[t], or by 1.
        """
        takes = {s.id: _takes(s) for s in problem.event.sessions}
        for one, other in combinations(problem.event.sessions, 2):
            if not (one.start < other.end and other.start < one.end):
                continue
            for room, mine in takes[one.id].items() if one.rooms or other.rooms else ():
                if room in takes[other.id]:
                    both = [model.decide(d) for d in (*mine, *takes[other.id][room])]
                    row, subject = dict.fromkeys(both, 1), f"{one.id} and {other.id} in {room}"
                    model.plan_at_most(self.name, subject, row, len(both) - 1)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Stand at the door of each room whenever a session of it begins."""
        plan, event = allocation.plan, problem.event
        for room in event.rooms:
            chosen = {d.subject for d in plan if d.kind == "room" and d.value == room.id}
            stated = {
                s.id
                for s in event.sessions
                if s.room == room.id and (plan.runs(s.id) or not s.cancellable)
            }
            users = [event.session[s] for s in sorted(chosen | stated)]
            for moment in sorted({s.start for s in users}):
                inside = {s.id for s in users if s.start <= moment < s.end}
                if len(inside) > 1 and inside & chosen:
                    yield told(
                        "room {room} holds {sessions} at {moment:%H:%M}",
                        room=room.id,
                        sessions=both(sorted(inside)),
                        moment=moment,
                    )


def _takes(session: Session) -> dict[str, tuple[Decision, ...]]:
    """Return what must be decided for a session to be in a room, for each that it may have."""
    if session.room is None:
        return {room: (d,) for room, d in choices.rooms(session).items()}
    run = choices.run(session)
    return {session.room: (run,) if run else ()}
