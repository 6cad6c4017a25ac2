"""The texts of checked files, cell by cell, so that doubtful cells can be marked in a copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble
from allocator.language import told
from allocator.sheets.book import MOST_BYTES
from allocator.sheets.files import read_files
from allocator.sheets.plain import one_cell_a_line
from allocator.sheets.reading import book_of
from allocator.sheets.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from allocator.checkup.values import Checkup
    from allocator.errors import Finding
    from allocator.sheets.book import Line, Place, Sheet


@dataclass(frozen=True)
class Copy:
    """One sheet of a file that was checked.

    Attributes
    ----------
    file, sheet
        Where it is from; the sheet is "" for a text file.
    lines
        Its rows; not shown, for they may hold names.
    heads
        Number of each column, by its name in findings.
    """

    file: str
    sheet: str
    lines: tuple[Line, ...] = field(repr=False)
    heads: Mapping[str, int] = field(default_factory=dict)

    def holds(self, finding: Finding) -> bool:
        """Tell whether a finding is about this sheet."""
        return (self.file, self.sheet) == (finding.file, finding.sheet)

    def place(self, finding: Finding) -> Place | None:
        """Return the cell of a finding, the first of its row if it names none.

        None where it concerns no row that is here.
        """
        if finding.row < 1 or all(line.number != finding.row for line in self.lines):
            return None
        return finding.row, self._column(finding)

    def _column(self, finding: Finding) -> int:
        if finding.cell:
            return _column_of(finding.cell)
        if finding.column.isdigit():
            return int(finding.column)
        wanted = _plain(finding.column)
        if wanted.endswith("…"):  # a long header is cut where it is told
            first = wanted.rstrip("…").rstrip()
            return next((n for head, n in self.heads.items() if head.startswith(first)), 1)
        return self.heads.get(wanted, 1)


def copies_of(found: Checkup, encoding: str | None) -> list[Copy]:
    """Read the files of a check again, for copying.

    Parameters
    ----------
    found
        The check.
    encoding
        Of the text files, as it was given then.

    Raises
    ------
    FileTrouble
        If one has changed since, or cannot be read any more.
    """
    copies: list[Copy] = []
    for path in found.sources:
        raw = read_files(path.parent, {path.name: MOST_BYTES})[path.name]
        if found.inputs.get(path.name) != raw.sha256:
            raise FileTrouble(told("{name}: has changed while it was checked", name=path.name))
        for sheet in _sheets(path, raw.data, encoding):
            heads = _heads(found, path.name, sheet)
            copies.append(Copy(path.name, sheet.name, sheet.lines, heads))
    return copies


def _heads(found: Checkup, file: str, sheet: Sheet) -> dict[str, int]:
    """Return the number of each column by its name in findings."""
    export = found.export
    if export and (export.file, export.sheet) == (file, sheet.name):
        return {_plain(column.header): column.number for column in export.columns}
    cells = [cell for line in sheet.lines[:1] for cell in line.cells]
    return {_plain(cell): at for at, cell in enumerate(cells, start=1)}


def _sheets(path: Path, data: bytes, encoding: str | None) -> Iterable[Sheet]:
    """Return the sheets of a file; of one that is no table its lines, a cell each."""
    if path.suffix != ".yaml":
        book = book_of(path.name, data, encoding=encoding)
        if book.sheets:
            return book.sheets
    text, _ = decode(path.name, data, encoding if path.suffix != ".yaml" else None)
    return [] if text is None else [one_cell_a_line(text)]


def _column_of(cell: str) -> int:
    """Return the number of the column of a cell.

    >>> _column_of("H14"), _column_of("AA2")
    (8, 27)
    """
    number = 0
    for letter in cell:
        if letter.isalpha():
            number = 26 * number + ord(letter.upper()) - ord("A") + 1
    return number


def _plain(header: str) -> str:
    return " ".join(header.casefold().split())
