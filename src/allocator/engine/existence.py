"""Whether any allocation exists, and what least must be given for one.

To this question wishes are nothing: people differ only by the days that they may spend and
by the rows that count them. So kinds of people are counted, not people, and the plan is
decided in the same program. What might be given (a seat, a pair, a person left out, a rule
waived for somebody) costs one a piece; the least sum is the cheapest way out of its kind.
Where nearly everybody is of a kind of their own and no plan is open, prices are quicker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from allocator.engine.cpsat import run, weighted
from allocator.engine.first import among_cheap_days
from allocator.engine.pricing import best_prices
from allocator.errors import Infeasible, LimitReached
from allocator.plan import Plan

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.kinds import Kind, Question
    from allocator.rows import Row

MANY = 3000
"""Columns from which on CP-SAT's presolve costs more than it saves."""
GUIDE = 1000


@dataclass(frozen=True)
class Answer:
    """What is known.

    Attributes
    ----------
    exists
        Whether there is an allocation; None if that is not known in time.
    least
        The least that must be given; meaningful where `exists`.
    proven
        Whether less does not do.
    choice
        A day for each person, shape (people,).
    given
        How much is given of each gift.
    plan
        The decisions.
    """

    exists: bool | None
    least: int = 0
    proven: bool = False
    choice: Choice = field(default_factory=lambda: np.zeros(0, dtype=np.intp))
    given: tuple[int, ...] = ()
    plan: Plan = field(default_factory=Plan)


def ask(question: Question, budget: Budget) -> Answer:
    """Find an allocation for which least is given, or prove that there is none.

    Parameters
    ----------
    question
        People, days, rules and what might be given.
    budget
        Time left.
    """
    if budget.spent:
        return Answer(None)
    if not question.open_days.any(axis=1).all():
        return Answer(False, proven=True)
    many = sum(len(kind.days) for kind in question.kinds) > MANY
    if many and not question.decisions and not question.gifts:
        found = _priced(question, budget)
        if found.exists is not True or found.proven:
            return found
    crowd = _Crowd(question)
    solver, status = run(crowd.model, budget, presolve=not many)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return crowd.answer(solver, proven=status == cp_model.OPTIMAL)
    none = status == cp_model.INFEASIBLE
    return Answer(False if none else None, proven=none)


def _priced(question: Question, budget: Budget) -> Answer:
    """Answer by prices, on the few days that are cheap; proven where the bound is met."""
    cost, rows = question.cost, tuple(question.rows)
    nothing = best_prices(0 * cost, question.open_days, rows, (), budget, enough=1)
    if nothing.bound > 0:
        return Answer(False, proven=True)
    guide = np.random.default_rng(0).integers(0, GUIDE, cost.shape)
    cost.astype(np.int64) * GUIDE + guide
    try:
        choice = among_cheap_days(
            cost.astype(np.int64) * GUIDE + guide, question.open_days, rows, (), budget
        )
    except Infeasible:
        return Answer(False, proven=True)
    except LimitReached:
        return Answer(None)
    least = int(cost[np.arange(len(choice)), choice].sum())
    bound = question.at_least
    if least > bound:
        bound = best_prices(cost, question.open_days, rows, (), budget).rounded
    return Answer(True, least, least <= bound, choice)


class _Crowd:
    """The question as CP-SAT reads it: how many of each kind spend each day."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.model = cp_model.CpModel()
        self.plan = {d: self.model.new_bool_var("") for d in question.decisions}
        self.given = [self.model.new_int_var(0, g.most, "") for g in question.gifts]
        self.spending = [[self._number(kind) for _ in kind.days] for kind in question.kinds]
        for kind, number in zip(question.kinds, self.spending, strict=True):
            self.model.add(cp_model.LinearExpr.sum(number) == len(kind.people))
        self._rows()
        self._plan_rows()
        self._order_of_gifts()
        if not question.free:
            cost = self._cost()
            self.model.add(cost >= question.at_least)
            self.model.minimize(cost)

    def _number(self, kind: Kind) -> cp_model.IntVar:
        return self.model.new_int_var(0, len(kind.people), "")

    def _rows(self) -> None:
        uses = [kind.uses for kind in self.question.kinds]
        for r, row in enumerate(self.question.rows):
            variables: list[cp_model.IntVar] = []
            values: list[int] = []
            for number, table in zip(self.spending, uses, strict=True):
                for k in np.flatnonzero(table[r]).tolist():
                    variables.append(number[k])
                    values.append(int(table[r, k]))
            counted = cp_model.LinearExpr.weighted_sum(variables, values)
            self.model.add(counted <= self._seats(row))

    def _seats(self, row: Row) -> cp_model.LinearExprT:
        seats: list[cp_model.LinearExprT] = [row.seats, weighted(self.plan, row.opens)]
        for gift, given in zip(self.question.gifts, self.given, strict=True):
            if row.label in gift.seats:
                seats.append(gift.seats[row.label] * given)
            for (label, decision), more in gift.opens.items():
                if label == row.label:
                    opened = self._where(self.plan[decision], given, gift.most)
                    seats.append(more * opened)
        return cp_model.LinearExpr.sum(seats)

    def _where(
        self, decided: cp_model.IntVar, given: cp_model.IntVar, most: int
    ) -> cp_model.IntVar:
        """Return what is given where something is decided, else 0."""
        found = self.model.new_int_var(0, most, "")
        self.model.add(found <= given)
        self.model.add(found <= most * decided)
        return found

    def _plan_rows(self) -> None:
        for row in self.question.plan_rows:
            self.model.add(weighted(self.plan, row.coefficients) <= row.limit)

    def _order_of_gifts(self) -> None:
        for gift, given in zip(self.question.gifts, self.given, strict=True):
            if gift.after is not None:
                begun = self.model.new_bool_var("")
                before = self.question.gifts[gift.after].most
                self.model.add(given <= gift.most * begun)
                self.model.add(self.given[gift.after] >= before * begun)

    def _cost(self) -> cp_model.LinearExprT:
        charged = [
            number[k]
            for kind, number in zip(self.question.kinds, self.spending, strict=True)
            for k in np.flatnonzero(kind.cost).tolist()
        ]
        return cp_model.LinearExpr.sum([*charged, *self.given])

    def answer(self, solver: cp_model.CpSolver, *, proven: bool) -> Answer:
        """Hand days out to the people of each kind."""
        choice = np.zeros(len(self.question.open_days), dtype=np.intp)
        for kind, number in zip(self.question.kinds, self.spending, strict=True):
            counts = [solver.value(n) for n in number]
            choice[kind.people] = np.repeat(kind.days, counts)
        made = (d for d, x in self.plan.items() if solver.boolean_value(x))
        given = tuple(solver.value(x) for x in self.given)
        least = 0 if self.question.free else solver.value(self._cost())
        return Answer(True, least, proven, choice, given, Plan(frozenset(made)))
