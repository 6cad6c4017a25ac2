"""Numbers of a problem that could be other ones: seats, smallest sizes, a budget, minutes.

A dial turns one number of the problem, away from what it is now and towards what forbids
less; the least turn that makes an allocation possible is then found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from allocator.explainer.turns import (
    MINUTE,
    always,
    cancellable,
    least_of,
    limits_of,
    most_of,
    with_bus,
    with_departure,
    with_event,
    with_guides,
    with_minutes,
    with_room,
    with_seats,
    with_session,
    without,
)
from allocator.problem import WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from allocator.problem import Problem

SEATS = ("session seats", "room seats", "bus seats", "seats everywhere")
"""Kinds of dial that add seats."""
GROUPS = ("group at most", "group at least", "spread")
NUMBERS = ("smallest size", "reserve", "group size", *GROUPS)
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
        turned = partial(with_room, problem, room.id, "seats")
        more = room.seats + people
        yield Dial("room seats", room.seats, more, turned, words={"room": room.id})
    for bus in event.buses:
        turned = partial(with_bus, problem, bus.id, "seats")
        more = bus.seats + people * len(event.rounds)
        yield Dial("bus seats", bus.seats, more, turned, words={"bus": bus.id})
    for session in event.sessions:
        if session.seats is not None:
            turned = partial(with_session, problem, session.id, "seats")
            more = session.seats + people
            yield Dial("session seats", session.seats, more, turned, (session.id,))
        if len(limits_of(session)) > 1:
            turned = partial(with_seats, problem, session)
            yield Dial("seats everywhere", 0, people, turned, (session.id,))


def _wheelchairs(problem: Problem) -> Iterator[Dial]:
    users = sum(WHEELCHAIR in a.needs for a in problem.attendees)
    for bus in problem.event.buses if users else ():
        turned = partial(with_bus, problem, bus.id, "wheelchair")
        more = bus.wheelchair + users
        yield Dial("wheelchair places", bus.wheelchair, more, turned, words={"bus": bus.id})
    for room in problem.event.rooms if users else ():
        if not room.wheelchair:
            marked = with_room(problem, room.id, "wheelchair", True)
            words = {"room": room.id}
            yield Dial("wheelchair room", 0, 1, always(marked), words=words)


def _sessions(problem: Problem) -> Iterator[Dial]:
    for session in problem.event.sessions:
        for name, kind in (("smallest", "smallest size"), ("reserve", "reserve")):
            turned = partial(with_session, problem, session.id, name)
            yield Dial(kind, getattr(session, name), 0, turned, (session.id,))
        if session.smallest and not session.cancellable:
            turned = partial(cancellable, problem, session.id)
            yield Dial("cancellable", 0, 1, turned, (session.id,))


def _plan(problem: Problem) -> Iterator[Dial]:
    """Yield what could be left more open to the plan."""
    event = problem.event
    rooms, buses = (tuple(x.id for x in every) for every in (event.rooms, event.buses))
    for session in event.sessions:
        at, leave = (session.id,), session.departure
        if session.features and session.rooms:
            free = with_session(problem, session.id, "features", frozenset())
            yield Dial("features", 1, 0, always(free), at)
        if session.rooms and set(session.rooms) != set(rooms):
            wide = with_session(problem, session.id, "rooms", rooms)
            yield Dial("any room", 0, 1, always(wide), at)
        if leave is not None and leave.fleet and set(leave.fleet) != set(buses):
            wide = with_departure(problem, session.id, "fleet", buses)
            yield Dial("any bus", 0, 1, always(wide), at)
        if leave is not None and leave.most_buses is not None:
            turned = partial(with_departure, problem, session.id, "most_buses")
            most = max(leave.most_buses, len(leave.fleet))
            yield Dial("most buses", leave.most_buses, most, turned, at)
    for bus in event.buses:
        if bus.starts is not None or bus.ends is not None:
            early = with_bus(problem, bus.id, "starts", None)
            whole = with_bus(early, bus.id, "ends", None)
            yield Dial("bus hours", 0, 1, always(whole), words={"bus": bus.id})


def _walks(problem: Problem) -> Iterator[Dial]:
    people = len(problem.attendees)
    for session in problem.event.sessions:
        guides = session.departure.guides if session.departure else None
        if guides is None:
            continue
        if guides.count is not None:
            turned = partial(with_guides, problem, session.id, "count")
            yield Dial("guides", guides.count, guides.count + people, turned, (session.id,))
        if guides.group_size is not None:
            turned = partial(with_guides, problem, session.id, "group_size")
            most = guides.group_size + people
            yield Dial("group size", guides.group_size, most, turned, (session.id,))


def _event(problem: Problem) -> Iterator[Dial]:
    event = problem.event
    if event.budget is not None:
        most = max(event.budget, sum(bus.cost for bus in event.buses))
        yield Dial("budget", event.budget, most, partial(with_event, problem, "budget"))
    if event.loading is not None:
        most = max(event.loading, len(event.buses))
        yield Dial("loading", event.loading, most, partial(with_event, problem, "loading"))
    if event.spread is not None:
        most = event.spread + len(problem.attendees)
        yield Dial("spread", event.spread, most, partial(with_event, problem, "spread"))
    for name in ("lunch", "margin", "transfer"):
        minutes = getattr(event, name) // MINUTE
        yield Dial(name, minutes, 0, partial(with_minutes, problem, name))
    if event.keep_rooms:
        yield Dial("keep rooms", 1, 0, partial(with_event, problem, "keep_rooms"))


def _groups(problem: Problem) -> Iterator[Dial]:
    limits = problem.event.group_limits
    for session_id, group in dict.fromkeys((x.session_id, x.group) for x in limits):
        own = [x for x in limits if (x.session_id, x.group) == (session_id, group)]
        at, words = (session_id,), {"group": group}
        most = [x.most for x in own if x.most is not None]
        least = [x.least for x in own if x.least is not None]
        if most:
            turned, more = partial(most_of, problem, own), min(most) + len(problem.attendees)
            yield Dial("group at most", min(most), more, turned, at, words)
        if least:
            turned = partial(least_of, problem, own)
            yield Dial("group at least", max(least), 0, turned, at, words)


def _relations(problem: Problem) -> Iterator[Dial]:
    event = problem.event
    for k, together in enumerate(event.exclusions):
        yield Dial("exclusion", 1, 0, partial(without, problem, "exclusions", k), together)
    for k, pair in enumerate(event.prerequisites):
        yield Dial("prerequisite", 1, 0, partial(without, problem, "prerequisites", k), pair)
