"""Fixed places of speakers and hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class SpeakersAreAtTheirOwn:
    """A person with a fixed place (speaker, host) is in that session."""

    name = "fixed places"
    sentence = "Speakers and hosts are in their own session."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid to each such person the days without the fixed session."""
        for attendee in problem.attendees:
            for session_id in attendee.fixed:
                model.forbid(model.misses(session_id), [attendee.id])

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look for each fixed session in the person's day."""
        for attendee in problem.attendees:
            day = allocation.days.get(attendee.id, ())
            for session_id in attendee.fixed:
                if session_id not in day:
                    yield told(
                        "{person} has a fixed place in {id}, not taken",
                        person=attendee.id,
                        id=session_id,
                    )
