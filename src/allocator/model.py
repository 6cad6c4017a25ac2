"""The model: days, who may spend them, and labelled rows over them.

One sparse labelled 0/1 program with a variable y[a, d] for each person a and day d:

    sum_d y[a, d] = 1                                          each person spends one day
    sum_(a, d uses row r) y[a, d] <= seats_r + opens_r . x     each shared rule
    coefficients . x <= limit                                  each rule about the plan

with x[k] for each decision k that the plan may make. Rules write it, engines read it; no
engine knows a rule, no rule knows an engine.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.day_tables import DayTables
from allocator.rows import PlanRow, Row, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from allocator.allocation import Allocation
    from allocator.plan import Decision, Plan
    from allocator.problem import Problem
    from allocator.rows import Index, Mask


class Model(DayTables):
    """Days, permissions, rows and decisions of one problem; rules fill it, engines read it.

    Parameters
    ----------
    problem, picks, floor
        As for `DayTables`.

    Attributes
    ----------
    rows
        The shared rules.
    decisions
        What the plan may decide, with the cost of each.
    plan_rows
        The rules about decisions alone.
    same_day
        People who spend the same day: what rows say of them, said once more for `Units`.
    """

    def __init__(
        self,
        problem: Problem,
        picks: Index | None = None,
        floor: NDArray[np.int64] | None = None,
    ) -> None:
        super().__init__(problem, picks, floor)
        self.rows: list[Row] = []
        self.decisions: dict[Decision, int] = {}
        self.plan_rows: list[PlanRow] = []
        self.same_day: list[tuple[str, ...]] = []

    def forbid(self, days: Mask, people: Iterable[str] | None = None) -> None:
        """Forbid days, to everybody or to these people.

        Parameters
        ----------
        days
            Shape (days,).
        people
            Attendee ids; None means everybody.
        """
        at = slice(None) if people is None else self.positions(people)
        self.possible[at] &= ~days
        self.permitted[at] &= ~days

    def forbid_where(
        self,
        rule: str,
        subject: str,
        decision: Decision,
        days: Mask,
        people: Iterable[str] | None = None,
    ) -> None:
        """Add a row: where a decision is made, nobody of these spends one of these days.

        Parameters
        ----------
        rule, subject
            The row's label.
        decision
            What the plan may decide.
        days, people
            As for `forbid`.
        """
        who = tuple(self.people if people is None else people)
        opens = {self.decide(decision): -len(who)}
        at_all = None if people is None else who
        self.at_most(rule, subject, days, len(who), people=at_all, opens=opens)

    def at_most(
        self,
        rule: str,
        subject: str,
        days: Mask,
        seats: int,
        *,
        people: Iterable[str] | None = None,
        opens: Mapping[Decision, int] | None = None,
    ) -> None:
        """Add a row: at most `seats` people may spend one of these days.

        Parameters
        ----------
        rule, subject
            The row's label.
        days
            Shape (days,).
        seats
            The limit, apart from the plan.
        people
            Who counts; None means everybody.
        opens
            What each decision of the plan adds to the limit.
        """
        who = None if people is None else self.positions(people)
        self._add(Row(rule, subject, (Term(days, who),), seats, opens or {}))

    def at_least(
        self,
        rule: str,
        subject: str,
        days: Mask,
        number: int,
        *,
        people: Iterable[str] | None = None,
        wherever: Decision | None = None,
    ) -> None:
        """Add a row: at least `number` of these people spend one of these days.

        Parameters
        ----------
        rule, subject, days, people
            As for `at_most`.
        number
            The least number.
        wherever
            The rule holds where this decision is made; None means always.
        """
        who = None if people is None else self.positions(people)
        term = Term(days, who, -1)
        if wherever is None:
            self._add(Row(rule, subject, (term,), -number))
        else:
            self._add(Row(rule, subject, (term,), 0, {wherever: -number}))

    def follows(self, rule: str, subject: str, person: str, other: str, days: Mask) -> None:
        """Add a row: where one person spends one of these days, the other does."""
        one, two = self.positions([person]), self.positions([other])
        self._add(Row(rule, subject, (Term(days, one), Term(days, two, -1)), 0))

    def decide(self, decision: Decision, cost: int = 0) -> Decision:
        """Let the plan make a decision, at a cost; a second call changes nothing."""
        self.decisions.setdefault(decision, cost)
        return decision

    def plan_at_most(
        self, rule: str, subject: str, coefficients: Mapping[Decision, int], limit: int
    ) -> None:
        """Add a rule about decisions: sum of coefficients of those made <= limit."""
        self.plan_rows.append(PlanRow(rule, subject, coefficients, limit))

    def plan_exactly_one(
        self,
        rule: str,
        subject: str,
        decisions: Iterable[Decision],
        wherever: Decision | None = None,
    ) -> None:
        """Add a rule: exactly one of these decisions is made, or none unless `wherever` is."""
        each = dict.fromkeys(decisions, 1)
        if wherever is None:
            self.plan_at_most(rule, f"{subject} (one)", each, 1)
            self.plan_at_most(rule, f"{subject} (some)", dict.fromkeys(each, -1), -1)
        else:
            self.plan_at_most(rule, f"{subject} (one)", {**each, wherever: -1}, 0)
            none = dict.fromkeys(each, -1)
            self.plan_at_most(rule, f"{subject} (some)", {**none, wherever: 1}, 0)

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        if not row.opens:
            self.close(row)

    def close(self, row: Row) -> None:
        """Where a row leaves no seat, nobody that it counts may spend its days."""
        (term, *others) = row.terms
        if not others and term.sign == 1 and row.seats < 1:
            at = slice(None) if term.people is None else term.people
            self.permitted[at] &= ~term.uses

    def drop_hopeless(self) -> None:
        """Leave out the days that the personal rules allow to nobody.

        To be called when all rules are posted, before a table is asked for.
        """
        kept: Mask = np.any(self.possible, axis=0)
        self._keep(kept)
        self.rows = [row.over(kept) for row in self.rows]

    def decided(self, plan: Plan) -> Model:
        """Return the model that is left when a plan is made: rows with fixed limits."""
        left = copy.copy(self)
        left.problem = replace(self.problem, plan=plan)
        left.permitted, left.decisions, left.plan_rows = self.permitted.copy(), {}, []
        left.rows = [Row(r.rule, r.subject, r.terms, r.under(plan)) for r in self.rows]
        for row in left.rows:
            left.close(row)
        return left

    @property
    def filling_rows(self) -> list[Row]:
        """The rows that people fill one by one, be it all people or some."""
        return [row for row in self.rows if row.fills]

    @property
    def seat_rows(self) -> list[Row]:
        """The rows that count seats which anybody may take."""
        return [row for row in self.rows if row.plain]

    def holds(self, choice: Index) -> bool:
        """Tell whether a day of each person, shape (people,), keeps every row."""
        return all(row.used(choice) <= row.seats for row in self.rows)

    def choice(self, allocation: Allocation) -> Index | None:
        """Return the column of each person's day, shape (people,); None if one has none."""
        days = [allocation.days.get(person, ()) for person in self.people]
        if any(day not in self._column for day in days):
            return None
        return np.array([self._column[day] for day in days], dtype=np.intp)

    def allows(self, allocation: Allocation) -> bool:
        """Tell whether permissions, rows and rules about the plan allow an allocation."""
        plan = allocation.plan
        if not all(row.holds(plan) for row in self.plan_rows):
            return False
        choice = self.choice(allocation)
        if choice is None or not self.permitted[np.arange(len(choice)), choice].all():
            return False
        return all(row.used(choice) <= row.under(plan) for row in self.rows)
