"""What a worksheet holds, while it is read and as a sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from allocator.sheets.book import MOST_CELLS, Line, Place, Sheet
from allocator.sheets.package import too_many_cells

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Seen:
    """What a worksheet holds, by place; see `Sheet` for the meanings.

    Attributes
    ----------
    rounded
        Cells with numbers so long that digits of them are lost.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    struck: set[Place] = field(default_factory=set)
    filled: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    without_value: set[Place] = field(default_factory=set)
    broken: set[Place] = field(default_factory=set)
    rounded: list[Place] = field(default_factory=list)

    def put(self, place: Place, text: str) -> None:
        """Keep a text."""
        row, column = place
        self.rows.setdefault(row, {})[column] = text

    def sheet(self, name: str) -> Sheet:
        """Return it as a sheet that ends with the last row and column that hold anything.

        Parameters
        ----------
        name
            Of the sheet.

        Raises
        ------
        Unreadable
            If rows times columns are more than the limit of cells.
        """
        rows = {n: c for n, c in self.rows.items() if any(map(str.strip, c.values()))}
        for row, _ in self.without_value:
            rows.setdefault(row, self.rows.get(row, {}))
        width = max((column for cells in rows.values() for column in cells), default=0)
        width = max(width, max((column for _, column in self.without_value), default=0))
        if len(rows) * width > MOST_CELLS:
            raise too_many_cells()
        return Sheet(
            name,
            tuple(_line(row, rows[row], width) for row in sorted(rows)),
            frozenset(self.hidden_rows & rows.keys()),
            frozenset(column for hidden in self.hidden_columns for column in hidden[:width]),
            frozenset(self.struck),
            {place: colour for place, colour in self.filled.items() if place[0] in rows},
            self._merged_within(max(rows, default=0), width),
            frozenset(self.without_value),
            frozenset(self.broken),
        )

    def _merged_within(self, last: int, width: int) -> tuple[tuple[Place, Place], ...]:
        return tuple(
            (start, (min(end[0], last), min(end[1], width)))
            for start, end in self.merged
            if start[0] <= last and start[1] <= width
        )


def _line(row: int, cells: Mapping[int, str], width: int) -> Line:
    return Line(row, tuple(map(cells.get, range(1, width + 1), repeat(""))))
