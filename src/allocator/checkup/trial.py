"""A whole trial answer - a day for everybody, a plan - and what it still breaks, row by row.

Every row is a sum that must not exceed a limit; `excess` is the sum less the limit. A move
(another day for a person, a decision turned round) changes some of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.plan import Plan
from allocator.rows import memberships

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocator.model import Model
    from allocator.rows import Index, Mask, Table

UNSEATED = -1
HEAVIEST = 10**6
"""Weights that have come so far are scaled down, all alike, and old quarrels forgotten."""


class Trial:
    """A trial answer to a model; it begins with nobody seated and nothing decided.

    Parameters
    ----------
    model
        Days, permissions and rows, filled by all rules.

    Attributes
    ----------
    choice
        The day of each person, shape (people,); `UNSEATED` for nobody's.
    made
        Whether each decision is made, shape (decisions,).
    excess
        What each row counts less its limit, shape (rows + plan rows,); above 0 is broken.
    effect
        What making a decision adds to each, shape (rows + plan rows, decisions).
    weight
        How much a row that is broken weighs, shape (rows + plan rows,).
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.decisions = tuple(sorted(model.decisions))
        self.rows, self.plan_rows = len(model.rows), len(model.plan_rows)
        limits = [row.seats for row in model.rows] + [row.limit for row in model.plan_rows]
        self.excess: Table = -np.array(limits, dtype=np.int64)
        self.weight: Table = np.ones(len(limits), dtype=np.int64)
        self.choice: Index = np.full(len(model.people), UNSEATED, dtype=np.intp)
        self.made: Mask = np.zeros(len(self.decisions), dtype=bool)
        self.effect = self._effects()
        self._member = memberships(model.rows, len(model.people))
        self._uses: dict[bytes, NDArray[np.int8]] = {}

    def _effects(self) -> Table:
        at = {decision: k for k, decision in enumerate(self.decisions)}
        found: Table = np.zeros((len(self.excess), len(at)), dtype=np.int64)
        for r, row in enumerate(self.model.rows):
            for decision, seats in row.opens.items():
                found[r, at[decision]] = -seats
        for r, plan_row in enumerate(self.model.plan_rows, start=self.rows):
            for decision, counted in plan_row.coefficients.items():
                found[r, at[decision]] = counted
        return found

    def uses(self, person: int) -> NDArray[np.int8]:
        """Return what each day of a person counts in each row, shape (rows, days).

        The plan's rows count no people and are not among them.
        """
        member = self._member[person]
        if member not in self._uses:
            found = np.zeros((self.rows, len(self.model.days)), dtype=np.int8)
            for r, row in enumerate(self.model.rows):
                for term in row.terms:
                    if term.people is None or (term.people == person).any():
                        found[r] += (term.sign * term.uses).astype(np.int8)
            self._uses[member] = found
        return self._uses[member]

    @property
    def broken(self) -> Index:
        """Positions of the rows that are broken."""
        return np.flatnonzero(self.excess > 0)

    @property
    def plan(self) -> Plan:
        """The decisions that are made."""
        return Plan(frozenset(d for d, x in zip(self.decisions, self.made, strict=True) if x))

    def seat(self, person: int, day: int) -> None:
        """Give a person a day, in place of the earlier one."""
        uses, before = self.uses(person), self.choice[person]
        self.excess[: self.rows] += uses[:, day]
        if before != UNSEATED:
            self.excess[: self.rows] -= uses[:, before]
        self.choice[person] = day

    def turn(self, decision: int) -> None:
        """Make a decision that is not made, or take it back."""
        self.excess += self.turned(np.array([decision]))[:, 0]
        self.made[decision] = not self.made[decision]

    def turned(self, decisions: Index) -> Table:
        """Return what turning each decision round adds to each row, (all rows, decisions)."""
        sign = np.where(self.made[decisions], -1, 1)
        changed: Table = self.effect[:, decisions] * sign
        return changed

    def weigh(self, broken: Index) -> None:
        """Let rows that stay broken weigh half as much again."""
        self.weight[broken] += 1 + self.weight[broken] // 2
        if self.weight.max() > HEAVIEST:
            self.weight = 1 + self.weight // (HEAVIEST // 100)

    def worse(self, change: Table) -> Table:
        """Return by how much more is broken after each change, weighted.

        Parameters
        ----------
        change
            What each of several moves adds to the first rows, shape (some rows, moves).
        """
        first = slice(0, len(change))
        before = self.excess[first, np.newaxis]
        after = np.maximum(before + change, 0) - np.maximum(before, 0)
        weighed: Table = self.weight[first] @ after
        return weighed
