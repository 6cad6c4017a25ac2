"""Some columns (person, day) of a stage, person after person, and what they cost at prices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Prices
from allocator.rows import sizes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.certificate import Pin
    from allocator.engine.linear import Floats
    from allocator.rows import Index, Mask, Row, Table

    Ints = NDArray[np.int64]
    Entries = list[tuple[int, Ints, Ints]]

LARGEST = 2**62


@dataclass(frozen=True)
class Shared:
    """The shared rules and the earlier stages, as one list of limits.

    Attributes
    ----------
    rows, pins
        Shared rules, and earlier stages.
    """

    rows: Sequence[Row]
    pins: Sequence[Pin]

    def __len__(self) -> int:
        return len(self.rows) + len(self.pins)

    @cached_property
    def limits(self) -> Ints:
        """Of each row, then of each pin, shape (rows + pins,)."""
        every = (*(r.seats for r in self.rows), *(p.limit for p in self.pins))
        return np.array(every, dtype=np.int64)

    @cached_property
    def plain(self) -> list[int]:
        """Positions of rows that count everybody alike."""
        return [k for k, row in enumerate(self.rows) if row.simple]

    @cached_property
    def named(self) -> list[int]:
        """Positions of rows that name people."""
        return [k for k, row in enumerate(self.rows) if not row.simple]

    @cached_property
    def uses(self) -> Ints:
        """What a day of one person counts in each plain row, shape (plain, days)."""
        return np.array([self.rows[k].by_day for k in self.plain], dtype=np.int64)

    @cached_property
    def sizes(self) -> Index | None:
        """How many people each position stands for, shape (people,); None means one each."""
        return sizes_of(self.rows)

    def scaled(self, prices: Prices) -> Ints:
        """Return prices as integers in units of 1/`SCALE`, shape (rows + pins,)."""
        rows = (prices.rows.get(row.label, 0) for row in self.rows)
        pins = (prices.pins.get(pin.name, 0) for pin in self.pins)
        return np.array([*rows, *pins], dtype=np.int64)

    def prices(self, scaled: Ints) -> Prices:
        """Return prices by name, from integers in units of 1/`SCALE`."""
        each = scaled.tolist()
        names = [row.label for row in self.rows]
        pins = [pin.name for pin in self.pins]
        return Prices(
            {name: p for name, p in zip(names, each, strict=False) if p},
            {name: p for name, p in zip(pins, each[len(names) :], strict=True) if p},
        )


@dataclass(frozen=True)
class Columns:
    """Columns of a stage.

    Attributes
    ----------
    person, day
        Of each column, shape (columns,); person after person, at least one each.
    starts
        Where each person's columns begin, and last where all of them end.
    days
        Number of days that rows know.
    cost
        Of each column, shape (columns,).
    pinned
        What each column adds to each pin, each of shape (columns,).
    shared
        Rules and earlier stages.
    """

    person: Ints
    day: Ints
    starts: Ints
    days: int
    cost: Ints
    pinned: Sequence[Ints]
    shared: Shared

    def __len__(self) -> int:
        return len(self.day)

    @cached_property
    def _place(self) -> Ints:
        """Number of each column among those of its person."""
        return np.arange(len(self)) - self.starts[self.person]

    @cached_property
    def _most(self) -> int:
        return int(self._place.max()) + 1

    @cached_property
    def by_name(self) -> Entries:
        """For rows that name people: position, columns that count, and how much."""
        bounds = self.starts.tolist()
        rows = self.shared.rows
        return [(k, *rows[k].coefficients(self.day, bounds)) for k in self.shared.named]

    def counted_by_name(self) -> list[Ints]:
        """For rows that name people: what each column counts, each of shape (columns,)."""
        found = []
        for _, at, values in self.by_name:
            counted = np.zeros(len(self), dtype=np.int64)
            counted[at] = values
            found.append(counted)
        return found

    def counted(self) -> list[Ints]:
        """For all rows in their order: what each column counts, each of shape (columns,)."""
        shared = self.shared
        found = dict(zip(shared.named, self.counted_by_name(), strict=True))
        found |= {
            k: self._sized(uses[self.day])
            for k, uses in zip(shared.plain, shared.uses, strict=True)
        }
        return [found[k] for k in sorted(found)]

    def _sized(self, of_one: Ints) -> Ints:
        """Return what each column counts, given what it would count for one person."""
        sizes = self.shared.sizes
        return of_one if sizes is None else of_one * sizes[self.person]

    def priced(self, prices: Ints) -> Ints:
        """Return the cost of each column at prices, in units of 1/`SCALE`.

        Parameters
        ----------
        prices
            Of rows, then pins, integers in units of 1/`SCALE`.

        Raises
        ------
        OverflowError
            If the sums could leave 64 bits.
        """
        shared = self.shared
        found = self.cost * SCALE
        if shared.plain:
            found += self._seats(prices[shared.plain])
        for k, columns, values in self.by_name:
            if prices[k]:
                found[columns] += prices[k] * values
        for price, values in zip(prices[len(shared.rows) :], self.pinned, strict=True):
            if price:
                found += price * values
        largest = max(abs(int(found.max())), abs(int(found.min())))
        if largest * max(self._most, len(self.starts)) >= LARGEST:
            raise OverflowError("prices too large to add up in 64 bits")
        return found

    def _seats(self, prices: Ints) -> Ints:
        """Return what each column pays for the plain rows, shape (columns,)."""
        return self._sized((prices @ self.shared.uses)[self.day])

    def _taken(self, chosen: Ints) -> Ints:
        """Return what chosen columns count in the plain rows, shape (plain rows,)."""
        sizes, day = self.shared.sizes, self.day[chosen]
        held = np.bincount(day, sizes, self.days).astype(np.int64)
        found: Ints = self.shared.uses @ held
        return found

    def cheapest(self, prices: Ints) -> tuple[int, Ints]:
        """Return each person's part of L(p), summed, and the column that it comes from.

        In units of 1/`SCALE`; shape of the columns (people,).
        """
        key = self.priced(prices) * self._most + self._place
        least, place = np.divmod(np.minimum.reduceat(key, self.starts[:-1]), self._most)
        return int(least.sum()), self.starts[:-1] + place

    def used(self, chosen: Ints) -> Ints:
        """Return what chosen columns count in each row and pin, shape (rows + pins,)."""
        shared = self.shared
        found = np.zeros(len(shared), dtype=np.int64)
        if shared.plain:
            found[shared.plain] = self._taken(chosen)
        for k, counted in zip(shared.named, self.counted_by_name(), strict=True):
            found[k] = counted[chosen].sum()
        for k, values in enumerate(self.pinned, len(shared.rows)):
            found[k] = values[chosen].sum()
        return found

    def spread(self) -> tuple[float, Floats]:
        """Return how far a person's columns differ, in the mean.

        Returns
        -------
        cost : float
            In cost.
        pins : ndarray of float, shape (pins,)
            In what they add to earlier stages.
        """
        starts = self.starts[:-1]
        each = [
            float((np.maximum.reduceat(v, starts) - np.minimum.reduceat(v, starts)).mean())
            for v in (self.cost, *self.pinned)
        ]
        return each[0], np.array(each[1:])


def columns_of(table: Table, mask: Mask, shared: Shared) -> Columns:
    """Return columns of a stage.

    Parameters
    ----------
    table
        Costs, shape (people, days).
    mask
        Which columns, shape (people, days); at least one a person.
    shared
        Rules and earlier stages.
    """
    people, days = mask.shape
    at = np.flatnonzero(mask)
    person, day = np.divmod(at, days)
    return Columns(
        person=person,
        day=day,
        starts=np.searchsorted(person, np.arange(people + 1)),
        days=days,
        cost=table.reshape(-1)[at].astype(np.int64),
        pinned=[pin.table.reshape(-1)[at].astype(np.int64) for pin in shared.pins],
        shared=shared,
    )
