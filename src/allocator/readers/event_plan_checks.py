"""Rooms, buses and departures of `event.yaml`, stated or left to the plan."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.readers.event_schema import AUTO
from allocator.readers.report import day_of, placed_sessions, unknown
from allocator.readers.stated import bus_choice, lacking, room_choice, stated_bus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from allocator.readers.event_schema import (
        DeparturePart,
        EventPart,
        GuidesPart,
        RoomPart,
        SessionPart,
    )
    from allocator.readers.event_tree import Path
    from allocator.readers.report import Report


def _named(said: str | list[str] | None) -> Iterator[tuple[Path, str]]:
    """Yield the ids that a field names, each with its place in the field."""
    if isinstance(said, list):
        yield from (((at,), id_) for at, id_ in enumerate(said))
    elif said is not None and said != AUTO:
        yield (), said


def _known(
    session: SessionPart, kind: str, known: Collection[str], path: Path, report: Report
) -> None:
    """Refuse ids of rooms or buses that nothing has, or that one list has twice."""
    holder = session if kind == "room" else session.departure
    seen = set[str]()
    for at, id_ in _named(getattr(holder, kind)):
        if id_ not in known:
            told = f"session {session.id}: {unknown(kind, id_, known)}"
            report.say((*path, *at), told, "E331")
        elif id_ in seen:
            report.say((*path, *at), f"session {session.id}: {kind} {id_} twice", "E336")
        seen.add(id_)


def _rooms(part: EventPart, report: Report) -> None:
    known = [room.id for room in part.rooms]
    for path, session in placed_sessions(part):
        here = (*path, "room")
        _known(session, "room", known, here, report)
        if session.room == AUTO and not room_choice(session, part).ids:
            has = " and ".join(session.features)
            told = f"no room has {has}" if has else "there are no rooms"
            report.say(here, f"session {session.id}: auto, but {told}", "E336")


def _features(part: EventPart, report: Report) -> None:
    rooms = {room.id: room for room in part.rooms}
    for path, session in placed_sessions(part):
        if session.features and session.room is None:
            told = f"session {session.id}: features are those of a room, it has no room"
            report.say((*path, "features"), told, "E337")
        _lacks(session, rooms, (*path, "room"), report)


def _lacks(
    session: SessionPart, rooms: dict[str, RoomPart], path: Path, report: Report
) -> None:
    """Refuse a room without what the session needs; in a list one that has it is enough."""
    named = [(at, rooms[id_]) for at, id_ in _named(session.room) if id_ in rooms]
    wanting = [(at, room) for at, room in named if lacking(session, room)]
    all_lack = len(wanting) == len(named)
    for at, room in wanting:
        told = f"session {session.id}: room {room.id} lacks {', '.join(lacking(session, room))}"
        if all_lack:
            report.say((*path, *at), told, "E337")
        else:
            report.say((*path, *at), f"{told}; it is not chosen", "N337")


def _misfits(leave: DeparturePart) -> Iterator[tuple[str, str]]:
    """Yield fields of a departure that do not fit together, with what is wrong."""
    if leave.by == "foot":
        for field, what in (("bus", "a bus"), ("most_buses", "a number of buses")):
            if getattr(leave, field) is not None:
                yield field, f"{what}, although it leaves by foot"
        return
    if leave.bus is None:
        yield "", "leaves by bus, but names no bus"
    if leave.guides is not None:
        yield "guides", "guides, although it leaves by bus"
    if leave.most_buses is not None and isinstance(leave.bus, str) and leave.bus != AUTO:
        yield "most_buses", "a number of buses, although its bus is stated"


def _buses(part: EventPart, report: Report) -> None:
    known = [bus.id for bus in part.buses]
    for path, session in placed_sessions(part):
        leave = session.departure
        if leave is None:
            continue
        here: Path = (*path, "departure")
        for field, told in _misfits(leave):
            place = (*here, field) if field else here
            report.say(place, f"session {session.id}: {told}", "E332")
        if leave.by == "bus":
            _known(session, "bus", known, (*here, "bus"), report)
        if leave.by == "bus" and leave.bus == AUTO and not bus_choice(session, part).ids:
            told = f"session {session.id}: auto, but every bus is stated for some visit"
            report.say((*here, "bus"), told, "E336")


def _words(part: EventPart, report: Report) -> None:
    """Refuse a room or bus whose id is the word that leaves the choice to the plan."""
    for kind in ("rooms", "buses"):
        for at, thing in enumerate(getattr(part, kind)):
            if thing.id == AUTO:
                told = f"{AUTO} leaves the choice to the program; write another id"
                report.say((kind, at, "id"), told, "E336")


def _bus_use(part: EventPart, report: Report) -> None:
    """Refuse one bus for visits of a day that do not leave together; notice an idle one."""
    chosen = {id_ for _, s in placed_sessions(part) for id_ in bus_choice(s, part).options}
    for at, bus in enumerate(part.buses):
        users = [
            (path, s.id, s.departure.times)
            for path, s in placed_sessions(part)
            if s.departure and stated_bus(s) == bus.id
        ]
        if not users and bus.id not in chosen:
            report.say(("buses", at), f"bus {bus.id} serves no visit", "N333")
        firsts: dict[date, tuple[str, list[str]]] = {}
        for path, id_, times in users:
            day = day_of(part, path)
            first, others = firsts.setdefault(day, (id_, times))
            if first != id_ and (times != others or len(times) > 1):
                told = (
                    f"bus {bus.id} serves {first} at {' or '.join(others)} and {id_} at "
                    f"{' or '.join(times)}; "
                    "a bus serves several visits only if they leave together"
                )
                report.say((*path, "departure", "bus"), told, "E333")


def _departures(part: EventPart, report: Report) -> None:
    """Refuse departures that are not written in the order of the clock, each once."""
    for path, session in placed_sessions(part):
        times = session.departure.times if session.departure else []
        for at, (early, late) in enumerate(pairwise(times), start=1):
            if late <= early:
                told = f"session {session.id}: {late} is not after {early}"
                report.say((*path, "departure", "leaves", at), told, "E345")


def _guides(part: EventPart, report: Report) -> None:
    for path, session in placed_sessions(part):
        guides = session.departure.guides if session.departure else None
        told = _half_said(guides) if guides else ""
        if told:
            here = (*path, "departure", "guides")
            report.say(here, f"session {session.id}: {told}", "E339")


def _half_said(guides: GuidesPart) -> str:
    """Return what is missing to know how many people may walk, "" where nothing is."""
    if (guides.count is None) != (guides.people_each is None):
        return "count and people_each go together"
    if guides.count is None and guides.group_size is None:
        return "guides need count and people_each, or group_size"
    return ""


PLAN_CHECKS = (_words, _rooms, _features, _buses, _bus_use, _departures, _guides)
