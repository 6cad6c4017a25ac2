"""People whose columns are alike, taken together: one integer a type and column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.program import Program

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocator.engine.columns import Columns, Ints
    from allocator.engine.first import Choice


@dataclass(frozen=True)
class Types:
    """Types of people over some columns.

    Attributes
    ----------
    columns
        Of people.
    type_of
        Type of each person, shape (people,), numbered from 0.
    first
        One person of each type, shape (types,).
    """

    columns: Columns
    type_of: Ints
    first: Ints

    @cached_property
    def _lengths(self) -> Ints:
        """Number of columns of each type."""
        found: Ints = np.diff(self.columns.starts)[self.first]
        return found

    @cached_property
    def _of_first(self) -> Ints:
        """The columns of the first person of each type."""
        lengths, starts = self._lengths, self.columns.starts
        begins = np.cumsum(lengths) - lengths
        of_first: Ints = np.arange(lengths.sum()) + np.repeat(
            starts[self.first] - begins, lengths
        )
        return of_first

    def program(self) -> Program:
        """Return the stage over types.

        What the first column of everybody costs, or adds to an earlier stage, is left out
        of costs and limits.
        """
        columns, own = self.columns, self._of_first
        shared, heads = columns.shared, columns.starts[:-1]
        pinned = [values - values[heads][columns.person] for values in columns.pinned]
        spent = [0] * len(shared.rows) + [int(v[heads].sum()) for v in columns.pinned]
        counted = [*columns.counted(), *pinned]
        entries = [(np.flatnonzero(v[own]), v[own][v[own] != 0]) for v in counted]
        nothing = np.zeros(0, dtype=np.int64)
        return Program(
            person=np.repeat(np.arange(len(self.first)), self._lengths),
            day=columns.day[own],
            cost=(columns.cost - columns.cost[heads][columns.person])[own],
            entry_row=np.repeat(np.arange(len(entries)), [len(at) for at, _ in entries]),
            entry_column=np.concatenate([nothing, *(at for at, _ in entries)]),
            entry_value=np.concatenate([nothing, *(values for _, values in entries)]),
            limits=shared.limits - np.array(spent, dtype=np.int64),
            size=np.bincount(self.type_of),
        )

    @property
    def base(self) -> int:
        """What the first columns of everybody cost together."""
        return int(self.columns.cost[self.columns.starts[:-1]].sum())

    def spread(self, counts: Ints) -> Choice:
        """Return a day for each person, shape (people,).

        Parameters
        ----------
        counts
            How many people have each column of `program`.
        """
        starts = self.columns.starts
        place = self._of_first - np.repeat(starts[self.first], self._lengths)
        chosen = np.empty(len(self.type_of), dtype=np.int64)
        chosen[np.argsort(self.type_of, kind="stable")] = np.repeat(place, counts)
        days: Choice = self.columns.day[chosen + starts[:-1]]
        return days

    def hint(self, choice: Choice) -> Ints:
        """Return how many people have each column of `program`, given a day for each."""
        columns = self.columns
        chosen = np.flatnonzero(columns.day == choice[columns.person])
        begins = np.cumsum(self._lengths) - self._lengths
        at = begins[self.type_of] + chosen - columns.starts[:-1]
        return np.bincount(at, minlength=int(self._lengths.sum()))


def types_of(columns: Columns) -> Types:
    """Take together people whose columns have equal days, costs and counts, but for a constant.

    What all columns of a person cost, or add to an earlier stage, decides nothing.

    Parameters
    ----------
    columns
        Of people.

    Raises
    ------
    RuntimeError
        If two different people got the same key of 64 bits: hardly ever, and no wrong answer.
    """
    starts, lengths = columns.starts, np.diff(columns.starts)
    word = np.zeros(len(columns), dtype=np.uint64)
    parts = _parts(columns)
    for part in parts:
        word = _mixed(word + part.astype(np.uint64))
    place = np.arange(len(columns)) - np.repeat(starts[:-1], lengths)
    word = _mixed(word + place.astype(np.uint64))
    key = np.add.reduceat(word, starts[:-1]) + lengths.astype(np.uint64)
    _, first, type_of = np.unique(key, return_index=True, return_inverse=True)
    found = Types(columns, type_of, first)
    of_first = first[type_of]
    twin = np.arange(len(columns)) + (starts[of_first] - starts[:-1])[columns.person]
    alike = (lengths == lengths[of_first]).all() and all((p == p[twin]).all() for p in parts)
    if not alike:
        raise RuntimeError("two different people were taken for one type")
    return found


def _parts(columns: Columns) -> list[Ints]:
    """Return what tells columns apart, each of shape (columns,)."""
    heads = columns.starts[:-1][columns.person]
    relative = [values - values[heads] for values in (columns.cost, *columns.pinned)]
    sizes = columns.shared.sizes
    size = [] if sizes is None else [sizes[columns.person]]
    return [columns.day, *size, *relative, *columns.counted_by_name()]


def _mixed(word: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter the bits of words (SplitMix64: Steele, Lea, Flood, OOPSLA 2014)."""
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))
