"""The table of a file when no option is known yet: its header, and what its columns are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.fields import fields_of
from allocator.forms.header_rows import DATA, header_rows, joined
from allocator.forms.listing import Lists
from allocator.forms.normal import normal
from allocator.forms.options import Options
from allocator.forms.presets import role_of, words
from allocator.forms.surveyxact import survey_table
from allocator.forms.table import Table
from allocator.forms.tail import parted
from allocator.problem import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.forms.fields import Field
    from allocator.sheets.book import Book, Line, Sheet

NOTHING_KNOWN = Lists(Options(Event("", date(2000, 1, 1), "UTC", "", (), ())))
"""No session is known: then only words of tools, ranks and persons tell columns apart."""
LEAST_HEADS = 2


@dataclass(frozen=True)
class Sheeted:
    """A table, and its columns that are not about the person or the answer."""

    table: Table
    fields: tuple[Field, ...]


def tables_of(books: Sequence[Book]) -> Iterator[Sheeted]:
    """Yield the tables that a file may hold, the likelier ones of a sheet first.

    Parameters
    ----------
    books
        The files of one export.
    """
    survey = survey_table(books, NOTHING_KNOWN)
    if survey is not None:
        yield _sheeted(survey)
        return
    for book in books:
        for sheet in book.sheets:
            for rows in _headers(sheet):
                yield _sheeted(_table(book, sheet, rows))


def _headers(sheet: Sheet) -> Iterator[tuple[Line, ...]]:
    """Yield what may be the header rows: as found, and with one row of options more."""
    found = header_rows(sheet, NOTHING_KNOWN.options) or _first(sheet)
    if not found:
        return
    at = sheet.lines.index(found[-1])
    below = sheet.lines[at + 1 : at + 2]
    if below and _holds_options(found[-1], below[0]):
        yield (*found, below[0])
    yield found


def _first(sheet: Sheet) -> tuple[Line, ...]:
    """Return the first row, where it may be one of headings."""
    for line in sheet.lines[:1]:
        texts = [text.strip() for text in line.cells if text.strip()]
        if len(texts) >= LEAST_HEADS and not any(map(DATA.fullmatch, texts)):
            return (line,)
    return ()


def _holds_options(over: Line, line: Line) -> bool:
    """Tell whether a row goes on where the one above is blank, and is blank under persons."""
    pairs = list(zip(over.cells, line.cells, strict=True))
    new = [text for head, text in pairs if text.strip() and not head.strip()]
    persons = [text for head, text in pairs if head.strip() and role_of(head) is not None]
    plain = [text for text in persons if text.strip() and normal(text) not in words("fillers")]
    return len(new) >= LEAST_HEADS and not plain and not any(map(DATA.fullmatch, new))


def _table(book: Book, sheet: Sheet, rows: tuple[Line, ...]) -> Table:
    below = [line for line in sheet.lines if line.number > rows[-1].number]
    lines, passed = parted(below, rows[-1], NOTHING_KNOWN)
    numbers = tuple(row.number for row in rows)
    return Table(book, sheet, numbers, joined(sheet, rows), lines, passed)


def _sheeted(table: Table) -> Sheeted:
    fields = fields_of(table, NOTHING_KNOWN, ())
    return Sheeted(table, tuple(field for field in fields if not _is_about_people(field)))


def _is_about_people(field: Field) -> bool:
    """Tell whether a header speaks of the person, or of the answer as such."""
    parts = field.head.parts[-1:]
    roles = [role_of(part) for part in parts]
    return any(role not in (None, Role.RANK, Role.ROUND) for role in roles)
