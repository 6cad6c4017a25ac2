"""How large a table may be, whatever file it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.sheets.book import MOST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    from allocator.language import Told


class Limits:
    """Counts what has been taken from one file."""

    def __init__(self) -> None:
        self._cells = self._characters = 0

    def take(self, row: int, columns: int, characters: int) -> Told | None:
        """Count some text; return which limit is passed, None if none is.

        Parameters
        ----------
        row
            Where it stands, at least so many rows there are.
        columns
            At least so many there are.
        characters
            Length of the text.
        """
        self._characters += characters
        if row > MOST_ROWS:
            return told("more rows than the limit of {most}", most=MOST_ROWS)
        if columns > MOST_COLUMNS:
            return told("more columns than the limit of {most}", most=MOST_COLUMNS)
        if self._characters > MOST_TEXT:
            return told("more text than the limit of {most} characters", most=MOST_TEXT)
        return None

    def take_cells(self, cells: int) -> None:
        """Count cells, empty ones too.

        Raises
        ------
        Unreadable
            If they are more than the limit (E113).
        """
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise too_many_cells()


def too_many_cells() -> Unreadable:
    """Return what to raise where a file has more cells than can be meant."""
    message = told(
        "more cells than the limit of {most}, empty ones within and beside the table counted: "
        "save only the answers as a new file",
        most=MOST_CELLS,
    )
    return Unreadable(message, "E113")


def too_long_cell() -> Told:
    """Return what to say of a cell that holds more text than can be meant."""
    return told("a cell is longer than the limit of {most} characters", most=MOST_CELL)
