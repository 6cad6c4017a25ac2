"""Languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Languages:
    """Nobody is in a session held in a language that the person does not follow.

    Whoever states no language follows all; a session without one is open to all.
    """

    name = "languages"
    sentence = "Nobody is in a session held in a language that he or she does not follow."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid the sessions in other languages, to all with the same languages at once."""
        held = [s for s in problem.event.sessions if s.language]
        for spoken in {a.languages for a in problem.attendees if a.languages and held}:
            foreign = [s.id for s in held if s.language not in spoken]
            speakers = [a.id for a in problem.attendees if a.languages == spoken]
            model.forbid(model.attends(*foreign), speakers)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Ask each person in each session."""
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                if not session.language or not attendee.languages:
                    continue
                if session.language not in attendee.languages:
                    yield told(
                        "{person} does not follow {language} in {id}",
                        person=attendee.id,
                        language=session.language,
                        id=session.id,
                    )
