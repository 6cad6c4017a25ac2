"""Whether any allocation exists, and what least must be given for one.

To this question wishes are nothing: people differ only by the days that they may spend and
by the rows that count them. So kinds of people are counted, not people, and the plan is
decided in the same program. What might be given (a seat, a pair, a person left out, a rule
waived for somebody) costs one a piece; the least sum is the cheapest way out of its kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from allocator.engine.cpsat import run
from allocator.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.kinds import Kind, Question
    from allocator.plan import Decision
    from allocator.rows import Row

    Variables = Mapping[Decision, cp_model.IntVar]

LEFT_OUT = -1


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
        A day for each person, shape (people,); `LEFT_OUT` for those left out.
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
    if not question.may_leave_out and not question.open_days.any(axis=1).all():
        return Answer(False, proven=True)
    crowd = _Crowd(question)
    solver, status = run(crowd.model, budget)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return crowd.answer(solver, proven=status == cp_model.OPTIMAL)
    none = status == cp_model.INFEASIBLE
    return Answer(False if none else None, proven=none)


class _Crowd:
    """The question as CP-SAT reads it: how many of each kind spend each day."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.model = cp_model.CpModel()
        self.plan = {d: self.model.new_bool_var("") for d in question.decisions}
        self.given = [self.model.new_int_var(0, g.most, "") for g in question.gifts]
        self.spending = [[self._number(kind) for _ in kind.days] for kind in question.kinds]
        self.left_out = [
            self._number(kind) if question.may_leave_out else 0 for kind in question.kinds
        ]
        self._everybody_has_a_day()
        self._rows()
        self._plan_rows()
        if not question.free:
            cost = self._cost()
            self.model.add(cost >= question.at_least)
            self.model.minimize(cost)

    def _number(self, kind: Kind) -> cp_model.IntVar:
        return self.model.new_int_var(0, len(kind.people), "")

    def _everybody_has_a_day(self) -> None:
        for kind, number, out in zip(
            self.question.kinds, self.spending, self.left_out, strict=True
        ):
            self.model.add(cp_model.LinearExpr.sum([*number, out]) == len(kind.people))

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
            absent = [
                kind.absent[r] * out
                for kind, out in zip(self.question.kinds, self.left_out, strict=True)
                if kind.absent[r]
            ]
            self.model.add(counted + sum(absent) <= self._seats(row))

    def _seats(self, row: Row) -> cp_model.LinearExprT:
        seats: list[cp_model.LinearExprT] = [row.seats, _sum(self.plan, row.opens)]
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
            self.model.add(_sum(self.plan, row.coefficients) <= row.limit)
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
        return cp_model.LinearExpr.sum([*charged, *self.left_out, *self.given])

    def answer(self, solver: cp_model.CpSolver, *, proven: bool) -> Answer:
        """Hand days out to the people of each kind."""
        choice = np.full(len(self.question.open_days), LEFT_OUT, dtype=np.intp)
        for kind, number in zip(self.question.kinds, self.spending, strict=True):
            counts = [solver.value(n) for n in number]
            days = np.repeat(kind.days, counts)
            choice[kind.people[: len(days)]] = days
        made = (d for d, x in self.plan.items() if solver.boolean_value(x))
        given = tuple(solver.value(x) for x in self.given)
        least = 0 if self.question.free else round(solver.objective_value)
        return Answer(True, least, proven, choice, given, Plan(frozenset(made)))


def _sum(variables: Variables, weights: Mapping[Decision, int]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum(
        [variables[d] for d in weights], list(weights.values())
    )
