"""Why there is no allocation, and what would make one possible: everything in its order."""

from __future__ import annotations

from dataclasses import replace
from threading import Event as Flag
from typing import TYPE_CHECKING

import numpy as np

from allocator.chance import seed_of
from allocator.engine.budget import Budget
from allocator.engine.existence import ask
from allocator.errors import LimitReached
from allocator.explainer.case import Case
from allocator.explainer.company import company_clashes
from allocator.explainer.days import without_a_day
from allocator.explainer.minima import minima_too_large
from allocator.explainer.quarrel import quarrel
from allocator.explainer.said import budget_told, quarrel_told
from allocator.explainer.seats import too_few_places
from allocator.explainer.values import Explanation, Reason
from allocator.explainer.ways_out import ways_out
from allocator.rules import RULES
from allocator.space_model import refuse_unlistable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

TIME_LIMIT = 30.0
NOBODY = np.zeros(0, dtype=np.intp)


def explain(
    problem: Problem,
    rules: Sequence[Rule] = RULES,
    time_limit: float = TIME_LIMIT,
    *,
    infeasible: bool = False,
    stop: Flag | None = None,
) -> Explanation:
    """Tell whether an allocation exists, and if not, why not and what would help.

    Sums come first, then people without a day, sets of people who lack seats (maximum
    flow), and last the smallest set of rules and facts that quarrel.

    Parameters
    ----------
    problem
        The question.
    rules
        What every allocation must obey.
    time_limit
        Seconds of wall clock for everything together.
    infeasible
        Whether it is known already that there is no allocation.
    stop
        Set it to end the work early.

    Returns
    -------
    Explanation
        With reasons each of which is proven, and ways out each of which was tried.

    Raises
    ------
    UsageTrouble
        If too many different days are possible to list them.

    Examples
    --------
    >>> import allocator
    >>> allocator.explain(allocator.read("instances/tiny")).exists
    True
    """
    if not problem.attendees:
        return Explanation(False, (Reason(kind="no attendees"),), seconds=time_limit)
    refuse_unlistable(problem)
    problem = replace(problem, event=replace(problem.event, seed=seed_of(problem)))
    budget = Budget(time_limit, stop or Flag(), times=1)
    case = Case(problem, rules)
    try:
        reasons = _plain_reasons(case, budget)
        if not reasons:
            exists = False if infeasible else ask(case.whole(), budget).exists
            if exists is not False:
                return Explanation(exists, complete=exists is True, seconds=time_limit)
            reasons = (quarrel_told(case, quarrel(case, budget)),)
    except LimitReached:
        return Explanation(False, complete=False, seconds=time_limit)
    found, complete = ways_out(case, reasons, budget)
    reasons = tuple(budget_told(problem, reason, found) for reason in reasons)
    return Explanation(False, reasons, found, complete, time_limit)


def _plain_reasons(case: Case, budget: Budget) -> tuple[Reason, ...]:
    """Return the reasons that a person can count again."""
    return (
        *too_few_places(case, budget),
        *minima_too_large(case),
        *company_clashes(case, budget),
        *without_a_day(case),
        *_plan_by_itself(case, budget),
    )


def _plan_by_itself(case: Case, budget: Budget) -> Iterator[Reason]:
    """Yield why no plan obeys the rules about plans, whoever comes."""
    if case.decisions and ask(case.question(people=NOBODY), budget).exists is False:
        yield quarrel_told(case, quarrel(case, budget, people=NOBODY))
