"""The source of a mail merge: one row a person, finished texts, ASCII headers."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from allocator.lists.letters.calendar import person_file, session_file
from allocator.lists.letters.naming import Naming
from allocator.lists.letters.place import places, visits
from allocator.lists.letters.sentences import at, letter, time, where
from allocator.lists.letters.table import plain_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.letters.place import Place

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})


def mailmerge(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return `mail-merge.xlsx` with everybody.

    Parameters
    ----------
    held
        The result.
    tr
        The language.
    """
    naming = Naming(held, tr)
    return {tr("mail-merge.xlsx"): merge_sheet(held, tr, naming.everybody)}


def merge_sheet(held: Held, tr: Speaker, people: Iterable[str]) -> bytes:
    """Return the source of a mail merge for some people, in the order given.

    Parameters
    ----------
    held
        The result.
    tr
        The language.
    people
        Attendee ids: everybody, or those alone whose day has changed.
    """
    naming = Naming(held, tr)
    records = [_record(held, tr, naming, person) for person in people]
    header = [ascii_header(name) for name in (records[0] if records else {})]
    rows = [list(record.values()) for record in records]
    return plain_sheet(tr("Letters"), header, rows, naming.footer)


def ascii_header(text: str) -> str:
    """Return a heading that every mail merge takes: ASCII letters, digits and _.

    >>> ascii_header("Oppmøte på Å"), ascii_header("Čáhppes")
    ('Oppmote_pa_A', 'Cahppes')
    """
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS))
    kept = "".join(c for c in plain if c.isascii())
    return "".join(c if c.isalnum() else "_" for c in kept)


def _record(held: Held, tr: Speaker, naming: Naming, attendee_id: str) -> dict[str, str]:
    who, day = naming.of(attendee_id), places(held, attendee_id)
    record = {
        tr("Code"): attendee_id,
        tr("First_name"): who.given,
        tr("Family_name"): who.family,
        tr("Name"): who.full,
        tr("Email"): who.email,
        tr("Organisation"): who.organisation,
    }
    for place in day:
        record |= _round(held, tr, place)
    away = [p for p in day if p.session and p.session.departure]
    record |= _trip(held, tr, away[0] if away else None)
    return record | {
        tr("Calendar"): person_file(attendee_id) if any(p.session for p in day) else "",
        tr("Subject"): tr("Your programme: {event}", event=held.event.title),
        tr("Letter"): letter(held, tr, who.given or who.full, day),
    }


def _round(held: Held, tr: Speaker, place: Place) -> dict[str, str]:
    n, session = place.number, place.session
    cells = {
        tr("Round{n}_title", n=n): session.title if session else "",
        tr("Round{n}_time", n=n): time(held, tr, place),
        tr("Round{n}_room", n=n): where(tr, place),
        tr("Round{n}_calendar", n=n): session_file(held, session) if session else "",
    }
    if n in visits(held) and len(visits(held)) > 1:
        cells |= {
            tr("Round{n}_{what}", n=n, what=k): v for k, v in _trip(held, tr, place).items()
        }
    return cells


def _trip(held: Held, tr: Speaker, place: Place | None) -> dict[str, str]:
    """Return how somebody leaves, and when they are back; empty texts for those who stay."""
    session = place.session if place else None
    leave = session.departure if session else None
    if place is None or leave is None:
        return dict.fromkeys(
            (tr("Bus"), tr("Departure"), tr("Meeting_place"), tr("Goes_to"), tr("Back")), ""
        )
    return {
        tr("Bus"): place.bus or tr("on foot"),
        tr("Departure"): at(held, tr, leave.leaves),
        tr("Meeting_place"): held.event.place,
        tr("Goes_to"): leave.drop_off,
        tr("Back"): at(held, tr, leave.back),
    }
