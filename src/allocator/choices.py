"""What the plan may decide of each session, as decisions; where it may not, there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision

if TYPE_CHECKING:
    from datetime import datetime

    from allocator.offer import Session


def clock(moment: datetime) -> str:
    """Return a time of day as decisions carry it, such as "12:35"."""
    return f"{moment:%H:%M}"


def run(session: Session) -> Decision | None:
    """Return the decision to hold a session; None where it is held in any case."""
    return Decision(RUN, session.id) if session.cancellable else None


def rooms(session: Session) -> dict[str, Decision]:
    """Return the decisions to give a session a room, by room id."""
    return {room: Decision(ROOM, session.id, room) for room in session.rooms}


def departures(session: Session) -> dict[datetime, Decision]:
    """Return the decisions to let a visit leave, by time; none where there is one time only."""
    leave = session.departure
    if leave is None or len(leave.options) == 1:
        return {}
    return {t: Decision(DEPARTURE, session.id, clock(t)) for t in leave.options}


def latest(session: Session) -> datetime:
    """Return the latest time at which a session can begin or leave."""
    return max(departures(session), default=session.busy_from)


def buses(session: Session) -> dict[tuple[str, datetime], Decision]:
    """Return the decisions to let a bus serve a visit, by bus id and time."""
    leave = session.departure
    if leave is None:
        return {}
    return {
        (bus, t): Decision(BUS, session.id, bus, clock(t))
        for bus in leave.fleet
        for t in leave.options
    }


def hire(bus_id: str) -> Decision:
    """Return the decision to hire a bus."""
    return Decision(HIRE, bus_id)
