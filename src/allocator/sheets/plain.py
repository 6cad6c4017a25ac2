"""A text file as one sheet: rows of one width, and what is wrong with those that are not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from io import StringIO
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told, told_of
from allocator.sheets.book import Line, Sheet
from allocator.sheets.limits import Limits
from allocator.sheets.records import DELIMITERS, NotATable, delimited, records
from allocator.sheets.unreadable import Unreadable
from allocator.sheets.values import ERROR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.language import Told

BLOCK = 16
"""Excel writes rows by sixteens; where the last columns of all of them are empty, it leaves
their delimiters out."""

FEW = 3
"""Beyond so many uneven rows, and such a share of all, a text is no table."""

Record = tuple[int, list[str]]


@dataclass
class _Rows:
    """Records of a text, blank ones among them, and what was found."""

    file: str
    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(self, row: int, message: Told, code: str) -> None:
        self.findings.append(Finding(self.file, row, "", message, code))


def plain_sheet(file: str, text: str) -> tuple[Sheet, list[Finding]]:
    """Return the sheet of a text with delimiters.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.

    Returns
    -------
    tuple[Sheet, list[Finding]]
        Lines of one width, and what was found: broken quotes (E207), rows too short or too
        long (E205), or too many rows, columns or characters (E113) refuse the file.

    Raises
    ------
    Unreadable
        If there are too many cells (E113).
    """
    rows = _Rows(file)
    table = delimited(text)
    if table.delimiter != ",":
        name = DELIMITERS[table.delimiter]
        rows.say(0, told("columns are separated by {name}", name=name), "N202")
    try:
        _take(rows, records(table))
    except NotATable as trouble:
        rows.say(trouble.row, trouble.message, "E207")
    _make_even(rows)
    filled = [(row, cells) for row, cells in rows.records if any(map(str.strip, cells))]
    width = max((_used(cells) for _, cells in filled), default=0)
    lines = tuple(Line(row, tuple(map(_seen, cells[:width]))) for row, cells in filled)
    broken = frozenset(
        (line.number, column)
        for line in lines
        for column, text in enumerate(line.cells, start=1)
        if text.startswith("#") and ERROR.fullmatch(text)
    )
    return Sheet("", lines, broken=broken), rows.findings


def one_cell_a_line(text: str) -> Sheet:
    """Return the sheet of a text without columns.

    Raises
    ------
    Unreadable
        If there are too many lines, or too much text in them (E113).
    """
    limits = Limits()
    lines = []
    for row, line in enumerate(StringIO(text, newline=None), start=1):
        beyond = limits.take(row, 1, len(line))
        if beyond:
            raise Unreadable(beyond, "E113")
        if line.strip():
            lines.append(Line(row, (line.rstrip("\n"),)))
    return Sheet("", tuple(lines))


def _take(rows: _Rows, all_records: Iterable[Record]) -> None:
    limits = Limits()
    for row, cells in all_records:
        limits.take_cells(len(cells))
        beyond = limits.take(len(rows.records) + 1, len(cells), sum(map(len, cells)))
        if beyond:
            rows.say(row, beyond, "E113")
            return
        rows.records.append((row, cells))


def _seen(text: str) -> str:
    """Return a cell as a spreadsheet shows it: exports write ="0012" to keep zeros."""
    if text.startswith('="') and text.endswith('"') and '"' not in text[2:-1]:
        return text[2:-1]
    return text


def _used(cells: list[str]) -> int:
    """Return the number of cells up to the last that holds anything."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def _make_even(rows: _Rows) -> None:
    """Give all records one width; find those for which this would hide a fault."""
    widths = [len(cells) if any(map(str.strip, cells)) else 0 for _, cells in rows.records]
    count = Counter(filter(None, widths))
    if len(count) < 2:
        return
    full = max(widths)
    if _by_sixteens(rows.records):
        _say_left_out(rows, sum(0 < width < full for width in widths))
    else:
        usual = max(count, key=lambda width: (count[width], width))
        full = max(_used(cells) for _, cells in rows.records if len(cells) == usual)
        _find_uneven(rows, widths, full)
    for _, cells in rows.records:
        cells.extend([""] * (full - len(cells)))


def _by_sixteens(found: list[Record]) -> bool:
    """Tell whether widths change only between blocks as Excel writes them, first one widest."""
    blocks = [{len(c) for _, c in found[at : at + BLOCK]} for at in range(0, len(found), BLOCK)]
    return all(len(block) == 1 for block in blocks) and max(map(max, blocks)) in blocks[0]


def _say_left_out(rows: _Rows, short: int) -> None:
    message = told_of(
        short,
        "{n} row has fewer cells than the first, as Excel leaves out empty ones at the end; "
        "they are taken as empty",
        "{n} rows have fewer cells than the first, as Excel leaves out empty ones at the end; "
        "they are taken as empty",
    )
    rows.say(0, message, "N109")


def _find_uneven(rows: _Rows, widths: list[int], full: int) -> None:
    """Find rows with more or fewer cells than most have, `full` of them."""
    whole = [at for at, width in enumerate(widths) if width >= full]
    wrong = []
    for at, (row, cells) in enumerate(rows.records):
        short = 0 < widths[at] < full
        if short and _may_be_short(cells, full, above=at < whole[0], below=at > whole[-1]):
            continue
        if short or _used(cells) > full:
            wrong.append((row, len(cells)))
    if len(wrong) > max(FEW, sum(map(bool, widths)) // FEW):
        rows.say(0, told("is no table: its rows have too different numbers of cells"), "E107")
        return
    for row, n in wrong:
        message = told(
            "row {row} has {n} cells, most rows have {full}", row=row, n=n, full=full
        )
        rows.say(row, message, "E205")


def _may_be_short(cells: list[str], full: int, *, above: bool, below: bool) -> bool:
    """Tell a title, an upper header row or a closing remark from a row that lost a cell.

    Above the first whole row a row may be short if it has gaps, or few cells; below the
    last one if it is a single remark.
    """
    filled = sum(bool(cell.strip()) for cell in cells)
    if above:
        return filled < 2 or filled < len(cells) or 2 * len(cells) <= full
    return below and filled < 2
