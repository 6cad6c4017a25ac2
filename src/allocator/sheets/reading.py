"""One file as a book, whatever it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told
from allocator.sheets import kinds
from allocator.sheets.book import MOST_BYTES, Book, Sheet
from allocator.sheets.files import RawFile, read_files
from allocator.sheets.lost import lost_letters
from allocator.sheets.package import Package
from allocator.sheets.plain import one_cell_a_line, plain_sheet
from allocator.sheets.text import decode
from allocator.sheets.unreadable import Unreadable

if TYPE_CHECKING:
    import os

WORKBOOKS = ("xls", "xlsb", "xlsx", "ods")


def read_book(path: str | os.PathLike[str], *, encoding: str | None = None) -> Book:
    """Read a file as it was downloaded.

    Parameters
    ----------
    path
        The file; what it is is told by its content, not by its name.
    encoding
        Of a text file, where the one that would be found out is wrong.

    Returns
    -------
    Book
        Its sheets; where it is refused none, but the findings say why.

    Raises
    ------
    FileTrouble
        If it is missing, no regular file or unreadable.
    UsageTrouble
        If Python knows no such encoding.
    """
    path = Path(path)
    raw = read_files(path.parent, {path.name: MOST_BYTES})[path.name]
    return book_of(raw.name, raw.data, encoding=encoding)


def book_of(name: str, data: bytes, *, encoding: str | None = None) -> Book:
    r"""Read the bytes of a file; see `read_book`.

    Examples
    --------
    >>> book = book_of("svar.csv", "navn;valg".encode() + b"\r\n" + "Åse;1A".encode())
    >>> book.kind, [line.cells for line in book.sheets[0].lines]
    ('csv', [('navn', 'valg'), ('Åse', '1A')])
    """
    reading = _Reading(name, data, encoding)
    try:
        reading.read()
    except Unreadable as trouble:
        reading.findings.append(trouble.finding(name))
    refused = any(f.stops for f in reading.findings)
    digest = hashlib.sha256(data).hexdigest()
    sheets = () if refused else tuple(reading.sheets)
    return Book(name, reading.kind, sheets, tuple(reading.findings), digest)


@dataclass
class _Reading:
    """A file on its way to a book."""

    name: str
    data: bytes
    encoding: str | None
    kind: str = "csv"
    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self) -> None:
        self.findings += RawFile(self.name, self.data, MOST_BYTES).findings()
        if self.findings:
            return
        kinds.check_first_bytes(self.data)
        if self.data.startswith(kinds.ZIP):
            self._read_package(Package(self.data))
        elif self.data.startswith(kinds.OLE):
            self.kind = kinds.kind_of_ole(self.data)
            self._read_older()
        else:
            self._read_text()
        self._check_contents()

    def _read_package(self, package: Package) -> None:
        self.kind = kinds.kind_of_package(package)
        if self.kind == "xlsx":
            from allocator.sheets.xlsx import workbook_sheets

            self._take(workbook_sheets(self.name, package))
        else:
            self._read_older()
        if kinds.has_macros(package):
            self._say(told("is a workbook with macros (.xlsm); they are not run"))

    def _read_older(self) -> None:
        from allocator.sheets.older import older_sheets

        self._take(older_sheets(self.name, self.kind, self.data))

    def _read_text(self) -> None:
        text, findings = decode(self.name, self.data, self.encoding)
        self.findings += findings
        if text is None:
            return
        kinds.check_text(text)
        if kinds.is_ballots(text):
            self.kind = "ballots"
            self.sheets.append(one_cell_a_line(text))
            return
        sheet, findings = plain_sheet(self.name, text)
        self._take(([sheet], findings))

    def _take(self, read: tuple[list[Sheet], list[Finding]]) -> None:
        self.sheets += read[0]
        self.findings += read[1]

    def _check_contents(self) -> None:
        """Say what concerns all kinds: a name that lies, no text at all, lost letters."""
        suffix = PurePath(self.name).suffix.lower().removeprefix(".")
        if suffix != self.kind and {suffix, self.kind} & {*WORKBOOKS} and suffix != "xlsm":
            self._say(told("is read as {kind}, which its content is", kind=self.kind))
        if not any(f.stops for f in self.findings):
            if not any(sheet.lines for sheet in self.sheets):
                empty = told("holds no cell with text")
                self.findings.append(Finding(self.name, 0, "", empty, "E101"))
            self.findings += lost_letters(self.name, self.sheets)

    def _say(self, message: str) -> None:
        self.findings.append(Finding(self.name, 0, "", message, "N107"))
