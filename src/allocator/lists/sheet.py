"""One list drawn on one sheet: A4, as wide as the page, boxes to tick by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from allocator.lists.listing import Holds
from allocator.lists.paper import (
    ACROSS,
    LINE,
    ROW_HEIGHT,
    is_squeezed,
    lines,
    paper_of,
    row_height,
    widths,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.lists.formats import Formats
    from allocator.lists.listing import Fact, Listing, Row, Section

A4, DOT = 9, 0.75
LABEL = 18
"""Letters that the labels of facts want."""
TOGETHER, PUSHED, SECTION = 72.0, 110.25, 26.25
"""Points of a heading with its note and a row, of one that goes to the next page, of any."""
HEAD_HEIGHT, GAP = 22.5, 8.25


@dataclass
class Pen:
    """Draws a list from top to bottom.

    Attributes
    ----------
    sheet
        The worksheet of XlsxWriter.
    listing
        The list.
    formats
        Of the workbook.
    targets
        Names of sheets by the key of the list that stands on them.
    row, height
        Where the next thing goes: the number of the row, and points from the top.
    used, head
        Points that are taken of the page, and that the headings take of each further one.
    """

    sheet: Any
    listing: Listing
    formats: Formats
    targets: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    height: float = 0.0
    used: float = 0.0
    head: float = 0.0

    def __post_init__(self) -> None:
        self.paper = paper_of(self.listing)
        self.widths = widths(self.listing, self.paper.letters)
        self.squeezed = is_squeezed(self.listing, self.paper)
        self.last = len(self.widths) - 1

    def draw(self, alarm: str = "") -> None:
        """Draw title, facts and table; `alarm` is a line that nobody may miss."""
        self._across(self.listing.title, self.formats.title, 0, size=1.5, least=26.0)
        if alarm:
            self._across(alarm, self.formats.alarm, 0, size=1.1, least=20.0)
        for fact in self.listing.facts:
            self._fact(fact)
        self._gap()
        self._head()
        for section in self.listing.sections:
            self._section(section)

    def back_to(self, front: str) -> None:
        """Lead back to a sheet, beside the page, where it is not printed."""
        place = f"internal:{_quoted(front)}!A1"
        beside = self.last + 1
        self.sheet.set_column(beside, beside, 16)
        self.sheet.write_url(0, beside, place, self.formats.back, f"‹ {front}")

    def _across(
        self, text: str, how: Any, first: int, *, size: float = 1.0, least: float = 17.0
    ) -> None:
        """Write a text over several columns, from `first` to the last."""
        room = sum(self.widths[first:]) / size
        self._join(first, self.last, text, how)
        self._tall(max(least, lines(text, room) * LINE * size + 2))
        self.row += 1

    def _join(self, first: int, last: int, text: str, how: Any) -> None:
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", how)
        self._put(first, text, how)

    def _put(self, column: int, value: str | int, how: Any) -> None:
        if isinstance(value, int):
            self.sheet.write_number(self.row, column, value, how)
        elif value:
            self.sheet.write_string(self.row, column, value, how)
        else:
            self.sheet.write_blank(self.row, column, None, how)

    def _tall(self, points: float) -> None:
        """Give the row its height, in whole dots of the screen as the file has it."""
        points = math.ceil(points / DOT) * DOT
        self.sheet.set_row(self.row, points)
        self.height += points
        self.used += points
        if self.used > self.paper.points:
            self.used = self.head + points

    @property
    def _heading_height(self) -> float:
        """Height of a heading: too tall for the rest of a page without room for a row.

        Programs disagree by a row on what a page holds, and none keeps rows together.
        """
        ends = self.paper.points - self.used < TOGETHER and not self.squeezed
        return PUSHED if ends else SECTION

    def _gap(self) -> None:
        self._tall(GAP)
        self.row += 1

    @property
    def _labels(self) -> int:
        """The number of columns that the labels of facts take."""
        taken, room = 0, 0.0
        while room < LABEL and taken < self.last:
            room += self.widths[taken]
            taken += 1
        return taken

    def _fact(self, fact: Fact) -> None:
        first = self._labels
        self._join(0, first - 1, fact.label, self.formats.label)
        if fact.blank:
            self._room_to_write(first, fact.value)
        else:
            self._across(fact.value, self.formats.value, first)

    def _room_to_write(self, first: int, then: str) -> None:
        """Leave a line for a name, and one for what `then` says under the boxes."""
        boxes = [c.holds for c in self.listing.columns].index(Holds.TICK)
        label = max(first + 1, boxes - 1)
        self._join(first, label - 1, "", self.formats.blank)
        self._put(label, then, self.formats.label)
        self._join(label + 1, self.last, "", self.formats.blank)
        self._tall(ROW_HEIGHT)
        self.row += 1

    def _head(self) -> None:
        """Draw the headings, which stand on every page and stay in sight."""
        columns = self.listing.columns
        for at, column in enumerate(columns):
            self.sheet.set_column(at, at, self.widths[at])
            self._put(at, column.title, self.formats.head[column.holds])
        before = self.height
        self._height([c.title for c in columns], HEAD_HEIGHT, size=1.1)
        self.head = self.height - before
        self.sheet.repeat_rows(self.row)
        self.sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def _height(self, cells: Sequence[str | int], least: float, size: float = 1.0) -> None:
        self._tall(row_height(cells, self.widths, least, size))

    def _section(self, section: Section) -> None:
        if section.heading:
            least = self._heading_height
            self._across(section.heading, self.formats.section, 0, size=1.1, least=least)
        if section.note:
            self._across(section.note, self.formats.note, 0)
        for row in section.rows:
            self._line(row)
        if section.total:
            self._total(section.total)

    def _line(self, row: Row) -> None:
        target = self.targets.get(row.key)
        for at, column in enumerate(self.listing.columns):
            if target and column.link:
                place = f"internal:{_quoted(target)}!A1"
                text = str(row.cells[at])
                self.sheet.write_url(self.row, at, place, self.formats.link, text)
            else:
                self._put(at, row.cells[at], self.formats.row[column.holds])
        self._height(row.cells, ROW_HEIGHT)
        self.row += 1

    def _total(self, cells: Sequence[str | int]) -> None:
        for at, (column, cell) in enumerate(zip(self.listing.columns, cells, strict=True)):
            self._put(at, cell, self.formats.total[column.holds])
        self._height(cells, ROW_HEIGHT)
        self.row += 1


def _quoted(name: str) -> str:
    """Return the name of a sheet as references take it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def set_up_page(pen: Pen, footer: str, header: str) -> None:
    """Set a sheet up for A4: one page wide, with header and footer.

    A list that is little longer than a page is squeezed into it.
    """
    sheet = pen.sheet
    sheet.set_paper(A4)
    if pen.paper == ACROSS:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.75)
    sheet.fit_to_pages(1, 1 if pen.squeezed else 0)
    if pen.squeezed:
        sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_footer(footer)
    sheet.set_header(header)
    sheet.print_area(0, 0, max(pen.row - 1, 0), pen.last)
