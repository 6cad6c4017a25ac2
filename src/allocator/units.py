"""Units: people who spend the same day, as one.

A party that is together in all rounds has one day. Its members' entries of a table add up,
a row counts it as often as it has members, and its days are those that suit all of them.
The bound from prices is then at least as high as over people one by one, and mostly higher:
it cannot send half of a party one way and half another.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.rows import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.certificate import Pin
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.plan import Decision, Plan
    from allocator.rows import Index, Mask, PlanRow, Row, Table, Term


class Units:
    """A model over units; most are single people.

    Parameters
    ----------
    model
        Days, permissions and rows over people, and which of these spend the same day.

    Attributes
    ----------
    model
        The same.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        leader = np.arange(len(model.people))
        for members in map(model.positions, model.same_day):
            leader[members] = members[0]
        self._first, self._unit_of = np.unique(leader, return_inverse=True)
        self._rest: Index = np.flatnonzero(leader != np.arange(len(leader)))

    def __len__(self) -> int:
        return len(self._first)

    @cached_property
    def sizes(self) -> Index | None:
        """Number of people in each unit, shape (units,); None where all are single."""
        return np.bincount(self._unit_of) if len(self._rest) else None

    @property
    def days(self) -> tuple[tuple[str, ...], ...]:
        """The model's days."""
        return self.model.days

    @property
    def decisions(self) -> Mapping[Decision, int]:
        """The model's decisions."""
        return self.model.decisions

    @property
    def plan_rows(self) -> Sequence[PlanRow]:
        """The model's rules about decisions."""
        return self.model.plan_rows

    @cached_property
    def rows(self) -> list[Row]:
        """The model's rows over units, without those that keep a unit together."""
        if self.sizes is None:
            return self.model.rows
        merged = (self._row(row) for row in self.model.rows)
        return [row for row in merged if not _says_nothing(row)]

    @cached_property
    def permitted(self) -> Mask:
        """Days that suit everybody in a unit and have seats for all, shape (units, days)."""
        if self.sizes is None:
            return self.model.permitted
        found = self.model.permitted[self._first]
        np.logical_and.at(found, self._unit_of[self._rest], self.model.permitted[self._rest])
        for row in self.rows:
            if row.fills and not row.opens:
                found[np.ix_(row.counts(len(self)) > row.seats, row.uses)] = False
        return found

    def table(self, stage: Stage) -> Table:
        """Return the table of a stage, shape (units, days): the sum over each unit.

        The largest entry where the stage asks for that.
        """
        found = stage.table(self.model)
        return self._largest(found) if stage.largest else self.sum(found)

    def cost(self, stage: Stage) -> Table:
        """Return what a stage makes small: its table, negated where more is better."""
        table = self.table(stage)
        return -table if stage.most else table

    def sum(self, table: Table) -> Table:
        """Add up a table (people, days) over the people of each unit, (units, days)."""
        if self.sizes is None:
            return table
        found = table[self._first].astype(np.int64)
        np.add.at(found, self._unit_of[self._rest], table[self._rest])
        return narrow(found, int(np.abs(found).max(initial=0)))

    def _largest(self, table: Table) -> Table:
        if self.sizes is None:
            return table
        found = table[self._first]
        np.maximum.at(found, self._unit_of[self._rest], table[self._rest])
        return found

    @property
    def regret(self) -> Table:
        """Sum of the regrets of each day, shape (units, days)."""
        return self.sum(self.model.regret)

    @property
    def refused(self) -> Table:
        """Number of refused sessions in each day, shape (units, days)."""
        return self.sum(self.model.refused)

    @property
    def gaps(self) -> Table:
        """Number of rounds without a session in each day, shape (units, days)."""
        return self.sum(self.model.gaps)

    @cached_property
    def ties(self) -> Table:
        """Seeded small costs of each day, shape (units, days)."""
        return self.sum(self.model.ties)

    @property
    def filling_rows(self) -> list[Row]:
        """The rows that units fill one by one."""
        return [row for row in self.rows if row.fills]

    @property
    def stranded(self) -> list[tuple[str, ...]]:
        """The people of each party that has no day."""
        if self.sizes is None:
            return []
        without = np.flatnonzero(~self.permitted.any(axis=1))
        people = np.array(self.model.people, dtype=object)
        return [tuple(sorted(people[self._unit_of == unit])) for unit in without]

    def holds(self, choice: Index) -> bool:
        """Tell whether a day of each unit, shape (units,), keeps every row."""
        return all(row.used(choice) <= row.seats for row in self.rows)

    def decided(self, plan: Plan) -> Units:
        """Return the units of the model that is left when a plan is made."""
        return Units(self.model.decided(plan))

    def of_people(self, choice: Index) -> Index:
        """Return each person's day, shape (people,), given that of each unit."""
        return choice[self._unit_of]

    def of_units(self, choice: Index) -> Index:
        """Return each unit's day, shape (units,), given that of each person."""
        return choice[self._first]

    def days_of_people(self, days: Mask) -> Mask:
        """Return days of people, shape (people, days), given those of units."""
        return days if self.sizes is None else days[self._unit_of]

    def pin_of_people(self, stage: Stage, pin: Pin) -> Pin:
        """Return a pin over people, given that of a stage over units."""
        if self.sizes is None:
            return pin
        table = stage.table(self.model)
        return replace(pin, table=-table if stage.most else table)

    def _row(self, row: Row) -> Row:
        return replace(row, terms=tuple(map(self._term, row.terms)))

    def _term(self, term: Term) -> Term:
        if term.people is None:
            return replace(term, sizes=self.sizes)
        units, members = np.unique(self._unit_of[term.people], return_counts=True)
        return replace(term, people=units, sizes=members)


def _says_nothing(row: Row) -> bool:
    """Tell whether a row takes from a unit what it gives to it."""
    if len(row.terms) != 2 or row.opens or row.seats < 0:
        return False
    one, other = row.terms
    parts = ((one.people, other.people), (one.sizes, other.sizes), (one.uses, other.uses))
    return one.sign + other.sign == 0 and all(_equal(*both) for both in parts)


def _equal(one: Index | Mask | None, other: Index | Mask | None) -> bool:
    return one is not None and other is not None and np.array_equal(one, other)
