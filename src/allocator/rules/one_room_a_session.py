"""One room a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class OneRoomASession:
    """A session that is held has one of its rooms, a cancelled one none.

    sum_r room[s, r] = run[s], or = 1 where s cannot be cancelled.
    """

    name = "one room a session"
    sentence = "Every session that is held has exactly one room of its list."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add a rule about decisions for each session whose room is open."""
        for session in problem.event.sessions:
            if session.rooms:
                run = choices.run(session)
                rooms = [model.decide(d) for d in choices.rooms(session).values()]
                model.plan_exactly_one(self.name, session.id, rooms, run and model.decide(run))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the rooms that were chosen for each session."""
        for session in problem.event.sessions:
            chosen = [d.value for d in allocation.plan.of("room", session.id)]
            held = not session.cancellable or allocation.plan.runs(session.id)
            for room in chosen:
                if room not in session.rooms:
                    yield told(
                        "{id} has room {room}, which is not on its list",
                        id=session.id,
                        room=room,
                    )
            if session.rooms and held and len(chosen) != 1:
                yield told(
                    "{id} is held in {n} rooms instead of one", id=session.id, n=len(chosen)
                )
            if session.rooms and chosen and not held:
                yield told(
                    "{id} is cancelled and has room {rooms}",
                    id=session.id,
                    rooms=", ".join(chosen),
                )
