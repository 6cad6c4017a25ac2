"""`event.yaml` alone, before anybody is known who comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import InputRefused
from allocator.readers.event_checks import check_event
from allocator.readers.event_yaml import read_event_part
from allocator.readers.report import Report
from allocator.sheets.files import read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.errors import Finding
    from allocator.problem import Event

LARGEST = 1_000_000


@dataclass(frozen=True)
class EventFile:
    """An event, and the bytes that said it.

    Attributes
    ----------
    event
        The event.
    data
        The bytes of the file.
    notices
        Findings that stop nothing.
    """

    event: Event
    data: bytes
    notices: tuple[Finding, ...]


def read_event_file(path: Path) -> EventFile:
    """Read an event.

    Parameters
    ----------
    path
        The file, or the folder that has it as `event.yaml`.

    Returns
    -------
    EventFile
        The event and its bytes.

    Raises
    ------
    FileTrouble
        If it cannot be read.
    InputRefused
        With all findings.
    """
    file = path / "event.yaml" if path.is_dir() else path
    raw = read_files(file.parent, {file.name: LARGEST})[file.name]
    findings, event = raw.findings(), None
    if not findings:
        text, findings = decode(file.name, raw.data)
        if text is not None:
            event, said = _event(file.name, text)
            findings += said
    if event is None or any(f.stops for f in findings):
        raise InputRefused(findings)
    return EventFile(event, raw.data, tuple(findings))


def _event(file: str, text: str) -> tuple[Event | None, list[Finding]]:
    part, tree, findings = read_event_part(file, text)
    if part is None or tree is None:
        return None, findings
    report = Report(file, tree)
    return check_event(part, report), [*findings, *report.findings]
