"""Cancelled sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class CancelledSessions:
    """Nobody is in a session that is cancelled: sum_a y[a, s] <= people * run[s]."""

    name = "cancelled sessions"
    sentence = "Nobody is put in a session that is cancelled."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each session that may be cancelled."""
        everybody = len(problem.attendees)
        for session in problem.event.sessions:
            if run := choices.run(session):
                opens = {model.decide(run): everybody}
                attends = model.attends(session.id)
                model.at_most(self.name, session.id, attends, 0, opens=opens)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look into each session that is cancelled, and for decisions that nobody has."""
        plan = allocation.plan
        for session_id, people in sorted(allocation.filled().items()):
            if problem.event.session[session_id].cancellable and not plan.runs(session_id):
                yield told("{id} is cancelled, {n} people are in it", id=session_id, n=people)
        for session in problem.event.sessions:
            if plan.runs(session.id) and not session.cancellable:
                yield told("{id} was decided to be held, it cannot be cancelled", id=session.id)
