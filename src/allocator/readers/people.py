"""attendees.csv: who comes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.problem import NEEDS, Attendee
from allocator.readers.event_time_checks import last_call
from allocator.readers.names import Suggestions
from allocator.readers.schema_words import ID_PATTERN, LANGUAGE_PATTERN
from allocator.readers.stay import stay
from allocator.readers.table import Row, Table, read_table
from allocator.sheets.text import invisible, plain_name

if TYPE_CHECKING:
    from allocator.offer import Session
    from allocator.problem import Event
    from allocator.readers.clock import Clock

ID = re.compile(ID_PATTERN)
LANGUAGE = re.compile(LANGUAGE_PATTERN)
COLUMNS = ("group", "fixed", "arrives", "leaves", "needs", "languages", "priority")
SEPARATORS = re.compile(r"[\s;]+")
PERMITTED = "letters A-Z a-z, digits, _ and -, beginning with a letter or digit"


def composed(text: str) -> str:
    """Return an id in its composed form (NFC), as all ids are kept."""
    return unicodedata.normalize("NFC", text)


def key(text: str) -> str:
    """Return an id for comparing: invisible characters dropped, case folded."""
    seen = (c for c in composed(text) if unicodedata.category(c) != "Cf")
    return "".join(seen).casefold()


@dataclass
class People:
    """What attendees.csv says.

    Attributes
    ----------
    attendees
        In the order of the file.
    row
        First row of each id, also of the refused ones.
    findings
        What was found.
    clashes
        Sentences about people who would have to be in two places.
    """

    attendees: list[Attendee] = field(default_factory=list)
    row: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether all rows could be read, so that an id not among them is unknown."""
        return bool(self.row) and not any(f.code.startswith("E2") for f in self.findings)


def _check_id(table: Table, row: Row, seen: dict[str, tuple[int, str]]) -> bool:
    """Refuse an id that is empty, badly formed, or has been there before."""
    column, id_ = "attendee_id", composed(row["attendee_id"])
    told, code = "", "E402"
    before = seen.get(key(id_))
    if not id_:
        told = "id is empty"
    elif before and before[1] == id_:
        told, code = f"the same id in rows {before[0]} and {row.number}", "E403"
    elif before:
        hidden = invisible(id_) or invisible(before[1])
        how = f"the invisible {hidden}" if hidden else "upper and lower case"
        told = f"the ids in rows {before[0]} and {row.number} differ only by {how}"
        code = "E404"
    elif not ID.fullmatch(id_):
        hidden = invisible(id_)
        extra = f"; it has the invisible {hidden}" if hidden else ""
        told = f"id must consist of {PERMITTED}{extra}"
    elif len(id_) > 100:
        told = "id is longer than the limit of 100 characters"
    if id_:
        seen.setdefault(key(id_), (row.number, id_))
    if told:
        table.say(row.number, column, told, code)
    return not told


def _fixed(
    table: Table, row: Row, event: Event | None, near: Suggestions | None
) -> tuple[str, ...]:
    ids = [composed(x) for x in SEPARATORS.split(row["fixed"]) if x]
    ids = list(dict.fromkeys(ids))
    if event is None or near is None:
        return ()
    for id_ in ids:
        if id_ not in event.session:
            told = f"no such session{near.hint(id_)}"
            table.say(row.number, "fixed", told, "E405")
    return tuple(sorted(x for x in ids if x in event.session))


def _group(table: Table, row: Row) -> str:
    """Return the group without invisible characters, which would split it in two."""
    hidden = invisible(row["group"])
    if hidden:
        told = f"the invisible {hidden} is dropped"
        table.say(row.number, "group", told, "N408")
    return plain_name(row["group"])


def _needs(table: Table, row: Row) -> frozenset[str]:
    said = {x for x in SEPARATORS.split(row["needs"]) if x}
    if said - set(NEEDS):
        told = f"must be empty or one of: {', '.join(NEEDS)}"
        table.say(row.number, "needs", told, "E407")
    return frozenset(said & set(NEEDS))


def _languages(table: Table, row: Row) -> frozenset[str]:
    said = {composed(x) for x in SEPARATORS.split(row["languages"]) if x}
    good = frozenset(filter(LANGUAGE.fullmatch, said))
    if good != said:
        told = "must be words of small letters such as nb;en, or empty"
        table.say(row.number, "languages", told, "E409")
    return good


def _priority(table: Table, row: Row, event: Event | None) -> str:
    said = plain_name(row["priority"])
    if event is None or not said or said in event.classes:
        return said
    told = f"must be empty or one of: {', '.join(event.classes)}"
    if not event.classes:
        told = "must be empty, or one of the `classes` of event.yaml, which has none"
    table.say(row.number, "priority", told, "E410")
    return ""


def _clash(one: Session, other: Session) -> str:
    """Return why a person cannot be in both of two sessions, '' if that is possible."""
    if one.round_id == other.round_id:
        return f"which are both in round {one.round_id}"
    first, second = sorted((one, other), key=lambda s: s.busy_from)
    if first.busy_until <= last_call(second):
        return ""
    return (
        f"but {first.id} lasts until {first.busy_until:%H:%M} and {second.id} "
        f"begins {last_call(second):%H:%M}"
    )


def _clashes(attendee: Attendee, row: int, event: Event) -> list[str]:
    """Say where a person's fixed places are at the same time, or in the same round."""
    found = []
    for one, other in combinations((event.session[x] for x in attendee.fixed), 2):
        why = _clash(one, other)
        if why:
            found.append(f"attendees.csv, row {row}: fixed in {one.id} and {other.id}, {why}")
    return found


def read_people(file: str, text: str, event: Event | None, clock: Clock | None) -> People:
    """Read attendees.csv.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.
    event, clock
        None where event.yaml was refused; then ids of sessions are not looked up.

    Returns
    -------
    People
        Attendees and findings.
    """
    table, people = read_table(file, text, ("attendee_id",), COLUMNS), People()
    seen: dict[str, tuple[int, str]] = {}
    near = Suggestions(event) if event else None
    for row in table.rows:
        good = _check_id(table, row, seen)
        arrives, leaves = stay(table, row, clock, event.days if event else ())
        attendee = Attendee(
            id=composed(row["attendee_id"]),
            group=_group(table, row),
            fixed=_fixed(table, row, event, near),
            arrives=arrives,
            leaves=leaves,
            needs=_needs(table, row),
            languages=_languages(table, row),
            priority=_priority(table, row, event),
        )
        if good:
            people.attendees.append(attendee)
        people.row.setdefault(attendee.id, row.number)
        if event is not None:
            people.clashes += _clashes(attendee, row.number, event)
    people.findings = table.findings
    if not table.rows and not any(f.stops for f in table.findings):
        people.findings.append(Finding(file, 0, "", "no attendees", "E401"))
    return people
