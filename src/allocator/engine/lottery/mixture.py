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
from allocator.engine.lottery.fractions import handy, shares_of
from allocator.engine.lottery.level import (
    TOLERANCE,
    lowest_level,
    mixed_chances,
    nearest_to,
    relaxed_chances,
    settled,
)
from allocator.engine.lottery.peel import peeled
from allocator.engine.stage import minimise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats, Ints
    from allocator.engine.lottery.face import Face, Types
    from allocator.engine.lottery.level import Chances, Level

FINEST = 1_000_000
"""Weights of the free types sum to this as integers, if that is small enough."""
LARGEST_SUM = 2**30
"""Weights x regrets of all open days sum to at most this: half of what CP-SAT keeps exact."""
SLACK = 10
"""Gains below, in units of weight x regret, are rounding."""


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


@dataclass(frozen=True)
class Mixture:
    """Shares of whole allocations.

    Attributes
    ----------
    support
        Allocations, each shape (people,).
    shares
        Their probabilities, each above 0; they sum to exactly 1.
    type_of
        Type of each person: no rule, stage or regret tells its members apart.
    bound
        What the largest expected regret cannot fall below.
    closed
        Whether every level of the leximin was settled.
    """

    support: tuple[Choice, ...]
    shares: tuple[Fraction, ...]
    type_of: Types
    bound: Bound
    closed: bool


def alone(face: Face) -> Mixture:
    """Return the lottery with one allocation, the incumbent; nothing is claimed of it."""
    bound = Bound(np.zeros(len(face.type_of), dtype=np.int64), 0, "", Prices())
    only = (face.state.choice,)
    return Mixture(only, (Fraction(1),), face.type_of, bound, closed=False)


def _mixture(
    face: Face,
    support: Sequence[Choice],
    shares: Sequence[Fraction],
    bound: Bound,
    *,
    closed: bool,
) -> Mixture:
    """Drop the allocations without a share."""
    kept = [(c, share) for c, share in zip(support, shares, strict=True) if share]
    choices, parts = zip(*kept, strict=True)
    return Mixture(choices, parts, face.type_of, bound, closed)


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
    Among all chances that keep rows and pins, whole or not, the leximin-best are found
    first: no lottery has better ones. Peeled apart, they give the first allocations. If a
    mixture of these reaches the same expected regrets, it is leximin-best. If not, the
    levels are settled again over whole allocations, and the engine prices further ones.
    """
    outside = relaxed_chances(face)
    ideal = _ideal(outside, face, budget)
    support, shares = peeled(face, ideal.chances, budget)
    if sum(shares) < 1:
        support.append(face.state.choice)
        nearest = nearest_to(mixed_chances(face, support), ideal.targets)
        cut_short = bool(np.isinf(ideal.targets).any())
        if cut_short or nearest is None or nearest.value > TOLERANCE:
            return _level_by_level(face, support, outside, budget)
        shares = shares_of(np.maximum(0.0, nearest.x))
    bound = _bound(face, ideal.weights, budget)
    return _mixture(face, support, handy(shares), bound, closed=True)


@dataclass(frozen=True)
class Ideal:
    """Leximin-best chances, whole or not.

    Attributes
    ----------
    chances
        Expected members in each column, shape (columns,).
    targets
        Expected regret of each type, shape (types,); infinite where the budget was spent.
    weights
        Of each type at the first level.
    """

    chances: Floats
    targets: Floats
    weights: Floats


def _ideal(outside: Chances, face: Face, budget: Budget) -> Ideal:
    targets, weights = np.full(outside.types, np.inf), np.zeros(outside.types)
    chances = np.zeros(len(outside.body.cost))
    while np.isinf(targets).any() and not budget.spent:
        level = lowest_level(outside, targets)
        if level is None:
            break
        weights = level.weights if np.isinf(targets).all() else weights
        chances, targets = level.x, settled(level, targets, face.least)
    return Ideal(chances, targets, weights)


def _level_by_level(
    face: Face, support: list[Choice], outside: Chances, budget: Budget
) -> Mixture:
    """Settle the levels over whole allocations; the support grows."""
    fixed = np.full(face.part.people, np.inf)
    found = alone(face)
    while np.isinf(fixed).any():
        level, closed = _closed_level(face, support, outside, fixed, budget)
        if level is None:
            return replace(found, closed=False)
        first = np.isinf(fixed).all()
        found = _mixture(
            face,
            support,
            shares_of(np.maximum(0.0, level.x)),
            _bound(face, level.weights, budget) if first else found.bound,
            closed=closed and (first or found.closed),
        )
        fixed = settled(level, fixed, face.least)
    return found


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
        helpful, closed = improving(face, support, level, budget)
        if helpful is None:
            return level, closed
        support.append(helpful)


def improving(
    face: Face, support: list[Choice], level: Level, budget: Budget
) -> tuple[Choice | None, bool]:
    """Look for an optimal allocation with a smaller weighted regret than any at hand."""
    table = _weights(face, level.weights)[:, np.newaxis] * face.regret
    people = np.arange(len(table))
    sums = [int(table[people, choice].sum()) for choice in support]
    cheapest = min(sums)
    state = replace(face.state, choice=support[sums.index(cheapest)])
    found = minimise(state, table, budget, enough=cheapest - SLACK)
    if found.value < cheapest - SLACK and face.obeyed(state.choice):
        return state.choice, False
    return None, found.bound >= cheapest - SLACK


def _bound(face: Face, level_weights: Floats, budget: Budget) -> Bound:
    """Bound the first level in exact integers."""
    weights = _weights(face, level_weights)
    found = minimise(replace(face.state), weights[:, np.newaxis] * face.regret, budget)
    return Bound(weights, found.bound, found.proof, found.prices)


def _weights(face: Face, level_weights: Floats) -> Ints:
    """Return each person's weight as an integer, small enough for exact solving."""
    each = (level_weights / face.sizes)[face.type_of]
    heaviest = float((each[:, np.newaxis] * face.regret)[face.state.open_days].sum())
    scale = min(FINEST, LARGEST_SUM / max(heaviest, 1e-9))
    return np.rint(each * scale).astype(np.int64)
