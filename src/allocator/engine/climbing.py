"""The best prices over some columns, by cutting planes in a trust region.

The bound L(p) is concave and piecewise linear in the prices. Each evaluation gives a plane
above it; the next prices are the highest point under all planes so far, not far from the
best prices found (Kelley, "The cutting-plane method for solving convex programs", 1960;
Marsten, Hogan, Blankenship, "The boxstep method for large-scale optimization", 1975). The
search ends where the highest point under the planes is no higher than the bound and the
region does not hold it back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE
from allocator.engine.linear import Linear, solve_linear
from allocator.engine.news import UNWATCHED

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.columns import Columns, Ints
    from allocator.engine.linear import Floats
    from allocator.engine.news import Watch

MOST_PASSES = 500
EXACTNESS = 0.01
"""Height above L at which the planes promise too little to go on."""
SERIOUS = 0.1
"""Share of the promised gain from which a step is a good one."""
WIDEST = 64.0
"""First steps that a region may reach; what lies beyond promises no more."""
NARROWEST = 1e-6
"""First steps below which a region holds nothing new."""
PASS_SECONDS = 5e-9
"""Deterministic seconds that a pass takes for each column."""


def climb(
    columns: Columns,
    limits: Floats,
    start: Floats,
    budget: Budget,
    enough: float = math.inf,
    passes: int = MOST_PASSES,
    watch: Watch = UNWATCHED,
) -> tuple[Floats, bool]:
    """Raise L(p) from some prices until it is highest over these columns.

    Parameters
    ----------
    columns
        Columns of a stage.
    limits
        Of rows, then of pins: those of the stage, or others for which prices are asked.
    start
        Prices of rows, then of pins, >= 0.
    budget
        Time left.
    enough
        A value of L(p) at which the work may stop.
    passes
        Number of evaluations after which the best prices so far will do.
    watch
        Is told of L(p) as it rises.

    Returns
    -------
    prices : ndarray of float
        In multiples of 1/`SCALE`.
    ended : bool
        Whether there was an end to it before the last of the evaluations.
    """
    planes = Planes(columns, limits)
    best = grid(start)
    value = planes.add(best)
    reach = first_steps(columns)
    radius = 1.0
    for _ in range(passes):
        watch.bound(value)
        if value >= enough or radius < NARROWEST:
            return best, True
        low = np.maximum(0.0, best - radius * reach)
        high = best + radius * reach
        peak = planes.highest(low, high)
        if peak is None:
            radius /= 4
            continue
        promised, tried = peak
        gain = promised - value
        if budget.spent or gain < EXACTNESS:
            held = (tried <= low + 1e-9) & (low > 0) | (tried >= high - 1e-9)
            if budget.spent or radius >= WIDEST or not held.any():
                return best, True
            radius *= 4
            continue
        tried = grid(tried)
        reached = planes.add(tried)
        budget.take(PASS_SECONDS * len(columns))
        if reached > value:
            if reached > value + SERIOUS * gain:
                radius = min(radius * 1.5, WIDEST)
            value, best = reached, tried
        else:
            radius *= 0.6
    return best, False


def first_steps(columns: Columns) -> Floats:
    """Return how far a first step may take each price: a tenth of what costs differ by.

    For an earlier stage, what costs differ by for each unit that the stage differs by.
    """
    cost, pins = columns.spread()
    unit = max(1.0, cost)
    rows = np.full(len(columns.shared.rows), unit / 10)
    return np.concatenate([rows, unit / np.maximum(0.1, pins)])


def grid(prices: Floats) -> Floats:
    """Return prices rounded to multiples of 1/`SCALE`."""
    return np.rint(prices * SCALE) / SCALE


def scaled(prices: Floats) -> Ints:
    """Return prices in units of 1/`SCALE`."""
    return np.rint(prices * SCALE).astype(np.int64)


class Planes:
    """Planes above L(p): height at 0 and slope of each.

    Parameters
    ----------
    columns, limits
        As for `climb`.
    """

    def __init__(self, columns: Columns, limits: Floats) -> None:
        self._columns, self._limits = columns, limits
        self._slopes = np.zeros((0, len(limits)))
        self._heights = np.zeros(0)

    def add(self, prices: Floats) -> float:
        """Evaluate L at prices, add the plane that touches it there, and return L.

        Prices too large to add up, as where nobody can keep the limits, are worth nothing.
        """
        try:
            total, chosen = self._columns.cheapest(scaled(prices))
        except OverflowError:
            return -math.inf
        reached = total / SCALE - float(prices @ self._limits)
        slope = self._columns.used(chosen) - self._limits
        self._slopes = np.vstack([self._slopes, slope])
        self._heights = np.append(self._heights, reached - slope @ prices)
        return reached

    def highest(self, low: Floats, high: Floats) -> tuple[float, Floats] | None:
        """Return the height of the highest point under all planes in a box, and the point.

        None where GLOP gives up, as it may on planes of very different heights.
        """
        count, size = self._slopes.shape
        at_low = self._heights + self._slopes @ low
        ceiling = float((at_low + np.maximum(self._slopes, 0) @ (high - low)).min())
        rows, columns = np.nonzero(self._slopes)
        found = solve_linear(
            Linear(
                cost=np.append(np.zeros(size), 1.0),
                upper=np.append(high - low, np.inf),
                entry_row=np.append(rows, np.arange(count)),
                entry_column=np.append(columns, np.full(count, size)),
                entry_value=np.append(self._slopes[rows, columns], np.ones(count)),
                low=ceiling - at_low,
                high=np.full(count, np.inf),
            )
        )
        if found is None:
            return None
        return ceiling - found.value, low + found.x[:size]
