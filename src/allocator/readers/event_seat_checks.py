"""Seats of sessions: limits, reserves and smallest sizes, also where the plan chooses."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.readers.report import day_of, of_session, placed_sessions
from allocator.readers.schema_words import MOST_SEATS
from allocator.readers.stated import bus_choice, room_choice, stated_bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from allocator.readers.event_schema import EventPart, GuidesPart, SessionPart
    from allocator.readers.report import Report


def _walk(guides: GuidesPart) -> Iterator[int]:
    if guides.count and guides.people_each:
        yield guides.count * guides.people_each
    if guides.group_size:
        yield guides.group_size


def _room_seats(session: SessionPart, part: EventPart) -> list[int]:
    """Return the seats of each room that a session can have."""
    ids = room_choice(session, part).ids
    return [room.seats for room in part.rooms if room.id in ids]


def _other_seats(session: SessionPart, part: EventPart) -> Iterator[int]:
    """Yield the most seats of the session's own limit, of its buses, and of its guides."""
    if session.seats is not None:
        yield session.seats
    leave = session.departure
    if leave is None:
        return
    ids = bus_choice(session, part).ids
    buses = sorted((bus.seats for bus in part.buses if bus.id in ids), reverse=True)
    if buses:
        yield sum(buses[: leave.most_buses])
    if leave.guides:
        yield from _walk(leave.guides)


def most_people(session: SessionPart, part: EventPart) -> int | None:
    """Return how many people a session can have at the most, whatever the plan.

    A room admits floor((seats - reserve) / (1 - no_show)) people, everything else seats -
    reserve.

    Parameters
    ----------
    session
        The session.
    part
        The content of `event.yaml`.

    Returns
    -------
    int | None
        None where nothing limits it.
    """
    come = 1 - (part.expected_no_show or Fraction(0))
    limits = [seats - session.reserve for seats in _other_seats(session, part)]
    rooms = _room_seats(session, part)
    if rooms:
        limits.append(floor((max(rooms) - session.reserve) / come))
    return min(limits, default=None)


def _limits(part: EventPart, report: Report) -> None:
    for path, session in placed_sessions(part):
        leave = session.departure
        led = leave is not None and (leave.by == "bus" or leave.guides is not None)
        if session.room is None and not led and session.seats is None:
            why = told(
                "seats is missing, it has no room and no bus; must be a whole number "
                "from 1 to {most}",
                most=MOST_SEATS,
            )
            report.say(path, of_session(session.id, why), "E334")


def _reserves(part: EventPart, report: Report) -> None:
    for path, session in placed_sessions(part):
        rooms = _room_seats(session, part)
        limits = [*_other_seats(session, part), *([max(rooms)] if rooms else [])]
        seats = min(limits, default=session.reserve)
        if session.reserve > seats:
            why = told("{n} in reserve > {seats} seats", n=session.reserve, seats=seats)
            report.say((*path, "reserve"), of_session(session.id, why), "E338")


def _bus_reserves(part: EventPart, report: Report) -> None:
    """Refuse a stated bus whose visits of a day hold back more seats than it has."""
    for at, bus in enumerate(part.buses):
        kept: dict[date, list[int]] = {}
        for path, session in placed_sessions(part):
            if stated_bus(session) == bus.id:
                kept.setdefault(day_of(part, path), []).append(session.reserve)
        for reserve in (sum(each) for each in kept.values() if len(each) > 1):
            if reserve > bus.seats:
                why = told(
                    "bus {id}: {n} in reserve over all its visits > {seats} seats",
                    id=bus.id,
                    n=reserve,
                    seats=bus.seats,
                )
                report.say(("buses", at, "seats"), why, "E338")


def _smallest(part: EventPart, report: Report) -> None:
    for path, session in placed_sessions(part):
        seats = most_people(session, part)
        if session.smallest and seats is not None and session.smallest > max(seats, 0):
            less = told(", {n} more in reserve", n=session.reserve) if session.reserve else ""
            why = told(
                "minimum {least} > {seats} seats{less}",
                least=session.smallest,
                seats=seats,
                less=less,
            )
            report.say((*path, "smallest"), of_session(session.id, why), "E335")


def _wheelchairs(part: EventPart, report: Report) -> None:
    for at, bus in enumerate(part.buses):
        if bus.wheelchair > bus.seats:
            why = told(
                "bus {id}: {n} places for wheelchairs > {seats} seats",
                id=bus.id,
                n=bus.wheelchair,
                seats=bus.seats,
            )
            report.say(("buses", at, "wheelchair"), why, "E347")


SEAT_CHECKS = (_limits, _reserves, _bus_reserves, _smallest, _wheelchairs)
