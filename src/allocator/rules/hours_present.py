"""Hours present."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class HoursPresent:
    """A person's sessions lie within the hours that the person is present."""

    name = "hours present"
    sentence = "Nobody has a session before arriving or after having to leave."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid to each person the sessions outside the hours present."""
        sessions = problem.event.sessions
        for attendee in problem.attendees:
            outside = [
                s.id
                for s in sessions
                if (attendee.arrives and s.busy_from < attendee.arrives)
                or (attendee.leaves and s.busy_until > attendee.leaves)
            ]
            if outside:
                model.forbid(model.attends(*outside), [attendee.id])

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Hold each person's sessions against the hours present."""
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                if attendee.arrives and attendee.arrives > session.busy_from:
                    yield f"{attendee.id} arrives after {session.id} has begun"
                if attendee.leaves and attendee.leaves < session.busy_until:
                    yield f"{attendee.id} must leave before {session.id} is over"
