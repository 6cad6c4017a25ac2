"""What is claimed of a fair draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.certificate import Prices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.lottery.table import Drawn, Table

CLOSE = Fraction(1, 10_000)
"""Value and bound of the largest expected regret that count as the same."""


@dataclass(frozen=True)
class LeastWorst:
    """Why somebody's expected regret cannot be smaller in any lottery.

    In every optimal allocation the sum of weight x regret is at least `least`, so in every
    lottery over them somebody expects at least `least` / sum of the weights.

    Attributes
    ----------
    weights
        Integers > 0 by attendee id; missing means 0.
    least
        The least weighted sum.
    proof
        "prices" (recountable by hand), "search", or "" where nothing is proven.
    prices
        The certificate, as for a stage.
    """

    weights: Mapping[str, int] = field(default_factory=dict)
    least: int = 0
    proof: str = ""
    prices: Prices = field(default_factory=Prices)

    @property
    def value(self) -> Fraction:
        """The bound; 0 where there are no weights."""
        total = sum(self.weights.values())
        return Fraction(max(0, self.least), total) if total else Fraction(0)


@dataclass(frozen=True)
class Lottery:
    """A table of tickets with what is claimed of it.

    Attributes
    ----------
    table
        Tickets for allocations.
    drawn
        The ticket that the seed gives.
    expected
        Expected regret by attendee id.
    bound
        What the largest expected regret cannot fall below.
    closed
        Whether the engine settled every level of the leximin.
    """

    table: Table
    drawn: Drawn
    expected: Mapping[str, Fraction]
    bound: LeastWorst
    closed: bool

    @property
    def worst_expected(self) -> Fraction:
        """Largest expected regret."""
        return max(self.expected.values(), default=Fraction(0))

    @property
    def proven(self) -> bool:
        """Whether no lottery over optimal allocations is fairer, up to 1/10 000 point."""
        return self.closed and self.worst_expected - self.bound.value <= CLOSE
