"""Text to records: the delimiter, and rows of cells with their numbers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.sheets.book import MOST_CELL
from allocator.sheets.limits import too_long_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.language import Told

DELIMITERS = {
    ",": told("comma"),
    ";": told("semicolon"),
    "\t": told("tab"),
    "|": told("vertical bar"),
}
SEP_LINE = re.compile(r'(?i:("?)sep=([,;\t|])\1)(?:\r\n|\r|\n)')
SAMPLE_ROWS, SAMPLE_TEXT = 200, 500_000
MOST_LINE = 2_000_000
MOST_LINES = 10_000
MOST_RECORDS = 2_000_010


class NotATable(Exception):
    """The text is no table from a row on; code E207.

    Attributes
    ----------
    row
        Where it ceases to be one.
    message
        Why.
    """

    def __init__(self, row: int, message: Told) -> None:
        super().__init__(message)
        self.row, self.message = row, message


@dataclass(frozen=True, slots=True)
class Delimited:
    """A text whose delimiter is known.

    Attributes
    ----------
    text
        Without byte-order marks and without a line "sep=;".
    delimiter
        One of `DELIMITERS`.
    first
        Row of the file in which the text begins.
    """

    text: str
    delimiter: str
    first: int = 1


def delimited(text: str) -> Delimited:
    """Find out what separates the columns: a line "sep=;" says so, else the best fit.

    Examples
    --------
    >>> delimited("a;b;c" + chr(10) + "1,5;2,5;3").delimiter
    ';'
    """
    text = text.lstrip("\ufeff")
    said = SEP_LINE.match(text)
    if said:
        return Delimited(text[said.end() :], said.group(2), 2)
    sample = _sample(text)
    return Delimited(text, max(DELIMITERS, key=lambda d: _fit(sample, d)))


def _sample(text: str) -> str:
    """Return the beginning of a long text, up to the end of a line where there is one."""
    if len(text) <= SAMPLE_TEXT:
        return text
    head = text[:SAMPLE_TEXT]
    return head[: max(head.rfind("\n"), head.rfind("\r")) + 1] or head


def _fit(text: str, delimiter: str) -> tuple[bool, float, int]:
    """Rate a delimiter: well-formed quotes, share of rows alike, how many columns."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    widths: list[int] = []
    formed = True
    try:
        for cells in islice(reader, SAMPLE_ROWS):
            widths.append(len(cells))
    except csv.Error:
        formed = False
    widths = [width for width in widths if width]
    count = Counter(widths)
    width = max(count, key=lambda w: (count[w], w), default=0)
    if width < 2:
        return False, 0.0, 0
    return formed, count[width] / len(widths), width


class _Lines:
    """Lines of a text, never too many or too long ones for one record."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.taken = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken += 1
        if self.taken > MOST_LINES or len(line) > MOST_LINE:
            raise csv.Error("field limit")
        return line


def records(table: Delimited) -> Iterator[tuple[int, list[str]]]:
    """Yield the row in which a record begins, and its cells; none where a line is empty.

    Parameters
    ----------
    table
        From `delimited`.

    Raises
    ------
    NotATable
        Where quotes do not match, a cell is too long, or rows are too many.
    """
    lines = _Lines(table.text)
    reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
    while True:
        row = table.first + reader.line_num
        lines.taken = 0
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as trouble:
            last = table.first + reader.line_num - 1
            raise NotATable(row, _why(trouble, row, last)) from None
        if max(map(len, cells), default=0) > MOST_CELL:
            last = table.first + reader.line_num - 1
            raise NotATable(row, _too_long(row, last))
        if row > MOST_RECORDS:
            raise NotATable(row, told("more rows than the limit of {most}", most=MOST_RECORDS))
        yield row, cells


def _too_long(row: int, last: int) -> Told:
    long = too_long_cell()
    if last > row:
        return told("quote opened in row {row} not closed, or {long}", row=row, long=long)
    return long


def _why(trouble: csv.Error, row: int, last: int) -> Told:
    if "field limit" in str(trouble):
        return _too_long(row, last)
    if "unexpected end" in str(trouble):
        return told("quote opened in row {row} not closed", row=row)
    return told(
        "quote opened in row {row} is closed in the middle of a cell (row {last})",
        row=row,
        last=last,
    )
