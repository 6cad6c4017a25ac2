"""Labelled rows: the shared rules as the engines see them.

A row says  sum_terms sign * #(people of the term on days of the term) <= seats + sum_k
opens_k x_k, where x_k tells whether decision k of the plan is made. A plan row speaks of
decisions alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.plan import Decision, Plan

    Mask = NDArray[np.bool_]
    Table = NDArray[np.int32] | NDArray[np.int64]
    Index = NDArray[np.intp]


@dataclass(frozen=True)
class Term:
    """Some people on some days.

    Attributes
    ----------
    uses
        Which days count, shape (days,).
    people
        Positions of the people who count, ascending; None means everybody.
    sign
        1 where they take seats, -1 where they give them.
    sizes
        How many people each position stands for, see `units`; None means one each.
    """

    uses: Mask
    people: Index | None = None
    sign: int = 1
    sizes: Index | None = None

    def count(self, choice: Index) -> int:
        """Return sign times the number of these people on these days."""
        days = choice if self.people is None else choice[self.people]
        each = self.uses[days] if self.sizes is None else self.sizes * self.uses[days]
        return self.sign * int(each.sum())

    def size_of(self, person: int) -> int:
        """Return how many people a position counts for: 0 if it does not count."""
        at = person
        if self.people is not None:
            at = int(np.searchsorted(self.people, person))
            if at == len(self.people) or self.people[at] != person:
                return 0
        return 1 if self.sizes is None else int(self.sizes[at])

    def add_to(self, total: NDArray[np.int64], day: Index, starts: Sequence[int]) -> None:
        """Add what columns count to a total, shape (columns,); see `Row.coefficients`."""
        lengths: Index | list[int]
        if self.people is None:
            mine, lengths = np.arange(len(day)), np.diff(starts)
        else:
            parts = [np.arange(starts[a], starts[a + 1]) for a in self.people.tolist()]
            mine = np.concatenate([np.zeros(0, dtype=np.intp), *parts])
            lengths = [len(part) for part in parts]
        each = 1 if self.sizes is None else np.repeat(self.sizes, lengths)
        total[mine] += self.sign * each * self.uses[day[mine]]

    def charges(self, amount: int) -> Table:
        """Return what those who count pay for each day, at an amount for each person.

        Shape (days,) where all pay alike, (people, days) where positions have sizes.
        """
        paid: Table = self.sign * np.int64(amount) * self.uses
        return paid if self.sizes is None else self.sizes[:, np.newaxis] * paid

    def charge(self, table: Table, amount: int) -> None:
        """Add an amount to a table (people, days) wherever the term counts."""
        if self.people is None:
            table += self.charges(amount)
        else:
            table[self.people] += self.charges(amount)


@dataclass(frozen=True)
class Row:
    """A shared rule: people counted, at most so many.

    Attributes
    ----------
    rule
        Name of the rule that wrote it.
    subject
        What it speaks of: the id of a session, room or bus, or several ids.
    terms
        Who and which days count.
    seats
        The limit, apart from the plan.
    opens
        What each decision of the plan adds to the limit.
    """

    rule: str
    subject: str
    terms: tuple[Term, ...]
    seats: int
    opens: Mapping[Decision, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Rule and subject in one text, unique in a model."""
        return f"{self.rule}: {self.subject}"

    @property
    def fills(self) -> bool:
        """Whether people fill it one by one: some of them take seats, and nobody gives any."""
        return len(self.terms) == 1 and self.terms[0].sign == 1

    @property
    def plain(self) -> bool:
        """Whether it counts seats that anybody may take, the same for all."""
        return self.fills and self.terms[0].people is None

    @property
    def simple(self) -> bool:
        """Whether it counts everybody alike, so that a day alone says what is counted."""
        return all(term.people is None for term in self.terms)

    @property
    def by_day(self) -> Table:
        """What a day counts, shape (days,); for a row that counts everybody alike."""
        counted: Table = sum(
            (term.sign * term.uses.astype(np.int64) for term in self.terms),
            np.zeros(len(self.terms[0].uses), dtype=np.int64),
        )
        return counted

    @property
    def uses(self) -> Mask:
        """Which days count, shape (days,); for a row that fills."""
        return self.terms[0].uses

    @property
    def sizes(self) -> Index | None:
        """How many people each position stands for; for a row that counts everybody alike."""
        return self.terms[0].sizes

    def counts(self, people: int) -> Index:
        """Return for how many each position counts, shape (people,); for a row that fills."""
        (term,) = self.terms
        found = np.zeros(people, dtype=np.intp)
        at = slice(None) if term.people is None else term.people
        found[at] = 1 if term.sizes is None else term.sizes
        return found

    def under(self, plan: Plan) -> int:
        """Return the limit that a plan leaves."""
        return self.seats + sum(n for d, n in self.opens.items() if d in plan.decisions)

    def used(self, choice: Index) -> int:
        """Return what an allocation counts, for a day of each person, shape (people,)."""
        return sum(term.count(choice) for term in self.terms)

    def coefficients(
        self, day: Index, starts: Sequence[int]
    ) -> tuple[Index, NDArray[np.int64]]:
        """Return what columns count, each a day of a person.

        Parameters
        ----------
        day
            Of each column, shape (columns,), person after person.
        starts
            Where each person's columns begin, and last where all of them end.

        Returns
        -------
        column, value : ndarray of int, shape (entries,)
            Numbers of the columns that count something, ascending, and how much.
        """
        total = np.zeros(len(day), dtype=np.int64)
        for term in self.terms:
            term.add_to(total, day, starts)
        column = np.flatnonzero(total)
        return column, total[column]

    def over(self, kept: Mask) -> Row:
        """Return the row over some of the days, shape (days,)."""
        return replace(self, terms=tuple(replace(t, uses=t.uses[kept]) for t in self.terms))

    def among(self, some: slice) -> Row:
        """Return the row over some positions; for a row that counts everybody alike."""
        if self.sizes is None:
            return self
        return replace(
            self, terms=tuple(replace(t, sizes=self.sizes[some]) for t in self.terms)
        )

    def charge(self, table: Table, amount: int) -> None:
        """Add an amount to a table (people, days) for each time that a day counts."""
        for term in self.terms:
            term.charge(table, amount)


