"""A stage over chosen columns, in arrays that any solver can load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.certificate import Pin
    from allocator.engine.linear import Floats
    from allocator.rows import Mask, Row, Table

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Program:
    """Minimise cost . y over columns (person, day), with one day a person and rows <= limits.

    A person may stand for several who are alike: then y counts them.

    Attributes
    ----------
    person, day
        Of each column, shape (columns,); people ascending.
    cost
        Of each column.
    entry_row, entry_column, entry_value
        The rows' coefficients as triplets, sorted by row.
    limits
        Of each row: first the shared rules, then the pins.
    size
        Of each person: how many people it stands for, shape (people,).
    """

    person: Ints
    day: Ints
    cost: Ints
    entry_row: Ints
    entry_column: Ints
    entry_value: Ints
    limits: Ints | Floats
    size: Ints

    @property
    def people(self) -> int:
        """Number of people, or of types of people."""
        return len(self.size)


def program(table: Table, columns: Mask, rows: Sequence[Row], pins: Sequence[Pin]) -> Program:
    """Cut a stage down to some columns.

    Parameters
    ----------
    table
        Costs, shape (people, days).
    columns
        The columns to keep, shape (people, days).
    rows, pins
        Shared rules and earlier stages.
    """
    person, day = np.nonzero(columns)
    starts = np.searchsorted(person, np.arange(len(columns) + 1)).tolist()
    parts = [row.coefficients(day, starts) for row in rows]
    for pin in pins:
        values = pin.table[person, day].astype(np.int64)
        parts.append((np.flatnonzero(values), values[values != 0]))
    nothing = np.zeros(0, dtype=np.int64)
    return Program(
        person=person.astype(np.int64),
        day=day.astype(np.int64),
        cost=table[person, day].astype(np.int64),
        entry_row=np.repeat(np.arange(len(parts)), [len(column) for column, _ in parts]),
        entry_column=np.concatenate([nothing, *(column for column, _ in parts)]),
        entry_value=np.concatenate([nothing, *(value for _, value in parts)]),
        limits=np.array([*(r.seats for r in rows), *(p.limit for p in pins)], dtype=np.int64),
        size=np.ones(columns.shape[0], dtype=np.int64),
    )
