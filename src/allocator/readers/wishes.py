"""preferences.csv: what people wish for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.problem import Refusals, Wishes
from allocator.readers.names import Suggestions
from allocator.readers.people import composed, key
from allocator.readers.said import Said, Voice, irregularities, spread
from allocator.readers.table import Row, Table, read_table
from allocator.readers.times import ANSWERED, EVER, LATEST, answered_at
from allocator.readers.values import COLUMNS, Value, read_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from allocator.errors import Finding
    from allocator.problem import Event
    from allocator.readers.people import People

CODE_OF = {"rank": "E512", "rating": "E515", "answer": "E516"}
REFUSED_AS = {"twice": "E501", "tie": "E502", "gap": "E503"}
NOTICED_AS = {"twice": "N501", "tie": "N502", "gap": "N503", "fixed": "N504", "many": "N505"}


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
    said: dict[str, Voice] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)

    @cached_property
    def themes(self) -> frozenset[str]:
        """Themes by which sessions may be named; an id of a session is the session."""
        found = {s.theme for s in self.event.sessions if s.theme}
        return frozenset(found - self.event.session.keys())

    @cached_property
    def theme_people(self) -> frozenset[str]:
        """Those who name a theme: their ranks are one list over all that can be named."""
        written = {row["session_id"] for row in self.table.rows}
        named = {name for name in written if composed(name) in self.themes}
        return frozenset(
            composed(row["attendee_id"])
            for row in self.table.rows
            if row["session_id"] in named
        )

    @cached_property
    def by_key(self) -> dict[str, str]:
        """Ids of attendees.csv, each by its key."""
        return {key(id_): id_ for id_ in self.people.row}

    def irregular(self, kind: str, row: int) -> None:
        """Count an irregularity of the ranks, or refuse it."""
        if self.refuse:
            why = {
                "twice": told("the person has named this session or theme before"),
                "tie": told("the person has given this rank before"),
                "gap": told("the rank before this one is missing"),
            }[kind]
            column = "session_id" if kind == "twice" else "rank"
            self.table.say(row, column, why, REFUSED_AS[kind])
        else:
            self.kinds[kind] += 1


def _noticed(kind: str, n: int) -> str:
    """Say how often an irregularity was found, and how it counts."""
    return {
        "twice": told(
            "sessions named twice by one person: {n}; the better mention counts", n=n
        ),
        "tie": told("equal ranks within a round: {n}; they are a tie", n=n),
        "gap": told("gaps in the ranks of a round: {n}; they are closed", n=n),
        "fixed": told(
            "wishes in a round where the person has a fixed place: {n}; dropped", n=n
        ),
        "many": told(
            "refusals of more than a third of a round by one person: {n} times; "
            "they count as not mentioned",
            n=n,
        ),
    }[kind]


def _person(reading: Reading, row: Row) -> str | None:
    id_ = composed(row["attendee_id"])
    if id_ in reading.people.row:
        return id_
    if id_ and not reading.people.whole:  # perhaps the person stands in a row not read
        return None
    near = reading.by_key.get(key(id_))
    why = told("not in attendees.csv")
    if not id_:
        why = told("id is empty")
    elif near:
        why = told(
            "not in attendees.csv; row {row} there differs only by case or "
            "invisible characters",
            row=reading.people.row[near],
        )
    reading.table.say(row.number, "attendee_id", why, "E510")
    return None


def _name(reading: Reading, row: Row) -> str | None:
    """Return the session or theme that a row names."""
    name = composed(row["session_id"])
    if name in reading.event.session or name in reading.themes:
        return name
    hint = reading.near.hint(name) if name else ""
    why = told("no such session{hint}", hint=hint)
    if reading.themes:
        why = told("no such session or theme{hint}", hint=hint)
    if not name:
        why = told("session is empty")
    reading.table.say(row.number, "session_id", why, "E511")
    return None


def _value(reading: Reading, row: Row, name: str) -> Value:
    event = reading.event
    if reading.themes and composed(row["attendee_id"]) in reading.theme_people:
        most = len(event.sessions) + len(reading.themes)
    else:
        most = len(event.offer[event.session[name].round_id])
    value = read_value(reading.column, row[reading.column], most)
    if value.wrong:
        code = CODE_OF[reading.column]
        reading.table.say(row.number, reading.column, value.wrong, code)
    return value


def _note(reading: Reading, person: str, name: str, better: int, row: int) -> None:
    """Keep what a row says, next to what the person said before."""
    voice = reading.said.get(person) or reading.said.setdefault(person, Voice())
    said = voice.themes
    if name not in reading.themes:
        round_id = reading.event.session[name].round_id
        said = voice.rounds.get(round_id) or voice.rounds.setdefault(round_id, Said())
    if said.contradicts(name, better):
        why = told("the person has both ranked and refused this session")
        if name in reading.themes:
            why = told("the person has both ranked and refused this theme")
        reading.table.say(row, "session_id", why, "E513")
        return
    if said.speaks_of(name):
        reading.irregular("twice", row)
    said.note(name, better, row)


def _look_at_ranks(reading: Reading, voice: Voice, counted: Mapping[str, Said]) -> None:
    """Find ties and gaps; ratings and answers tie as a matter of course."""
    if reading.column != "rank":
        return
    every = voice.themes.values.union(*(said.values for said in voice.rounds.values()))
    found = [*irregularities(voice.themes, elsewhere=every)]
    for round_id, own in voice.rounds.items():
        if round_id in counted:
            whole = counted[round_id].ranks
            beside = {better for s, (better, _) in whole.items() if s not in own.ranks}
            found += irregularities(own, beside, voice.themes.values)
    for kind, row in found:
        reading.irregular(kind, row)


def _wishes_of(reading: Reading, person: str, fixed: set[str]) -> Wishes:
    """Return what counts; `fixed` are the rounds in which the person has a place."""
    event, voice = reading.event, reading.said[person]
    ranks, refused = dict[str, int](), set[str]()
    for round_id in fixed & voice.rounds.keys():
        own = voice.rounds[round_id]
        reading.kinds["fixed"] += len(own.ranks) + len(own.refused)
    counted = {
        round_id: spread(offer, voice.rounds.get(round_id, Said()), voice.themes)
        for round_id, offer in event.offer.items()
        if round_id not in fixed
    }
    _look_at_ranks(reading, voice, counted)
    for round_id, said in counted.items():
        ranks |= _ranks(reading, said)
        many = len(said.refused) > len(event.offer[round_id]) // 3
        if many and event.refusals is Refusals.AVOID:
            reading.kinds["many"] += 1
            continue
        refused |= said.refused.keys()
    return Wishes(dict(sorted(ranks.items())), frozenset(refused))


def _ranks(reading: Reading, said: Said) -> dict[str, int]:
    """Return ranks as written; ratings become tiers, the best is 1."""
    if reading.column == "rating":
        values = sorted(said.values)
        return {s: values.index(better) + 1 for s, (better, _) in said.ranks.items()}
    return {s: better for s, (better, _) in said.ranks.items()}


def _rows(reading: Reading, voices: Voices) -> None:
    came: dict[str, tuple[bool, datetime, int]] = {}
    for row in reading.table.rows:
        person, name = _person(reading, row), _name(reading, row)
        value = None if name is None else _value(reading, row, name)
        moment = answered_at(reading.table, row, reading.event.timezone)
        if person is None or name is None or value is None or value.better is None:
            continue
        if moment is not None or person not in came:
            turn = (moment is None, moment or EVER, row.number)
            came[person] = min(came.get(person, LATEST), turn)
        _note(reading, person, name, value.better, row.number)
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
    needed = ("attendee_id", "session_id")
    table = read_table(file, text, needed, (ANSWERED,), COLUMNS)
    voices = Voices(findings=table.findings)
    if not table.rows and not any(f.stops for f in table.findings):
        table.say(0, "", told("no wishes"), "N500")
    if event is None:
        return voices
    column = next((name for name in COLUMNS if name in table.header), COLUMNS[0])
    near = Suggestions(event, themes=True)
    reading = Reading(event, people, table, column, refuse, near)
    _rows(reading, voices)
    for attendee in sorted(people.attendees, key=lambda a: a.id):
        if attendee.id in reading.said:
            fixed = {event.session[s].round_id for s in attendee.fixed}
            found = _wishes_of(reading, attendee.id, fixed)
            if found.ranks or found.refused:
                voices.wishes[attendee.id] = found
    for kind, n in sorted((+reading.kinds).items()):
        table.say(0, "", _noticed(kind, n), NOTICED_AS[kind])
    return voices
