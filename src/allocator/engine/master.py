"""The master: which plan could be best, by all cuts so far, decided by CP-SAT."""

from __future__ import annotations

import math
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from allocator.engine.cpsat import LIMIT_OF_EXACTNESS, run, weighted
from allocator.errors import Finding, InputRefused
from allocator.language import told
from allocator.plan import Plan
from allocator.rows import PlanRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.cuts import Cut
    from allocator.plan import Decision
    from allocator.rows import Row

LARGEST_BOUND = 2**40
PATIENCE = 0.2
"""Deterministic seconds after which any plan that may be better is worth a try."""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Proposal:
    """What the master says.

    Attributes
    ----------
    plan
        A plan worth a try; None if none was found.
    bound
        What no plan that is left can beat, as far as is known.
    """

    plan: Plan | None
    bound: int


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

    def __post_init__(self) -> None:
        """Refuse rows about decisions that CP-SAT would not add up exactly."""
        for row in self.plan_rows:
            _refuse_if_large(row.coefficients)
        for seats in self.rows:
            _refuse_if_large(seats.opens)

    def keep(self, cuts: Iterable[Cut], value: int) -> None:
        """Keep a settled stage: no plan whose bound is above its value."""
        self.kept += [(cut, value) for cut in cuts]

    def keep_cost(self, costs: Mapping[Decision, int], limit: int) -> None:
        """Keep a settled sum of costs: no plan that spends more than the limit."""
        self.plan_rows = (*self.plan_rows, PlanRow("cost", "settled", costs, limit))

    @contextmanager
    def strictly(self) -> Iterator[None]:
        """Look only for better plans: what is excluded meanwhile may be as good."""
        before = len(self.excluded)
        try:
            yield
        finally:
            del self.excluded[before:]

    def exclude(self, plan: Plan) -> None:
        """Leave out a plan, and every plan that opens no more seats anywhere."""
        self.excluded.append(tuple(row.under(plan) for row in self.rows))

    def below(self, limit: int, cuts: Sequence[Cut], budget: Budget) -> Proposal:
        """Look for a plan whose bound of a stage is at most a limit, a low one if it is easy.

        Parameters
        ----------
        limit
            The largest bound that is of interest.
        cuts
            Of the stage, at least one.
        budget
            Time left.

        Returns
        -------
        Proposal
            Without a plan if there is none, or none was found in time.
        """
        lowest = max(cut.lowest for cut in cuts)
        if lowest > limit:
            return Proposal(None, limit + 1)
        model, x = self._model()
        theta = model.new_int_var(lowest, limit, "")
        for cut in cuts:
            model.add(cut.unit * theta + weighted(x, cut.weights) >= cut.constant)
        model.minimize(theta)
        return _proposal(model, x, limit, budget)

    def cheaper(self, limit: int, costs: Mapping[Decision, int], budget: Budget) -> Proposal:
        """Look for the plan with the least sum of costs, at most a limit; else as `below`."""
        _refuse_if_large(costs)
        model, x = self._model()
        total = model.new_int_var(0, limit, "")
        model.add(total == weighted(x, costs))
        model.minimize(total)
        return _proposal(model, x, limit, budget)

    def _model(self) -> tuple[cp_model.CpModel, dict[Decision, cp_model.IntVar]]:
        model = cp_model.CpModel()
        x = {decision: model.new_bool_var("") for decision in self.decisions}
        for row in self.plan_rows:
            model.add(weighted(x, row.coefficients) <= row.limit)
        for cut, value in self.kept:
            model.add(weighted(x, cut.weights) >= cut.constant - cut.unit * value)
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
                seats = row.seats + weighted(x, row.opens)
                model.add(seats >= limit + 1).only_enforce_if(opened)
                more.append(opened)
        model.add_bool_or(more)


def _refuse_if_large(weights: Mapping[Decision, int]) -> None:
    if sum(map(abs, weights.values())) >= LIMIT_OF_EXACTNESS:
        text = told("costs or seats too large for exact solving: use larger units of money")
        raise InputRefused([Finding("event.yaml", 0, "cost", text, "E152")])


def _proposal(
    model: cp_model.CpModel,
    x: Mapping[Decision, cp_model.IntVar],
    limit: int,
    budget: Budget,
) -> Proposal:
    solver, status = run(model, budget, PATIENCE)
    if status == cp_model.UNKNOWN:
        solver, status = run(model, budget)
    if status == cp_model.INFEASIBLE:
        return Proposal(None, limit + 1)
    if status == cp_model.UNKNOWN:
        return Proposal(None, -LARGEST_BOUND)
    plan = Plan(frozenset(d for d, variable in x.items() if solver.boolean_value(variable)))
    return Proposal(plan, math.ceil(solver.best_objective_bound - ROUNDING))
