"""people.xlsx: which name an id stands for. It is kept apart from the tidy files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import Finding, InputRefused
from allocator.language import told
from allocator.readers.people import composed, key
from allocator.readers.schema_words import ID_PATTERN
from allocator.sheets import address, read_book
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from allocator.sheets import Line, Sheet

ID = re.compile(ID_PATTERN)
WORDS = {
    "attendee_id": "attendee_id attendeeid id deltakerid deltaker kode nummer nr code",
    "name": "name navn fulltnavn fullname",
    "email": "email epost epostadresse emailaddress mail mailadresse",
    "organisation": "organisation organization organisasjon kommune virksomhet arbeidssted "
    "arbeidsgiver employer company firma group gruppe",
}
"""Header words of each column, without blanks and marks."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who an attendee is, for lists that people read.

    Attributes
    ----------
    attendee_id
        As in attendees.csv.
    name, email, organisation
        As the person wrote them; "" where that is not known.
    """

    attendee_id: str
    name: str = ""
    email: str = ""
    organisation: str = ""


def _word(header: str) -> str:
    return re.sub(r"[^a-zæøå]", "", plain_name(header).casefold())


def _columns(header: Line) -> dict[str, int]:
    """Return the position of each column that the header has; the first one counts."""
    found: dict[str, int] = {}
    for name, words in WORDS.items():
        known = words.replace("_", "").split()
        places = [at for at, cell in enumerate(header.cells) if _word(cell) in known]
        if places:
            found[name] = places[0]
    return found


def _id_trouble(person: Person, seen: Mapping[str, int]) -> tuple[str, str]:
    """Return what is wrong with an id, and the code; "" where nothing is."""
    id_ = person.attendee_id
    if not ID.fullmatch(id_):
        return told("must be the id that the person has in attendees.csv"), "E741"
    before = seen.get(key(id_))
    return (told("the same id as in row {row}", row=before), "E742") if before else ("", "")


def _people(
    file: str, sheet: Sheet, columns: Mapping[str, int]
) -> tuple[dict[str, Person], list[Finding]]:
    people: dict[str, Person] = {}
    seen: dict[str, int] = {}
    findings = []
    for line in sheet.lines[1:]:
        said = {name: plain_name(line.cells[at]) for name, at in columns.items()}
        if not any(said.values()):
            continue
        person = Person(**{**said, "attendee_id": composed(said["attendee_id"])})
        trouble, code = _id_trouble(person, seen)
        if trouble:
            at = columns["attendee_id"] + 1
            cell = address((line.number, at)) if sheet.name else ""
            findings.append(
                Finding(file, line.number, "attendee_id", trouble, code, sheet.name, cell)
            )
            continue
        seen[key(person.attendee_id)] = line.number
        people[person.attendee_id] = person
    return people, findings


def read_people_file(path: Path) -> Mapping[str, Person]:
    """Read the names that ids stand for.

    Parameters
    ----------
    path
        An XLSX or CSV file. The first sheet has a header in row 1 with attendee_id and any
        of name, email and organisation (or words such as Navn and E-post), in any order;
        other columns are left alone.

    Returns
    -------
    Mapping[str, Person]
        By attendee id, in the order of the file.

    Raises
    ------
    FileTrouble
        If it cannot be read.
    InputRefused
        If it has no column of ids, or an id is bad or there twice; no name is repeated.
    """
    book = read_book(path)
    findings = list(book.findings)
    if any(f.stops for f in findings):
        raise InputRefused(findings)
    sheet = book.sheets[0]
    columns = _columns(sheet.lines[0]) if sheet.lines else {}
    if "attendee_id" not in columns:
        findings.append(Finding(path.name, 1, "", told("no column attendee_id"), "E740"))
        raise InputRefused(findings)
    people, wrong = _people(path.name, sheet, columns)
    if wrong:
        raise InputRefused([*findings, *wrong])
    return people
