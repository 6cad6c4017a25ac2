"""Which sheet of which file holds the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.answer import Role
from allocator.forms.presets import role_of
from allocator.forms.surveyxact import survey_table
from allocator.forms.table import evidence, table_in
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.listing import Lists
    from allocator.forms.table import Table
    from allocator.sheets.book import Book

    Found = tuple[Table | None, list[Finding]]

PEOPLE = (Role.ID, Role.RESPONSE, Role.EMAIL, Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME)


def choose(books: Sequence[Book], lists: Lists, stated: Stated) -> Found:
    """Return the table with the answers, None where there is none.

    The sheet whose columns speak of most sessions is taken, and told where there are several.

    Parameters
    ----------
    books
        The files.
    lists
        Knows what names a session.
    stated
        May name the sheet.

    Returns
    -------
    tuple
        The table, and what was found: which sheet was taken, or why none.
    """
    survey = survey_table(books, lists)
    if survey:
        return survey, _taken(survey)
    tables = [
        table
        for book in books
        for sheet in book.sheets
        if stated.sheet in ("", sheet.name) and (table := table_in(book, sheet, lists))
    ]
    if not tables:
        return None, _none(books, stated)
    counts = [evidence(table, lists) for table in tables]
    order = sorted(range(len(tables)), key=lambda at: _merit(tables[at], counts[at]))
    best, others = tables[order[0]], [tables[at] for at in order[1:] if counts[at]]
    findings = _rivals(best, others)
    return best, findings or ([] if stated.sheet else _taken(best))


def _merit(table: Table, count: int) -> tuple[bool, int, int]:
    """Return the order of tables: with people and sessions, more sessions, more rows."""
    people = any(role_of(part) in PEOPLE for head in table.heads for part in head)
    return not (people and count), -count, -len(table.lines)


def _taken(table: Table) -> list[Finding]:
    names = [s.name for s in table.book.sheets if s.name != table.sheet.name]
    if not names:
        return []
    message = told(
        "is taken as the sheet with the answers; the others are {names}",
        names=", ".join(names),
    )
    return [Finding(table.book.file, 0, "", message, "N700", table.sheet.name)]


def _rivals(best: Table, others: Iterable[Table]) -> list[Finding]:
    """Tell of further tables that speak of sessions; refuse where one is as good."""
    found = []
    for other in others:
        name, sheet = other.book.file, other.sheet.name
        if other.heads == best.heads:
            message = told(
                "has the same columns as {best}: say which sheet or file holds the answers, "
                "or put the rows of both into one",
                best=best.sheet.name or best.book.file,
            )
            found.append(Finding(name, 0, "", message, "E722", sheet))
        else:
            message = told(
                "seems to hold wishes too; only {best} is read",
                best=best.sheet.name or best.book.file,
            )
            found.append(Finding(name, 0, "", message, "N701", sheet))
    return found


def _none(books: Iterable[Book], stated: Stated) -> list[Finding]:
    found = []
    for book in books:
        if any(finding.stops for finding in book.findings):
            continue
        sheets = ", ".join(sheet.name for sheet in book.sheets if sheet.name)
        if stated.sheet and sheets:
            message = told(
                "has no sheet {name!r} with a header; its sheets are {sheets}",
                name=stated.sheet,
                sheets=sheets,
            )
            found.append(Finding(book.file, 0, "", message, "E723"))
            continue
        message = told(
            "no row looks like a header: there must be one with names of columns, such as "
            "Navn, E-post, 1. valg, or with the options themselves"
        )
        found.append(Finding(book.file, 0, "", message, "E700"))
    return found
