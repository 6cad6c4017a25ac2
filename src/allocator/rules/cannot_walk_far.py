"""Needs: cannot walk far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.problem import CANNOT_WALK_FAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class CannotWalkFar:
    """Whoever cannot walk far is in no session that needs a long walk."""

    name = "cannot walk far"
    sentence = "Nobody who cannot walk far is sent on a visit with a long walk."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid the walking sessions to the people with this need."""
        walks = model.attends(*(s.id for s in problem.event.sessions if s.walking))
        model.forbid(walks, [a.id for a in problem.attendees if CANNOT_WALK_FAR in a.needs])

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look at each session of the people with this need."""
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                if session.walking and "cannot_walk_far" in attendee.needs:
                    yield f"{attendee.id} cannot walk far, {session.id} needs it"
