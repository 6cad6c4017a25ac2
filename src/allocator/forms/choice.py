"""Which sheet of which file holds the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.table import evidence, table_in
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.listing import Lists
    from allocator.forms.table import Table
    from allocator.sheets.book import Book


def choose(
    books: Sequence[Book], lists: Lists, stated: Stated
) -> tuple[Table | None, list[Finding]]:
    """Return the table with the answers, None where there is none.

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
    found = [
        (evidence(table, lists), table)
        for book in books
        for sheet in book.sheets
        if stated.sheet in ("", sheet.name)
        and (table := table_in(book, sheet, lists)) is not None
    ]
    if not found:
        return None, [Finding(b.file, 0, "", told("no header found"), "E700") for b in books]
    best = max(found, key=lambda pair: (pair[0], len(pair[1].lines)))[1]
    notices = []
    if len(best.book.sheets) > 1 and not stated.sheet:
        others = ", ".join(s.name for s in best.book.sheets if s.name != best.sheet.name)
        message = told("taken as the sheet with the answers; not read: {others}", others=others)
        notices.append(Finding(best.book.file, 0, "", message, "N700", best.sheet.name))
    return best, notices
