"""The clock of the days: order, overlaps, hours of buses, and what can be reached."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.readers.report import paths, placed_sessions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from allocator.offer import Bus, Session
    from allocator.problem import Event
    from allocator.readers.event_schema import EventPart
    from allocator.readers.report import Report


def last_call(session: Session) -> datetime:
    """Return the latest moment at which its people must be ready, whatever the plan."""
    return session.departure.options[-1] if session.departure else session.start


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
    where = paths(part)
    for session in event.sessions:
        if session.busy_until.date() != session.day:
            told = f"session {session.id}: goes past midnight"
            report.say(where[session.id], told, "E340")
        for told in _order_of_times(session):
            report.say(where[session.id], told, "E340")


def _late_departures(event: Event, part: EventPart, report: Report) -> None:
    """Refuse a departure that arrives when the visit is over."""
    for path, said in placed_sessions(part):
        session = event.session[said.id]
        for at, moment in enumerate(session.departure.times if session.departure else ()):
            arrives = moment + session.ride
            if at and arrives >= session.end:
                told = (
                    f"session {session.id}: who leaves {moment:%H:%M} is there "
                    f"{arrives:%H:%M}, it ends {session.end:%H:%M}"
                )
                report.say((*path, "departure", "leaves", at), told, "E345")


def _room_overlaps(event: Event, part: EventPart, report: Report) -> None:
    where = paths(part)
    for room in event.rooms:
        users = sorted((s for s in event.sessions if s.room == room.id), key=lambda s: s.start)
        for before, after in pairwise(users):
            if after.start < before.end:
                told = (
                    f"room {room.id} is taken twice: {before.id} until "
                    f"{before.end:%H:%M}, {after.id} from {after.start:%H:%M}"
                )
                report.say((*where[after.id], "room"), told, "E341")


def _bus_hours(event: Event, part: EventPart, report: Report) -> None:
    for at, said in enumerate(part.buses):
        if said.starts and said.ends and said.ends <= said.starts:
            told = f"bus {said.id}: ends {said.ends} is not after starts {said.starts}"
            report.say(("buses", at, "ends"), told, "E346")
    where = paths(part)
    for session in event.sessions:
        leave = session.departure
        bus = event.bus.get(leave.bus or "") if leave else None
        if bus and not any(_can_serve(bus, session, moment) for moment in _calls(session)):
            told = (
                f"session {session.id} keeps bus {bus.id} from {session.busy_from:%H:%M} to "
                f"{session.busy_until:%H:%M}, it can be had {_hours(bus)}"
            )
            report.say((*where[session.id], "departure", "bus"), told, "E346")


def _calls(session: Session) -> tuple[datetime, ...]:
    return session.departure.options if session.departure else ()


def _can_serve(bus: Bus, session: Session, leaves: datetime) -> bool:
    return bus.there_at(leaves) and bus.there_until(session.busy_until)


def _hours(bus: Bus) -> str:
    parts = [("from", bus.starts), ("until", bus.ends)]
    return " ".join(f"{word} {moment:%H:%M}" for word, moment in parts if moment)


def _loading(event: Event, part: EventPart, report: Report) -> None:
    """Refuse more stated buses at one minute than can load, whatever the plan."""
    leaving: dict[datetime, set[str]] = defaultdict(set)
    for session in event.sessions:
        leave = session.departure
        if leave and leave.bus and not leave.times and not session.cancellable:
            leaving[leave.leaves].add(leave.bus)
    for moment, buses in sorted(leaving.items()):
        if event.loading is not None and len(buses) > event.loading:
            told = (
                f"{len(buses)} buses leave {moment:%H:%M} ({', '.join(sorted(buses))}), "
                f"{event.loading} can load at the same minute"
            )
            report.say(("loading",), told, "E348")


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


def _leaving(session: Session) -> str:
    leave = session.departure
    how = "leaves" if leave else "starts"
    bus = f"bus of {session.id}" if leave and not leave.on_foot else session.id
    return f"{bus} {how} {last_call(session):%H:%M}"


def _reach(event: Event, part: EventPart, report: Report) -> None:
    """Refuse a session that nobody can reach from the round before, at its last departure."""
    if event.staying_away:  # one may skip the round before
        return
    where = paths(part)
    for before, after in pairwise(event.rounds):
        free = min(s.busy_until for s in event.offer[before.id])
        for session in event.offer[after.id]:
            eats = session.departure is not None and event.lunch > event.transfer
            pause, what = (event.lunch, "lunch") if eats else (event.transfer, "transfer")
            if free + pause <= last_call(session):
                continue
            told = (
                f"{_leaving(session)}, {before.id} ends {free:%H:%M} at the earliest and "
                f"{pause.total_seconds() / 60:.0f} minutes of {what} are needed: nobody can "
                "reach it"
            )
            report.say(where[session.id], told, "E342")


TIME_CHECKS = (
    _times,
    _late_departures,
    _room_overlaps,
    _bus_hours,
    _loading,
    _order_of_rounds,
    _reach,
)
