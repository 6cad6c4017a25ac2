"""A folder of inputs looked at, whether it is refused or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told
from allocator.problem import Problem
from allocator.readers.consistency import check_names, check_size, check_speakers
from allocator.readers.event_document import EVENT, EventRead, event_name, read_event
from allocator.readers.event_document import LIMITS as EVENTS
from allocator.readers.history import Past, check_history, credits, read_history
from allocator.readers.people import People, read_people
from allocator.readers.together import Pairs, read_pairs
from allocator.readers.wishes import Voices, read_wishes
from allocator.sheets.files import RawFile, misnamed, read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from allocator.problem import Event

ATTENDEES, PREFERENCES = "attendees.csv", "preferences.csv"
HISTORY, TOGETHER = "history.csv", "together.csv"
MOST_BYTES = 100_000_000
TABLES = {ATTENDEES: MOST_BYTES, PREFERENCES: MOST_BYTES}
LIMITS = {EVENT: EVENTS[EVENT], **TABLES}
OPTIONAL = {HISTORY: MOST_BYTES, TOGETHER: MOST_BYTES}


@dataclass(frozen=True)
class Look:
    """What a folder of inputs says, whether it is refused or not.

    Attributes
    ----------
    name
        Name of the folder.
    event_file
        Name of the file that says the event.
    problem
        The question, without the rows that are refused; None where the event is refused.
    findings
        All of them, in the order of files and rows.
    clashes
        Sentences about people who would have to be in two places.
    inputs
        SHA-256 in hex of the very bytes that were read, by file name.
    """

    name: str
    event_file: str
    problem: Problem | None
    findings: tuple[Finding, ...]
    clashes: tuple[str, ...]
    inputs: Mapping[str, str]

    @property
    def refused(self) -> bool:
        """Whether a finding stops."""
        return self.problem is None or any(f.stops for f in self.findings)


@dataclass
class _Texts:
    """The texts of the files, and what was found on the way."""

    text: dict[str, str]
    findings: list[Finding]


def _texts(files: Mapping[str, RawFile], encoding: str | None) -> _Texts:
    texts = _Texts({}, [])
    for name, raw in files.items():
        found = raw.findings()
        if not found:
            text, found = decode(name, raw.data, encoding)
            if text is not None:
                texts.text[name] = text
        texts.findings += found
    return texts


@dataclass
class _Tables:
    """What the CSV files gave."""

    people: People = field(default_factory=People)
    voices: Voices = field(default_factory=Voices)
    past: Past = field(default_factory=Past)
    pairs: Pairs = field(default_factory=Pairs)

    @property
    def findings(self) -> list[Finding]:
        """What was found in all of them."""
        parts = (self.people, self.voices, self.past, self.pairs)
        return [finding for part in parts for finding in part.findings]


def _read_tables(text: Mapping[str, str], read: EventRead) -> _Tables:
    """Read the CSV files that are there; a file that was refused as such is not."""
    tables = _Tables()
    if ATTENDEES in text:
        tables.people = read_people(ATTENDEES, text[ATTENDEES], read.known, read.clock)
    elif sheet := read.people:
        tables.people = read_people(sheet.file, sheet.text, read.known, read.clock)
        tables.people.findings = sheet.placed(tables.people.findings)
    people = tables.people
    if PREFERENCES in text:
        refuse = bool(read.part and read.part.wishes.irregular_ranks == "refuse")
        known = read.known if ATTENDEES in text or read.people else None
        tables.voices = read_wishes(PREFERENCES, text[PREFERENCES], known, people, refuse)
    if HISTORY in text:
        tables.past = read_history(HISTORY, text[HISTORY], read.known, people)
    if TOGETHER in text:
        tables.pairs = read_pairs(TOGETHER, text[TOGETHER], read.known, people)
    return tables


def _problem(event: Event, tables: _Tables) -> Problem:
    people, voices, pairs = tables.people, tables.voices, tables.pairs
    attendees = tuple(sorted(people.attendees, key=lambda a: a.id))
    came = set(voices.arrival)
    silent = [a.id for a in attendees if a.id not in came]
    return Problem(
        event,
        attendees,
        voices.wishes,
        (*voices.arrival, *silent),
        credits(event, tables.past.regrets, voices.wishes),
        pairs.together,
        pairs.apart,
    )


def _cross(read: EventRead, tables: _Tables) -> Problem | None:
    """Check across the files and put the question together."""
    if read.event is None or read.part is None or read.report is None:
        return None
    people = tables.people
    if people.row and not any(f.stops for f in people.findings):
        check_speakers(read.part, people, read.report)
        check_names(read.part, people, read.report)
    problem = _problem(read.event, tables)
    check_size(problem, read.report)
    return problem


def _sorted(findings: list[Finding]) -> list[Finding]:
    order = [*EVENTS, *TABLES, *OPTIONAL]
    return sorted(findings, key=lambda f: (order.index(f.file), f.sheet, f.row, f.column))


def _people_said_once(path: Path, files: Mapping[str, RawFile], read: EventRead) -> None:
    """Want people in one place: attendees.csv, or the sheet of a workbook."""
    if ATTENDEES in files and read.people:
        sheet = read.people
        what = told("has people, and attendees.csv is here too; keep one of the two")
        read.findings.append(Finding(sheet.file, 0, "", what, "E368", sheet.sheet))
    elif ATTENDEES not in files and not read.people and read.part:
        read_files(path, {ATTENDEES: TABLES[ATTENDEES]})


def files_of(folder: Path) -> Mapping[str, RawFile]:
    """Return the files of a folder of inputs by name; the one that says the event is first."""
    event = event_name(folder)
    wanted = {event: EVENTS[event], **TABLES}
    if event != EVENT and not (folder / ATTENDEES).exists():
        del wanted[ATTENDEES]
    here = {name: limit for name, limit in OPTIONAL.items() if (folder / name).exists()}
    return read_files(folder, wanted | here)


def look_at(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Look:
    """Read a folder of inputs as `read_instance` does, but refuse nothing.

    Parameters
    ----------
    folder
        Where the files lie.
    encoding
        Encoding of the CSV files; None finds it out.

    Returns
    -------
    Look
        What it says, with all findings.

    Raises
    ------
    FileTrouble
        If a file is missing, no regular file, or cannot be read.
    """
    path = Path(folder)
    files = files_of(path)
    found = read_event(next(iter(files.values())))
    _people_said_once(path, files, found)
    found.findings += misnamed(path, sorted(OPTIONAL.keys() - files.keys()))
    return look_of(path.resolve().name, files, found, encoding=encoding)


def is_event_alone(folder: Path) -> bool:
    """Tell whether a folder says an event, and nobody's wishes yet."""
    there = (folder / event_name(folder)).exists()
    return there and not any((folder / name).exists() for name in TABLES)


