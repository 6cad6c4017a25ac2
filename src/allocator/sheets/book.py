"""A file as sheets of texts, with what a person would see in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.errors import Finding

MOST_BYTES = 20_000_000
MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 20_000, 500, 400_000
MOST_CELL, MOST_TEXT = 10_000, 20_000_000

Place = tuple[int, int]
"""Row and column, both counted from 1, as the file counts them."""


def letters(column: int) -> str:
    """Return the name that spreadsheets give a column.

    >>> letters(1), letters(26), letters(27), letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(place: Place) -> str:
    """Return the name that spreadsheets give a cell.

    >>> address((14, 8))
    'H14'
    """
    row, column = place
    return f"{letters(column)}{row}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row that holds anything.

    Attributes
    ----------
    number
        Its number in the file, counted from 1.
    cells
        Texts from column A on, as written, all lines of a sheet equally long. Numbers are
        digits without a useless fraction, moments ISO 8601 ("2027-03-01 08:12:31").
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; a text file is one sheet without a name.

    Attributes
    ----------
    name
        As on its tab; "" for a text file.
    lines
        Rows that hold anything, in order.
    hidden_rows, hidden_columns
        Numbers of those that a person does not see.
    struck
        Cells with text struck through.
    filled
        Cells with a background, by colour (RGB in hex).
    merged
        Ranges as first and last cell.
    without_value
        Cells with a formula whose value the file does not hold.
    broken
        Cells that hold an error such as #REF!.
    """

    name: str
    lines: tuple[Line, ...]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[Place] = frozenset()
    filled: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[tuple[Place, Place], ...] = ()
    without_value: frozenset[Place] = frozenset()
    broken: frozenset[Place] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read.

    Attributes
    ----------
    file
        Its name, without folders.
    kind
        What it is by its content: "csv", "ballots" (PrefLib: one cell a line), "xlsx",
        "xlsb", "ods" or "xls".
    sheets
        In the order of the file; empty where it is refused.
    findings
        What was found on the way; one that stops refuses the file.
    sha256
        Of the bytes that were read, in hex.
    """

    file: str
    kind: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]
    sha256: str
