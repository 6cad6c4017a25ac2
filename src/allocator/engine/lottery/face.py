"""The optimal allocations as a polytope over types of interchangeable people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.program import program
from allocator.rows import memberships

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats
    from allocator.engine.program import Program
    from allocator.engine.stage import State
    from allocator.rows import Mask, Row, Table

    Types = NDArray[np.intp]


@dataclass(frozen=True)
class Face:
    """What the stages have left open, with people of equal rows taken together.

    Attributes
    ----------
    state
        Open days, rows, pins and the incumbent.
    regret
        Regret of each day, shape (people, days).
    type_of
        Type of each person, shape (people,), numbered from 0.
    part
        Columns (type, day) with the shared rules and the pins; a column counts members.
    """

    state: State
    regret: Table
    type_of: Types
    part: Program

    @property
    def sizes(self) -> Floats:
        """Number of members of each type, shape (types,)."""
        return np.bincount(self.type_of).astype(np.float64)

    @property
    def least(self) -> Floats:
        """Regret that each type cannot fall below, shape (types,)."""
        found = np.full(self.part.people, np.inf)
        np.minimum.at(found, self.part.person, self.part.cost)
        return found

    def expected(self, choice: Choice) -> Floats:
        """Return the mean regret of each type in one allocation, shape (types,)."""
        regret = self.regret[np.arange(len(choice)), choice]
        return np.bincount(self.type_of, weights=regret) / self.sizes

    def obeyed(self, choice: Choice) -> bool:
        """Tell, in exact integers, whether an allocation keeps days, rows and pins."""
        state, people = self.state, np.arange(len(choice))
        return (
            bool(state.open_days[people, choice].all())
            and all(row.used(choice) <= row.seats for row in state.rows)
            and all(pin.table[people, choice].sum() <= pin.limit for pin in state.pins)
        )

    def spread(self, members: NDArray[np.int64]) -> Choice:
        """Return an allocation with so many members in each column, shape (people,)."""
        choice = np.empty(len(self.type_of), dtype=np.intp)
        grouped = np.argsort(self.type_of, kind="stable")
        choice[grouped] = np.repeat(self.part.day, members)
        return choice


def face_of(state: State, regret: Table, tables: Sequence[Table | Mask]) -> Face:
    """Take people together whom no rule, no stage and no regret tells apart.

    Parameters
    ----------
    state
        After the stages.
    regret
        Shape (people, days).
    tables
        Whatever else tells people apart: permitted days, tables of the stages.
    """
    found: dict[bytes, int] = {}
    compared = [np.ascontiguousarray(t) for t in (state.open_days, regret, *tables)]
    type_of = np.empty(len(regret), dtype=np.intp)
    members = memberships(state.rows, len(regret))
    for a in range(len(regret)):
        row = sha256(b"".join([members[a], *(t[a].tobytes() for t in compared)])).digest()
        type_of[a] = found.setdefault(row, len(found))
    first = np.unique(type_of, return_index=True)[1]
    pins = [replace(pin, table=pin.table[first]) for pin in state.pins]
    rows = [_over_types(row, type_of) for row in state.rows]
    part = program(regret[first], state.open_days[first], rows, pins)
    return Face(state, regret, type_of, part)


def _over_types(row: Row, type_of: Types) -> Row:
    """Return a row that counts types; each holds only people whom the row counts alike."""
    terms = tuple(
        term if term.people is None else replace(term, people=np.unique(type_of[term.people]))
        for term in row.terms
    )
    return replace(row, terms=terms)
