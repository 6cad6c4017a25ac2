"""How large a table may be, whatever file it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.sheets.book import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT

if TYPE_CHECKING:
    from allocator.language import Told


class Limits:
    """Counts what was taken from one file."""

    def __init__(self) -> None:
        self.cells = self.characters = 0

    def take_row(self, row: int, cells: int, characters: int) -> Told | None:
        """Count a row; return what is beyond the limit.

        Parameters
        ----------
        row
            Its number.
        cells
            How many it has.
        characters
            In all of its texts.
        """
        self.cells += cells
        self.characters += characters
        if row > MOST_ROWS:
            return told("more rows than the limit of {most}", most=MOST_ROWS)
        if cells > MOST_COLUMNS:
            return told("more columns than the limit of {most}", most=MOST_COLUMNS)
        if self.cells > MOST_CELLS:
            return told("more cells than the limit of {most}", most=MOST_CELLS)
        if self.characters > MOST_TEXT:
            return told("more text than the limit of {most} characters", most=MOST_TEXT)
        return None
