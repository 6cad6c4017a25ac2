"""Tickets for whole allocations, and how one of them is drawn.

All in whole numbers and without a solver, so anyone can repeat it from `lottery.json` and
the seed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import lcm
from typing import TYPE_CHECKING, Any

from allocator.allocation import Allocation
from allocator.chance import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Day = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Tickets for allocations; the seed does not enter.

    Attributes
    ----------
    tickets
        Number of tickets of each allocation, each above 0.
    allocations
        Equals hold their days in sorted order; the draw shuffles them.
    types
        Groups of two or more people whom nothing but their ids tells apart, sorted.
    """

    tickets: tuple[int, ...]
    allocations: tuple[Allocation, ...]
    types: tuple[tuple[str, ...], ...]

    @property
    def total(self) -> int:
        """Number of tickets."""
        return sum(self.tickets)

    @cached_property
    def text(self) -> str:
        """The table as JSON, always the same bytes for the same table."""
        days = sorted({day for a in self.allocations for day in a.days.values()})
        number = {day: i for i, day in enumerate(days)}
        people = sorted(self.allocations[0].days)
        rows = ",\n".join(
            _compact({"tickets": n, "days": [number[a.days[p]] for p in people]})
            for n, a in zip(self.tickets, self.allocations, strict=True)
        )
        head = {"people": people, "types": self.types, "days": days}
        lines = ",\n".join(f'"{name}":{_compact(part)}' for name, part in head.items())
        return f'{{"total":{self.total},\n{lines},\n"allocations":[\n{rows}\n]}}\n'

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hex."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Everybody once: the types, and each other person alone."""
        equals = {person for group in self.types for person in group}
        others = sorted(self.allocations[0].days.keys() - equals)
        return (*self.types, *((person,) for person in others))


@dataclass(frozen=True)
class Drawn:
    """What the seed gives: a ticket, the allocation it belongs to, equals shuffled."""

    ticket: int
    index: int
    allocation: Allocation


def table_of(
    shares: Iterable[tuple[Allocation, Fraction]], types: Iterable[Sequence[str]]
) -> Table:
    """Turn shares into tickets: equals sorted, like allocations merged, order canonical.

    Parameters
    ----------
    shares
        Allocations and probabilities that sum to 1.
    types
        Groups of equals; groups of one are left out.

    Examples
    --------
    >>> one = Allocation({"A": ("W1",), "B": ("W2",)})
    >>> other = Allocation({"A": ("W2",), "B": ("W1",)})
    >>> table_of([(one, Fraction(1, 3)), (other, Fraction(2, 3))], []).tickets
    (1, 2)
    >>> table_of([(one, Fraction(1, 3)), (other, Fraction(2, 3))], [["A", "B"]]).tickets
    (1,)
    """
    groups = tuple(sorted(tuple(sorted(group)) for group in types if len(group) > 1))
    merged: dict[tuple[tuple[str, Day], ...], Fraction] = {}
    for allocation, share in shares:
        days = dict(allocation.days)
        for group in groups:
            days |= zip(group, sorted(days[person] for person in group), strict=True)
        key = tuple(sorted(days.items()))
        merged[key] = merged.get(key, Fraction(0)) + share
    total = lcm(*(share.denominator for share in merged.values()))
    ordered = sorted(merged)
    return Table(
        tickets=tuple(int(merged[key] * total) for key in ordered),
        allocations=tuple(Allocation(dict(key)) for key in ordered),
        types=groups,
    )


def read_table(document: Mapping[str, Any]) -> Table:
    """Read a table back from the JSON of its text.

    Examples
    --------
    >>> one = Allocation({"A": ("W1",), "B": ("W2",)})
    >>> table = table_of([(one, Fraction(1))], [["A", "B"]])
    >>> read_table(json.loads(table.text)) == table
    True
    """
    days = [tuple(day) for day in document["days"]]
    return Table(
        tickets=tuple(entry["tickets"] for entry in document["allocations"]),
        allocations=tuple(
            Allocation(
                {p: days[d] for p, d in zip(document["people"], entry["days"], strict=True)}
            )
            for entry in document["allocations"]
        ),
        types=tuple(tuple(group) for group in document["types"]),
    )


def draw(table: Table, seed: int) -> Drawn:
    """Draw a ticket, then shuffle the days among equals.

    Parameters
    ----------
    table
        Tickets for allocations.
    seed
        Ticket number HMAC(seed, "draw") mod total, counted from 0 in the table's order;
        equals take the days of their group in the order of HMAC(seed, "draw", id).

    Examples
    --------
    >>> table = table_of([(Allocation({"A": ("W1",), "B": ("W2",)}), Fraction(1))], ["AB"])
    >>> sum(draw(table, seed).allocation.days["A"] == ("W1",) for seed in range(1000))
    503
    """
    ticket = int.from_bytes(digest(seed, "draw")) % table.total
    index = next(k for k, end in enumerate(accumulate(table.tickets)) if ticket < end)
    days = dict(table.allocations[index].days)
    for group in table.types:
        order = sorted(group, key=lambda person: digest(seed, "draw", person))
        days |= zip(order, [days[person] for person in group], strict=True)
    return Drawn(ticket, index, Allocation(days))


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
