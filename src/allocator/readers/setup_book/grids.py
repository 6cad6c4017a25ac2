"""The sheets of the workbook as rows of texts by column, whatever they are called."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import joined, told, told_of
from allocator.readers.setup_book.cells import Spot
from allocator.setup_cells import EVENT, TABLES, Field, Table, known, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.sheets.book import Book, Line, Sheet

HEADINGS_WITHIN = 20
"""Rows of a sheet among which its headings are sought."""
NOTE = told("Notes")
GUIDE = told("Read me")
"""A column, and a sheet, for people: never read."""


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in a cell, and where."""

    text: str
    spot: Spot


@dataclass
class Grid:
    """The rows of one sheet.

    Attributes
    ----------
    sheet
        Its name in the file.
    rows
        For each the texts by path of the column; empty cells are there with "".
    """

    sheet: str
    rows: list[dict[str, Text]] = field(default_factory=list)


def grids(book: Book) -> tuple[dict[str, Grid], list[Finding]]:
    """Return the sheets by key of their table, and what was found.

    Parameters
    ----------
    book
        The workbook.
    """
    names = known((table.key, table.name) for table in TABLES)
    by_key = {table.key: table for table in TABLES}
    found, findings = dict[str, Grid](), list[Finding]()
    for sheet in book.sheets:
        key = names.get(same(sheet.name))
        if key is None:
            findings += _strange(book.file, sheet, names)
        elif key in found:
            what = told("is a second sheet of its kind beside {first}", first=found[key].sheet)
            findings.append(Finding(book.file, 0, "", what, "E362", sheet.name))
        else:
            read = _Sheet(book.file, sheet, by_key[key])
            found[key] = read.grid()
            findings += read.findings
    for table in TABLES:
        if table.needed and table.key not in found:
            what = told("the sheet {name!r} is missing", name=table.name)
            findings.append(Finding(book.file, 0, "", what, "E362"))
    return found, findings


def _strange(file: str, sheet: Sheet, names: Mapping[str, str]) -> list[Finding]:
    """Tell of a sheet that is not read, where it holds anything."""
    if not sheet.lines or same(sheet.name) in known([(0, GUIDE)]):
        return []
    near = get_close_matches(same(sheet.name), names, n=1)
    hint = told("; is {name!r} meant?", name=near[0]) if near else ""
    what = told("is no sheet of this workbook and is not read{hint}", hint=hint)
    return [Finding(file, 0, "", what, "N360", sheet.name)]


class _Sheet:
    """Reads one sheet."""

    def __init__(self, file: str, sheet: Sheet, table: Table) -> None:
        self.file, self.source, self.table = file, sheet, table
        self.names = known(
            ((f, f.label) for f in table.fields), {f: f.path.lstrip(">") for f in table.fields}
        )
        self.findings: list[Finding] = []

    def grid(self) -> Grid:
        """Return its rows."""
        found = Grid(self.source.name)
        if self.table is EVENT:
            found.rows.append(self._event())
        else:
            found.rows.extend(self._rows())
        self._doubtful(found)
        return found

    def say(self, spot: Spot, message: str, code: str) -> None:
        """Add a finding about a cell."""
        self.findings.append(spot.finding(self.file, message, code))

    def _event(self) -> dict[str, Text]:
        """Read the names in the first filled column, and their values beside them."""
        found = dict[str, Text]()
        for line in self.source.lines:
            at = next((i for i, cell in enumerate(line.cells) if cell.strip()), 0)
            name, value = line.cells[at], "".join(line.cells[at + 1 : at + 2])
            matter = self.names.get(same(name))
            spot = Spot(self.source.name, (line.number, at + 2), matter.label if matter else "")
            if matter is None:
                if value.strip() and same(name) not in known([(0, NOTE)]):
                    self._unknown(Spot(self.source.name, (line.number, at + 1)), name)
            elif matter.path in found:
                self._twice(spot, found[matter.path].spot)
            else:
                found[matter.path] = Text(value, spot)
        return found

    def _rows(self) -> list[dict[str, Text]]:
        lines = self.source.lines
        heads = max(lines[:HEADINGS_WITHIN], key=self._fits, default=None)
        if heads is None or not self._fits(heads):
            if lines or self.table.needed:
                needed = joined((f.label for f in self.table.fields if f.needed), ", ")
                what = told("no row of headings is found; needed are {names}", names=needed)
                self.findings.append(Finding(self.file, 0, "", what, "E362", self.source.name))
            return []
        below = [line for line in lines if line.number > heads.number]
        columns = self._columns(heads, below)
        return [
            {
                column.path: Text(
                    line.cells[at],
                    Spot(self.source.name, (line.number, at + 1), column.label),
                )
                for at, column in columns.items()
            }
            for line in below
        ]

    def _fits(self, line: Line) -> int:
        """Count the headings of a line; a line of one word beside others is none."""
        known_ = sum(same(cell) in self.names for cell in line.cells if cell.strip())
        return known_ if known_ > 1 else 0

    def _columns(self, heads: Line, below: Sequence[Line]) -> dict[int, Field]:
        found, first = dict[int, Field](), dict[str, Spot]()
        for at, head in enumerate(heads.cells):
            column = self.names.get(same(head))
            spot = Spot(self.source.name, (heads.number, at + 1), head)
            used = any(line.cells[at].strip() for line in below)
            if column is None:
                if used and same(head) not in known([(0, NOTE)]):
                    self._unknown(spot, head)
            elif column.path in first:
                self._twice(spot, first[column.path])
            else:
                found[at], first[column.path] = column, spot
        missing = [f.label for f in self.table.fields if f.needed and f.path not in first]
        if missing and below:
            what = told_of(
                len(missing),
                "the column {names} is missing",
                "the columns {names} are missing",
                names=joined(missing, ", "),
            )
            self.say(Spot(self.source.name, (heads.number, 1)), what, "E362")
        return found

    def _unknown(self, spot: Spot, name: str) -> None:
        near = get_close_matches(same(name), self.names, n=1)
        what = told(
            "is no heading of this sheet{hint}; a column of your own is called {note}",
            hint=told("; is {name!r} meant?", name=self.names[near[0]].label) if near else "",
            note=NOTE,
        )
        self.say(spot, what, "E363")

    def _twice(self, spot: Spot, first: Spot) -> None:
        what = told("is there twice, also in row {row}", row=first.place[0])
        self.say(spot, what, "E364")

    def _doubtful(self, grid: Grid) -> None:
        """Refuse cells whose value is not there; tell of what a person does not see."""
        sheet, cells = self.source, [t.spot.place for row in grid.rows for t in row.values()]
        for place in cells:
            if place in sheet.without_value or place in sheet.broken:
                what = told("holds a formula without a value; type the value itself")
                self.say(Spot(sheet.name, place), what, "E367")
            elif place in sheet.struck:
                self.say(Spot(sheet.name, place), told("is struck out, and is read"), "N361")
        hidden = sorted({row for row, _ in cells} & sheet.hidden_rows)
        columns = {column for _, column in cells} & sheet.hidden_columns
        if hidden or columns:
            what = told("has hidden rows or columns, which are read")
            row = hidden[0] if hidden else 0
            self.findings.append(Finding(self.file, row, "", what, "N361", sheet.name))
