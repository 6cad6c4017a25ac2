"""Finding the table in a file: its sheet, its header rows, its last row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.forms.header_rows import header_rows, joined
from allocator.forms.heads import option_in
from allocator.forms.notes import Notes
from allocator.forms.tail import is_person, parted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.forms.listing import Lists
    from allocator.sheets.book import Book, Line, Sheet

    Codes = Mapping[str, Mapping[str, str]]

SEEN = 60


@dataclass(frozen=True)
class Table:
    """A table with answers.

    Attributes
    ----------
    book, sheet
        Where it stands.
    header_rows
        Numbers of the rows that make the header.
    heads
        Of each column the parts of its header, top to bottom; none where it is blank.
    lines
        Rows with data.
    passed
        Rows that are none: totals and legends below, headers repeated; and rows above the
        header that look like data.
    codes
        Texts of codes, by a part of a header and by code, where the file tells them.
    """

    book: Book
    sheet: Sheet
    header_rows: tuple[int, ...]
    heads: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    passed: tuple[Line, ...] = ()
    codes: Codes = field(default_factory=dict)

    @property
    def notes(self) -> Notes:
        """Return an empty list of findings about this table."""
        in_cells = self.book.kind != "csv"
        return Notes(self.book.file, self.sheet.name, self.heads, cells=in_cells)


def table_in(book: Book, sheet: Sheet, lists: Lists) -> Table | None:
    """Return the table of a sheet, None where no row looks like a header.

    Parameters
    ----------
    book, sheet
        Where to look.
    lists
        Knows what names a session, which tells headers from data.
    """
    found = header_rows(sheet, lists)
    if not found:
        return None
    below = [line for line in sheet.lines if line.number > found[-1].number]
    lines, passed = parted(below, found[-1], lists)
    numbers = tuple(line.number for line in found)
    above = tuple(
        line for line in sheet.lines if line.number < numbers[0] and is_person(line, lists)
    )
    return Table(book, sheet, numbers, joined(sheet, found), lines, (*above, *passed))


def evidence(table: Table, lists: Lists) -> int:
    """Return how many columns of a table speak of sessions, in header or first rows."""
    return sum(
        any(option_in(part, lists.options)[0] for part in head)
        or any(lists.mentions(line.cells[at]) for line in table.lines[:SEEN])
        for at, head in enumerate(table.heads)
    )