@dataclass(frozen=True)
class PlanRow:
    """A rule about decisions alone: sum_k coefficients_k x_k <= limit."""

    rule: str
    subject: str
    coefficients: Mapping[Decision, int]
    limit: int

    def holds(self, plan: Plan) -> bool:
        """Tell whether a plan obeys it."""
        made = (n for d, n in self.coefficients.items() if d in plan.decisions)
        return sum(made) <= self.limit


def sizes_of(rows: Sequence[Row]) -> Index | None:
    """Return for how many people each position stands to rows that count everybody alike.

    One answer for all such rows of a model, shape (people,); None means one each.
    """
    return next((row.sizes for row in rows if row.simple), None)


def narrow(table: NDArray[Any], largest: int) -> Table:
    """Return a table of integers, none beyond `largest`, in the fewest bits that are safe.

    >>> narrow(np.array([2**40]), 2**40).dtype
    dtype('int64')
    """
    if largest < 2**31:
        return table.astype(np.int32, copy=False)
    return table.astype(np.int64, copy=False)


def memberships(rows: Sequence[Row], people: int) -> list[bytes]:
    """Return for each person which terms of rows tell that person from others.

    People with equal entries are alike to every row.
    """
    who, said = [np.zeros(0, dtype=np.intp)], [np.zeros((0, 2), dtype=np.intp)]
    for k, term in enumerate(term for row in rows for term in row.terms):
        if term.people is not None or term.sizes is not None:
            at = np.arange(people) if term.people is None else term.people
            sizes = np.ones_like(at) if term.sizes is None else term.sizes
            who.append(at)
            said.append(np.stack([np.full_like(at, k), sizes], axis=1))
    everyone, entries = np.concatenate(who), np.concatenate(said)
    order = np.argsort(everyone, kind="stable")
    bounds = np.searchsorted(everyone[order], np.arange(people + 1)).tolist()
    entries = entries[order]
    return [entries[i:j].tobytes() for i, j in pairwise(bounds)]
