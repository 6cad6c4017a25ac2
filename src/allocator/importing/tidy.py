"""Our own tidy files, attendees.csv and preferences.csv, as a form export among others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.importing.tables import ATTENDEE, Tables
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.sheets.book import Book, Sheet

VALUES = ("rank", "rating", "answer")
PREFERENCES = ("attendee_id", "session_id", *VALUES, "answered")


@dataclass(frozen=True, slots=True)
class _Table:
    columns: Mapping[str, int]
    rows: Sequence[tuple[str, ...]]

    def records(self, known: Iterable[str]) -> list[dict[str, str]]:
        at = {name: self.columns[name] for name in known if name in self.columns}
        return [
            {name: row[place].strip() for name, place in at.items() if row[place].strip()}
            for row in self.rows
        ]


def _table(sheet: Sheet) -> _Table | None:
    """Return a sheet that has a column attendee_id in its first row."""
    if not sheet.lines:
        return None
    header = [plain_name(cell) for cell in sheet.lines[0].cells]
    columns = {name: at for at, name in reversed(list(enumerate(header)))}
    if "attendee_id" not in columns:
        return None
    return _Table(columns, [line.cells for line in sheet.lines[1:]])


def read_tidy(books: Iterable[Book]) -> Tables | None:
    """Take over tidy files.

    Parameters
    ----------
    books
        Files that were read.

    Returns
    -------
    Tables | None
        What they say, ids and all; None where no file is a preferences.csv.
    """
    tables = [_table(sheet) for book in books for sheet in book.sheets]
    found = Tables()
    people = dict[str, dict[str, str]]()
    wishes = None
    for table in filter(None, tables):
        value = [name for name in VALUES if name in table.columns]
        if "session_id" in table.columns and value:
            wishes, found.value_column = table, value[0]
        elif "session_id" not in table.columns:
            people |= {
                r.get("attendee_id", ""): r for r in table.records(("attendee_id", *ATTENDEE))
            }
    if wishes is None:
        return None
    found.preferences = wishes.records(PREFERENCES)
    for record in found.preferences:
        id_ = record.get("attendee_id", "")
        people.setdefault(id_, {"attendee_id": id_})
    found.attendees = list(people.values())
    return found
