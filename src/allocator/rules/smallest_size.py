"""Smallest sizes of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class SmallestSize:
    """A session that is held has at least its smallest size: sum_a y[a, s] >= smallest."""

    name = "smallest size"
    sentence = "No session is held with fewer people than its smallest size."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one row for each session with a smallest size."""
        for session in problem.event.sessions:
            if session.smallest > 0:
                run = choices.run(session)
                model.at_least(
                    self.name,
                    session.id,
                    model.attends(session.id),
                    session.smallest,
                    wherever=run and model.decide(run),
                )

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the people of each session that is held."""
        filled = allocation.filled()
        for session in problem.event.sessions:
            held = not session.cancellable or allocation.plan.runs(session.id)
            people = filled[session.id]
            if held and people < session.smallest:
                yield told(
                    "{id} is held with {n} people, its smallest size is {least}",
                    id=session.id,
                    n=people,
                    least=session.smallest,
                )
