"""Sessions that need an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Prerequisites:
    """Who attends a session attends the earlier one that it builds on: y[a, s] <= y[a, e]."""

    name = "prerequisites"
    sentence = "Nobody attends a session without the earlier one that it builds on."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid the days that hold the later session without the earlier one."""
        for session_id, earlier in problem.event.prerequisites:
            model.forbid(model.attends(session_id) & model.misses(earlier))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look in each day with the later session for the earlier one."""
        for attendee in problem.attendees:
            day = set(allocation.days.get(attendee.id, ()))
            for session_id, earlier in problem.event.prerequisites:
                if session_id in day and earlier not in day:
                    yield told(
                        "{person} attends {id} without {earlier}",
                        person=attendee.id,
                        id=session_id,
                        earlier=earlier,
                    )
