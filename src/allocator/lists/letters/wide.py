"""The allocation as one column a session, as apps for events import it: ids only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.writers.tables import csv_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.writers.tables import Record

BOOKED = "1"


def wide(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return `wide.csv`: 1 where a person has a place, else nothing.

    Parameters
    ----------
    held
        The result.
    tr
        Not needed: ids are the same in every language.
    """
    del tr
    columns = ("attendee_id", *(s.id for s in held.event.sessions if s.held))
    records: list[Record] = [
        {"attendee_id": person, **dict.fromkeys(day, BOOKED)}
        for person, day in sorted(held.allocation.days.items())
    ]
    return {"wide.csv": csv_text(records, columns).encode()}
