"""All comparisons of a result, as far as the time allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.engine.budget import Budget
from allocator.errors import LimitReached
from allocator.fairness.comparison import Comparison
from allocator.language import told
from allocator.rules import RULES
from allocator.whatif.notions import FRONTIER, chosen, other, others
from allocator.whatif.pareto import spare_gain
from allocator.whatif.plan_worth import plan_worth
from allocator.whatif.seat_prices import least_total, seat_price
from allocator.whatif.situation import Situation
from allocator.whatif.vote import vote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event as Flag

    from allocator.fairness.comparison import SeatPrice
    from allocator.objectives import Objective
    from allocator.rules.protocol import Rule
    from allocator.solution import Solution

TIME_LIMIT = 60.0


def compared(
    solution: Solution,
    time_limit: float,
    progress: Callable[[str], None] | None = None,
    stop: Flag | None = None,
) -> Solution:
    """Return a result with its comparison; parameters as for `comparison`."""
    found = comparison(solution, time_limit=time_limit, progress=progress, stop=stop)
    return replace(solution, comparison=found)


def comparison(
    solution: Solution,
    objectives: Sequence[Objective] = FRONTIER,
    *,
    rules: Sequence[Rule] = RULES,
    time_limit: float = TIME_LIMIT,
    progress: Callable[[str], None] | None = None,
    stop: Flag | None = None,
) -> Comparison:
    """Compare a result with other notions of fairness, and price its seats.

    Parameters
    ----------
    solution
        The result.
    objectives
        Notions to set beside it.
    rules
        What every allocation must obey.
    time_limit
        Deterministic seconds for all of it; what does not fit is named in `unfinished`.
    progress
        Called with the name of each piece of work before it begins.
    stop
        Set it to end the work early.

    Returns
    -------
    Comparison
        The frontier, D*, seat prices, Pareto certificate and popularity margin.
    """
    budget = Budget(time_limit) if stop is None else Budget(time_limit, stop)
    situation = Situation.of(solution, rules, budget)
    tell = progress or (lambda _: None)
    tell(told("least total"))
    base = least_total(situation)
    tell(told("Pareto certificate"))
    found, most = spare_gain(situation)
    tell(told("vote"))
    margin = vote(situation)
    points, unfinished = [chosen(situation)], []
    for objective in others(situation, objectives):
        tell(objective.name)
        try:
            points.append(other(situation, objective))
        except LimitReached:
            unfinished.append(objective.name)
    prices: list[SeatPrice] = []
    proven = base.found.value == base.found.bound
    for session in solution.problem.event.sessions:
        tell(told("seats of {id}", id=session.id))
        try:
            if not proven:
                raise LimitReached("the least total is not proven")
            prices.append(seat_price(situation, base, session.id))
        except LimitReached:
            unfinished.append(f"seats of {session.id}")
    worth, left = plan_worth(solution, rules, budget, tell)
    return Comparison(
        notions=tuple(point for point, _ in points),
        allocations={point.name: allocation for point, allocation in points},
        least_total=base.found.value,
        least_bound=base.found.bound,
        seat_prices=tuple(prices),
        spare_gain=found,
        spare_bound=most,
        vote=margin,
        unfinished=(*unfinished, *left),
        plan_worth=worth,
    )
