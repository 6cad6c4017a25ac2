"""The event alone, from `event.yaml` or from a workbook in its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from allocator.errors import Finding, InputRefused
from allocator.language import told
from allocator.readers.clock import Clock
from allocator.readers.event_checks import check_event
from allocator.readers.event_skeleton import skeleton
from allocator.readers.event_yaml import read_event_part
from allocator.readers.report import Report
from allocator.sheets.book import MOST_BYTES
from allocator.sheets.text import decode

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.problem import Event
    from allocator.readers.event_schema import EventPart
    from allocator.readers.setup_book.people import PeopleSheet
    from allocator.sheets.files import RawFile

EVENT = "event.yaml"
LIMITS = {EVENT: 1_000_000, "oppsett.xlsx": MOST_BYTES, "setup.xlsx": MOST_BYTES}
"""Files that say an event, and how large they may be; a folder has one of them."""


@dataclass
class EventRead:
    """What a file says of an event; parts are None where it was refused.

    Attributes
    ----------
    part
        Its content.
    event
        The event that was built of it.
    known
        The same, or where it is refused its rounds and sessions by id, so that other files
        can be held to them all the same.
    clock
        First day and zone.
    report
        Takes further findings about it.
    people
        The sheet of people, where a workbook has one.
    findings
        What was found before there was a report.
    """

    part: EventPart | None = None
    event: Event | None = None
    known: Event | None = None
    clock: Clock | None = None
    report: Report | None = None
    people: PeopleSheet | None = None
    findings: list[Finding] = field(default_factory=list)


def event_name(folder: Path) -> str:
    """Return the name of the file that says the event; `event.yaml` where there is none.

    Raises
    ------
    InputRefused
        If there is more than one.
    """
    there = [name for name in LIMITS if (folder / name).exists()]
    if len(there) > 1:
        what = told("is here beside {other}; keep the one that holds", other=there[0])
        raise InputRefused(Finding(name, 0, "", what, "E361") for name in there[1:])
    return there[0] if there else EVENT


def read_event(raw: RawFile) -> EventRead:
    """Read a file that says an event.

    Parameters
    ----------
    raw
        The file; what begins as a workbook is read as one.
    """
    found = EventRead(findings=raw.findings())
    if found.findings:
        return found
    if raw.data.startswith(b"PK"):
        _read_book(raw, found)
    else:
        _read_text(raw, found)
    if found.part and found.report:
        found.event = check_event(found.part, found.report)
    found.known = found.event or found.known
    if found.part and found.event:
        found.clock = Clock(found.part.date, ZoneInfo(found.part.timezone))
    return found


def _read_book(raw: RawFile, found: EventRead) -> None:
    from allocator.readers.setup_book import read_setup_book

    read = read_setup_book(raw.name, raw.data)
    found.findings += read.findings
    found.part, found.people = read.part, read.people
    found.known = skeleton(read.cells.plain) if read.cells else None
    if read.part and read.cells:
        found.report = Report(raw.name, read.cells)


def _read_text(raw: RawFile, found: EventRead) -> None:
    text, findings = decode(raw.name, raw.data)
    found.findings += findings
    if text is None:
        return
    part, tree, wrong = read_event_part(raw.name, text)
    found.findings += wrong
    found.part, found.known = part, skeleton(tree.plain) if tree else None
    if part and tree:
        found.report = Report(raw.name, tree)
