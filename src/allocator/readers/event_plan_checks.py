"""Rooms, buses and departures of `event.yaml`, stated or left to the plan."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.language import both, either, told
from allocator.readers.event_schema import AUTO
from allocator.readers.report import day_of, of_session, placed_sessions, unknown
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
            why = unknown(kind, id_, known)
            report.say((*path, *at), of_session(session.id, why), "E331")
        elif id_ in seen:
            why = told("bus {id} twice", id=id_)
            if kind == "room":
                why = told("room {id} twice", id=id_)
            report.say((*path, *at), of_session(session.id, why), "E336")
        seen.add(id_)


def _rooms(part: EventPart, report: Report) -> None:
    known = [room.id for room in part.rooms]
    for path, session in placed_sessions(part):
        here = (*path, "room")
        _known(session, "room", known, here, report)
        if session.room == AUTO and not room_choice(session, part).ids:
            why = told("auto, but there are no rooms")
            if session.features:
                features = both(session.features)
                why = told("auto, but no room has {features}", features=features)
            report.say(here, of_session(session.id, why), "E336")


def _features(part: EventPart, report: Report) -> None:
    rooms = {room.id: room for room in part.rooms}
    for path, session in placed_sessions(part):
        if session.features and session.room is None:
            why = told("features are those of a room, it has no room")
            report.say((*path, "features"), of_session(session.id, why), "E337")
        _lacks(session, rooms, (*path, "room"), report)


def _lacks(
    session: SessionPart, rooms: dict[str, RoomPart], path: Path, report: Report
) -> None:
    """Refuse a room without what the session needs; in a list one that has it is enough."""
    named = [(at, rooms[id_]) for at, id_ in _named(session.room) if id_ in rooms]
    wanting = [(at, room) for at, room in named if lacking(session, room)]
    all_lack = len(wanting) == len(named)
    for at, room in wanting:
        values = {"room": room.id, "features": ", ".join(lacking(session, room))}
        why, code = told("room {room} lacks {features}", **values), "E337"
        if not all_lack:
            why = told("room {room} lacks {features}; it is not chosen", **values)
            code = "N337"
        report.say((*path, *at), of_session(session.id, why), code)


def _misfits(leave: DeparturePart) -> Iterator[tuple[str, str]]:
    """Yield fields of a departure that do not fit together, with what is wrong."""
    if leave.by == "foot":
        if leave.bus is not None:
            yield "bus", told("a bus, although it leaves by foot")
        if leave.most_buses is not None:
            yield "most_buses", told("a number of buses, although it leaves by foot")
        return
    if leave.bus is None:
        yield "", told("leaves by bus, but names no bus")
    if leave.guides is not None:
        yield "guides", told("guides, although it leaves by bus")
    if leave.most_buses is not None and isinstance(leave.bus, str) and leave.bus != AUTO:
        yield "most_buses", told("a number of buses, although its bus is stated")


def _buses(part: EventPart, report: Report) -> None:
    known = [bus.id for bus in part.buses]
    for path, session in placed_sessions(part):
        leave = session.departure
        if leave is None:
            continue
        here: Path = (*path, "departure")
        for field, why in _misfits(leave):
            place = (*here, field) if field else here
            report.say(place, of_session(session.id, why), "E332")
        if leave.by == "bus":
            _known(session, "bus", known, (*here, "bus"), report)
        if leave.by == "bus" and leave.bus == AUTO and not bus_choice(session, part).ids:
            why = told("auto, but every bus is stated for some visit")
            report.say((*here, "bus"), of_session(session.id, why), "E336")


def _words(part: EventPart, report: Report) -> None:
    """Refuse a room or bus whose id is the word that leaves the choice to the plan."""
    for kind in ("rooms", "buses"):
        for at, thing in enumerate(getattr(part, kind)):
            if thing.id == AUTO:
                why = told("auto leaves the choice to the program; write another id")
                report.say((kind, at, "id"), why, "E336")


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
            report.say(("buses", at), told("bus {id} serves no visit", id=bus.id), "N333")
        firsts: dict[date, tuple[str, list[str]]] = {}
        for path, id_, times in users:
            day = day_of(part, path)
            first, others = firsts.setdefault(day, (id_, times))
            if first != id_ and (times != others or len(times) > 1):
                why = told(
                    "bus {bus} serves {one} at {times} and {other} at {later}; "
                    "a bus serves several visits only if they leave together",
                    bus=bus.id,
                    one=first,
                    times=either(others),
                    other=id_,
                    later=either(times),
                )
                report.say((*path, "departure", "bus"), why, "E333")


def _departures(part: EventPart, report: Report) -> None:
    """Refuse departures that are not written in the order of the clock, each once."""
    for path, session in placed_sessions(part):
        times = session.departure.times if session.departure else []
        for at, (early, late) in enumerate(pairwise(times), start=1):
            if late <= early:
                why = told("{late} is not after {early}", late=late, early=early)
                here = (*path, "departure", "leaves", at)
                report.say(here, of_session(session.id, why), "E345")


def _guides(part: EventPart, report: Report) -> None:
    for path, session in placed_sessions(part):
        guides = session.departure.guides if session.departure else None
        why = _half_said(guides) if guides else ""
        if why:
            here = (*path, "departure", "guides")
            report.say(here, of_session(session.id, why), "E339")


def _half_said(guides: GuidesPart) -> str:
    """Return what is missing to know how many people may walk, "" where nothing is."""
    if (guides.count is None) != (guides.people_each is None):
        return told("count and people_each go together")
    if guides.count is None and guides.group_size is None:
        return told("guides need count and people_each, or group_size")
    return ""


PLAN_CHECKS = (_words, _rooms, _features, _buses, _bus_use, _departures, _guides)
