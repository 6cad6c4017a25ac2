"""What a stage and an objective are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from allocator.fairness.outcome import Outcome
    from allocator.model import Model
    from allocator.problem import Problem
    from allocator.rows import Table


class Stage(Protocol):
    """One number to optimise, said twice: as a table over days, and as a count of days.

    An engine makes the sum of the table over everybody's day (with `largest`: the largest
    entry) as small as possible, or as large as possible where `most` is set.
    """

    @property
    def name(self) -> str:
        """Short name, unique within an objective."""
        ...

    @property
    def most(self) -> bool:
        """Whether more is better."""
        ...

    @property
    def largest(self) -> bool:
        """Whether the largest entry counts instead of the sum."""
        ...

    @property
    def tolerance(self) -> Fraction:
        """Share of its value by which later stages may worsen it; 0 but for a budget."""
        ...

    def table(self, model: Model) -> Table:
        """Say the stage to the solver: integers >= 0, shape (people, days)."""
        ...

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Say the stage to a person: the same number, counted by hand."""
        ...


class Objective(Protocol):
    """One notion of the best allocation: stages, each of which never worsens the earlier."""

    @property
    def name(self) -> str:
        """Name on the command line."""
        ...

    @property
    def meaning(self) -> str:
        """The notion in one sentence for people."""
        ...

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Return the stages in order."""
        ...


def score(stages: Sequence[Stage], outcomes: Sequence[Outcome]) -> dict[str, int]:
    """Return the value of every stage, counted by hand.

    Parameters
    ----------
    stages
        From `Objective.stages`.
    outcomes
        Everybody's day in numbers.

    Returns
    -------
    dict
        Stage name to value.
    """
    return {stage.name: stage.count(outcomes) for stage in stages}
