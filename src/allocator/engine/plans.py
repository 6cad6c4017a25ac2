"""The best plan: stage after stage over all plans at once, by Benders cuts.

The master names the plan whose bound is least by all cuts so far. The people's program
under this plan gives prices; they beat the plan, or an allocation is found that improves
the incumbent. Either way one more cut says something of every plan, until no plan is left
whose bound is below the incumbent's value.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocator.certificate import Prices
from allocator.engine.cheapest import make_cheapest
from allocator.engine.lexicographic import PLANS, optimise
from allocator.engine.plan_search import PlanSearch
from allocator.engine.reached import Reached, limit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.stage import State
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.plan import Plan

    Progress = Callable[[Reached], None]

AHEAD = 0.8
"""Share of the time for the plan; the rest is for the stages under it."""


@dataclass(frozen=True)
class Planned:
    """The best plan, and what is known of it.

    Attributes
    ----------
    plan
        The decisions.
    choice
        A day for each person that has the stages' values, shape (people,).
    reached
        One entry a stage; its prices are left out, as the bound rests on many cuts.
    cost, cost_bound
        Sum of the costs of the decisions, and what no plan as fair can beat.
    decisions
        Number of decisions that were open.
    cuts, tried
        Number of cuts, and of plans for which the people's program was solved.
    """

    plan: Plan
    choice: Choice
    reached: tuple[Reached, ...]
    cost: int
    cost_bound: int
    decisions: int
    cuts: int
    tried: int

    @property
    def proven(self) -> bool:
        """Whether no plan is better in the stages, and none as good is cheaper."""
        settled = all(e.value == e.bound and e.contradiction is None for e in self.reached)
        return settled and self.cost == self.cost_bound

    @property
    def budgets(self) -> dict[str, Reached]:
        """The stages of which later ones may spend: their limits hold over all plans."""
        return {e.name: e for e in self.reached if e.limit != e.value}

    def over_all_plans(self, reached: Sequence[Reached]) -> tuple[Reached, ...]:
        """Return what was reached under the plan with the bounds that hold for every plan.

        A value better than a bound over all plans is a contradiction.
        """
        bounds = {entry.name: entry for entry in self.reached}
        return tuple(_wider(entry, bounds.get(entry.name)) for entry in reached)


@dataclass(frozen=True)
class Settlement:
    """The stages with the plan that was made for them.

    Attributes
    ----------
    model
        With the plan put in.
    state
        Each person's day, and what the stages have left open.
    reached
        One entry a stage, with bounds that hold for every plan.
    planned
        The plan and what is known of it; None where nothing was open.
    """

    model: Model
    state: State
    reached: tuple[Reached, ...]
    planned: Planned | None


def best_plan(
    model: Model,
    stages: Sequence[Stage],
    budget: Budget,
    progress: Progress | None = None,
    start: tuple[Plan, Choice] | None = None,
) -> Planned:
    """Find the plan under which the stages are best, then the cheapest of such plans.

    Parameters
    ----------
    model
        Days, permissions, rows and decisions.
    stages
        In order of importance.
    budget
        Time, and the flag that ends the work with the best so far.
    progress
        Called after each stage.
    start
        A plan and a day for each person that obey everything; None finds them.

    Raises
    ------
    Infeasible
        If no plan has an allocation.
    LimitReached
        If none was found in time.
    """
    search = PlanSearch(model, budget)
    search.begin(start)
    if start is None:
        search.warm_up()
    reached: list[Reached] = []
    budget.desk.order = tuple(stage.name for stage in stages)
    for stage in stages:
        if not search.units.table(stage)[search.open_days].any():
            continue
        entry = _settle(search, stage)
        reached.append(entry)
        if progress:
            progress(entry)
    cost, cost_bound = make_cheapest(search)
    return Planned(
        plan=search.plan,
        choice=search.units.of_people(search.choice),
        reached=tuple(reached),
        cost=cost,
        cost_bound=cost_bound,
        decisions=len(model.decisions),
        cuts=search.cuts,
        tried=search.tried,
    )


def optimise_with_plan(
    model: Model,
    stages: Sequence[Stage],
    judging: Sequence[Stage],
    budget: Budget,
    progress: Progress | None = None,
) -> Settlement:
    """Settle the plan, where one is open, and then the stages under it.

    Parameters
    ----------
    model
        Days, permissions, rows, and decisions if any are open.
    stages
        In order of importance.
    judging
        Those of them by which plans are judged: all but the draw among equals.
    budget
        Time, and the flag that ends the work with the best so far.
    progress
        Called after each stage, once.

    Raises
    ------
    Infeasible
        If no plan has an allocation.
    LimitReached
        If none was found in time.
    """
    if not model.decisions:
        state, reached = optimise(model, stages, budget, progress)
        return Settlement(model, state, reached, None)
    share = budget.share(AHEAD)
    planned = best_plan(model, judging, share, progress)
    budget.take(share.taken)
    told = {entry.name for entry in planned.reached}

    def tell(entry: Reached) -> None:
        if progress and entry.name not in told:
            progress(entry)

    decided = model.decided(planned.plan)
    budget.desk.plan = planned.plan
    state, reached = optimise(
        decided, stages, budget, tell, planned.choice, settled=planned.budgets
    )
    return Settlement(decided, state, planned.over_all_plans(reached), planned)


def _wider(entry: Reached, over_all: Reached | None) -> Reached:
    if over_all is None:
        return entry
    better = entry.value > over_all.bound if entry.most else entry.value < over_all.bound
    doubt = (entry.contradiction, over_all.contradiction)
    found = next((d for d in doubt if d is not None), None)
    if better:
        return replace(entry, contradiction=-entry.value if entry.most else entry.value)
    if over_all.bound != entry.value:
        weaker = max if entry.most else min
        bound = weaker(entry.bound, over_all.bound)
        return replace(entry, bound=bound, proof="", contradiction=found)
    proof = entry.proof if entry.bound == entry.value else PLANS
    return replace(entry, bound=over_all.bound, proof=proof, contradiction=found)


def _settle(search: PlanSearch, stage: Stage) -> Reached:
    """Make one stage as good as any plan allows, and keep it."""
    began, days = time.monotonic(), int(search.open_days.sum())
    value, bound = (search.largest if stage.largest else search.sum)(stage)
    sign = -1 if stage.most else 1
    return Reached(
        name=stage.name,
        most=stage.most,
        value=sign * value,
        bound=sign * bound,
        limit=sign * limit_of(value, stage.tolerance),
        proof=PLANS if value == bound else "",
        prices=Prices(),
        days=days,
        seconds=time.monotonic() - began,
        contradiction=search.contradiction,
    )
