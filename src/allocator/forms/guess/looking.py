"""Looking into a file: what it asks, in the table that asks most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.guess.activities import activities
from allocator.forms.guess.found import Found
from allocator.forms.guess.naming import named
from allocator.forms.guess.questions import Asked, about_wishes
from allocator.forms.guess.tables import tables_of
from allocator.forms.presets import recognised
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.guess.tables import Sheeted
    from allocator.sheets.book import Book


def look(books: Sequence[Book]) -> Found:
    """Return what a file asks, or what a table of sessions says.

    Parameters
    ----------
    books
        The files of one export, most often one.

    Returns
    -------
    Found
        Without questions where nothing is found, and with a finding that says so unless
        the files themselves are refused.
    """
    file = books[0].file if books else ""
    if any(finding.stops for book in books for finding in book.findings):
        return Found(file)
    if any(book.kind == "ballots" for book in books):
        what = told("counted ballots need no event: run allocator import on them as they are")
        return Found(file, findings=(Finding(file, 0, "", what, "E807"),))
    found = activities(books) or _most_asked(books)
    if found is None:
        what = told(
            "no question is found whose options recur: neither ranks under options, nor "
            "options under ranks, nor lists of options"
        )
        return Found(file, findings=(Finding(file, 0, "", what, "E806"),))
    return found


def _most_asked(books: Sequence[Book]) -> Found | None:
    """Return what the table asks that has most options of ranked questions."""
    found = [asked for asked in map(_asked, tables_of(books)) if asked.questions]
    return max(found, key=_options, default=None)


def _options(found: Found) -> int:
    return sum(len(question.options) for question in found.questions)


def _asked(sheeted: Sheeted) -> Found:
    asked, table = Asked(sheeted), sheeted.table
    questions, doubtful = about_wishes(asked.questions())
    return Found(
        file=table.book.file,
        sheet=table.sheet.name,
        tool=recognised(part for head in table.heads for part in head).name,
        header_rows=table.header_rows,
        answers=len(table.lines),
        questions=named(questions),
        doubtful=named(doubtful, "Q"),
        notes=tuple(asked.notes),
    )
