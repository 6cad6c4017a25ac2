"""The files of an imported instance: all of them, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import InputRefused
from allocator.importing.decisions import FORM
from allocator.importing.decisions_text import decisions_text
from allocator.importing.record import record_text
from allocator.importing.tables import csv_of
from allocator.readers.instance import ATTENDEES, PREFERENCES
from allocator.writers.people_file import people_workbook
from allocator.writers.several import Content, Earlier, write_several

if TYPE_CHECKING:
    from pathlib import Path

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
        imported.source.name: imported.event_data,
        ATTENDEES: csv_of(tables.attendees, tables.attendee_columns).encode(),
        PREFERENCES: csv_of(tables.preferences, tables.preference_columns).encode(),
    }
    found = {name: Content(data) for name, data in files.items()}
    if not imported.tidy:
        decided = decisions_text(imported).encode()
        found[FORM] = Content(decided, earlier=Earlier.BACKUP)
    report = record_text(imported).encode()
    found[REPORT] = Content(report, earlier=Earlier.REPLACE)
    if imported.people:
        found[PEOPLE] = Content(people_workbook(imported.people), private=True)
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes
    ----------
    files
        Names of the files of the instance.
    backups
        Names of the backups that were made of earlier ones.
    """

    files: tuple[str, ...]
    backups: tuple[str, ...]


def write_import(imported: Imported, out: Path, *, force: bool = False) -> Written:
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
    Written
        Names of the files, and of backups.

    Raises
    ------
    InputRefused
        If a finding stops the import; nothing is written then.
    FileTrouble
        If a file is in the way or cannot be written; the folder is as before then.
    """
    if imported.refused:
        raise InputRefused(imported.findings)
    files = contents(imported)
    return Written(tuple(files), tuple(write_several(out, files, force=force)))
