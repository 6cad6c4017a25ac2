"""The files of an imported instance: all of them, or none."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from allocator.errors import Infeasible, InputRefused
from allocator.importing.decisions import FORM
from allocator.importing.decisions_text import decisions_text
from allocator.importing.record import record
from allocator.importing.tables import csv_of
from allocator.readers.instance import ATTENDEES, EVENT, PREFERENCES, read_instance
from allocator.writers.documents import json_text
from allocator.writers.people_file import people_workbook
from allocator.writers.several import Content, write_several

if TYPE_CHECKING:
    from allocator.errors import Finding
    from allocator.importing.imported import Imported

PEOPLE, REPORT = "people.xlsx", "import.json"


def contents(imported: Imported) -> dict[str, Content]:
    """Return every file of the instance, by name.

    Parameters
    ----------
    imported
        What the import gave.
    """
    tables = imported.tables
    files = {
        EVENT: imported.event_data,
        ATTENDEES: csv_of(tables.attendees, tables.attendee_columns).encode(),
        PREFERENCES: csv_of(tables.preferences, tables.preference_columns).encode(),
        REPORT: json_text(record(imported)).encode(),
    }
    if not imported.tidy:
        files[FORM] = decisions_text(imported.understood, imported.decisions).encode()
    found = {name: Content(data) for name, data in files.items()}
    if imported.people:
        found[PEOPLE] = Content(people_workbook(imported.people), private=True)
    return found


def judged(files: dict[str, Content]) -> list[Finding]:
    """Return what a solve would find in the files.

    Parameters
    ----------
    files
        Contents by name.
    """
    with TemporaryDirectory() as place:
        for name in (EVENT, ATTENDEES, PREFERENCES):
            (Path(place) / name).write_bytes(files[name].data)
        try:
            return list(read_instance(place).notices)
        except InputRefused as refused:
            return list(refused.findings)
        except Infeasible:  # people whose fixed places clash: `check` explains that
            return []


def write_import(imported: Imported, out: Path, *, force: bool = False) -> list[str]:
    """Write an imported instance.

    Parameters
    ----------
    imported
        What the import gave.
    out
        The folder; it may be there, with other files in it.
    force
        Keep earlier files as backups instead of refusing.

    Returns
    -------
    list[str]
        Names of the backups that were made.

    Raises
    ------
    InputRefused
        If a finding stops the import; nothing is written then.
    FileTrouble
        If a file is in the way or cannot be written; the folder is as before then.
    """
    if imported.refused:
        raise InputRefused(imported.findings)
    return write_several(out, contents(imported), force=force)
