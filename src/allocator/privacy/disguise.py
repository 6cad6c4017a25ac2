"""An instance in which nobody is named: the same question with other ids."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import InputRefused
from allocator.privacy.codes import fresh_codes
from allocator.readers.event_document import EVENT, event_name, read_event
from allocator.readers.event_document import LIMITS as EVENTS
from allocator.readers.event_schema import SpeakerPart
from allocator.readers.instance import (
    ATTENDEES,
    HISTORY,
    OPTIONAL,
    PREFERENCES,
    TOGETHER,
    read_instance,
)
from allocator.readers.people import COLUMNS, composed
from allocator.readers.table import read_table
from allocator.readers.values import COLUMNS as VALUES
from allocator.sheets.book import MOST_BYTES
from allocator.sheets.files import read_files
from allocator.sheets.text import decode, plain_name
from allocator.writers.event_text import event_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.problem import Problem
    from allocator.readers.event_schema import EventPart
    from allocator.readers.table import Row

GROUP_LETTERS = "GHJKLMN"


@dataclass(frozen=True)
class Disguise:
    """Codes in place of what could name a person.

    Attributes
    ----------
    people
        Attendee id to code.
    groups
        Group to code; empty where groups keep their names.
    """

    people: Mapping[str, str]
    groups: Mapping[str, str]

    def group(self, text: str) -> str:
        """Return what stands for a group."""
        return self.groups.get(plain_name(text), text)


def disguise(problem: Problem, *, groups: bool) -> Disguise:
    """Draw codes for everybody of a question, and for the groups where that is wanted."""
    event, attendees = problem.event, problem.attendees
    named = {a.group for a in attendees} | {limit.group for limit in event.group_limits}
    return Disguise(
        fresh_codes(a.id for a in attendees),
        fresh_codes(named - {""}, letters=GROUP_LETTERS) if groups else {},
    )


def disguised(
    folder: str | Path, *, groups: bool = False, encoding: str | None = None
) -> tuple[Disguise, dict[str, str]]:
    """Return the files of an instance with codes in place of people.

    The event is an `event.yaml`, also where a workbook said it. Columns that the program
    does not use, comments of `event.yaml`, times of answers and
    people of `history.csv` who do not attend are left out; the order of the answers stays.

    Parameters
    ----------
    folder
        The instance.
    groups
        Whether groups get codes too.
    encoding
        Encoding of the CSV files; None finds it out.

    Returns
    -------
    codes : Disguise
        What stands for whom. Whoever keeps it can undo the disguise.
    texts : dict of str to str
        By file name.

    Raises
    ------
    FileTrouble, InputRefused, Infeasible
        As `read_instance`.
    """
    folder = Path(folder)
    problem = read_instance(folder, encoding=encoding).problem
    codes = disguise(problem, groups=groups)
    part, people = _event_of(folder)
    names = [n for n in (ATTENDEES, PREFERENCES, *OPTIONAL) if (folder / n).exists()]
    read = {
        name: _text(name, raw.data, encoding)
        for name, raw in read_files(folder, {n: MOST_BYTES for n in names}).items()
    }
    made = {
        EVENT: event_text(_coded(part, codes)),
        ATTENDEES: _attendees(read.get(ATTENDEES, people), codes),
        PREFERENCES: _preferences(read[PREFERENCES], codes, problem.arrival),
    }
    if TOGETHER in read:
        made[TOGETHER] = _together(read[TOGETHER], codes)
    if HISTORY in read:
        made[HISTORY] = _history(read[HISTORY], codes)
    return codes, made


def _event_of(folder: Path) -> tuple[EventPart, str]:
    """Return the event, and its people as attendees.csv where a workbook has them."""
    name = event_name(folder)
    found = read_event(read_files(folder, {name: EVENTS[name]})[name])
    if found.part is None:  # the file changed since it was read as part of the instance
        raise InputRefused(found.findings)
    return found.part, found.people.text if found.people else ""


def _text(name: str, data: bytes, encoding: str | None) -> str:
    text, findings = decode(name, data, encoding)
    if text is None:  # the file changed since it was read as part of the instance
        raise InputRefused(findings)
    return text


def _attendees(text: str, codes: Disguise) -> str:
    table = read_table(ATTENDEES, text, ("attendee_id",), COLUMNS)
    kept = [c for c in COLUMNS if c in table.header]

    def cells(row: Row) -> list[str]:
        said = {c: row[c] for c in kept} | {"group": codes.group(row["group"])}
        return [codes.people[composed(row["attendee_id"])], *(said[c] for c in kept)]

    return _csv(("attendee_id", *kept), sorted(map(cells, table.rows)))


def _preferences(text: str, codes: Disguise, arrival: Sequence[str]) -> str:
    """Write the answers in the order in which people answered, without the times."""
    table = read_table(PREFERENCES, text, ("attendee_id", "session_id"), (), VALUES)
    column = next((c for c in VALUES if c in table.header), VALUES[0])
    turn = {person: n for n, person in enumerate(arrival)}
    rows = sorted(table.rows, key=lambda row: turn[composed(row["attendee_id"])])
    return _csv(
        ("attendee_id", "session_id", column),
        ([codes.people[composed(r["attendee_id"])], r["session_id"], r[column]] for r in rows),
    )


def _together(text: str, codes: Disguise) -> str:
    table = read_table(TOGETHER, text, ("relation", "one", "other"), ("round",))

    def cells(row: Row) -> list[str]:
        pair = sorted(codes.people[composed(row[c])] for c in ("one", "other"))
        return [row["relation"], *pair, row["round"]]

    return _csv(("relation", "one", "other", "round"), sorted(map(cells, table.rows)))


def _history(text: str, codes: Disguise) -> str:
    table = read_table(HISTORY, text, ("attendee_id", "regret"))
    known = ((codes.people.get(composed(r["attendee_id"])), r["regret"]) for r in table.rows)
    return _csv(("attendee_id", "regret"), sorted((c, r) for c, r in known if c))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sheet.getvalue()


def _coded(part: EventPart, codes: Disguise) -> EventPart:
    """Return an event with codes for speakers who attend, and for groups."""
    made = part.model_copy(deep=True)
    for limit in made.group_limits:
        limit.group = codes.group(limit.group)
    for session in (s for round_ in made.rounds for s in round_.sessions):
        for at, speaker in enumerate(session.speakers):
            if isinstance(speaker, SpeakerPart):
                session.speakers[at] = _speaker(speaker, codes)
    return made


def _speaker(speaker: SpeakerPart, codes: Disguise) -> SpeakerPart:
    changes: dict[str, str] = {}
    if speaker.attendee:
        code = codes.people[composed(speaker.attendee)]
        changes = {"attendee": code, "name": code}
    if speaker.group:
        changes["group"] = codes.group(speaker.group)
    return speaker.model_copy(update=changes)
