"""A lottery over allocations whose expected regrets are leximin-best.

Column generation: the master is a linear program over the allocations at hand; the same
stage engine as everywhere looks for an allocation that would help (Kurokawa, Procaccia,
Shah, "Leximin allocations in the real world", ACM TEAC 6, 2018, randomised over optimal
allocations; the columns as in Flanigan and others, "Fair algorithms for selecting
citizens' assemblies", Nature 596, 2021).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Prices
from allocator.engine.lottery.level import (
    TOLERANCE,
    lowest_level,
    mixed_chances,
    relaxed_chances,
    settled,
)
from allocator.engine.lottery.peel import peeled
from allocator.engine.stage import minimise

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats, Ints
    from allocator.engine.lottery.face import Face, Types
    from allocator.engine.lottery.level import Chances, Level

FINEST = 1_000_000
LARGEST_SUM = 2**30
SLACK = 10


@dataclass(frozen=True)
class Bound:
    """Why no lottery over optimal allocations has a smaller largest expected regret.

    The weighted sum of regrets is at least `least` in every optimal allocation, so in every
    lottery; somebody's expected regret is then at least `least` / sum of the weights.

    Attributes
    ----------
    weights
        Integers >= 0, shape (people,).
    least
        No optimal allocation has a smaller weighted sum.
    proof
        "prices", "search" or "", as for a stage.
    prices
        The certificate of `least`.
    """

    weights: Ints
    least: int
    proof: str
    prices: Prices

    @property
    def value(self) -> Fraction:
        """The bound; 0 where there are no weights."""
        total = int(self.weights.sum())
        return Fraction(max(0, self.least), total) if total else Fraction(0)


@dataclass(frozen=True)
class Mixture:
    """Shares of whole allocations.

    Attributes
    ----------
    support
        Allocations, each shape (people,).
    shares
        Their probabilities up to rounding, shape (allocations,).
    type_of
        Type of each person: no rule, stage or regret tells its members apart.
    bound
        What the largest expected regret cannot fall below.
    closed
        Whether every level of the leximin was settled.
    """

    support: tuple[Choice, ...]
    shares: Floats
    type_of: Types
    bound: Bound
    closed: bool


def alone(face: Face) -> Mixture:
    """Return the lottery with one allocation, the incumbent; nothing is claimed of it."""
    bound = Bound(np.zeros(len(face.type_of), dtype=np.int64), 0, "", Prices())
    return Mixture((face.state.choice,), np.ones(1), face.type_of, bound, closed=False)


def leximin_mixture(face: Face, budget: Budget) -> Mixture:
    """Find shares of optimal allocations whose expected regrets are leximin-best.

    Parameters
    ----------
    face
        The optimal allocations.
    budget
        When it is spent, the best lottery so far is returned.

    Notes
    -----
    Level after level the largest expected regret of the free types is made least, and the
    types that have to expect it are fixed. The chances that keep rows and pins, whole or
    not, bound each level from below; they also give, peeled, the first allocations. Where
    the two do not meet, the engine prices further allocations until none can help.
    """
    outside = relaxed_chances(face)
    support = [face.state.choice, *peeled(face, _ideal(outside, face, budget), budget)]
    fixed = np.full(face.part.people, np.inf)
    found = alone(face)
    while np.isinf(fixed).any():
        level, closed = _closed_level(face, support, outside, fixed, budget)
        if level is None:
            return replace(found, closed=False)
        first = np.isinf(fixed).all()
        found = Mixture(
            support=tuple(support),
            shares=np.maximum(0.0, level.x),
            type_of=face.type_of,
            bound=_bound(face, level, budget) if first else found.bound,
            closed=closed and (first or found.closed),
        )
        fixed = settled(level, fixed, face.least)
    return found


def _ideal(outside: Chances, face: Face, budget: Budget) -> Floats:
    """Return leximin-best chances that keep rows and pins, whole or not."""
    fixed = np.full(outside.types, np.inf)
    best = np.zeros(len(outside.body.cost))
    while np.isinf(fixed).any() and not budget.spent:
        level = lowest_level(outside, fixed)
        if level is None:
            break
        best, fixed = level.x, settled(level, fixed, face.least)
    return best


def _closed_level(
    face: Face, support: list[Choice], outside: Chances, fixed: Floats, budget: Budget
) -> tuple[Level | None, bool]:
    """Solve a level over the support, which grows until no allocation can help."""
    below = None if budget.spent else lowest_level(outside, fixed)
    while True:
        level = lowest_level(mixed_chances(face, support), fixed)
        if level is None:
            return None, False
        if below is not None and level.value <= below.value + TOLERANCE:
            return replace(level, weights=below.weights), True
        if budget.spent:
            return level, False
        helpful, closed = _priced(face, support, level, budget)
        if helpful is None:
            return level, closed
        support.append(helpful)


def _priced(
    face: Face, support: list[Choice], level: Level, budget: Budget
) -> tuple[Choice | None, bool]:
    """Look for an optimal allocation with a smaller weighted regret than any at hand."""
    table = _weights(face, level)[:, np.newaxis] * face.regret
    people = np.arange(len(table))
    sums = [int(table[people, choice].sum()) for choice in support]
    cheapest = min(sums)
    state = replace(face.state, choice=support[sums.index(cheapest)])
    found = minimise(state, table, budget, enough=cheapest - SLACK)
    if found.value < cheapest - SLACK and face.obeyed(state.choice):
        return state.choice, False
    return None, found.bound >= cheapest - SLACK


def _bound(face: Face, level: Level, budget: Budget) -> Bound:
    """Bound the first level in exact integers."""
    weights = _weights(face, level)
    found = minimise(replace(face.state), weights[:, np.newaxis] * face.regret, budget)
    return Bound(weights, found.bound, found.proof, found.prices)


def _weights(face: Face, level: Level) -> Ints:
    """Return the weights of a level as integers, small enough for exact solving."""
    each = (level.weights / face.sizes)[face.type_of]
    heaviest = float((each[:, np.newaxis] * face.regret)[face.state.open_days].sum())
    scale = min(FINEST, LARGEST_SUM / max(heaviest, 1e-9))
    return np.rint(each * scale).astype(np.int64)
