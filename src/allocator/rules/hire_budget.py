"""The budget for hired buses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class HireBudget:
    """The hired buses cost no more than the budget: sum_b cost(b) hire[b] <= budget."""

    name = "hire budget"
    sentence = "The hired buses cost no more than the budget."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions, where there is a budget."""
        event = problem.event
        fleets = {bus for s in event.sessions for bus, _ in choices.buses(s)}
        costs = {choices.hire(b.id): b.cost for b in event.buses if b.id in fleets}
        if event.budget is not None and costs:
            row = {model.decide(hire, cost): cost for hire, cost in costs.items()}
            model.plan_at_most(self.name, "all buses", row, event.budget)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Add up the bills."""
        hired = [d.subject for d in allocation.plan if d.kind == "hire"]
        bill = sum(bus.cost for bus in problem.event.buses if bus.id in hired)
        if problem.event.budget is not None and bill > problem.event.budget:
            yield told(
                "the hired buses cost {bill}, the budget is {budget}",
                bill=bill,
                budget=problem.event.budget,
            )
