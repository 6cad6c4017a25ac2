"""The search over plans: an incumbent, what the stages have left open, what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Pin, Priced, Prices
from allocator.engine.columns import Shared
from allocator.engine.cuts import Cut, cut_of
from allocator.engine.existence import ask
from allocator.engine.first import among_cheap_days, guide, refuse_stranded
from allocator.engine.generation import generate
from allocator.engine.kinds import Question
from allocator.engine.master import Master
from allocator.engine.middle import Middle
from allocator.engine.news import UNWATCHED, watch
from allocator.engine.reached import limit_of
from allocator.engine.stage import State, close_gap
from allocator.engine.symmetry import orders
from allocator.errors import Infeasible, LimitReached
from allocator.language import told
from allocator.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats
    from allocator.engine.news import Watch
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.plan import Plan
    from allocator.rows import Mask, Row, Table

WARM_UP = 12
"""Plans tried for the least total before the first stage, for a good first incumbent."""
PASSES = 5
"""Linear programs for one cut that need not be the best."""


class PlanSearch:
    """The best plan and allocation so far, stage after stage over all plans at once.

    Parameters
    ----------
    model
        Days, permissions, rows and decisions.
    budget
        Time left, and the flag that ends the work with the best so far.

    Attributes
    ----------
    plan, choice
        The incumbent: its decisions, and a day for each unit, shape (units,).
    units
        The model over units.
    open_days
        Days that an allocation as good as the incumbent may use, shape (units, days).
    pins
        The stages that are settled.
    cuts, tried
        Number of cuts made, and of plans for which the people's program was solved.
    master
        Rules about the plan, and what is known of plans.
    contradiction
        A value that the second solver found and that is better than one "proven".
    """

    plan: Plan
    choice: Choice

    def __init__(self, model: Model, budget: Budget) -> None:
        self.units, self.budget = Units(model), budget
        self.open_days: Mask = self.units.permitted.copy()
        self.pins: list[Pin] = []
        self.cuts = self.tried = 0
        self.contradiction: int | None = None
        self.master = Master(
            decisions=tuple(sorted(model.decisions)),
            plan_rows=(*model.plan_rows, *orders(model)),
            rows=tuple(row for row in self.units.rows if row.opens),
        )
        self._nothing: Table = np.zeros(self.open_days.shape, dtype=np.int64)
        self._guide: Table = guide(self.units)
        self._middle = Middle()
        self._columns: Mask = np.zeros(self.open_days.shape, dtype=bool)

    def value(self, table: Table) -> int:
        """Return the incumbent's sum of a table."""
        return int(table[np.arange(len(self.choice)), self.choice].sum())

    def begin(self, start: tuple[Plan, Choice] | None = None) -> None:
        """Find a first plan with an allocation, or begin with a given one.

        Raises
        ------
        Infeasible
            If no plan has one.
        LimitReached
            If none was found in time.
        """
        refuse_stranded(self.units)
        self.budget.desk.of_people = self.units.of_people
        if start:
            self._keep(start[0], self.units.of_units(start[1]))
            return
        watch(self.budget, "begin")
        units, master = self.units, self.master
        question = Question(units.permitted, units.rows, master.decisions, master.plan_rows)
        found = ask(question, self.budget)
        if found.exists is None:
            why = told("the limit came before any plan was found; allow more time")
            raise LimitReached(why)
        if not found.exists:
            raise Infeasible([told("no plan gives everybody a day that the rules permit")])
        self._keep(found.plan, found.choice)

    def _keep(self, plan: Plan, choice: Choice) -> None:
        self.plan, self.choice = plan, choice
        self.budget.desk.plan = plan
        self.budget.desk.keep(choice)

    def warm_up(self) -> None:
        """Improve the incumbent's sum of regrets: a good start for any stage."""
        self._least(self.units.regret, tries=WARM_UP)

    def sum(self, stage: Stage) -> tuple[int, int]:
        """Make the sum of a stage's table as small as any plan allows, and pin it.

        Returns
        -------
        value, bound : int
            Where more is better, of the negated table.
        """
        table = self.units.cost(stage)
        sign = -1 if stage.most else 1
        seen = watch(self.budget, "search", stage.name, sign, self.value(table))
        bound, cuts = self._least(table, seen=seen)
        value = self.value(table)
        limit = limit_of(value, stage.tolerance)
        if limit == 0 and not (table < 0).any():
            self.open_days &= table <= 0
        self.pins.append(Pin(stage.name, table, limit))
        self.master.keep(cuts, limit)
        return value, bound

    def largest(self, stage: Stage) -> tuple[int, int]:
        """Find the least z such that under some plan nobody has an entry above z.

        Returns
        -------
        value, bound : int
            The largest entry, and what no plan can beat.
        """
        table, people = self.units.table(stage), np.arange(len(self.choice))
        everywhere = np.where(self.open_days, table, np.iinfo(table.dtype).max)
        z = bound = int(everywhere.min(axis=1).max())
        seen = watch(self.budget, "search", stage.name)
        while z < (worst := int(table[people, self.choice].max())):
            seen.bound(z)
            seen.value(worst)
            above = (table > z).astype(np.int64)
            least, cuts = self._least(above, enough=1)
            if self.value(above) == 0:
                self.master.keep(cuts, 0)
                break
            if least < 1:
                z = worst
                break
            z = bound = z + 1
        z = int(table[people, self.choice].max())
        self.open_days &= table <= z
        return z, bound

    def _least(
        self,
        table: Table,
        enough: int | None = None,
        tries: int | None = None,
        seen: Watch = UNWATCHED,
    ) -> tuple[int, list[Cut]]:
        """Improve the incumbent until no plan is better.

        Parameters
        ----------
        table
            Integers, shape (people, days).
        enough
            A bound at which the work may stop.
        tries
            Number of plans after which the work may stop.
        seen
            Is told of bounds and values.

        Returns
        -------
        bound : int
            What no plan can beat.
        cuts : list of Cut
            Of this table.
        """
        self.contradiction = None
        cuts = [cut_of(table, self.open_days, self.units.rows, self.pins, Prices())]
        self._columns[:] = False
        bound = cuts[0].bound(self.plan)
        with self.master.strictly():
            while bound < self._goal(table, enough) and not self.budget.spent:
                if tries is not None and len(cuts) > tries:
                    break
                below = self._goal(table, enough) - 1
                found = self.master.below(below, cuts, self.budget)
                bound = max(bound, found.bound)
                seen.bound(min(bound, self.value(table)))
                if found.plan:
                    cuts += self._cut_off(table, found.plan, below + 1)
                    seen.value(self.value(table))
        return min(bound, self.value(table)), cuts

    def _goal(self, table: Table, enough: int | None) -> int:
        value = self.value(table)
        return value if enough is None else min(value, enough)

    def _cut_off(self, table: Table, plan: Plan, goal: int) -> Iterator[Cut]:
        """Yield cuts until a plan is cut off at a goal, or is done with.

        Prices between the plan and the middle come first; the plan's own where these do not
        suffice.
        """
        rows = self.units.decided(plan).rows
        between = self._middle.towards(rows)
        priced = self._priced(table, rows, self.value(table), between)
        cut = self._cut(table, priced)
        yield cut
        if cut.bound(plan) < goal:
            yield self._try(table, plan, rows)

    def _try(self, table: Table, plan: Plan, rows: list[Row]) -> Cut:
        """Solve the people's program under a plan: a better incumbent or none, and a cut."""
        self.tried += 1
        self.budget.desk.plan = plan
        priced = self._priced(table, rows, self.value(table))
        cut = self._cut(table, priced)
        if priced.rounded < self.value(table):
            state = State(self.open_days, tuple(rows), self.choice, self._guide, self.pins)
            found = close_gap(state, table, priced, self.budget)
            if state.choice is not self.choice:
                self.choice, self.plan = state.choice, plan
            if found.contradiction is not None:
                self.contradiction = found.contradiction
            if not found.proof:
                return cut
        if cut.bound(plan) < self.value(table):
            self.master.exclude(plan)
        return cut

    def take_if_feasible(self, plan: Plan) -> bool:
        """Make a plan the incumbent if it allows an allocation; else rule it out."""
        self.tried += 1
        self.budget.desk.plan = plan
        rows = self.units.decided(plan).rows
        priced = self._priced(self._nothing, rows, 1)
        if priced.bound > 0:
            cut = self._cut(self._nothing, priced)
            self.master.keep([cut], 0)
            if cut.bound(plan) < 1:
                self.master.exclude(plan)
            return False
        try:
            self.choice = among_cheap_days(
                self._guide, self.open_days, rows, self.pins, self.budget
            )
        except Infeasible:
            self.master.exclude(plan)
            return False
        except LimitReached:
            return False
        self.plan = plan
        return True

    def _priced(
        self, table: Table, rows: list[Row], enough: int, between: Floats | None = None
    ) -> Priced:
        priced, self._columns = generate(
            table,
            self.open_days,
            Shared(rows, self.pins),
            self._columns & self.open_days,
            self.budget,
            enough=enough,
            passes=None if between is None else PASSES,
            relaxed_at=between,
        )
        return priced

    def _cut(self, table: Table, priced: Priced) -> Cut:
        self.cuts += 1
        return cut_of(table, self.open_days, self.units.rows, self.pins, priced.seen.prices)
