"""All days of a problem, told by their parts: where there are too many to list.

A part is one session of a round, or none there; a day is one part of each round. What the
rules say of days is said of parts and of pairs of parts, and what a day is to a person is a
sum over its parts, or follows from its loss, which is such a sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from allocator.day_tables import UNSET, DayTables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.problem import Event, Problem
    from allocator.rows import Index, Mask, Row, Table

    Ints = NDArray[np.int64]


class PartTables(DayTables):
    """Tables over people and parts: what each part adds to a day, shape (people, parts)."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem, single_parts(problem.event))

    def _spread(self, tables: Sequence[Table]) -> Table:
        found: Table = np.concatenate(tables, axis=1).astype(np.int64)
        return found


@dataclass(frozen=True)
class Space:
    """Every day that rules permit, by parts.

    Attributes
    ----------
    tables
        What each part is to each person.
    possible, permitted
        Whether the personal rules let a person have a part, and whether it is not closed to
        everybody, shape (people, parts).
    conflicts
        Whether two parts cannot be in one day, shape (parts, parts).
    rows
        The shared rules; their terms count parts, shape (parts,).
    floor
        Least loss of each person's possible days, shape (people,).
    """

    tables: PartTables
    possible: Mask
    permitted: Mask
    conflicts: Mask
    rows: tuple[Row, ...]
    floor: Ints

    @property
    def people(self) -> tuple[str, ...]:
        """Attendee ids, in the order of all tables."""
        return tuple(self.tables.people)

    @cached_property
    def rounds(self) -> tuple[slice, ...]:
        """The parts of each round."""
        event = self.tables.problem.event
        ends = np.cumsum([0, *(len(event.offer[r.id]) + 1 for r in event.rounds)]).tolist()
        return tuple(slice(a, b) for a, b in pairwise(ends))

    @cached_property
    def cliques(self) -> Index:
        """Number of the clique of each part, shape (parts,), or -1: no two fit in one day."""
        found = np.full(len(self.conflicts), -1, dtype=np.intp)
        alike = self.conflicts | self._same_round
        for part in np.flatnonzero(self.conflicts.any(axis=1)).tolist():
            members = np.append(np.flatnonzero(self.conflicts[part] & (found < 0)), part)
            if found[part] < 0 and alike[np.ix_(members, members)].all():
                found[members] = found.max() + 1
        return found

    @cached_property
    def _same_round(self) -> Mask:
        round_of = np.repeat(
            np.arange(len(self.rounds)), [r.stop - r.start for r in self.rounds]
        )
        same: Mask = round_of[:, np.newaxis] == round_of
        return same

    def at_cliques(self, prices: Ints) -> Ints:
        """Return prices of cliques, shape (people, cliques), as prices of parts."""
        nothing = np.zeros((len(prices), 1), dtype=np.int64)
        found: Ints = np.concatenate([prices, nothing], axis=1)[:, self.cliques]
        return found

    @cached_property
    def loss(self) -> Ints:
        """What each part adds to a day's loss, shape (people, parts)."""
        return self.tables.loss.astype(np.int64)

    @cached_property
    def losses(self) -> int:
        """Number of losses, from 0, that a possible day can have."""
        possible = np.where(self.possible, self.loss, 0)
        return 1 + sum(int(possible[:, part].max(initial=0)) for part in self.rounds)

    @cached_property
    def burden(self) -> Ints:
        """Burden of a day of each loss, shape (people, losses)."""
        credit = self.tables.problem.credit
        raised = np.array([credit.get(p, 0) for p in self.people], dtype=np.int64)
        return np.arange(self.losses) + (raised - self.floor)[:, np.newaxis]

    def picks(self, parts: Index) -> Index:
        """Return days of parts as `DayTables.picks` has them, of the same shape."""
        found: Index = parts - np.array([r.start for r in self.rounds], dtype=np.intp)
        return found

    def rows_over(self, parts: Index) -> tuple[Row, ...]:
        """Return the shared rules over days, each a line of parts, shape (days, rounds)."""
        return tuple(
            replace(
                row,
                terms=tuple(replace(t, uses=np.any(t.uses[parts], axis=1)) for t in row.terms),
            )
            for row in self.rows
        )


def single_parts(event: Event) -> Index:
    """Return each part as a day that says nothing of other rounds, (parts, rounds)."""
    return np.concatenate([_alone(event, r) for r in range(len(event.rounds))])


def pairs_of_parts(event: Event) -> tuple[Index, Index]:
    """Return two parts of different rounds, in every way.

    Returns
    -------
    parts : ndarray of int, shape (pairs, 2)
        Numbers of the parts.
    picks : ndarray of int, shape (pairs, rounds)
        The same as days that say nothing of other rounds.
    """
    singles = single_parts(event)
    round_of = np.argmax(singles != UNSET, axis=1)
    one, other = np.nonzero(round_of[:, np.newaxis] < round_of)
    return np.stack([one, other], axis=1), np.maximum(singles[one], singles[other])


def _alone(event: Event, at: int) -> Index:
    sizes = [len(event.offer[r.id]) + 1 for r in event.rounds]
    found = np.full((sizes[at], len(sizes)), UNSET, dtype=np.intp)
    found[:, at] = np.arange(sizes[at])
    return found
