"""attendees.csv: who comes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told
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


def composed(text: str) -> str:
    """Return an id in its composed form (NFC), as all ids are kept."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def key(text: str) -> str:
    """Return an id for comparing: invisible characters dropped, case folded."""
    if text.isascii():
        return text.lower()
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
    id_, code = composed(row["attendee_id"]), "E402"
    before = seen.get(key(id_))
    why = _badly_formed(id_)
    if id_ and before:
        why, code = _again(*before, row.number, id_)
    if id_:
        seen.setdefault(key(id_), (row.number, id_))
    if why:
        table.say(row.number, "attendee_id", why, code)
    return not why


def _again(first: int, other: str, row: int, id_: str) -> tuple[str, str]:
    """Return how an id is like an earlier one, and the code of the finding."""
    rows = {"one": first, "other": row}
    if other == id_:
        return told("the same id in rows {one} and {other}", **rows), "E403"
    hidden = invisible(id_) or invisible(other)
    how = told("the invisible {letters}", letters=hidden)
    if not hidden:
        how = told("upper and lower case")
    why = told("the ids in rows {one} and {other} differ only by {how}", **rows, how=how)
    return why, "E404"


def _badly_formed(id_: str) -> str:
    """Return what is wrong with the form of an id, "" where nothing is."""
    if not id_:
        return told("id is empty")
    if not ID.fullmatch(id_):
        hidden = invisible(id_)
        extra = told("; it has the invisible {letters}", letters=hidden) if hidden else ""
        return told(
            "id must consist of letters A-Z a-z, digits, _ and -, beginning with a letter or "
            "digit{extra}",
            extra=extra,
        )
    return told("id is longer than the limit of 100 characters") if len(id_) > 100 else ""


def _fixed(
    table: Table, row: Row, event: Event | None, near: Suggestions | None
) -> tuple[str, ...]:
    ids = [composed(x) for x in SEPARATORS.split(row["fixed"]) if x]
    ids = list(dict.fromkeys(ids))
    if event is None or near is None:
        return ()
    for id_ in ids:
        if id_ not in event.session:
            why = told("no such session{hint}", hint=near.hint(id_))
            table.say(row.number, "fixed", why, "E405")
    return tuple(sorted(x for x in ids if x in event.session))


def _group(table: Table, row: Row) -> str:
    """Return the group without invisible characters, which would split it in two."""
    hidden = invisible(row["group"])
    if hidden:
        seen = told("the invisible {letters} is dropped", letters=hidden)
        table.say(row.number, "group", seen, "N408")
    return plain_name(row["group"])


def _needs(table: Table, row: Row) -> frozenset[str]:
    said = {x for x in SEPARATORS.split(row["needs"]) if x}
    if said - set(NEEDS):
        why = told("must be empty or one of: {names}", names=", ".join(NEEDS))
        table.say(row.number, "needs", why, "E407")
    return frozenset(said & set(NEEDS))


def _languages(table: Table, row: Row) -> frozenset[str]:
    said = {composed(x) for x in SEPARATORS.split(row["languages"]) if x}
    good = frozenset(filter(LANGUAGE.fullmatch, said))
    if good != said:
        why = told("must be words of small letters such as nb;en, or empty")
        table.say(row.number, "languages", why, "E409")
    return good


def _priority(table: Table, row: Row, event: Event | None) -> str:
    said = plain_name(row["priority"])
    if event is None or not said or said in event.classes:
        return said
    why = told("must be empty or one of: {names}", names=", ".join(event.classes))
    if not event.classes:
        why = told("must be empty, or one of the `classes` of event.yaml, which has none")
    table.say(row.number, "priority", why, "E410")
    return ""


def _clash(one: Session, other: Session) -> str:
    """Return why a person cannot be in both of two sessions, '' if that is possible."""
    if one.round_id == other.round_id:
        return told("which are both in round {round}", round=one.round_id)
    first, second = sorted((one, other), key=lambda s: s.busy_from)
    if first.busy_until <= last_call(second):
        return ""
    return told(
        "but {one} lasts until {end:%H:%M} and {other} begins {start:%H:%M}",
        one=first.id,
        end=first.busy_until,
        other=second.id,
        start=last_call(second),
    )


def _clashes(file: str, attendee: Attendee, row: int, event: Event) -> list[str]:
    """Say where a person's fixed places are at the same time, or in the same round."""
    found = list[str]()
    for one, other in combinations((event.session[x] for x in attendee.fixed), 2):
        why = _clash(one, other)
        if why:
            found.append(
                told(
                    "{file}, row {row}: fixed in {one} and {other}, {why}",
                    file=file,
                    row=row,
                    one=one.id,
                    other=other.id,
                    why=why,
                )
            )
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
            people.clashes += _clashes(file, attendee, row.number, event)
    people.findings = table.findings
    if not table.rows and not any(f.stops for f in table.findings):
        people.findings.append(Finding(file, 0, "", told("no attendees"), "E401"))
    return people
