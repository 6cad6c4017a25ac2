"""The fingerprint of a question: what of it decides the seed.

It is taken over the normalised problem as a set, so shuffled rows give the same.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from allocator.problem import Unlisted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from allocator.offer import Departure, Session
    from allocator.problem import Attendee, Event, Problem, Wishes

ROOM = ("wheelchair", "features")
BUS = ("wheelchair", "cost", "starts", "ends")
SESSION = ("rooms", "features", "language", "smallest", "cancellable", "reserve")
DEPARTURE = ("fleet", "most_buses", "times", "guides")
ATTENDEE = ("languages", "priority")
EVENT = (
    "lunch",
    "margin",
    "loading",
    "budget",
    "no_show",
    "keep_rooms",
    "group_limits",
    "spread",
    "exclusions",
    "prerequisites",
    "classes",
)


def fingerprint(problem: Problem) -> str:
    """Return the SHA-256 of the normalised problem, in hex.

    Neither the seed, nor the order of anything, nor the plan enters. What an event may do
    without enters only where it is used, so that older questions keep their fingerprint.
    """
    event = problem.event
    question = {
        "rounds": [[r.id, r.weight] for r in event.rounds],
        "sessions": [_session(s) for s in event.sessions],
        "rooms": sorted([r.id, r.seats] for r in event.rooms),
        "buses": sorted([b.id, b.seats] for b in event.buses),
        "policy": [
            event.transfer.total_seconds(),
            str(event.same_theme),
            str(event.refusals),
            event.staying_away,
            list(event.wish_costs),
        ],
        "attendees": [_attendee(a) for a in problem.attendees],
        "wishes": _wishes(problem.wishes),
    }
    if event.unlisted is not Unlisted.TIER:
        question["unlisted"] = str(event.unlisted)
    if problem.credit:
        question["credit"] = sorted(problem.credit.items())
    question |= _more(problem)
    text = json.dumps(question, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _session(session: Session) -> list[Any]:
    departure = session.departure
    return [
        session.id,
        session.round_id,
        session.theme,
        session.room,
        session.seats,
        session.walking,
        session.busy_from.isoformat(),
        session.busy_until.isoformat(),
        departure.bus if departure else None,
    ]


def _attendee(attendee: Attendee) -> list[Any]:
    return [
        attendee.id,
        attendee.group,
        sorted(attendee.fixed),
        attendee.arrives and attendee.arrives.isoformat(),
        attendee.leaves and attendee.leaves.isoformat(),
        sorted(attendee.needs),
    ]


def _wishes(wishes: Mapping[str, Wishes]) -> list[Any]:
    return [
        [person, sorted(said.ranks.items()), sorted(said.refused)]
        for person, said in sorted(wishes.items())
    ]


def _more(problem: Problem) -> dict[str, Any]:
    """Return by part what an event may do without; parts that say nothing are missing."""
    event = problem.event
    parts: dict[str, Any] = {
        "more of the event": _stated(event, EVENT),
        "more of rooms": _each(event.rooms, lambda room: _stated(room, ROOM)),
        "more of buses": _each(event.buses, lambda bus: _stated(bus, BUS)),
        "more of sessions": _each(event.sessions, _session_more),
        "more of attendees": _each(problem.attendees, lambda a: _stated(a, ATTENDEE)),
        "places and times": _places_and_times(event),
        "together": problem.together,
        "apart": problem.apart,
    }
    return {name: part for name, part in parts.items() if part}


def _each(things: Iterable[Any], more: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    return {thing.id: said for thing in things if (said := more(thing))}


def _session_more(session: Session) -> dict[str, Any]:
    leave = session.departure
    return _stated(session, SESSION) | (_stated(leave, DEPARTURE) if leave else {})


def _stated(thing: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return those fields of a value that differ from their default."""
    default = {f.name: f.default for f in fields(thing)}
    found = {name: getattr(thing, name) for name in names}
    return {name: value for name, value in found.items() if value != default[name]}


def _places_and_times(event: Event) -> dict[str, list[datetime]]:
    """Return when visits are on their way, which matters once a plan chooses anything."""
    choice = any(s.rooms or (s.departure and _open(s.departure)) for s in event.sessions)
    return {
        s.id: [s.start, s.end, s.departure.returns]
        for s in event.sessions
        if choice and s.departure
    }


def _open(departure: Departure) -> bool:
    return bool(departure.fleet or departure.times)


def _plain(value: Any) -> Any:
    """Return what JSON does not know in a form that it does."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, frozenset):
        return sorted(value)
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
