"""Sessions that exclude each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from allocator.language import both, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Exclusions:
    """Nobody attends two sessions of an exclusion set."""

    name = "exclusions"
    sentence = "Nobody attends two sessions that exclude each other."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid the days that hold two sessions of a set."""
        for excluding in problem.event.exclusions:
            for one, other in combinations(excluding, 2):
                model.forbid(model.attends(one) & model.attends(other))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count how much of each set is in a person's day."""
        for attendee in problem.attendees:
            for excluding in problem.event.exclusions:
                day = allocation.days.get(attendee.id, ())
                attended = [s for s in day if s in excluding]
                if len(attended) > 1:
                    yield told(
                        "{person} attends {sessions}, which exclude each other",
                        person=attendee.id,
                        sessions=both(attended),
                    )
