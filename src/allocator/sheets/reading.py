"""One file as a book, whatever it is."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.sheets.book import MOST_BYTES, Book, Sheet
from allocator.sheets.files import RawFile, read_files
from allocator.sheets.package import Package
from allocator.sheets.plain import plain_sheet
from allocator.sheets.text import decode
from allocator.sheets.unreadable import Unreadable
from allocator.sheets.workbook import workbook_sheets

if TYPE_CHECKING:
    import os

    from allocator.errors import Finding


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
    findings = RawFile(name, data, MOST_BYTES).findings()
    kind = "xlsx" if data.startswith(b"PK") else "csv"
    sheets: list[Sheet] = []
    if not findings:
        try:
            if kind == "xlsx":
                sheets, findings = workbook_sheets(name, Package(data))
            else:
                sheets, findings = _text_sheets(name, data, encoding)
        except Unreadable as trouble:
            findings = [trouble.finding(name)]
    refused = any(f.stops for f in findings)
    digest = hashlib.sha256(data).hexdigest()
    return Book(name, kind, () if refused else tuple(sheets), tuple(findings), digest)


def _text_sheets(
    name: str, data: bytes, encoding: str | None
) -> tuple[list[Sheet], list[Finding]]:
    text, findings = decode(name, data, encoding)
    if text is None:
        return [], findings
    sheet, more = plain_sheet(name, text)
    return [sheet], findings + more
