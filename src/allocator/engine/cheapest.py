"""The cheapest of the fairest plans; then chance chooses among those that are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.chance import plan_costs, seed_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.engine.plan_search import PlanSearch
    from allocator.plan import Decision

CHANCES = 50
"""Plans tried for the one that chance would take among equally fair and cheap ones."""


def make_cheapest(search: PlanSearch) -> tuple[int, int]:
    """Make the plan as cheap as the settled stages allow.

    Among equally cheap plans the seeded small costs of decisions choose.

    Parameters
    ----------
    search
        With all stages settled; its incumbent becomes the cheapest plan that was found.

    Returns
    -------
    cost, bound : int
        Sum of the costs of what is decided, and what no plan as fair can beat.
    """
    costs = search.units.decisions
    bound = _lower(search, costs)
    cost = _spent(search, costs)
    if bound == cost:
        search.master.keep_cost(costs, cost)
        _lower(search, plan_costs(seed_of(search.units.model.problem), costs), tries=CHANCES)
    return cost, bound


def _spent(search: PlanSearch, costs: Mapping[Decision, int]) -> int:
    return sum(costs[d] for d in search.plan.decisions)


def _lower(search: PlanSearch, costs: Mapping[Decision, int], tries: int | None = None) -> int:
    """Lower a sum over decisions until no plan has less, or so many were tried."""
    bound, last = 0, None if tries is None else search.tried + tries
    while bound < _spent(search, costs) and not search.budget.spent:
        if search.tried == last:
            break
        found = search.master.cheaper(_spent(search, costs) - 1, costs, search.budget)
        bound = max(bound, found.bound)
        if found.plan:
            search.take_if_feasible(found.plan)
    return min(bound, _spent(search, costs))
