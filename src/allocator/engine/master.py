"""The master: which plan could be best, by all cuts so far, decided by CP-SAT."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from allocator.engine.cpsat import run
from allocator.engine.cuts import UNIT
from allocator.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.cuts import Cut
    from allocator.plan import Decision
    from allocator.rows import PlanRow, Row

LARGEST_BOUND = 2**40


@dataclass
class Master:
    """Rules about the plan, and what earlier work has shown of plans.

    Attributes
    ----------
    decisions
        What the plan may decide.
    plan_rows
        Rules about decisions alone.
    rows
        The shared rules whose seats the plan opens.
    kept
        Cuts with the value that later stages must keep.
    excluded
        Limits of the rows under plans that are done with: no plan that opens no more
        anywhere is better.
    """

    decisions: tuple[Decision, ...]
    plan_rows: tuple[PlanRow, ...]
    rows: tuple[Row, ...]
    kept: list[tuple[Cut, int]] = field(default_factory=list)
    excluded: list[tuple[int, ...]] = field(default_factory=list)

    def keep(self, cuts: Iterable[Cut], value: int) -> None:
        """Keep a settled stage: no plan whose bound is above its value."""
        self.kept += [(cut, value) for cut in cuts]

    @contextmanager
    def strictly(self) -> Iterator[None]:
        """Look only for better plans: what is excluded meanwhile may be as good."""
        before = len(self.excluded)
        yield
        del self.excluded[before:]

    def exclude(self, plan: Plan) -> None:
        """Leave out a plan, and every plan that opens no more seats anywhere."""
        self.excluded.append(tuple(row.under(plan) for row in self.rows))

    def least_bound(self, cuts: Sequence[Cut], budget: Budget) -> tuple[Plan, int] | None:
        """Return the plan with the least bound of a stage, and that bound.

        Parameters
        ----------
        cuts
            Of the stage.
        budget
            Time left.

        Returns
        -------
        tuple of Plan and int, or None
            None if no plan is left.

        Raises
        ------
        TimeoutError
            If the limit came first.
        """
        model, x = self._model()
        lowest = -LARGEST_BOUND if cuts else 0
        theta = model.new_int_var(lowest, LARGEST_BOUND, "")
        for cut in cuts:
            spent = _sum(x, cut.weights)
            model.add(UNIT * theta + spent >= cut.constant)
        model.minimize(theta)
        return _solved(model, x, theta, budget)

    def cheapest(
        self, costs: Mapping[Decision, int], budget: Budget
    ) -> tuple[Plan, int] | None:
        """Return the plan with the least sum of costs, and that sum; else as `least_bound`."""
        model, x = self._model()
        total = model.new_int_var(0, sum(costs.values()), "")
        model.add(total == _sum(x, costs))
        model.minimize(total)
        return _solved(model, x, total, budget)

    def _model(self) -> tuple[cp_model.CpModel, dict[Decision, cp_model.IntVar]]:
        model = cp_model.CpModel()
        x = {decision: model.new_bool_var("") for decision in self.decisions}
        for row in self.plan_rows:
            model.add(_sum(x, row.coefficients) <= row.limit)
        for cut, value in self.kept:
            model.add(_sum(x, cut.weights) >= cut.constant - UNIT * value)
        for limits in self.excluded:
            self._open_more(model, x, limits)
        return model, x

    def _open_more(
        self,
        model: cp_model.CpModel,
        x: Mapping[Decision, cp_model.IntVar],
        limits: Iterable[int],
    ) -> None:
        """Demand that some row has more seats than under a plan that is done with."""
        more = []
        for row, limit in zip(self.rows, limits, strict=True):
            if limit < row.seats + sum(max(0, n) for n in row.opens.values()):
                opened = model.new_bool_var("")
                seats = row.seats + _sum(x, row.opens)
                model.add(seats >= limit + 1).only_enforce_if(opened)
                more.append(opened)
        model.add_bool_or(more)


def _sum(
    x: Mapping[Decision, cp_model.IntVar], weights: Mapping[Decision, int]
) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([x[d] for d in weights], list(weights.values()))


def _solved(
    model: cp_model.CpModel,
    x: Mapping[Decision, cp_model.IntVar],
    value: cp_model.IntVar,
    budget: Budget,
) -> tuple[Plan, int] | None:
    solver, status = run(model, budget)
    if status == cp_model.INFEASIBLE:
        return None
    if status != cp_model.OPTIMAL:
        raise TimeoutError
    plan = Plan(frozenset(d for d, variable in x.items() if solver.boolean_value(variable)))
    return plan, solver.value(value)
