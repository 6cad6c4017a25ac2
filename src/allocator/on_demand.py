"""A problem with too many days to list: its answer, and the days that tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.allocation import Allocation
from allocator.day_tables import DayTables
from allocator.engine.demand.ground import Ground
from allocator.engine.demand.lexicographic import optimise_on_demand
from allocator.objectives.parted import costs_of
from allocator.objectives.stages import Ties, Total
from allocator.space_model import floors_of, model_over, space_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.reached import Progress, Reached
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
    from allocator.space import Space


@dataclass(frozen=True)
class OnDemand:
    """What was found without a list of all days.

    Attributes
    ----------
    space
        All days.
    model
        Over the days that people have, with floors over all days.
    allocation
        Each person's day.
    reached
        One entry a stage.
    """

    space: Space
    model: Model
    allocation: Allocation
    reached: tuple[Reached, ...]

    @property
    def floors(self) -> dict[str, int]:
        """Least loss of each person over all days, by attendee id."""
        return floors_of(self.space)


def optimise_days(
    problem: Problem,
    rules: Sequence[Rule],
    stages: Sequence[Stage],
    budget: Budget,
    progress: Progress | None = None,
) -> OnDemand:
    """Solve stage after stage, and find days when they are asked for.

    Parameters
    ----------
    problem, rules
        The question.
    stages, budget, progress
        As for `optimise_on_demand`.

    Raises
    ------
    Infeasible
        If there are no attendees, a person has no permitted day, or prices prove that
        nobody can keep the rules.
    LimitReached
        If no allocation was found.
    UsageTrouble
        If a rule or a stage needs a list of all days.
    """
    space = space_of(problem, rules)
    costs = {stage.name: costs_of(stage, space) for stage in stages}
    ground = Ground(space, costs, costs_of(Ties(), space), budget)
    days, reached = optimise_on_demand(ground, stages, costs_of(Total(), space), progress)
    every = DayTables(problem, space.picks(days.parts)).days
    allocation = Allocation(dict(sorted(zip(space.people, every, strict=True))))
    return OnDemand(space, model_over(space, rules, allocation), allocation, reached)
