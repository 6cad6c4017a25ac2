"""All chance in one place: the seed, the order of people, the last tie-break.

Everything follows from `HMAC-SHA256(seed, ...)` (RFC 2104), so neither the order of rows,
nor the machine, nor Python's hash seed decides who gets what, and anyone can recount it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from allocator.problem import Unlisted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from hashlib import _Hash as Hash

    from allocator.offer import Departure, Session
    from allocator.plan import Decision
    from allocator.problem import Attendee, Event, Problem, Wishes

LARGEST_SEED = 2**63 - 1
LARGEST_TIE = 1000
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


def digest(seed: int, *words: str) -> bytes:
    """Return HMAC-SHA256 with the seed as key over words joined by a line feed."""
    message = "\n".join(words).encode()
    return hmac.digest(str(seed).encode(), message, "sha256")


def subseed(seed: int, *words: str) -> int:
    """Return a seed of its own for one use of chance, 0..2**256 - 1.

    >>> subseed(7, "groups") != subseed(7, "random order")
    True
    """
    return int.from_bytes(digest(seed, *words))


def impartial_order(seed: int, ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids in the seeded order in which people are modelled.

    Parameters
    ----------
    seed
        Integer key of the HMAC.
    ids
        Attendee ids in any order.

    Returns
    -------
    tuple of str
        The same ids, sorted by HMAC(seed, "order", id).

    Examples
    --------
    >>> impartial_order(7, ["A", "B", "C"]) == impartial_order(7, ["C", "A", "B"])
    True
    """
    return tuple(sorted(ids, key=lambda i: digest(seed, "order", i)))


def tie_costs(seed: int, attendee_id: str, session_ids: Iterable[str]) -> dict[str, int]:
    """Return the small costs by which the last stage breaks ties.

    Parameters
    ----------
    seed
        Integer key of the HMAC.
    attendee_id
        The person.
    session_ids
        Sessions to price.

    Returns
    -------
    dict
        For each session an integer 0..1000, uniform by HMAC(seed, "tie", person, session).
    """
    return {
        s: int.from_bytes(digest(seed, "tie", attendee_id, s)[:8]) % (LARGEST_TIE + 1)
        for s in session_ids
    }


def tie_table(seed: int, people: Iterable[str], session_ids: Sequence[str]) -> list[int]:
    """Return the tie costs of many people, person after person, session after session.

    Parameters
    ----------
    seed, session_ids
        As for `tie_costs`.
    people
        Attendee ids.

    Examples
    --------
    >>> tie_table(7, ["A"], ["S", "T"]) == list(tie_costs(7, "A", ["S", "T"]).values())
    True
    """
    inner, outer = _keyed(seed)
    first = bytearray()
    for person in people:
        for session in session_ids:
            one, two = inner.copy(), outer.copy()
            one.update(f"tie\n{person}\n{session}".encode())
            two.update(one.digest())
            first += two.digest()[:8]
    return [number % (LARGEST_TIE + 1) for (number,) in struct.iter_unpack(">Q", first)]


def _keyed(seed: int) -> tuple[Hash, Hash]:
    """Return SHA-256 after the inner and the outer key of HMAC (RFC 2104, section 4).

    To start from them is twice as fast as to begin with the key each time.
    """
    key = str(seed).encode().ljust(hashlib.sha256().block_size, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C))
    return hashlib.sha256(inner), hashlib.sha256(outer)


def plan_costs(seed: int, decisions: Iterable[Decision]) -> dict[Decision, int]:
    """Return the small costs that decide among plans that are equally fair and cheap.

    Parameters
    ----------
    seed
        Integer key of the HMAC.
    decisions
        What the plan may decide.

    Returns
    -------
    dict
        For each decision an integer 1..1000, by HMAC(seed, "plan", decision); never 0, so
        that nothing is decided without need.
    """
    return {
        d: int.from_bytes(digest(seed, "plan", d.kind, d.subject, d.value, d.at)[:8])
        % LARGEST_TIE
        + 1
        for d in decisions
    }


def derived_seed(problem: Problem) -> int:
    """Return the seed that follows from the question alone, 0..2**63 - 1.

    It is taken over the normalised problem as a set, so shuffled rows give the same seed.
    """
    return int.from_bytes(bytes.fromhex(fingerprint(problem))[:8]) & LARGEST_SEED


def seed_of(problem: Problem) -> int:
    """Return the event's seed, or the derived one where the event names none."""
    seed = problem.event.seed
    return derived_seed(problem) if seed is None else seed


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
