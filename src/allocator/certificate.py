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
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from allocator.blocks import in_blocks
from allocator.rows import sizes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allocator.rows import Index, Mask, Row, Table

SCALE = 1_000_000
LARGEST = 2**62
FAR = np.iinfo(np.int64).max // 2
"""Priced cost of a closed day, beyond every open one."""


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
class Seen:
    """A table seen through prices.

    Attributes
    ----------
    table
        Integer costs of the stage, shape (people, days).
    open_days
        Days that may still be chosen, shape (people, days); at least one a person.
    rows, pins
        Shared rules and earlier stages.
    prices
        Any prices >= 0.
    """

    table: Table
    open_days: Mask
    rows: Sequence[Row]
    pins: Sequence[Pin]
    prices: Prices

    @cached_property
    def _everybody(self) -> Table:
        """What rows that count everybody alike add to each day of one person, (days,)."""
        found = np.zeros(self.table.shape[1], dtype=np.int64)
        for row in self.rows:
            p = self.prices.rows.get(row.label, 0)
            if p and row.simple:
                found += p * row.by_day
        return found

    @cached_property
    def _sizes(self) -> Index | None:
        return sizes_of(self.rows)

    @cached_property
    def _named(self) -> list[tuple[Index, Table]]:
        """People whom a row names, and what it adds to the days of all or of each."""
        return [
            (term.people, term.charges(p))
            for row in self.rows
            if (p := self.prices.rows.get(row.label, 0)) and not row.simple
            for term in row.terms
            if term.people is not None
        ]

    @property
    def paid(self) -> int:
        """What the limits are worth at these prices."""
        rows = sum(self.prices.rows.get(row.label, 0) * row.seats for row in self.rows)
        return rows + sum(self.prices.pins.get(pin.name, 0) * pin.limit for pin in self.pins)

    def block(self, part: slice) -> Table:
        """Return priced costs of some people, in units of 1/`SCALE`; closed days at FAR."""
        found = self.table[part] * np.int64(SCALE)
        if self._sizes is None:
            found += self._everybody
        else:
            found += self._sizes[part, np.newaxis] * self._everybody
        for people, charge in self._named:
            first, last = np.searchsorted(people, (part.start, part.stop))
            here = people[first:last] - part.start
            found[here] += charge if charge.ndim == 1 else charge[first:last]
        for pin in self.pins:
            q = self.prices.pins.get(pin.name, 0)
            if q:
                found += np.int64(q) * pin.table[part]
        largest = int(np.abs(found).max(initial=0))
        if len(self.table) * largest >= LARGEST:
            raise OverflowError("prices too large to add up in 64 bits")
        found[~self.open_days[part]] = FAR
        return found


@dataclass(frozen=True)
class Priced:
    """What prices prove.

    Attributes
    ----------
    bound
        L(p, q) in units of 1/`SCALE`.
    least
        Priced cost of each person's cheapest open day, shape (people,).
    seen
        The table and the prices.
    """

    bound: int
    least: Table
    seen: Seen

    @property
    def rounded(self) -> int:
        """The bound for an integer objective: rounded up."""
        return -(-self.bound // SCALE)

    @property
    def reduced(self) -> Table:
        """Priced cost of each day less the person's cheapest, shape (people, days).

        In units of 1/`SCALE`; beyond everything where a day is closed.
        """
        return np.concatenate(self._each(lambda reduced, _: reduced))

    def within(self, width: int) -> Mask:
        """Tell which open days have a reduced cost of at most `width`, (people, days)."""
        return np.concatenate(
            self._each(lambda reduced, open_days: open_days & (reduced <= width))
        )

    def _each(self, work: Callable[[Table, Mask], Any]) -> list[Any]:
        def of_block(part: slice) -> Any:
            reduced = self.seen.block(part) - self.least[part, np.newaxis]
            return work(reduced, self.seen.open_days[part])

        return in_blocks(of_block, *self.seen.table.shape)


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
    table, open_days, rows, pins, prices
        As for `Seen`.

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
    seen = Seen(table, open_days, rows, pins, prices)
    parts = in_blocks(lambda part: seen.block(part).min(axis=1), *table.shape)
    least = np.concatenate(parts)
    return Priced(int(least.sum()) - seen.paid, least, seen)
