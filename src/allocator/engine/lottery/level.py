"""One level of a leximin: the least that the largest expected regret can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.linear import Linear, solve_linear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats, Ints
    from allocator.engine.lottery.face import Face

TOLERANCE = 1e-5
"""Expected regrets are settled to this, in points."""
LOOSE = (0.0, 1e-8, 1e-7, 1e-6)
"""Room given to fixed types, tried in turn: GLOP keeps rows only up to its own tolerance."""
WEIGHT = 1e-7
"""Weights below are noise: those of the free types sum to 1."""


@dataclass(frozen=True)
class Chances:
    """Points x of a polytope, and the regret that each type expects at x.

    Attributes
    ----------
    body
        The polytope; its costs are 0.
    expected
        Type, column and coefficient of each part of an expected regret.
    types
        Number of types.
    """

    body: Linear
    expected: tuple[Ints, Ints, Floats]
    types: int


@dataclass(frozen=True)
class Level:
    """The least largest expected regret of the types that are still free.

    Attributes
    ----------
    value
        That regret.
    weights
        Of each type, shape (types,): over the free types they sum to 1. The weighted
        expected regret is nowhere in the polytope less than at `x`.
    x
        A point that reaches the value.
    """

    value: float
    weights: Floats
    x: Floats


def relaxed_chances(face: Face) -> Chances:
    """Return all chances that keep rows and pins, whether or not allocations have them."""
    part, sizes = face.part, face.sizes
    columns, rows = len(part.cost), len(part.limits)
    loses = np.flatnonzero(part.cost).astype(np.int64)
    body = Linear(
        cost=np.zeros(columns),
        upper=sizes[part.person],
        entry_row=np.concatenate([part.person, part.people + part.entry_row]),
        entry_column=np.concatenate([np.arange(columns), part.entry_column]),
        entry_value=np.concatenate([np.ones(columns), part.entry_value]),
        low=np.concatenate([sizes, np.full(rows, -np.inf)]),
        high=np.concatenate([sizes, part.limits]),
    )
    type_of = part.person[loses]
    return Chances(body, (type_of, loses, part.cost[loses] / sizes[type_of]), part.people)


def mixed_chances(face: Face, support: Sequence[Choice]) -> Chances:
    """Return all chances that a lottery over these allocations can give."""
    expected = np.array([face.expected(choice) for choice in support])
    column, type_of = (part.astype(np.int64) for part in np.nonzero(expected))
    one = np.ones(len(support))
    body = Linear(
        cost=0 * one,
        upper=one,
        entry_row=np.zeros(len(support), dtype=np.int64),
        entry_column=np.arange(len(support)),
        entry_value=one,
        low=np.ones(1),
        high=np.ones(1),
    )
    return Chances(body, (type_of, column, expected[column, type_of]), face.part.people)


def lowest_level(chances: Chances, fixed: Floats) -> Level | None:
    """Find the least t such that no free type expects more than t.

    Parameters
    ----------
    chances
        The polytope.
    fixed
        What each type may expect at most, shape (types,); infinite for the free types.

    Returns
    -------
    Level or None
        None where GLOP finds no optimum within its tolerances.
    """
    free = np.isinf(fixed)
    for room in LOOSE:
        found = _solved(chances, np.where(free, 0.0, fixed + room), free)
        if found is not None:
            return found
    return None


def nearest_to(chances: Chances, targets: Floats) -> Level | None:
    """Find the least s such that no type expects more than its target + s.

    Parameters
    ----------
    chances
        The polytope.
    targets
        Expected regrets, shape (types,).
    """
    return _solved(chances, targets, np.ones(chances.types, dtype=np.bool_))


def _solved(chances: Chances, limits: Floats, rising: NDArray[np.bool_]) -> Level | None:
    """Make t least such that expected regrets are <= limits, + t for the rising types."""
    body, (type_of, column, value) = chances.body, chances.expected
    rows, columns, lifted = len(body.low), len(body.cost), np.flatnonzero(rising)
    linear = Linear(
        cost=np.append(body.cost, 1.0),
        upper=np.append(body.upper, np.inf),
        entry_row=np.concatenate([body.entry_row, rows + type_of, rows + lifted]),
        entry_column=np.concatenate([body.entry_column, column, np.full(len(lifted), columns)]),
        entry_value=np.concatenate([body.entry_value, value, np.full(len(lifted), -1.0)]),
        low=np.append(body.low, np.full(chances.types, -np.inf)),
        high=np.append(body.high, limits),
    )
    found = solve_linear(linear)
    if found is None:
        return None
    weights = np.maximum(0.0, -found.duals[rows:])
    return Level(found.value, weights, found.x[:columns])


def settled(level: Level, fixed: Floats, least: Floats) -> Floats:
    """Fix every free type that has to expect the level's value.

    Parameters
    ----------
    level
        Its weights are above 0 only for types at the value in every best lottery.
    fixed
        As for `lowest_level`.
    least
        Regret that each type cannot fall below, shape (types,).
    """
    free = np.isinf(fixed)
    done = (level.weights > WEIGHT) | (least > level.value - TOLERANCE)
    done |= level.value < TOLERANCE
    return np.where(free & done, level.value, fixed)
