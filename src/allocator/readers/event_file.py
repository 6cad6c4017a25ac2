"""An event alone, before anybody is known who comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import Finding, InputRefused
from allocator.language import told
from allocator.readers.event_document import EVENT, LIMITS, event_name, read_event
from allocator.sheets.files import read_files

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.problem import Event

WORKBOOK = "oppsett.xlsx"


@dataclass(frozen=True)
class EventFile:
    """An event, and the bytes that said it.

    Attributes
    ----------
    event
        The event.
    name
        What the file is called in a folder with an instance.
    data
        The bytes of the file.
    notices
        Findings that stop nothing.
    """

    event: Event
    name: str
    data: bytes
    notices: tuple[Finding, ...]


def read_event_file(path: Path) -> EventFile:
    """Read an event.

    Parameters
    ----------
    path
        The file, a text or a workbook; or the folder that has it.

    Returns
    -------
    EventFile
        The event and its bytes.

    Raises
    ------
    FileTrouble
        If it cannot be read.
    InputRefused
        With all findings; also where a workbook has people of its own.
    """
    file = path / event_name(path) if path.is_dir() else path
    raw = read_files(file.parent, {file.name: max(LIMITS.values())})[file.name]
    read = read_event(raw)
    findings = [*read.findings, *(read.report.findings if read.report else ())]
    if read.people:
        message = told("has people, whom the import would give; empty the sheet")
        findings.append(Finding(file.name, 0, "", message, "E368", read.people.sheet))
    if read.event is None or any(f.stops for f in findings):
        raise InputRefused(findings)
    usual = WORKBOOK if raw.data.startswith(b"PK") else EVENT
    name = file.name if file.name in LIMITS else usual
    return EventFile(read.event, name, raw.data, tuple(findings))
