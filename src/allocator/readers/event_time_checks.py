"""The clock of the days: order, overlaps, hours of buses, and what can be reached."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.readers.report import of_session, paths, placed_sessions

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
            yield told(
                "{after} {later:%H:%M} is not after {before} {time:%H:%M}; "
                "a day cannot go past midnight",
                after=after,
                later=later,
                before=name,
                time=time,
            )


def _times(event: Event, part: EventPart, report: Report) -> None:
    where = paths(part)
    for session in event.sessions:
        if session.busy_until.date() != session.day:
            why = of_session(session.id, told("goes past midnight"))
            report.say(where[session.id], why, "E340")
        for wrong in _order_of_times(session):
            report.say(where[session.id], of_session(session.id, wrong), "E340")


def _late_departures(event: Event, part: EventPart, report: Report) -> None:
    """Refuse a departure that arrives when the visit is over."""
    for path, said in placed_sessions(part):
        session = event.session[said.id]
        for at, moment in enumerate(session.departure.times if session.departure else ()):
            arrives = moment + session.ride
            if at and arrives >= session.end:
                why = told(
                    "who leaves {moment:%H:%M} is there {arrives:%H:%M}, it ends {end:%H:%M}",
                    moment=moment,
                    arrives=arrives,
                    end=session.end,
                )
                here = (*path, "departure", "leaves", at)
                report.say(here, of_session(session.id, why), "E345")


def _room_overlaps(event: Event, part: EventPart, report: Report) -> None:
    where = paths(part)
    for room in event.rooms:
        users = sorted((s for s in event.sessions if s.room == room.id), key=lambda s: s.start)
        for before, after in pairwise(users):
            if after.start < before.end:
                why = told(
                    "room {room} is taken twice: {before} until {end:%H:%M}, "
                    "{after} from {start:%H:%M}",
                    room=room.id,
                    before=before.id,
                    end=before.end,
                    after=after.id,
                    start=after.start,
                )
                report.say((*where[after.id], "room"), why, "E341")


def _bus_hours(event: Event, part: EventPart, report: Report) -> None:
    for at, said in enumerate(part.buses):
        if said.starts and said.ends and said.ends <= said.starts:
            why = told(
                "bus {id}: ends {ends} is not after starts {starts}",
                id=said.id,
                ends=said.ends,
                starts=said.starts,
            )
            report.say(("buses", at, "ends"), why, "E346")
    where = paths(part)
    for session in event.sessions:
        leave = session.departure
        bus = event.bus.get(leave.bus or "") if leave else None
        if bus and not any(_can_serve(bus, session, moment) for moment in _calls(session)):
            why = told(
                "session {id} keeps bus {bus} from {start:%H:%M} to {end:%H:%M}, "
                "it can be had {hours}",
                id=session.id,
                bus=bus.id,
                start=session.busy_from,
                end=session.busy_until,
                hours=_hours(bus),
            )
            report.say((*where[session.id], "departure", "bus"), why, "E346")


def _calls(session: Session) -> tuple[datetime, ...]:
    return session.departure.options if session.departure else ()


def _can_serve(bus: Bus, session: Session, leaves: datetime) -> bool:
    return bus.there_at(leaves) and bus.there_until(session.busy_until)


def _hours(bus: Bus) -> str:
    hours = {"start": bus.starts, "end": bus.ends}
    if bus.starts and bus.ends:
        return told("from {start:%H:%M} until {end:%H:%M}", **hours)
    if bus.starts:
        return told("from {start:%H:%M}", **hours)
    return told("until {end:%H:%M}", **hours)


def _loading(event: Event, part: EventPart, report: Report) -> None:
    """Refuse more stated buses at one minute than can load, whatever the plan."""
    leaving: dict[datetime, set[str]] = defaultdict(set)
    for session in event.sessions:
        leave = session.departure
        if leave and leave.bus and not leave.times and not session.cancellable:
            leaving[leave.leaves].add(leave.bus)
    for moment, buses in sorted(leaving.items()):
        if event.loading is not None and len(buses) > event.loading:
            why = told(
                "{n} buses leave {moment:%H:%M} ({buses}), {most} can load at the same minute",
                n=len(buses),
                moment=moment,
                buses=", ".join(sorted(buses)),
                most=event.loading,
            )
            report.say(("loading",), why, "E348")


def _order_of_rounds(event: Event, part: EventPart, report: Report) -> None:
    """Refuse rounds that do not stand in the order of the day."""
    if not event.staying_away:  # _reach says it of each session
        return
    begins = [min(s.busy_from for s in event.offer[r.id]) for r in event.rounds]
    for at, ((before, after), (early, late)) in enumerate(
        zip(pairwise(event.rounds), pairwise(begins), strict=True), start=1
    ):
        if late < early:
            why = told(
                "round {after} begins {late:%H:%M}, before {before} at {early:%H:%M}; "
                "rounds stand in the order of the day",
                after=after.id,
                late=late,
                before=before.id,
                early=early,
            )
            report.say(("rounds", at), why, "E344")


def _leaving(session: Session) -> str:
    leave, values = session.departure, {"id": session.id, "moment": last_call(session)}
    if leave is None:
        return told("{id} starts {moment:%H:%M}", **values)
    if leave.on_foot:
        return told("{id} leaves {moment:%H:%M}", **values)
    return told("bus of {id} leaves {moment:%H:%M}", **values)


def _reach(event: Event, part: EventPart, report: Report) -> None:
    """Refuse a session that nobody can reach from the round before, at its last departure."""
    if event.staying_away:  # one may skip the round before
        return
    where = paths(part)
    for before, after in pairwise(event.rounds):
        free = min(s.busy_until for s in event.offer[before.id])
        for session in event.offer[after.id]:
            eats = session.departure is not None and event.lunch > event.transfer
            pause = event.lunch if eats else event.transfer
            if free + pause <= last_call(session):
                continue
            why = told(
                "{leaving}, {before} ends {free:%H:%M} at the earliest and {minutes:.0f} "
                "minutes of {what} are needed: nobody can reach it",
                leaving=_leaving(session),
                before=before.id,
                free=free,
                minutes=pause.total_seconds() / 60,
                what=told("lunch") if eats else told("transfer"),
            )
            report.say(where[session.id], why, "E342")


TIME_CHECKS = (
    _times,
    _late_departures,
    _room_overlaps,
    _bus_hours,
    _loading,
    _order_of_rounds,
    _reach,
)
