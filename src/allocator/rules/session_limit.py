"""A session's own limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class SessionLimit:
    """No session has more people than its own limit: sum_a y[a, s] <= seats(s) - reserve(s)."""

    name = "session limit"
    sentence = "No session has more people than the limit set for it."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each session with a limit of its own."""
        for session in problem.event.sessions:
            if session.seats is not None:
                seats = max(0, session.seats - session.reserve)
                model.at_most(self.name, session.id, model.attends(session.id), seats)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the people of each session, and those at the door, against its limit."""
        for session_id, people in sorted(allocation.filled().items()):
            limit = problem.event.session[session_id].seats
            kept = problem.event.session[session_id].reserve
            if limit is not None and people + kept > limit:
                but = told(", {n} of them kept free", n=kept) if kept else ""
                yield told(
                    "{id} has {n} people, its limit is {limit}{but}",
                    id=session_id,
                    n=people,
                    limit=limit,
                    but=but,
                )
