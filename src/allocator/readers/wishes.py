"""preferences.csv: what people wish for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.problem import Refusals, Wishes
from allocator.readers.names import Suggestions
from allocator.readers.people import composed, key
from allocator.readers.table import Row, Table, read_table
from allocator.readers.times import ANSWERED, EVER, LATEST, answered_at
from allocator.readers.values import NOTHING, REFUSAL, Value, mixed, read_value, value_columns

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

    from allocator.errors import Finding
    from allocator.problem import Event
    from allocator.readers.people import People

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
CODE_OF = {"rank": "E512", "rating": "E515", "answer": "E516"}
CODES = {"twice": "501", "tie": "502", "gap": "503", "fixed": "504", "many": "505"}


@dataclass
class Said:
    """What one person said in one round.

    Attributes
    ----------
    ranks
        Session id to a number (the smaller, the better) and the row it stands in.
    refused
        Session id to its row.
    themes
        Sessions of which only the theme was named.
    """

    ranks: dict[str, tuple[Fraction, int]] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    themes: set[str] = field(default_factory=set)


@dataclass
class Voices:
    """What preferences.csv says.

    Attributes
    ----------
    wishes
        By attendee id; only people who said something.
    arrival
        Attendee ids in the order of their first answer: by time where the rows have one,
        else by row.
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
    column: str
    refuse: bool
    near: Suggestions
    said: dict[str, dict[str, Said]] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    @cached_property
    def themes(self) -> dict[str, tuple[str, ...]]:
        """Session ids by theme; a theme that is spelled like a session's id is none."""
        found: dict[str, tuple[str, ...]] = {}
        for session in self.event.sessions:
            if session.theme and session.theme not in self.event.session:
                found[session.theme] = (*found.get(session.theme, ()), session.id)
        return found

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


def _sessions(reading: Reading, row: Row) -> tuple[str, ...]:
    """Return the session that a row names, or all sessions of the theme that it names."""
    id_ = composed(row["session_id"])
    if id_ in reading.event.session:
        return (id_,)
    if id_ in reading.themes:
        return reading.themes[id_]
    hint = reading.near.hint(id_)
    told = f"no such session{hint}" if id_ else "session is empty"
    reading.table.say(row.number, "session_id", told, "E511")
    return ()


def _value(reading: Reading, row: Row, sessions: tuple[str, ...]) -> Value:
    event = reading.event
    named = composed(row["session_id"]) in event.session
    offer = event.offer[event.session[sessions[0]].round_id] if named else event.sessions
    value = read_value(reading.column, row[reading.column], len(offer))
    if value.wrong:
        code = CODE_OF[reading.column]
        reading.table.say(row.number, reading.column, value.wrong, code)
    return value


def _note(reading: Reading, person: str, session: str, better: Fraction, row: int) -> None:
    """Keep what a row says of a session, next to what the person said before."""
    round_id = reading.event.session[session].round_id
    said = reading.said.setdefault(person, {}).setdefault(round_id, Said())
    refuses = better == REFUSAL
    other = said.ranks if refuses else said.refused
    if session in other:
        told = "the person has both ranked and refused this session"
        reading.table.say(row, "session_id", told, "E513")
        return
    if session in said.refused or session in said.ranks:
        reading.irregular("twice", row)
    if refuses:
        said.refused.setdefault(session, row)
    elif session not in said.ranks or better < said.ranks[session][0]:
        said.ranks[session] = (better, row)


def _note_theme(
    reading: Reading, person: str, sessions: tuple[str, ...], better: Fraction, row: int
) -> None:
    """Keep a wish for a theme where the person did not speak of its session itself."""
    for session in sessions:
        round_id = reading.event.session[session].round_id
        said = reading.said.get(person, {}).get(round_id, Said())
        by_itself = (said.ranks.keys() | said.refused.keys()) - said.themes
        if session not in by_itself:
            _note(reading, person, session, better, row)
            reading.said[person][round_id].themes.add(session)


def _look_at_ranks(reading: Reading, said: Said) -> None:
    """Find ties and gaps in what one person said of one round.

    Ratings and answers tie as a matter of course, and themes leave gaps in each round.
    """
    if reading.column != "rank" or said.themes:
        return
    seen: set[Fraction] = set()
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
        ranks |= _ranks(reading, said)
        many = len(said.refused) > len(event.offer[round_id]) // 3
        if many and event.refusals is Refusals.AVOID:
            reading.kinds["many"] += 1
            continue
        refused |= said.refused.keys()
    return Wishes(dict(sorted(ranks.items())), frozenset(refused))


def _ranks(reading: Reading, said: Said) -> dict[str, int]:
    """Return ranks as written; ratings become tiers, the best is 1."""
    values = sorted({better for better, _ in said.ranks.values()})
    if reading.column == "rating":
        return {s: values.index(better) + 1 for s, (better, _) in said.ranks.items()}
    return {s: int(better) for s, (better, _) in said.ranks.items()}


def _rows(reading: Reading, voices: Voices) -> None:
    by_key = {key(id_): id_ for id_ in reading.people.row}
    came: dict[str, tuple[bool, datetime, int]] = {}
    by_theme = []
    for row in reading.table.rows:
        person, sessions = _person(reading, row, by_key), _sessions(reading, row)
        value = _value(reading, row, sessions) if sessions else NOTHING
        moment = answered_at(reading.table, row, reading.event.timezone)
        if person is None:
            continue
        turn = (moment is None, moment or EVER, row.number)
        came[person] = min(came.get(person, LATEST), turn)
        if value.better is None:
            continue
        if composed(row["session_id"]) in reading.event.session:
            _note(reading, person, sessions[0], value.better, row.number)
        else:
            by_theme.append((person, sessions, value.better, row.number))
    for named in by_theme:
        _note_theme(reading, *named)
    voices.arrival = sorted(came, key=lambda person: came[person])


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
    columns = value_columns(text) or ("rank",)
    needed = ("attendee_id", "session_id", columns[0])
    table = read_table(file, text, needed, (*columns[1:], ANSWERED))
    voices = Voices(findings=table.findings)
    if told := mixed(columns):
        table.say(1, "", told, "E514")
        return voices
    if not table.rows and not any(f.stops for f in table.findings):
        table.say(0, "", "no wishes", "N500")
    if event is None:
        return voices
    reading = Reading(event, people, table, columns[0], refuse, Suggestions(event))
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
