"""What `event.yaml` must obey beyond its shape: ids, seats, buses, times, limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from allocator.readers.event_build import Clock, Report, build_event, check_clock

if TYPE_CHECKING:
    from allocator.offer import Session
    from allocator.problem import Event
    from allocator.readers.event_schema import EventPart, SessionPart
    from allocator.readers.event_tree import Path

MOST_DAYS = 50_000
Check = Callable[["EventPart", Report], None]


def _sessions(part: EventPart) -> Iterator[tuple[Path, SessionPart]]:
    for r, round_ in enumerate(part.rounds):
        for s, session in enumerate(round_.sessions):
            yield ("rounds", r, "sessions", s), session


def _unique(report: Report, kind: str, ids: list[tuple[Path, str]]) -> None:
    seen: dict[str, int] = {}
    for path, id_ in ids:
        line, _ = report.tree.at((*path, "id"))
        if id_ in seen:
            told = f"{kind} {id_} twice: lines {seen[id_]} and {line}"
            report.say((*path, "id"), told, "E330")
        seen.setdefault(id_, line)


def _ids(part: EventPart, report: Report) -> None:
    _unique(report, "room", [(("rooms", i), r.id) for i, r in enumerate(part.rooms)])
    _unique(report, "bus", [(("buses", i), b.id) for i, b in enumerate(part.buses)])
    _unique(report, "round", [(("rounds", i), r.id) for i, r in enumerate(part.rounds)])
    _unique(report, "session", [(path, s.id) for path, s in _sessions(part)])


def _unknown(kind: str, id_: str, known: list[str]) -> str:
    near = get_close_matches(id_, known, n=1)
    return f"no {kind} {id_}" + (f"; did you mean {near[0]!r}?" if near else "")


def _rooms(part: EventPart, report: Report) -> None:
    known = [room.id for room in part.rooms]
    for path, session in _sessions(part):
        if session.room is not None and session.room not in known:
            told = f"session {session.id}: {_unknown('room', session.room, known)}"
            report.say((*path, "room"), told, "E331")


def _buses(part: EventPart, report: Report) -> None:
    known = [bus.id for bus in part.buses]
    for path, session in _sessions(part):
        leave = session.departure
        here: Path = (*path, "departure")
        if leave is None:
            continue
        if leave.by == "foot" and leave.bus is not None:
            told = f"session {session.id}: a bus, although it leaves by foot"
            report.say((*here, "bus"), told, "E332")
        elif leave.by == "bus" and leave.bus is None:
            told = f"session {session.id}: leaves by bus, but names no bus"
            report.say(here, told, "E332")
        elif leave.bus is not None and leave.bus not in known:
            told = f"session {session.id}: {_unknown('bus', leave.bus, known)}"
            report.say((*here, "bus"), told, "E331")


def _bus_use(part: EventPart, report: Report) -> None:
    for at, bus in enumerate(part.buses):
        users = [
            (path, s.id, s.departure.leaves)
            for path, s in _sessions(part)
            if s.departure and s.departure.bus == bus.id
        ]
        if not users:
            report.say(("buses", at), f"bus {bus.id} serves no visit", "N333")
        for path, id_, leaves in users[1:]:
            _, first, time = users[0]
            if leaves != time:
                told = (
                    f"bus {bus.id} serves {first} at {time} and {id_} at {leaves}; "
                    "a bus serves several visits only if they leave together"
                )
                report.say((*path, "departure", "bus"), told, "E333")


def _seats(part: EventPart, report: Report) -> None:
    rooms = {room.id: room.seats for room in part.rooms}
    buses = {bus.id: bus.seats for bus in part.buses}
    for path, session in _sessions(part):
        bus = session.departure.bus if session.departure else None
        by_bus = session.departure is not None and session.departure.by == "bus"
        if session.room is None and not by_bus and session.seats is None:
            told = (
                f"session {session.id}: seats is missing, it has no room and no bus; "
                "must be a whole number from 1 to 100000"
            )
            report.say(path, told, "E334")
        if session.smallest is None:
            continue
        limits = [session.seats, rooms.get(session.room or ""), buses.get(bus or "")]
        seats = min((x for x in limits if x is not None), default=session.smallest)
        if session.smallest > seats:
            told = f"session {session.id}: minimum {session.smallest} > {seats} seats"
        else:
            told = f"session {session.id}: smallest sizes are not supported yet"
        report.say((*path, "smallest"), told, "E335")


CHECKS: tuple[Check, ...] = (_ids, _rooms, _buses, _bus_use, _seats)


def _paths(part: EventPart) -> dict[str, Path]:
    return {session.id: path for path, session in _sessions(part)}


def _order_of_times(session: Session) -> Iterator[str]:
    """Yield what is wrong with the times of one session."""
    leave = session.departure
    steps = [("start", session.start), ("end", session.end)]
    if leave:
        steps = [
            ("leaves", leave.leaves),
            ("start", session.start),
            ("end", session.end),
            ("returns", leave.returns),
            ("back", leave.back),
        ]
    strict = {("start", "end")}
    for (name, time), (after, later) in pairwise(steps):
        if time > later or (time == later and (name, after) in strict):
            yield (
                f"session {session.id}: {after} {later:%H:%M} is not after "
                f"{name} {time:%H:%M}; a day cannot go past midnight"
            )


def _times(event: Event, part: EventPart, report: Report) -> None:
    paths = _paths(part)
    for session in event.sessions:
        if session.busy_until.date() != event.date:
            told = f"session {session.id}: goes past midnight"
            report.say(paths[session.id], told, "E340")
        for told in _order_of_times(session):
            report.say(paths[session.id], told, "E340")


def _room_overlaps(event: Event, part: EventPart, report: Report) -> None:
    paths = _paths(part)
    for room in event.rooms:
        users = sorted((s for s in event.sessions if s.room == room.id), key=lambda s: s.start)
        for before, after in pairwise(users):
            if after.start < before.end:
                told = (
                    f"room {room.id} is taken twice: {before.id} until "
                    f"{before.end:%H:%M}, {after.id} from {after.start:%H:%M}"
                )
                report.say((*paths[after.id], "room"), told, "E341")


def _leaving(session: Session) -> str:
    leave = session.departure
    how = "leaves" if leave else "starts"
    bus = f"bus of {session.id}" if leave and leave.bus else session.id
    return f"{bus} {how} {session.busy_from:%H:%M}"


def _order_of_rounds(event: Event, part: EventPart, report: Report) -> None:
    """Refuse rounds that do not stand in the order of the day."""
    if not event.staying_away:  # _reach says it of each session
        return
    begins = [min(s.busy_from for s in event.offer[r.id]) for r in event.rounds]
    for at, ((before, after), (early, late)) in enumerate(
        zip(pairwise(event.rounds), pairwise(begins), strict=True), start=1
    ):
        if late < early:
            told = (
                f"round {after.id} begins {late:%H:%M}, before {before.id} at "
                f"{early:%H:%M}; rounds stand in the order of the day"
            )
            report.say(("rounds", at), told, "E344")


def _reach(event: Event, part: EventPart, report: Report) -> None:
    if event.staying_away:  # one may skip the round before
        return
    paths, minutes = _paths(part), int(event.transfer.total_seconds() // 60)
    for before, after in pairwise(event.rounds):
        free = min(s.busy_until for s in event.offer[before.id])
        for session in event.offer[after.id]:
            if free + event.transfer <= session.busy_from:
                continue
            told = (
                f"{_leaving(session)}, {before.id} ends {free:%H:%M} at the earliest "
                f"and {minutes} minutes of transfer are needed: nobody can reach it"
            )
            report.say(paths[session.id], told, "E342")


def _days(event: Event, part: EventPart, report: Report) -> None:
    days = prod(len(offer) + 1 for offer in event.offer.values())
    if days > MOST_DAYS:
        told = f"{days} different days are possible; the limit is {MOST_DAYS}"
        report.say(("rounds",), told, "E343")


def check_event(part: EventPart, report: Report) -> Event | None:
    """Build the event and check it.

    Parameters
    ----------
    part
        The content of `event.yaml`.
    report
        Takes findings.

    Returns
    -------
    Event | None
        None where it cannot be built; there may be findings in either case.
    """
    for check in CHECKS:
        check(part, report)
    zones = available_timezones()
    if part.timezone not in zones:
        near = get_close_matches(part.timezone, zones, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        report.say(("timezone",), f"no such time zone{hint}", "E322")
        return None
    clock = Clock(part.date, ZoneInfo(part.timezone))
    if not check_clock(part, clock, report):
        return None
    event = build_event(part, clock, report)
    if event is None or any(f.code == "E330" for f in report.findings):
        return event
    for look in (_times, _room_overlaps, _order_of_rounds, _reach, _days):
        look(event, part, report)
    return event
