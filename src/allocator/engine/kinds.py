"""A question about existence, and the kinds of people that it distinguishes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.rows import memberships

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.engine.first import Choice
    from allocator.plan import Decision
    from allocator.rows import Mask, PlanRow, Row, Table, Term


@dataclass(frozen=True)
class Gift:
    """Something that may be given, at a cost of one a piece.

    Attributes
    ----------
    seats
        What a piece adds to the limits of rows, by label.
    opens
        What a piece adds to what a decision opens, by label and decision.
    most
        How many pieces may be given.
    after
        Position of the gift that must be given in full before; None if there is none.
    """

    seats: Mapping[str, int] = field(default_factory=dict)
    opens: Mapping[tuple[str, Decision], int] = field(default_factory=dict)
    most: int = 1
    after: int | None = None


@dataclass(frozen=True)
class Question:
    """People, their days, what limits them, and what might be given.

    Attributes
    ----------
    open_days
        Whether a person may spend a day, shape (people, days).
    rows
        The shared rules.
    decisions
        What the plan may decide.
    plan_rows
        Rules about decisions alone.
    charged
        Days that cost one where they are spent, shape (people, days); None means none.
    gifts
        What else may be given.
    at_least
        What must be given anyway, known from elsewhere: a bound that ends the search.
    """

    open_days: Mask
    rows: Sequence[Row]
    decisions: Sequence[Decision] = ()
    plan_rows: Sequence[PlanRow] = ()
    charged: Mask | None = None
    gifts: Sequence[Gift] = ()
    at_least: int = 0

    @property
    def free(self) -> bool:
        """Whether nothing may be given: only existence is asked."""
        return self.charged is None and not self.gifts

    @cached_property
    def cost(self) -> Table:
        """What each day costs, shape (people, days)."""
        nothing = np.zeros(self.open_days.shape, dtype=np.int64)
        return nothing if self.charged is None else nothing + self.charged

    def leaving_out(self) -> Question:
        """Return the question in which people may be left out, at a cost of one each.

        One more day says so, the last one. No row counts it, except that a relation with
        somebody who is left out binds nobody.
        """
        away = np.ones((len(self.open_days), 1), dtype=bool)
        charged = np.zeros_like(self.open_days) if self.charged is None else self.charged
        return replace(
            self,
            open_days=np.hstack([self.open_days, away]),
            charged=np.hstack([charged, away]),
            rows=[_with_away(row) for row in self.rows],
        )

    @cached_property
    def kinds(self) -> list[Kind]:
        """People who are alike to every rule, with their days that differ to a rule."""
        same: dict[bytes, list[int]] = {}
        named = memberships(self.rows, len(self.open_days))
        for i, member in enumerate(named):
            charged = b"" if self.charged is None else self.charged[i].tobytes()
            same.setdefault(self.open_days[i].tobytes() + charged + member, []).append(i)
        return [self._kind(np.array(people, dtype=np.intp)) for people in same.values()]

    def _kind(self, people: Choice) -> Kind:
        one = int(people[0])
        days = np.flatnonzero(self.open_days[one])
        uses, cost = self._uses(one)[:, days], self.cost[one, days]
        differ: dict[bytes, int] = {}
        for k, column in enumerate(np.ascontiguousarray(np.vstack([uses, cost]).T)):
            differ.setdefault(column.tobytes(), k)
        kept = list(differ.values())
        return Kind(people, days[kept], uses[:, kept], cost[kept])

    def _uses(self, person: int) -> Table:
        """Return what each day of a person counts in each row, shape (rows, days)."""
        found = np.zeros((len(self.rows), self.open_days.shape[1]), dtype=np.int64)
        for r, row in enumerate(self.rows):
            for term in row.terms:
                if size := term.size_of(person):
                    found[r] += term.sign * size * term.uses
        return found


@dataclass(frozen=True)
class Kind:
    """People who are alike to every rule.

    Attributes
    ----------
    people
        Their positions.
    days
        Their days, one of those that are alike to every row.
    uses
        What each day counts in each row, shape (rows, days).
    cost
        Of each day.
    """

    people: Choice
    days: Choice
    uses: Table
    cost: Table


def _with_away(row: Row) -> Row:
    relation = len(row.terms) > 1
    return replace(row, terms=tuple(_one_day_more(t, relation=relation) for t in row.terms))


def _one_day_more(term: Term, *, relation: bool) -> Term:
    counts = relation and term.sign < 0
    return replace(term, uses=np.append(term.uses, counts))
