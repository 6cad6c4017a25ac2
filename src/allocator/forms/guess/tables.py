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
from allocator.forms.presets import role_of, stated_role, words
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
WISHES = (None, Role.RANK, Role.ROUND)
"""What a header may be said to be for, where its column can hold wishes."""


@dataclass(frozen=True)
class Sheeted:
    """A table and its columns.

    Attributes
    ----------
    fields
        Those that are not about the person or the answer.
    doubtful
        Those of which a word inside the header speaks of a person: an option may too.
    """

    table: Table
    fields: tuple[Field, ...]
    doubtful: tuple[Field, ...]


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
    found = header_rows(sheet, NOTHING_KNOWN) or _first(sheet)
    if not found:
        return
    at = sheet.lines.index(found[-1])
    if 2 * at >= len(sheet.lines) and (first := _first(sheet)) and at:
        yield first
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
    fields = [field for field in fields_of(table, NOTHING_KNOWN, ()) if field.head.parts]
    unstated = [f for f in fields if stated_role(f.head.parts[-1]) in WISHES]
    doubtful = tuple(f for f in unstated if _is_doubtful(f))
    return Sheeted(table, tuple(f for f in unstated if f not in doubtful), doubtful)


def _is_doubtful(field: Field) -> bool:
    return field.head.rank is None and role_of(field.head.parts[-1]) not in WISHES
