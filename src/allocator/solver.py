"""From a problem to a solution: model, stages, allocation, numbers."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from threading import Event as Flag
from typing import TYPE_CHECKING

import numpy as np

from allocator.apart import decide_apart
from allocator.baselines import compare
from allocator.chance import LARGEST_SEED, derived_seed, seed_of
from allocator.deciding import Asked, claim_of, decide, refuse_contradictions
from allocator.drawing import allocation_of
from allocator.engine.budget import Budget
from allocator.engine.news import Desk, News
from allocator.errors import (
    Infeasible,
    Interrupted,
    LimitReached,
    UsageTrouble,
)
from allocator.fairness.outcome import outcomes
from allocator.language import told
from allocator.listable import listable
from allocator.objectives import named, stages_of
from allocator.objectives.stages import before_the_draw
from allocator.on_demand import optimise_days
from allocator.rules import RULES
from allocator.rules.posting import post_all
from allocator.solution import PlanClaim, Solution
from allocator.space_model import refuse_unlistable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from allocator.engine.plans import Planned
    from allocator.engine.reached import Progress
    from allocator.model import Model
    from allocator.objectives.protocol import Objective
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

TIME_LIMIT = 300.0
DRAWS = ("seeded", "fair")


def solve(
    problem: Problem,
    objective: str | Objective = "balanced",
    *,
    seed: int | None = None,
    draw: str = "seeded",
    rules: Sequence[Rule] = RULES,
    time_limit: float = TIME_LIMIT,
    accept_unproved: bool = False,
    progress: Progress | None = None,
    news: Callable[[News], None] | None = None,
    stop: Flag | None = None,
    apart: bool = False,
    memory: float | None = None,
) -> Solution:
    """Find the best allocation by a notion of fairness, and prove it.

    Parameters
    ----------
    problem
        The question, from `read`.
    objective
        Name of a notion (see `allocator objectives`), or one of your own.
    seed
        Decides among equals, 0..2**63 - 1; overrides the event's. Without either it
        follows from the question itself.
    draw
        How equals are decided: "seeded", by seeded costs as the last stage, or "fair", by a
        lottery over all optimal allocations whose expected regrets are leximin-best.
    rules
        What every allocation must obey; `(*RULES, MyRule())` adds one.
    time_limit
        Deterministic seconds for all searches together.
    accept_unproved
        Keep a result that a second solver contradicts, marked as not proven.
    progress
        Called with each finished stage.
    news
        Called while a stage is worked on, with what is known of it: value, bound, seconds.
    stop
        Set it to end the work early with the best so far.
    apart
        Whether the engine works in a child process, whose crash leaves the best so far.
    memory
        Bytes that this child may take beyond what is taken already; None for no limit.

    Returns
    -------
    Solution
        The allocation with its claims and its fairness numbers.

    Raises
    ------
    UsageTrouble
        If the objective or the draw is unknown, or the seed out of range.
    Infeasible
        If no allocation obeys all rules; `allocator.explain` says why.
    LimitReached, Interrupted
        If the limit, `stop` or the end of a child came before any allocation was found.
    SelfCheckFailed
        If a second solver finds something better than what was called proven.
    """
    notion = named(objective) if isinstance(objective, str) else objective
    if draw not in DRAWS:
        names = ", ".join(DRAWS)
        raise UsageTrouble(
            told("no draw is called {name!r}; there are {names}", name=draw, names=names)
        )
    problem, source = _seeded(problem, seed)
    fair = draw == "fair"
    began = time.monotonic()
    budget = Budget(time_limit, stop or Flag(), desk=Desk(news))
    if not fair and not listable(problem.event, len(problem.attendees)):
        return _solve_on_demand(
            problem, notion, source, rules, budget, progress, accept_unproved=accept_unproved
        )
    model = build_model(_undrawn(problem) if fair else problem, rules)
    modelled = time.monotonic()
    stages = stages_of(notion, problem)
    asked = Asked(
        model=model,
        stages=before_the_draw(stages) if fair else stages,
        judging=before_the_draw(stages),
        seed=seed_of(problem),
        fair=fair,
        accept_unproved=accept_unproved,
    )
    with _interruptible(budget):
        if apart:
            found = decide_apart(asked, budget, progress, memory)
        else:
            found = decide(asked, budget, progress)
    if found.planned:
        model = model.decided(found.planned.plan)
    problem = replace(problem, plan=model.problem.plan)
    allocation = allocation_of(model, found.choice)
    if found.lottery:
        allocation = replace(found.lottery.drawn.allocation, plan=problem.decided)
        model = build_model(problem, rules)
    decided = time.monotonic()
    if news:
        news(News("measure"))
    floors = dict(zip(model.people, model.floor.tolist(), strict=True))
    everyone = outcomes(problem, floors, allocation)
    return Solution(
        problem=problem,
        objective=notion.name,
        allocation=allocation,
        stages=tuple(claim_of(entry) for entry in found.reached),
        fairness=compare(model, floors, allocation, everyone),
        outcomes=everyone,
        lottery=found.lottery,
        seed=seed_of(problem),
        seed_source=source,
        plan=_plan_claim(found.planned) if found.planned else None,
        seconds={
            "model": modelled - began,
            "solve": decided - modelled - found.drawing,
            **({"draw": found.drawing} if fair else {}),
            "measure": time.monotonic() - decided,
        },
        ended=found.ended,
    )


def build_model(problem: Problem, rules: Sequence[Rule] = RULES) -> Model:
    """Let every rule write its part of the model.

    Raises
    ------
    Infeasible
        If there are no attendees, or a person has no permitted day.
    UsageTrouble
        If too many different days are possible to list them.
    """
    if not problem.attendees:
        raise Infeasible([told("there are no attendees")])
    refuse_unlistable(problem)
    model = post_all(problem, rules)
    model.drop_hopeless()
    if problem.plan is not None:
        model = model.decided(problem.plan)
    stranded = np.flatnonzero(~model.permitted.any(axis=1)).tolist()
    if stranded:
        people = ", ".join(sorted(model.people[i] for i in stranded))
        raise Infeasible([told("no day is permitted to {people}", people=people)])
    return model


def _solve_on_demand(
    problem: Problem,
    notion: Objective,
    source: str,
    rules: Sequence[Rule],
    budget: Budget,
    progress: Progress | None,
    *,
    accept_unproved: bool,
) -> Solution:
    """Solve a problem with too many days to list."""
    began = time.monotonic()
    with _interruptible(budget):
        found = optimise_days(problem, rules, stages_of(notion, problem), budget, progress)
    if not accept_unproved:
        refuse_contradictions(found.reached)
    solved = time.monotonic()
    model, floors = found.model, found.floors
    everyone = outcomes(problem, floors, found.allocation)
    return Solution(
        problem=problem,
        objective=notion.name,
        allocation=found.allocation,
        stages=tuple(claim_of(entry) for entry in found.reached),
        fairness=compare(model, floors, found.allocation, everyone, found.space),
        outcomes=everyone,
        seed=seed_of(problem),
        seed_source=source,
        seconds={"solve": solved - began, "measure": time.monotonic() - solved},
    )


@contextmanager
def _interruptible(budget: Budget) -> Iterator[None]:
    """Call it an interrupt where no allocation was found because somebody ended the work."""
    try:
        yield
    except LimitReached:
        if budget.stop.is_set():
            why = told("interrupted before any allocation was found")
            raise Interrupted(why) from None
        raise


def _plan_claim(planned: Planned) -> PlanClaim:
    return PlanClaim(
        cost=planned.cost,
        cost_bound=planned.cost_bound,
        decisions=planned.decisions,
        cuts=planned.cuts,
        tried=planned.tried,
        proven=planned.proven,
    )


def _seeded(problem: Problem, seed: int | None) -> tuple[Problem, str]:
    if seed is not None and not 0 <= seed <= LARGEST_SEED:
        raise UsageTrouble(told("the seed must be an integer 0..{most}", most=LARGEST_SEED))
    given = problem.event.seed if seed is None else seed
    source = "derived" if given is None else "given"
    used = seed_of(problem) if given is None else given
    return replace(problem, event=replace(problem.event, seed=used)), source


def _undrawn(problem: Problem) -> Problem:
    """Return the question with the seed that follows from it.

    A table of tickets can then be known, and made public, before the seed of the draw.
    """
    return replace(problem, event=replace(problem.event, seed=derived_seed(problem)))
