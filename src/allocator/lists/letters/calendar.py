"""Calendar files: one a session, for everybody in it, and one a person.

Times are UTC, because calendars disagree about time zones. A file of a session has one event,
as mail programs ignore the second one; the file of a person has the whole day.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from allocator.lists.letters.place import Place, places
from allocator.lists.letters.sentences import way
from allocator.writers.xlsx import WRITTEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import icalendar

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.offer import Session

SEQUENCE = 0
"""Of this version of an event; whoever sends a changed one counts on."""
RESERVED = frozenset({"aux", "con", "nul", "prn"})


def calendars(held: Held, tr: Speaker) -> Mapping[str, bytes]:
    """Return `ics/01-1A.ics` and so on for sessions, `person/<id>.ics` for people.

    Parameters
    ----------
    held
        The result.
    tr
        The language.
    """
    found = {
        session_file(held, session): _file([_session_event(held, tr, session)])
        for session in held.event.sessions
        if session.held
    }
    for attendee in held.problem.attendees:
        day = [p for p in places(held, attendee.id) if p.session is not None]
        if day:  # a calendar without an event is none
            events = [_person_event(held, tr, attendee.id, place) for place in day]
            found[person_file(attendee.id)] = _file(events)
    return found


def session_file(held: Held, session: Session) -> str:
    """Return the name of the calendar file of a session: place in the programme, code."""
    width = max(2, len(str(len(held.event.sessions))))
    number = [s.id for s in held.event.sessions].index(session.id) + 1
    code = "".join(c if c.isascii() and c.isalnum() else "-" for c in session.id)
    return f"ics/{number:0{width}d}-{code}.ics"


def person_file(attendee_id: str) -> str:
    """Return the name of the calendar file of a person, such that every system takes it.

    >>> person_file("A001"), person_file("con")
    ('person/A001.ics', 'person/con-.ics')
    """
    plain = attendee_id.casefold()
    taken = plain in RESERVED or (plain[:3] in ("com", "lpt") and plain[3:].isdigit())
    return f"person/{attendee_id}{'-' if taken else ''}.ics"


def _file(events: Sequence[icalendar.Event]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//allocator//lists//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _session_event(held: Held, tr: Speaker, session: Session) -> icalendar.Event:
    round_ = next(r for r in held.event.rounds if r.id == session.round_id)
    room = held.event.room[session.room].title if session.room else ""
    leave = session.departure
    fleet = [] if leave is None else [leave.bus] if leave.bus else list(leave.fleet)
    bus = held.event.bus[fleet[0]].title if len(fleet) == 1 and fleet[0] else ""
    place = Place(0, round_, session, room, bus)
    if len(fleet) > 1:
        said = tr(
            "Several buses leave from {venue} at {leaves}; your letter says which is yours.",
            venue=held.event.place,
            leaves=tr.clock(session.busy_from),
        )
    else:
        said = way(held, tr, place)
    return _event(held, place, session, said, f"session {session.id}")


def _person_event(held: Held, tr: Speaker, attendee_id: str, place: Place) -> icalendar.Event:
    """Return an event that stays itself when the person gets another session of the round."""
    assert place.session is not None
    who = f"attendee {attendee_id} round {place.round.id}"
    return _event(held, place, place.session, way(held, tr, place), who)


def _event(held: Held, place: Place, session: Session, said: str, what: str) -> icalendar.Event:
    from icalendar import Event

    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"allocator {held.name} {what}")))
    event.add("sequence", SEQUENCE)
    event.add("dtstamp", WRITTEN.replace(tzinfo=UTC))
    event.add("dtstart", session.busy_from.astimezone(UTC))
    event.add("dtend", session.busy_until.astimezone(UTC))
    event.add("summary", session.title)
    event.add("location", ", ".join(filter(None, (place.room, held.event.place))))
    if said:
        event.add("description", said)
    return event
