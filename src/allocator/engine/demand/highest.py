"""The highest L(p) over some columns: by a linear program, or by cutting planes.

The linear program has a row a person, and planes are in the space of the prices alone: the
one is quicker where people are few, the other where they are many.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE
from allocator.engine.climbing import climb, scaled
from allocator.engine.columns import Shared
from allocator.engine.generation import LP_SECONDS, PENALTY_GROWTH, SEATS_TOLERANCE
from allocator.engine.mathopt import solve_relaxed
from allocator.engine.types import types_of

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.columns import Ints
    from allocator.engine.demand.listing import PartColumns
    from allocator.engine.linear import Floats

FEWEST_PASSES = 40
"""Planes in a first climb, while most columns are still to come; then twice as many."""
MANY_PEOPLE = 3_000
"""People from whom on planes are quicker."""


class Highest:
    """Raises L(p) of one stage again and again, as columns come in.

    Parameters
    ----------
    enough
        A value of L(p) at which the work may stop; None where there is an allocation.
    budget
        Time left.
    prices
        Where a climb begins; None asks a sample of the people.
    """

    def __init__(
        self, enough: int | None, budget: Budget, prices: Floats | None = None
    ) -> None:
        self._goal = np.inf if enough is None else enough - 1 + 1 / SCALE
        self._budget = budget
        self._prices = prices
        self._penalty = 0.0
        self._passes = FEWEST_PASSES
        self._broken, self._ended = False, True

    def over(self, columns: PartColumns) -> Ints:
        """Return prices of rows, then pins, in units of 1/`SCALE`."""
        few = len(columns.starts) - 1 < MANY_PEOPLE
        return self._by_program(columns) if few else self._by_planes(columns)

    def _by_planes(self, columns: PartColumns) -> Ints:
        limits = columns.shared.limits.astype(np.float64)
        start = self._of_sample(columns) if self._prices is None else self._prices
        passes, self._passes = self._passes, 2 * self._passes
        self._prices, self._ended = climb(
            columns, limits, start, self._budget, self._goal, passes
        )
        return scaled(self._prices)

    def _of_sample(self, columns: PartColumns) -> Floats:
        """Return prices of every so many-th person, with limits in proportion."""
        apart = -(-len(columns.starts) // MANY_PEOPLE)
        part = types_of(every(columns, apart)).program()
        return solve_relaxed(part, self._first_penalty(columns)).row_prices

    def _first_penalty(self, columns: PartColumns) -> float:
        return PENALTY_GROWTH * float(np.abs(columns.cost).max(initial=0) + 1)

    def _by_program(self, columns: PartColumns) -> Ints:
        part = types_of(columns).program()
        if not self._penalty:
            self._penalty = self._first_penalty(columns)
        relaxed = solve_relaxed(part, self._penalty)
        self._budget.take(LP_SECONDS * len(part.entry_value))
        self._broken = relaxed.overflow > SEATS_TOLERANCE and bool(columns.cost.any())
        return scaled(relaxed.row_prices)

    def higher(self) -> bool:
        """Tell whether another attempt on the same columns may reach higher, and allow it.

        A program that broke limits needs a higher penalty, a climb more passes.
        """
        self._penalty *= PENALTY_GROWTH
        return self._broken or not self._ended


def every(columns: PartColumns, apart: int) -> PartColumns:
    """Return the columns of one in so many people, with limits in proportion, rounded up."""
    kept = columns.person % apart == 0
    person = columns.person[kept] // apart
    people = -(-(len(columns.starts) - 1) // apart)
    shared = Shared(
        [replace(row, seats=-(-row.seats // apart)) for row in columns.shared.rows],
        [replace(pin, limit=-(-pin.limit // apart)) for pin in columns.shared.pins],
    )
    return replace(
        columns,
        person=person,
        day=columns.day[kept],
        parts=columns.parts[kept],
        starts=np.searchsorted(person, np.arange(people + 1)),
        cost=columns.cost[kept],
        pinned=[values[kept] for values in columns.pinned],
        shared=shared,
    )
