"""Labelled rows: the shared rules as the engines see them.

A row says  sum_terms sign * #(people of the term on days of the term) <= seats + sum_k
opens_k x_k, where x_k tells whether decision k of the plan is made. A plan row speaks of
decisions alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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
    """

    uses: Mask
    people: Index | None = None
    sign: int = 1

    def count(self, choice: Index) -> int:
        """Return sign times the number of these people on these days."""
        days = choice if self.people is None else choice[self.people]
        return self.sign * int(self.uses[days].sum())

    def columns(self, day: Index, starts: Sequence[int]) -> Index:
        """Return which columns count; see `Row.coefficients`."""
        if self.people is None:
            return np.flatnonzero(self.uses[day])
        parts = [np.arange(starts[a], starts[a + 1]) for a in self.people.tolist()]
        mine = np.concatenate([np.zeros(0, dtype=np.intp), *parts])
        return np.compress(self.uses[day[mine]], mine)

    def charge(self, table: Table, amount: int) -> None:
        """Add an amount to a table (people, days) wherever the term counts."""
        added = self.sign * amount * self.uses
        if self.people is None:
            table += added
        else:
            table[self.people] += added


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

    def counts(self, people: int) -> Mask:
        """Return which of so many people count, shape (people,); for a row that fills."""
        who = self.terms[0].people
        found = np.full(people, who is None)
        if who is not None:
            found[who] = True
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
            total[term.columns(day, starts)] += term.sign
        column = np.flatnonzero(total)
        return column, total[column]

    def over(self, kept: Mask) -> Row:
        """Return the row over some of the days, shape (days,)."""
        return replace(self, terms=tuple(replace(t, uses=t.uses[kept]) for t in self.terms))

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


def narrow(table: NDArray[Any], largest: int) -> Table:
    """Return a table of integers, none beyond `largest`, in the fewest bits that are safe.

    >>> narrow(np.array([2**40]), 2**40).dtype
    dtype('int64')
    """
    if largest < 2**31:
        return table.astype(np.int32, copy=False)
    return table.astype(np.int64, copy=False)


def memberships(rows: Sequence[Row], people: int) -> list[bytes]:
    """Return for each person which terms of rows speak of that person and not of all.

    People with equal entries are alike to every row.
    """
    named = [t.people for row in rows for t in row.terms if t.people is not None]
    table = np.zeros((people, len(named)), dtype=bool)
    for k, members in enumerate(named):
        table[members, k] = True
    return [np.packbits(line).tobytes() for line in table]
