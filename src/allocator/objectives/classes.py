"""Priority classes: every stage of an objective, for the first class first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.objectives.stages import Placed, Refused, Ties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from allocator.fairness.outcome import Outcome
    from allocator.model import Model
    from allocator.objectives.protocol import Objective, Stage
    from allocator.problem import Problem
    from allocator.rows import Table

COMMON = (Placed, Refused, Ties)
"""Stages that stay whole: the guards speak of everybody, and chance knows no class."""


@dataclass(frozen=True, slots=True)
class ForClass:
    """A stage that looks at the people of one class only.

    Attributes
    ----------
    stage
        The whole stage.
    title
        Such as "class hosts"; "no class" for those in none.
    people
        Attendee ids.
    """

    stage: Stage
    title: str
    people: frozenset[str]

    @property
    def name(self) -> str:
        """Such as "worst (class hosts)"."""
        return f"{self.stage.name} ({self.title})"

    @property
    def most(self) -> bool:
        """Whether more is better."""
        return self.stage.most

    @property
    def largest(self) -> bool:
        """Whether the largest entry counts instead of the sum."""
        return self.stage.largest

    @property
    def tolerance(self) -> Fraction:
        """Share of its value by which later stages may worsen it."""
        return self.stage.tolerance

    def table(self, model: Model) -> Table:
        """Return the stage's table, 0 for everybody outside the class."""
        inside = np.array([person in self.people for person in model.people], dtype=np.int64)
        return self.stage.table(model) * inside[:, np.newaxis]

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Count the stage over the people of the class."""
        return self.stage.count([o for o in outcomes if o.attendee_id in self.people])


def stages_of(objective: Objective, problem: Problem) -> tuple[Stage, ...]:
    """Return the stages of an objective as this event has them solved: class after class.

    Whoever solves, counts or verifies asks here, so that all see the same stages.

    Parameters
    ----------
    objective
        The notion.
    problem
        The question.

    Returns
    -------
    tuple of Stage
        The objective's own stages where the event has no priority classes. Otherwise each
        comes once a class, in the event's order and last for those in no class; guards and
        ties stay whole.
    """
    return tuple(
        part for stage in objective.stages(problem) for part in _by_class(stage, problem)
    )


def _by_class(stage: Stage, problem: Problem) -> Iterator[Stage]:
    classes = problem.event.classes
    if not classes or isinstance(stage, COMMON):
        yield stage
        return
    people = problem.attendees
    for name in classes:
        members = frozenset(a.id for a in people if a.priority == name)
        yield ForClass(stage, f"class {name}", members)
    rest = frozenset(a.id for a in people if a.priority not in classes)
    yield ForClass(stage, "no class", rest)
