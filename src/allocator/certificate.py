"""Lower bounds that anyone can recount: integer prices, integer arithmetic, no solver.

For prices p_r >= 0 of the rows and q_j >= 0 of the earlier stages' pins

    L(p, q) = sum_a min_d (c[a,d] + sum_r p_r uses[r,d] + sum_j q_j t_j[a,d])
              - sum_r p_r seats_r - sum_j q_j limit_j

is a lower bound on sum c y over all allocations, whoever made the prices (Lagrangian
duality; Geoffrion, "Lagrangean relaxation for integer programming", 1974). Prices are
integers in units of 1/`SCALE`, so the bound is exact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.rows import Mask, Row, Table

SCALE = 1_000_000
LARGEST = 2**62


@dataclass(frozen=True)
class Pin:
    """An earlier stage as a row: sum of its table over the chosen days <= limit.

    Attributes
    ----------
    name
        Name of the stage.
    table
        Integers, shape (people, days).
    limit
        The value that must not be exceeded.
    """

    name: str
    table: Table
    limit: int


@dataclass(frozen=True)
class Prices:
    """One price for each row and each pin, in units of 1/`SCALE`; missing means 0."""

    rows: Mapping[str, int] = field(default_factory=dict)
    pins: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Priced:
    """A table seen through prices.

    Attributes
    ----------
    bound
        L(p, q) in units of 1/`SCALE`.
    reduced
        Priced cost of each day less the person's cheapest, in units of 1/`SCALE`,
        shape (people, days); meaningful where a day is open.
    """

    bound: int
    reduced: Table

    @property
    def rounded(self) -> int:
        """The bound for an integer objective: rounded up."""
        return -(-self.bound // SCALE)


def price(
    table: Table,
    open_days: Mask,
    rows: Sequence[Row],
    pins: Sequence[Pin],
    prices: Prices,
) -> Priced:
    """Evaluate the Lagrangian bound of a stage exactly.

    Parameters
    ----------
    table
        Integer costs of the stage, shape (people, days).
    open_days
        Days that may still be chosen, shape (people, days); at least one a person.
    rows, pins
        Shared rules and earlier stages.
    prices
        Any prices >= 0.

    Returns
    -------
    Priced
        Bound and reduced costs.

    Raises
    ------
    ValueError
        If a price is negative.
    OverflowError
        If the sums could leave 64 bits.
    """
    if any(p < 0 for p in (*prices.rows.values(), *prices.pins.values())):
        raise ValueError("prices must not be negative")
    priced = table * SCALE
    paid = 0
    for row in rows:
        p = prices.rows.get(row.label, 0)
        if p:
            row.charge(priced, p)
            paid += p * row.seats
    for pin in pins:
        q = prices.pins.get(pin.name, 0)
        if q:
            priced = priced + q * pin.table
            paid += q * pin.limit
    if len(priced) * int(np.abs(priced).max(initial=0)) >= LARGEST:
        raise OverflowError("prices too large to add up in 64 bits")
    cheapest = np.where(open_days, priced, np.iinfo(np.int64).max).min(axis=1)
    return Priced(int(cheapest.sum()) - paid, priced - cheapest[:, np.newaxis])
