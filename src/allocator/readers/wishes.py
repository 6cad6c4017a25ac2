"""preferences.csv: what people wish for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.problem import Refusals, Wishes
from allocator.readers.names import Suggestions
from allocator.readers.people import composed, key
from allocator.readers.table import Row, Table, read_table

if TYPE_CHECKING:
    from allocator.errors import Finding
    from allocator.problem import Event
    from allocator.readers.people import People

RANK = re.compile(r"0*([0-9]{1,9})", re.ASCII)
REFUSED = "refused"
KINDS = {
    "twice": "sessions named twice by one person: {n}; the better mention counts",
    "tie": "equal ranks within a round: {n}; they are a tie",
    "gap": "gaps in the ranks of a round: {n}; they are closed",
    "fixed": "wishes in a round where the person has a fixed place: {n}; dropped",
    "many": (
        "refusals of more than a third of a round by one person: {n} times; "
        "they count as not mentioned"
    ),
}
CODES = {"twice": "501", "tie": "502", "gap": "503", "fixed": "504", "many": "505"}


@dataclass
class Said:
    """What one person said in one round: session -> (rank, row), and refusals."""

    ranks: dict[str, tuple[int, int]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)


@dataclass
class Voices:
    """What preferences.csv says.

    Attributes
    ----------
    wishes
        By attendee id; only people who said something.
    arrival
        Attendee ids in the order of their first row.
    findings
        What was found.
    """

    wishes: dict[str, Wishes] = field(default_factory=dict)
    arrival: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Reading:
    """One pass over the rows, with the kinds of irregularities counted."""

    event: Event
    people: People
    table: Table
    refuse: bool
    near: Suggestions
    said: dict[str, dict[str, Said]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    def irregular(self, kind: str, row: int) -> None:
        """Count an irregularity of the ranks, or refuse it."""
        if self.refuse:
            told = {
                "twice": "the person has named this session before",
                "tie": "the person has given this rank in this round before",
                "gap": "a rank below this one is missing in this round",
            }[kind]
            column = "session_id" if kind == "twice" else "rank"
            self.table.say(row, column, told, f"E{CODES[kind]}")
        else:
            self.kinds[kind] += 1


def _person(reading: Reading, row: Row, by_key: dict[str, str]) -> str | None:
    id_ = composed(row["attendee_id"])
    if id_ in reading.people.row:
        return id_
    if id_ and not reading.people.whole:  # perhaps the person stands in a row not read
        return None
    near = by_key.get(key(id_))
    told = "not in attendees.csv"
    if not id_:
        told = "id is empty"
    elif near:
        there = reading.people.row[near]
        told += f"; row {there} there differs only by case or invisible characters"
    reading.table.say(row.number, "attendee_id", told, "E510")
    return None


def _session(reading: Reading, row: Row) -> str | None:
    id_ = composed(row["session_id"])
    if id_ in reading.event.session:
        return id_
    hint = reading.near.hint(id_)
    told = f"no such session{hint}" if id_ else "session is empty"
    reading.table.say(row.number, "session_id", told, "E511")
    return None


def _rank(reading: Reading, row: Row, session: str | None) -> int | None:
    """Return the rank, 0 for a refusal, None where it is refused."""
    text = row["rank"]
    if text.casefold() == REFUSED:
        return 0
    if session is None:
        return None
    offer = reading.event.offer[reading.event.session[session].round_id]
    match = RANK.fullmatch(text)
    if match and 1 <= int(match.group(1)) <= len(offer):
        return int(match.group(1))
    told = f"must be 1..{len(offer)}, or the word {REFUSED}"
    reading.table.say(row.number, "rank", told, "E512")
    return None


def _note(reading: Reading, person: str, session: str, rank: int, row: int) -> None:
    """Keep what a row says, next to what the person said before."""
    round_id = reading.event.session[session].round_id
    said = reading.said.setdefault(person, {}).setdefault(round_id, Said())
    other = said.ranks if rank == 0 else said.refused
    if session in other:
        told = "the person has both ranked and refused this session"
        reading.table.say(row, "session_id", told, "E513")
        return
    if session in said.refused or session in said.ranks:
        reading.irregular("twice", row)
    if rank == 0:
        said.refused.setdefault(session, row)
    elif session not in said.ranks or rank < said.ranks[session][0]:
        said.ranks[session] = (rank, row)


def _look_at_ranks(reading: Reading, said: Said) -> None:
    """Find ties and gaps in what one person said of one round."""
    seen: set[int] = set()
    for rank, row in sorted(said.ranks.values()):
        if rank in seen:
            reading.irregular("tie", row)
        elif rank > 1 and rank != max(seen, default=0) + 1:
            reading.irregular("gap", row)
        seen.add(rank)


def _wishes_of(reading: Reading, person: str, fixed: set[str]) -> Wishes:
    """Return what counts; `fixed` are the rounds in which the person has a place."""
    event, ranks, refused = reading.event, dict[str, int](), set[str]()
    for round_id, said in reading.said[person].items():
        if round_id in fixed:
            reading.kinds["fixed"] += len(said.ranks) + len(said.refused)
            continue
        _look_at_ranks(reading, said)
        ranks |= {s: rank for s, (rank, _) in said.ranks.items()}
        many = len(said.refused) > len(event.offer[round_id]) // 3
        if many and event.refusals is Refusals.AVOID:
            reading.kinds["many"] += 1
            continue
        refused |= said.refused.keys()
    return Wishes(dict(sorted(ranks.items())), frozenset(refused))


def _rows(reading: Reading, voices: Voices) -> None:
    by_key = {key(id_): id_ for id_ in reading.people.row}
    came: dict[str, None] = {}
    for row in reading.table.rows:
        person = _person(reading, row, by_key)
        session = _session(reading, row)
        rank = _rank(reading, row, session)
        if person is not None:
            came.setdefault(person)
        if person is not None and session is not None and rank is not None:
            _note(reading, person, session, rank, row.number)
    voices.arrival = list(came)


def read_wishes(
    file: str, text: str, event: Event | None, people: People, refuse: bool
) -> Voices:
    """Read preferences.csv.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.
    event
        None where event.yaml was refused; then only the table itself is looked at.
    people
        What attendees.csv says.
    refuse
        Whether irregular ranks are refused instead of reported.

    Returns
    -------
    Voices
        Wishes and findings.
    """
    table = read_table(file, text, ("attendee_id", "session_id", "rank"))
    voices = Voices(findings=table.findings)
    if not table.rows and not any(f.stops for f in table.findings):
        table.say(0, "", "no wishes", "N500")
    if event is None:
        return voices
    reading = Reading(event, people, table, refuse, Suggestions(event))
    _rows(reading, voices)
    for attendee in sorted(people.attendees, key=lambda a: a.id):
        if attendee.id in reading.said:
            fixed = {event.session[s].round_id for s in attendee.fixed}
            found = _wishes_of(reading, attendee.id, fixed)
            if found.ranks or found.refused:
                voices.wishes[attendee.id] = found
    for kind, n in sorted(reading.kinds.items()):
        table.say(0, "", KINDS[kind].format(n=n), f"N{CODES[kind]}")
    return voices
