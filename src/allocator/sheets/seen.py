"""What a worksheet holds, while it is read and as a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told, told_of
from allocator.sheets.book import (
    MOST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    Line,
    Place,
    Sheet,
    address,
)
from allocator.sheets.limits import too_long_cell, too_many_cells
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.sheets.limits import Limits


@dataclass
class Seen:
    """What a worksheet holds, by place; see `Sheet` for the meanings.

    Attributes
    ----------
    name
        Of the sheet.
    limits
        Of the file.
    rounded
        Cells with numbers so long that digits of them are lost.
    """

    name: str
    limits: Limits
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    filled: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    without_value: set[Place] = field(default_factory=set)
    broken: set[Place] = field(default_factory=set)
    rounded: list[Place] = field(default_factory=list)

    def put(self, place: Place, text: str) -> None:
        """Keep a text; an empty one still makes its row and column count.

        Raises
        ------
        Unreadable
            If it lies beyond the limits (E113).
        """
        row, column = place
        beyond = self.limits.take(row, column, len(text))
        if len(text) > MOST_CELL:
            beyond = too_long_cell()
        if beyond:
            message = told(
                "{beyond}; delete what stands here, or save only the answers as a new file",
                beyond=beyond,
            )
            raise Unreadable(message, "E113", sheet=self.name, cell=address(place))
        self.rows.setdefault(row, {})[column] = text

    def hide_columns(self, first: int, last: int) -> None:
        """Keep that columns are hidden."""
        columns = range(first, min(last, MOST_COLUMNS) + 1)
        self.limits.take_cells(1 + len(columns))
        self.hidden_columns.update(columns)

    def merge(self, first: Place, last: Place) -> None:
        """Keep that cells are one."""
        self.limits.take_cells(1)
        self.merged.append((first, last))

    def sheet(self) -> Sheet:
        """Return it as a sheet that ends with the last row and column that hold anything.

        Raises
        ------
        Unreadable
            If rows times columns are more than the limit of cells (E113).
        """
        kept = {row for row, _ in self.without_value}
        rows = {
            row: cells
            for row, cells in self.rows.items()
            if row in kept or any(map(str.strip, cells.values()))
        }
        width = max((column for cells in rows.values() for column in cells), default=0)
        if len(rows) * width > MOST_CELLS:
            raise too_many_cells()
        return Sheet(
            self.name,
            tuple(_line(row, rows[row], width) for row in sorted(rows)),
            frozenset(self.hidden_rows & rows.keys()),
            frozenset(column for column in self.hidden_columns if column <= width),
            frozenset(self.struck),
            {place: colour for place, colour in self.filled.items() if place[0] in rows},
            self._merged_within(max(rows, default=0), width),
            frozenset(self.without_value),
            frozenset(self.broken),
        )

    def _merged_within(self, last: int, width: int) -> tuple[tuple[Place, Place], ...]:
        return tuple(
            (start, (min(end[0], last), min(end[1], width)))
            for start, end in sorted(self.merged)
            if start[0] <= last and start[1] <= width
        )

    def notices(self, file: str) -> list[Finding]:
        """Return what a person should know of it.

        Parameters
        ----------
        file
            Name for the findings.
        """
        if not self.rounded:
            return []
        message = told_of(
            len(self.rounded),
            "{n} number has more than the 15 digits that spreadsheets keep: an id of this "
            "length must be a text",
            "{n} numbers have more than the 15 digits that spreadsheets keep, this is the "
            "first: ids of this length must be texts",
        )
        first = self.rounded[0]
        return [Finding(file, first[0], "", message, "N111", self.name, address(first))]


def _line(row: int, cells: Mapping[int, str], width: int) -> Line:
    return Line(row, tuple(map(cells.get, range(1, width + 1), repeat(""))))


def hidden_sheets(file: str, names: Sequence[str]) -> list[Finding]:
    """Return a notice of the sheets that a person does not see."""
    if not names:
        return []
    message = told_of(
        len(names),
        "{n} sheet is hidden and not read: {names}; show it if answers stand on it",
        "{n} sheets are hidden and not read: {names}; show them if answers stand on them",
        names=", ".join(map(repr, names)),
    )
    return [Finding(file, 0, "", message, "N110")]
