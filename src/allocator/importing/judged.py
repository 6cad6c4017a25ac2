"""What a solve would say of an imported instance, found out before anything is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from allocator.errors import Finding, Infeasible, InputRefused
from allocator.importing.tables import csv_of
from allocator.language import told
from allocator.readers.instance import ATTENDEES, PREFERENCES, read_instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.importing.imported import Imported

NAMED = b"attendee"
"""Stands in event.yaml wherever it names one."""


def judge_tidy(imported: Imported) -> list[Finding]:
    """Return what is found in tidy files: all of it, since nobody has looked at them yet.

    Parameters
    ----------
    imported
        Tables as they were taken over.
    """
    return _found(imported, imported.tables.preferences)


def judge_people(imported: Imported) -> list[Finding]:
    """Return notices about an event that speaks of other people than those who come.

    Speakers may be named by their attendee id; an import that gives people new ids cannot
    know who they are. Wishes have been read against the event, so only people are read, and
    only if the event, or a stated column, says anything of them.

    Parameters
    ----------
    imported
        Tables of people who were understood.
    """
    stated = set(imported.tables.attendee_columns) - {"attendee_id", "group"}
    if not stated and not _names_people(imported.event_data):
        return []
    return [
        replace(
            found,
            code="N755",
            message=told("does not fit the people who come: {message}", message=found.message),
        )
        for found in _found(imported, [])
        if found.stops
    ]


def _names_people(event: bytes) -> bool:
    """Tell whether an event may name attendees; a workbook may, as far as bytes tell."""
    return event.startswith(b"PK") or NAMED in event


def _found(imported: Imported, preferences: Sequence[dict[str, str]]) -> list[Finding]:
    tables = imported.tables
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / imported.source.name).write_bytes(imported.event_data)
        people = csv_of(tables.attendees, tables.attendee_columns)
        (folder / ATTENDEES).write_text(people, encoding="utf-8", newline="")
        wishes = csv_of(preferences, tables.preference_columns)
        (folder / PREFERENCES).write_text(wishes, encoding="utf-8", newline="")
        try:
            return list(read_instance(folder).notices)
        except InputRefused as refused:
            return list(refused.findings)
        except Infeasible as clash:
            return [Finding(ATTENDEES, 0, "fixed", why, "E748") for why in clash.reasons]
