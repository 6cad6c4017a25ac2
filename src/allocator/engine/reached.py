"""What a stage reached, as it is told to whoever waits and written into results."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from allocator.certificate import Prices
    from allocator.engine.stage import Settled
    from allocator.objectives.protocol import Stage

    Progress = Callable[["Reached"], None]


@dataclass(frozen=True)
class Reached:
    """What a stage reached.

    Attributes
    ----------
    name
        Name of the stage.
    most
        Whether more is better.
    value, bound
        As the stage counts; they meet exactly when the stage is proven.
    limit
        What later stages keep to: the value, or more where the stage is a budget.
    proof
        "prices", "search", "plans", or "" where it is not proven.
    prices
        The certificate: with them anyone can recount the bound. For a stage that counts
        the largest entry they belong to the table [entry > value - 1].
    days
        Number of (person, day) pairs that were still open before the stage.
    seconds
        Wall clock.
    contradiction
        A better value that the second solver found; None as it should be.
    """

    name: str
    most: bool
    value: int
    bound: int
    limit: int
    proof: str
    prices: Prices
    days: int
    seconds: float
    contradiction: int | None = None


def reached_of(stage: Stage, found: Settled, days: int, seconds: float) -> Reached:
    """Return what a stage reached, as the stage counts.

    Parameters
    ----------
    stage, found
        The stage, and its least sum or largest entry; the table is negated where more is
        better.
    days, seconds
        See `Reached`.
    """
    sign = -1 if stage.most else 1
    return Reached(
        name=stage.name,
        most=stage.most,
        value=sign * found.value,
        bound=sign * found.bound,
        limit=sign * limit_of(found.value, stage.tolerance),
        proof=found.proof,
        prices=found.prices,
        days=days,
        seconds=seconds,
        contradiction=found.contradiction,
    )


def limit_of(value: int, tolerance: Fraction) -> int:
    """Return what later stages may spend of a stage: floor((1 + tolerance) value)."""
    return value + math.floor(tolerance * value)
