"""From the floating-point numbers of a linear program back to exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.engine.linear import Floats

SMALL = 20_000
PARTS = 1_000_000_000


def snapped(values: Floats) -> list[Fraction]:
    """Return the nearest fractions with small denominators.

    A vertex of a program with small integers has such values; whoever uses them must check
    in exact arithmetic that they are what they should be.

    >>> import numpy as np
    >>> snapped(np.array([0.5, 0.333333333333, 0.0]))
    [Fraction(1, 2), Fraction(1, 3), Fraction(0, 1)]
    """
    return [Fraction(v).limit_denominator(SMALL) for v in values.tolist()]


def shares_of(values: Floats) -> list[Fraction]:
    """Return fractions near these numbers that sum to exactly 1: small ones where these do.

    >>> import numpy as np
    >>> [str(share) for share in shares_of(np.array([0.3333333333, 0.6666666667]))]
    ['1/3', '2/3']
    >>> sum(shares_of(np.array([0.123456789123, 0.876543210877])))
    Fraction(1, 1)
    """
    small = snapped(values)
    return handy(small if sum(small) == 1 else [Fraction(v) for v in values.tolist()])


def handy(shares: list[Fraction]) -> list[Fraction]:
    """Keep shares with a handy common denominator; else billionths, by largest remainder."""
    total = sum(shares)
    if total == 1 and lcm(*(share.denominator for share in shares)) <= PARTS:
        return shares
    exact = [share / total * PARTS for share in shares]
    whole = [int(e) for e in exact]
    first = sorted(range(len(exact)), key=lambda k: whole[k] - exact[k])
    for k in first[: PARTS - sum(whole)]:
        whole[k] += 1
    return [Fraction(w, PARTS) for w in whole]