def look_at_event(folder: Path) -> Look:
    """Look at the event of a folder, and at the sheet of people that it may have.

    Parameters
    ----------
    folder
        Where it lies; see `is_event_alone`.
    """
    event = event_name(folder)
    files = read_files(folder, {event: EVENTS[event]})
    found = read_event(files[event])
    found.findings += misnamed(folder, TABLES)
    return look_of(folder.resolve().name, files, found)


def look_of(
    name: str, files: Mapping[str, RawFile], read: EventRead, *, encoding: str | None = None
) -> Look:
    """Look at files that were read, and at an event; see `look_at`.

    Parameters
    ----------
    name
        What they are called together.
    files
        By name; the first one says the event.
    read
        What it says.
    encoding
        Of the CSV files.
    """
    event = next(iter(files))
    texts = _texts({n: raw for n, raw in files.items() if n != event}, encoding)
    tables = _read_tables(texts.text, read)
    if HISTORY not in files and read.event and read.report:
        check_history(read.event, read.report)
    problem = _cross(read, tables)
    findings = read.findings + texts.findings + tables.findings
    findings += read.report.findings if read.report else []
    refused = any(f.stops and f.file == event for f in findings)
    return Look(
        name,
        event,
        None if refused else problem,
        tuple(_sorted(findings)),
        tuple(tables.people.clashes) if problem else (),
        {n: raw.sha256 for n, raw in files.items()},
    )
