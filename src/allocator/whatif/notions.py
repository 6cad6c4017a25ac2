"""The frontier: what each notion of fairness would do on the same wishes and rules."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.engine.lexicographic import optimise
from allocator.fairness.notions import count_notion, days_changed
from allocator.objectives import OBJECTIVES, Budgeted, stages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.comparison import Notion
    from allocator.objectives import Objective
    from allocator.whatif.situation import Situation

FRONTIER: tuple[Objective, ...] = (
    *(o for o in OBJECTIVES if not isinstance(o, Budgeted)),
    *(Budgeted(Fraction(per_cent)) for per_cent in (1, 2, 5)),
)


def chosen(situation: Situation) -> tuple[Notion, Allocation]:
    """Return the result itself as a point of the frontier."""
    solution = situation.solution
    point = count_notion(
        solution.problem, solution.outcomes, name=solution.objective, proven=solution.proven
    )
    return point, solution.allocation


def other(situation: Situation, objective: Objective) -> tuple[Notion, Allocation]:
    """Solve the same question by another notion.

    Returns
    -------
    point : Notion
        Its numbers beside those of the result.
    allocation : Allocation
        Who would spend which day.
    """
    problem, model = situation.solution.problem, situation.model
    state, reached = optimise(
        model, stages_of(objective, problem), situation.budget, start=situation.first
    )
    allocation = situation.allocation(state.choice)
    point = count_notion(
        problem,
        situation.outcomes(allocation),
        name=objective.name,
        proven=all(r.value == r.bound and r.contradiction is None for r in reached),
        changed=days_changed(situation.solution.allocation, allocation),
    )
    return point, allocation


def others(situation: Situation, objectives: Sequence[Objective]) -> tuple[Objective, ...]:
    """Return the objectives that are not the one of the result."""
    return tuple(o for o in objectives if o.name != situation.solution.objective)
