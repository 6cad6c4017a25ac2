"""Needs: cannot walk far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.problem import CANNOT_WALK_FAR, WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class CannotWalkFar:
    """Whoever cannot walk far, or uses a wheelchair, is in no session with a long walk."""

    name = "cannot walk far"
    sentence = "Nobody who cannot walk far is sent on a visit with a long walk."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid the walking sessions to the people with one of these needs."""
        walks = model.attends(*(s.id for s in problem.event.sessions if s.walking))
        needs = {CANNOT_WALK_FAR, WHEELCHAIR}
        model.forbid(walks, [a.id for a in problem.attendees if needs & a.needs])

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look at each session of the people with one of these needs."""
        for attendee in problem.attendees:
            slow = attendee.needs & {"cannot_walk_far", "wheelchair"}
            for session in allocation.sessions(problem.event, attendee.id):
                if session.walking and slow:
                    yield told(
                        "{person} cannot walk far, {id} needs it",
                        person=attendee.id,
                        id=session.id,
                    )
