"""Refused sessions, where the event makes refusals a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.problem import Refusals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class RefusedSessions:
    """Nobody is in a session that the person refused, where the event says `refusals: forbid`.

    With `refusals: avoid` the first stage of every objective avoids them instead.
    """

    name = "refused sessions"
    sentence = "Nobody is put in a session that he or she refused."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid to each person the days with a refused session."""
        if problem.event.refusals is not Refusals.FORBID:
            return
        for person, said in problem.wishes.items():
            if said.refused:
                model.forbid(model.attends(*said.refused), [person])

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look up each place among the person's refusals."""
        if problem.event.refusals is not Refusals.FORBID:
            return
        for attendee in problem.attendees:
            for session_id in allocation.days.get(attendee.id, ()):
                if session_id in problem.wishes_of(attendee.id).refused:
                    yield told(
                        "{person} is in {id} after refusing it",
                        person=attendee.id,
                        id=session_id,
                    )
