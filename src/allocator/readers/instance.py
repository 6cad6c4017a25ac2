"""A folder with three files, and two more where they are there, read into a `Problem`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from allocator.errors import Finding, Infeasible, InputRefused
from allocator.problem import Event, Problem
from allocator.readers.clock import Clock
from allocator.readers.consistency import check_names, check_size, check_speakers
from allocator.readers.event_checks import check_event
from allocator.readers.event_skeleton import skeleton
from allocator.readers.event_yaml import read_event_part
from allocator.readers.history import Past, check_history, credits, read_history
from allocator.readers.people import People, read_people
from allocator.readers.report import Report
from allocator.readers.together import Pairs, read_pairs
from allocator.readers.wishes import Voices, read_wishes
from allocator.sheets.files import RawFile, misnamed, read_files
from allocator.sheets.text import decode

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from allocator.readers.event_schema import EventPart

EVENT, ATTENDEES, PREFERENCES = "event.yaml", "attendees.csv", "preferences.csv"
HISTORY, TOGETHER = "history.csv", "together.csv"
LIMITS = {EVENT: 1_000_000, ATTENDEES: 20_000_000, PREFERENCES: 20_000_000}
OPTIONAL = {HISTORY: 20_000_000, TOGETHER: 20_000_000}


@dataclass(frozen=True)
class Instance:
    """A question as it was read, with what is noteworthy and what the bytes were.

    Attributes
    ----------
    name
        Name of the folder.
    problem
        The question.
    notices
        Findings that stop nothing.
    inputs
        SHA-256 in hex of the very bytes that were read, by file name.
    """

    name: str
    problem: Problem
    notices: tuple[Finding, ...]
    inputs: Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """What a folder of inputs says, whether it is refused or not.

    Attributes
    ----------
    name
        Name of the folder.
    problem
        The question, without the rows that are refused; None where event.yaml is refused.
    findings
        All of them, in the order of files and rows.
    clashes
        Sentences about people who would have to be in two places.
    inputs
        As for `Instance`.
    """

    name: str
    problem: Problem | None
    findings: tuple[Finding, ...]
    clashes: tuple[str, ...]
    inputs: Mapping[str, str]

    @property
    def refused(self) -> bool:
        """Whether a finding stops."""
        return self.problem is None or any(f.stops for f in self.findings)


def read(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Problem:
    """Read the question only; see `read_instance`.

    Parameters
    ----------
    folder, encoding
        As for `read_instance`.

    Returns
    -------
    Problem
        The question.
    """
    return read_instance(folder, encoding=encoding).problem


@dataclass
class _Texts:
    """The texts of the files, and what was found on the way."""

    text: dict[str, str]
    findings: list[Finding]


@dataclass
class _EventRead:
    """What event.yaml gave; parts are None where it was refused.

    `known` is the event, or where that is refused its rounds and sessions by id, so that the
    other files can be held to them all the same.
    """

    part: EventPart | None = None
    event: Event | None = None
    known: Event | None = None
    clock: Clock | None = None
    report: Report | None = None


def _texts(files: Mapping[str, RawFile], encoding: str | None) -> _Texts:
    texts = _Texts({}, [])
    for name, raw in files.items():
        found = raw.findings()
        if not found:
            forced = encoding if name.endswith(".csv") else None
            text, found = decode(name, raw.data, forced)
            if text is not None:
                texts.text[name] = text
        texts.findings += found
    return texts


def _read_event(texts: _Texts) -> _EventRead:
    if EVENT not in texts.text:
        return _EventRead()
    part, tree, findings = read_event_part(EVENT, texts.text[EVENT])
    texts.findings += findings
    if part is None or tree is None:
        return _EventRead(known=skeleton(tree.plain) if tree else None)
    report = Report(EVENT, tree)
    event = check_event(part, report)
    clock = Clock(part.date, ZoneInfo(part.timezone)) if event else None
    return _EventRead(part, event, event or skeleton(tree.plain), clock, report)


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


def _read_tables(text: Mapping[str, str], read: _EventRead) -> _Tables:
    """Read the CSV files that are there; a file that was refused as such is not."""
    tables = _Tables()
    if ATTENDEES in text:
        tables.people = read_people(ATTENDEES, text[ATTENDEES], read.known, read.clock)
    people = tables.people
    if PREFERENCES in text:
        refuse = bool(read.part and read.part.wishes.irregular_ranks == "refuse")
        known = read.known if ATTENDEES in text else None
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


def _cross(read: _EventRead, tables: _Tables) -> Problem | None:
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
    order = [*LIMITS, *OPTIONAL]
    return sorted(findings, key=lambda f: (order.index(f.file), f.row, f.column))


def read_instance(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Instance:
    """Read event.yaml, attendees.csv, preferences.csv and what is there of two more.

    These are history.csv and together.csv.

    Parameters
    ----------
    folder
        Where the files lie.
    encoding
        Encoding of the CSV files; None finds it out.

    Returns
    -------
    Instance
        The question, notices, and hashes of the files.

    Raises
    ------
    FileTrouble
        If a file is missing, no regular file, or cannot be read.
    InputRefused
        With all findings of all files.
    Infeasible
        If a person has two fixed places in one round.
    """
    found = look_at(folder, encoding=encoding)
    if found.problem is None or found.refused:
        raise InputRefused(found.findings)
    if found.clashes:
        raise Infeasible(found.clashes)
    return Instance(found.name, found.problem, found.findings, found.inputs)


def look_at(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Look:
    """Read a folder of inputs as `read_instance` does, but refuse nothing.

    Parameters
    ----------
    folder, encoding
        As for `read_instance`.

    Returns
    -------
    Look
        What it says, with all findings.

    Raises
    ------
    FileTrouble
        As `read_instance`.
    """
    path = Path(folder)
    here = {name: limit for name, limit in OPTIONAL.items() if (path / name).exists()}
    files = read_files(path, LIMITS | here)
    texts = _texts(files, encoding)
    texts.findings += misnamed(path, sorted(OPTIONAL.keys() - here.keys()))
    findings = texts.findings
    read = _read_event(texts)
    tables = _read_tables(texts.text, read)
    if HISTORY not in files and read.event and read.report:
        check_history(read.event, read.report)
    problem = _cross(read, tables)
    findings += tables.findings
    findings += read.report.findings if read.report else []
    hashes = {name: raw.sha256 for name, raw in files.items()}
    return Look(
        path.resolve().name,
        None if any(f.stops and f.file == EVENT for f in findings) else problem,
        tuple(_sorted(findings)),
        tuple(tables.people.clashes) if problem else (),
        hashes,
    )
