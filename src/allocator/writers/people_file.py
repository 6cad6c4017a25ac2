"""people.xlsx: which name an id stands for, as a workbook."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.readers.people_file import Person

WIDTHS = {"attendee_id": 14, "name": 30, "email": 36, "organisation": 36}
"""Columns in their order, and how many letters wide they are."""
MODE = 0o600
"""The file holds names: nobody but its owner may read it."""


def people_workbook(people: Iterable[Person]) -> bytes:
    """Return people.xlsx as bytes; every text stands there as text.

    Parameters
    ----------
    people
        In the order in which they shall stand.
    """
    into = BytesIO()
    with workbook(into, title="people") as book:
        sheet = book.add_worksheet("people")
        bold = book.add_format({"bold": True})
        for at, (name, width) in enumerate(WIDTHS.items()):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, name, bold)
        for row, person in enumerate(people, start=1):
            for at, name in enumerate(WIDTHS):
                sheet.write_string(row, at, getattr(person, name))
        sheet.freeze_panes(1, 0)
    return into.getvalue()
