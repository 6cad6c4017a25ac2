"""Numbers of a problem that could be other ones: seats, smallest sizes, a budget, minutes.

A dial turns one number of the problem, away from what it is now and towards what forbids
less; the least turn that makes an allocation possible is then found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from allocator.problem import WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from allocator.offer import Session
    from allocator.policies import GroupLimit
    from allocator.problem import Problem

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
SEATS = ("session seats", "room seats", "bus seats", "seats everywhere")
"""Kinds of dial that add seats."""
GROUPS = ("group at most", "group at least", "spread")
NUMBERS = (
    "smallest size",
    "reserve",
    "group size",
    "group at most",
    "group at least",
    "spread",
)
"""Kinds of dial that change limits of rows otherwise."""


@dataclass(frozen=True)
class Dial:
    """A number that could be another one.

    Attributes
    ----------
    kind
        Which number: the key of its text.
    now, loosest
        What it is, and where it forbids least.
    turned
        Returns the problem with another number.
    sessions, words
        Ids that name the place.
    """

    kind: str
    now: int
    loosest: int
    turned: Callable[[int], Problem]
    sessions: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def span(self) -> int:
        """How far it can be turned."""
        return abs(self.loosest - self.now)

    def at(self, amount: int) -> int:
        """Return the number that is so much looser than now."""
        return self.now + amount if self.loosest > self.now else self.now - amount


def dials(problem: Problem) -> list[Dial]:
    """Return every dial of a problem that can be turned at all."""
    parts = (_seats, _wheelchairs, _sessions, _plan, _walks, _event, _groups, _relations)
    found = (dial for part in parts for dial in part(problem))
    return [dial for dial in found if dial.span]


def _seats(problem: Problem) -> Iterator[Dial]:
    event, people = problem.event, len(problem.attendees)
    for room in event.rooms:
        turned = partial(_with_room, problem, room.id, "seats")
        more = room.seats + people
        yield Dial("room seats", room.seats, more, turned, words={"room": room.id})
    for bus in event.buses:
        turned = partial(_with_bus, problem, bus.id, "seats")
        more = bus.seats + people * len(event.rounds)
        yield Dial("bus seats", bus.seats, more, turned, words={"bus": bus.id})
    for session in event.sessions:
        if session.seats is not None:
            turned = partial(_with_session, problem, session.id, "seats")
            more = session.seats + people
            yield Dial("session seats", session.seats, more, turned, (session.id,))
        if len(_limits(session)) > 1:
            turned = partial(_with_seats, problem, session)
            yield Dial("seats everywhere", 0, people, turned, (session.id,))


def _wheelchairs(problem: Problem) -> Iterator[Dial]:
    users = sum(WHEELCHAIR in a.needs for a in problem.attendees)
    for bus in problem.event.buses if users else ():
        turned = partial(_with_bus, problem, bus.id, "wheelchair")
        more = bus.wheelchair + users
        yield Dial("wheelchair places", bus.wheelchair, more, turned, words={"bus": bus.id})
    for room in problem.event.rooms if users else ():
        if not room.wheelchair:
            marked = _with_room(problem, room.id, "wheelchair", True)
            words = {"room": room.id}
            yield Dial("wheelchair room", 0, 1, _always(marked), words=words)


def _sessions(problem: Problem) -> Iterator[Dial]:
    for session in problem.event.sessions:
        for name, kind in (("smallest", "smallest size"), ("reserve", "reserve")):
            turned = partial(_with_session, problem, session.id, name)
            yield Dial(kind, getattr(session, name), 0, turned, (session.id,))
        if session.smallest and not session.cancellable:
            turned = partial(_cancellable, problem, session.id)
            yield Dial("cancellable", 0, 1, turned, (session.id,))


def _plan(problem: Problem) -> Iterator[Dial]:
    """Yield what could be left more open to the plan."""
    event = problem.event
    rooms, buses = (tuple(x.id for x in every) for every in (event.rooms, event.buses))
    for session in event.sessions:
        at, leave = (session.id,), session.departure
        if session.features and session.rooms:
            free = _with_session(problem, session.id, "features", frozenset())
            yield Dial("features", 1, 0, _always(free), at)
        if session.rooms and set(session.rooms) != set(rooms):
            wide = _with_session(problem, session.id, "rooms", rooms)
            yield Dial("any room", 0, 1, _always(wide), at)
        if leave is not None and leave.fleet and set(leave.fleet) != set(buses):
            wide = _with_departure(problem, session.id, "fleet", buses)
            yield Dial("any bus", 0, 1, _always(wide), at)
        if leave is not None and leave.most_buses is not None:
            turned = partial(_with_departure, problem, session.id, "most_buses")
            most = max(leave.most_buses, len(leave.fleet))
            yield Dial("most buses", leave.most_buses, most, turned, at)
    for bus in event.buses:
        if bus.starts is not None or bus.ends is not None:
            early = _with_bus(problem, bus.id, "starts", None)
            whole = _with_bus(early, bus.id, "ends", None)
            yield Dial("bus hours", 0, 1, _always(whole), words={"bus": bus.id})


def _walks(problem: Problem) -> Iterator[Dial]:
    people = len(problem.attendees)
    for session in problem.event.sessions:
        guides = session.departure.guides if session.departure else None
        if guides is None:
            continue
        if guides.count is not None:
            turned = partial(_with_guides, problem, session.id, "count")
            yield Dial("guides", guides.count, guides.count + people, turned, (session.id,))
        if guides.group_size is not None:
            turned = partial(_with_guides, problem, session.id, "group_size")
            most = guides.group_size + people
            yield Dial("group size", guides.group_size, most, turned, (session.id,))


def _event(problem: Problem) -> Iterator[Dial]:
    event = problem.event
    if event.budget is not None:
        most = max(event.budget, sum(bus.cost for bus in event.buses))
        yield Dial("budget", event.budget, most, partial(_with_event, problem, "budget"))
    if event.loading is not None:
        most = max(event.loading, len(event.buses))
        yield Dial("loading", event.loading, most, partial(_with_event, problem, "loading"))
    if event.spread is not None:
        most = event.spread + len(problem.attendees)
        yield Dial("spread", event.spread, most, partial(_with_event, problem, "spread"))
    for name in ("lunch", "margin", "transfer"):
        minutes = getattr(event, name) // MINUTE
        yield Dial(name, minutes, 0, partial(_with_minutes, problem, name))
    if event.keep_rooms:
        yield Dial("keep rooms", 1, 0, partial(_with_event, problem, "keep_rooms"))


def _groups(problem: Problem) -> Iterator[Dial]:
    limits = problem.event.group_limits
    for session_id, group in dict.fromkeys((x.session_id, x.group) for x in limits):
        own = [x for x in limits if (x.session_id, x.group) == (session_id, group)]
        at, words = (session_id,), {"group": group}
        most = [x.most for x in own if x.most is not None]
        least = [x.least for x in own if x.least is not None]
        if most:
            turned, more = partial(_most_of, problem, own), min(most) + len(problem.attendees)
            yield Dial("group at most", min(most), more, turned, at, words)
        if least:
            turned = partial(_least_of, problem, own)
            yield Dial("group at least", max(least), 0, turned, at, words)


def _relations(problem: Problem) -> Iterator[Dial]:
    event = problem.event
    for k, together in enumerate(event.exclusions):
        yield Dial("exclusion", 1, 0, partial(_without, problem, "exclusions", k), together)
    for k, pair in enumerate(event.prerequisites):
        yield Dial("prerequisite", 1, 0, partial(_without, problem, "prerequisites", k), pair)


# --- the problem with another number -----------------------------------------------------


def _set(thing: T, name: str, value: object) -> T:
    """Return a frozen value with another attribute."""
    changes: dict[str, Any] = {name: value}
    return replace(thing, **changes)  # type: ignore[type-var]


def _always(problem: Problem) -> Callable[[int], Problem]:
    """Return the turn of a dial that has one other place only."""
    return lambda _: problem


def _with_event(problem: Problem, name: str, value: object) -> Problem:
    return replace(problem, event=_set(problem.event, name, value))


def _with_minutes(problem: Problem, name: str, value: int) -> Problem:
    return _with_event(problem, name, value * MINUTE)


def _without(problem: Problem, name: str, position: int, kept: int) -> Problem:
    every = getattr(problem.event, name)
    left = every if kept else every[:position] + every[position + 1 :]
    return _with_event(problem, name, left)


def _most_of(problem: Problem, own: Sequence[GroupLimit], value: int) -> Problem:
    changed = {
        limit: replace(limit, most=max(value, limit.most))
        for limit in own
        if limit.most is not None
    }
    return _with_limits(problem, changed)


def _least_of(problem: Problem, own: Sequence[GroupLimit], value: int) -> Problem:
    changed = {
        limit: replace(limit, least=min(value, limit.least))
        for limit in own
        if limit.least is not None
    }
    return _with_limits(problem, changed)


def _with_limits(problem: Problem, changed: Mapping[GroupLimit, GroupLimit]) -> Problem:
    limits = tuple(changed.get(limit, limit) for limit in problem.event.group_limits)
    return _with_event(problem, "group_limits", limits)


def _with_room(problem: Problem, room_id: str, name: str, value: object) -> Problem:
    rooms = (_set(r, name, value) if r.id == room_id else r for r in problem.event.rooms)
    return _with_event(problem, "rooms", tuple(rooms))


def _with_bus(problem: Problem, bus_id: str, name: str, value: object) -> Problem:
    buses = (_set(b, name, value) if b.id == bus_id else b for b in problem.event.buses)
    return _with_event(problem, "buses", tuple(buses))


def _with_session(problem: Problem, session_id: str, name: str, value: object) -> Problem:
    every = problem.event.sessions
    sessions = (_set(s, name, value) if s.id == session_id else s for s in every)
    return _with_event(problem, "sessions", tuple(sessions))


def _cancellable(problem: Problem, session_id: str, value: int) -> Problem:
    return _with_session(problem, session_id, "cancellable", bool(value))


def _with_departure(problem: Problem, session_id: str, name: str, value: object) -> Problem:
    leave = problem.event.session[session_id].departure
    return _with_session(problem, session_id, "departure", leave and _set(leave, name, value))


def _with_guides(problem: Problem, session_id: str, name: str, value: int) -> Problem:
    leave = problem.event.session[session_id].departure
    guides = leave.guides if leave else None
    changed = guides and _set(guides, name, value)
    return _with_departure(problem, session_id, "guides", changed)


def _limits(session: Session) -> list[str]:
    """Return what limits a session: its own number, its room, its bus."""
    bus = session.departure.bus if session.departure else None
    own = {"own": session.seats, "room": session.room, "bus": bus}
    return [name for name, limit in own.items() if limit is not None]


def _with_seats(problem: Problem, session: Session, more: int) -> Problem:
    """Add seats to a session wherever it is limited."""
    event = problem.event
    if session.seats is not None:
        problem = _with_session(problem, session.id, "seats", session.seats + more)
    if session.room is not None:
        problem = _with_room(
            problem, session.room, "seats", event.room[session.room].seats + more
        )
    if session.departure and session.departure.bus is not None:
        bus = event.bus[session.departure.bus]
        problem = _with_bus(problem, bus.id, "seats", bus.seats + more)
    return problem
