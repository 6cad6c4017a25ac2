"""Lower bounds over all days of a space, as `certificate` has them over listed days.

The same L(p, q), where the least over a person's days is found by a search over their
parts instead of a look at each. Everything is in integers, and no solver is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Prices
from allocator.space_cheapest import STEPS, cheapest, least_whole
from allocator.space_search import FAR, LARGEST, Days, Tolls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.rows import Index, Mask
    from allocator.space import Ints, Space


@dataclass(frozen=True)
class Costs:
    """A stage said of parts, or of whole days by their loss.

    Attributes
    ----------
    of_part
        What each part adds, shape (people, parts); None where parts add nothing.
    of_loss
        What a day of each loss adds, shape (people, losses); None where losses do not count.
    """

    of_part: Ints | None = None
    of_loss: Ints | None = None

    def negated(self) -> Costs:
        """Return what is least where this is most."""
        part = None if self.of_part is None else -self.of_part
        return Costs(part, None if self.of_loss is None else -self.of_loss)

    def sum(self, space: Space, days: Days) -> Ints:
        """Return what each day costs, shape (days,)."""
        who = days.person[:, np.newaxis]
        found: Ints = np.zeros(len(days), dtype=np.int64)
        if self.of_part is not None:
            found += self.of_part[who, days.parts].sum(axis=1)
        if self.of_loss is not None:
            found += self.of_loss[days.person, space.loss[who, days.parts].sum(axis=1)]
        return found

    def highest(self, space: Space) -> int:
        """Return what the days of all people cannot cost more than."""
        found = 0
        if self.of_part is not None:
            of_part = self.of_part
            found += sum(int(of_part[:, r].max(axis=1).sum()) for r in space.rounds)
        if self.of_loss is not None:
            found += int(self.of_loss.max(axis=1).sum())
        return found


@dataclass(frozen=True)
class Open:
    """What stages have left open.

    Attributes
    ----------
    parts
        Parts that a person may have, shape (people, parts).
    losses
        Losses that a person's day may have, shape (people, losses); None means all.
    """

    parts: Mask
    losses: Mask | None = None

    def only(self, costs: Costs, most: int) -> Open:
        """Return what is left where a day may cost at most so much; parts cost nothing."""
        assert costs.of_loss is not None
        kept: Mask = costs.of_loss <= most
        return Open(self.parts, kept if self.losses is None else self.losses & kept)

    def free_of(self, costs: Costs) -> Open:
        """Return what is left where a day may cost nothing; nothing may cost less."""
        left = self if costs.of_loss is None else self.only(costs, 0)
        if costs.of_part is None:
            return left
        return Open(left.parts & (costs.of_part <= 0), left.losses)

    def after(self, costs: Costs, limit: int) -> Open:
        """Return what is left where the costs of all people may sum to a limit."""
        each = (costs.of_part, costs.of_loss)
        nothing_less = all(table is None or table.min() >= 0 for table in each)
        return self.free_of(costs) if limit == 0 and nothing_less else self

    def lowest(self, space: Space, of_loss: Ints) -> int:
        """Return the largest of what everybody's best day costs by its loss."""
        free = np.where(self.parts, np.int64(0), FAR)
        tolls = of_loss * SCALE
        losses = tolls if self.losses is None else np.where(self.losses, tolls, FAR)
        return int(least_whole(Tolls(space, free, losses), SCALE).max()) // SCALE

    def holds(self, space: Space, days: Days) -> Mask:
        """Tell which days are open, shape (days,)."""
        who = days.person[:, np.newaxis]
        found: Mask = np.all(self.parts[who, days.parts], axis=1)
        if self.losses is not None:
            found &= self.losses[days.person, space.loss[who, days.parts].sum(axis=1)]
        return found


@dataclass(frozen=True)
class SpacePin:
    """An earlier stage as a row: sum of its costs over the chosen days <= limit."""

    name: str
    costs: Costs
    limit: int


@dataclass(frozen=True)
class SpacePriced:
    """What prices prove of all days.

    Attributes
    ----------
    bound
        L(p, q) in units of 1/`SCALE`.
    least
        Priced cost of each person's cheapest day, shape (people,); FAR where there is none.
    days
        Such days.
    tolls
        What days cost at the prices.
    prices
        Of rows and pins.
    """

    bound: int
    least: Ints
    days: Days
    tolls: Tolls
    prices: Prices

    @property
    def rounded(self) -> int:
        """The bound for an integer objective: rounded up."""
        return -(-self.bound // SCALE)


def tolls_at(
    space: Space, left: Open, costs: Costs, pins: Sequence[SpacePin], prices: Prices
) -> Tolls:
    """Return what days cost at prices, in units of 1/`SCALE`.

    Raises
    ------
    OverflowError
        If the sums could leave 64 bits.
    """
    part = np.zeros(space.loss.shape, dtype=np.int64)
    loss = None if left.losses is None else np.zeros(left.losses.shape, dtype=np.int64)
    terms = [(SCALE, costs)]
    terms += [(q, pin.costs) for pin in pins if (q := prices.pins.get(pin.name, 0))]
    for amount, each in terms:
        if each.of_part is not None:
            part += amount * each.of_part
        if each.of_loss is not None:
            charged = amount * each.of_loss.astype(np.int64)
            loss = charged if loss is None else loss + charged
    for row in space.rows:
        if p := prices.rows.get(row.label, 0):
            row.charge(part, p)
    if left.losses is not None and loss is not None:
        loss = np.where(left.losses, loss, FAR)
    return Tolls(space, np.where(left.parts, part, FAR), loss)


def price_space(
    space: Space,
    left: Open,
    costs: Costs,
    pins: Sequence[SpacePin],
    prices: Prices,
    steps: float = STEPS,
) -> SpacePriced:
    """Evaluate the Lagrangian bound of a stage exactly, over all open days.

    Parameters
    ----------
    space, left
        All days, and those that may still be chosen.
    costs, pins
        The stage and earlier ones.
    prices
        Any prices >= 0.
    steps
        As for `cheapest`.

    Raises
    ------
    ValueError
        If a price is negative.
    OverflowError
        If the sums could leave 64 bits.
    """
    if any(p < 0 for p in (*prices.rows.values(), *prices.pins.values())):
        raise ValueError("prices must not be negative")
    tolls = tolls_at(space, left, costs, pins, prices)
    least, days = cheapest(tolls, steps=steps)
    paid = sum(prices.rows.get(row.label, 0) * row.seats for row in space.rows)
    paid += sum(prices.pins.get(pin.name, 0) * pin.limit for pin in pins)
    bound = LARGEST if (least >= LARGEST).any() else int(least.sum()) - paid
    return SpacePriced(bound, least, days, tolls, prices)


def days_of(space: Space, parts: Index) -> Days:
    """Return a day of each person, shape (people, rounds), as days of people."""
    return Days(np.arange(len(space.people)), parts)
