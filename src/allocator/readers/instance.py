"""A folder with three files, or four, read into a `Problem`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from allocator.errors import Finding, Infeasible, InputRefused
from allocator.problem import Event, Problem
from allocator.readers.consistency import check_size, check_speakers
from allocator.readers.event_build import Clock, Report
from allocator.readers.event_checks import check_event
from allocator.readers.event_yaml import read_event_part
from allocator.readers.files import RawFile, read_files
from allocator.readers.history import Past, check_history, credits, read_history
from allocator.readers.people import People, read_people
from allocator.readers.text import decode
from allocator.readers.wishes import Voices, read_wishes

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from allocator.readers.event_schema import EventPart

EVENT, ATTENDEES, PREFERENCES = "event.yaml", "attendees.csv", "preferences.csv"
HISTORY = "history.csv"
LIMITS = {EVENT: 1_000_000, ATTENDEES: 20_000_000, PREFERENCES: 20_000_000}
OPTIONAL = {HISTORY: 20_000_000}


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
    """What event.yaml gave; parts are None where it was refused."""

    part: EventPart | None = None
    event: Event | None = None
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
        return _EventRead()
    report = Report(EVENT, tree)
    event = check_event(part, report)
    clock = Clock(part.date, ZoneInfo(part.timezone)) if event else None
    return _EventRead(part, event, clock, report)


def _problem(event: Event, people: People, voices: Voices, past: Past) -> Problem:
    attendees = tuple(sorted(people.attendees, key=lambda a: a.id))
    came = set(voices.arrival)
    silent = [a.id for a in attendees if a.id not in came]
    credit = credits(event, past.regrets, voices.wishes)
    return Problem(event, attendees, voices.wishes, (*voices.arrival, *silent), credit)


def _cross(read: _EventRead, people: People, voices: Voices, past: Past) -> Problem | None:
    """Check across the files and put the question together."""
    if read.event is None or read.part is None or read.report is None:
        return None
    if people.row and not any(f.stops for f in people.findings):
        check_speakers(read.part, people, read.report)
    problem = _problem(read.event, people, voices, past)
    check_size(problem, read.report)
    return problem


def _sorted(findings: list[Finding]) -> list[Finding]:
    order = [*LIMITS, *OPTIONAL]
    return sorted(findings, key=lambda f: (order.index(f.file), f.row, f.column))


def read_instance(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Instance:
    """Read event.yaml, attendees.csv, preferences.csv and, if it is there, history.csv.

    Parameters
    ----------
    folder
        Where the files lie.
    encoding
        Encoding of the two CSV files; None finds it out.

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
    path = Path(folder)
    here = {name: limit for name, limit in OPTIONAL.items() if (path / name).exists()}
    files = read_files(path, LIMITS | here)
    texts = _texts(files, encoding)
    findings = texts.findings
    read = _read_event(texts)
    people, voices = People(), Voices()
    if ATTENDEES in texts.text:
        people = read_people(ATTENDEES, texts.text[ATTENDEES], read.event, read.clock)
    if PREFERENCES in texts.text:
        refuse = bool(read.part and read.part.wishes.irregular_ranks == "refuse")
        known = read.event if ATTENDEES in texts.text else None
        text = texts.text[PREFERENCES]
        voices = read_wishes(PREFERENCES, text, known, people, refuse)
    past = Past()
    if HISTORY in texts.text:
        past = read_history(HISTORY, texts.text[HISTORY], read.event, people)
    elif HISTORY not in files and read.event and read.report:
        check_history(read.event, read.report)
    problem = _cross(read, people, voices, past)
    findings += people.findings + voices.findings + past.findings
    findings += read.report.findings if read.report else []
    findings = _sorted(findings)
    if problem is None or any(f.stops for f in findings):
        raise InputRefused(findings)
    if people.clashes:
        raise Infeasible(people.clashes)
    hashes = {name: raw.sha256 for name, raw in files.items()}
    return Instance(path.resolve().name, problem, tuple(findings), hashes)
