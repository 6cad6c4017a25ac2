"""The event as it is held once a plan is made: rooms, buses, departures, cancellations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator import choices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from allocator.offer import Departure, Session
    from allocator.plan import Decision, Plan
    from allocator.problem import Event


def timetable(event: Event, plan: Plan) -> Event:
    """Return the event with the decisions of a plan put in.

    Parameters
    ----------
    event
        The event with its open choices.
    plan
        What was decided.

    Returns
    -------
    Event
        Each session has the room that was chosen, each departure its time and as `fleet`
        the buses that were chosen; a session that the plan does not hold is not `held`.
        What was stated stays as it is.
    """
    return replace(event, sessions=tuple(_decided(s, plan) for s in event.sessions))


def _decided(session: Session, plan: Plan) -> Session:
    leave = session.departure
    return replace(
        session,
        room=plan.room_of(session.id) if session.rooms else session.room,
        start=_start(session, plan),
        departure=leave and _departure(leave, session.id, plan),
        held=plan.runs(session.id) if session.cancellable else True,
    )


def _start(session: Session, plan: Plan) -> datetime:
    """Return when it starts: a visit that leaves later starts later."""
    leave = session.departure
    return _leaves(leave, session.id, plan) + session.ride if leave else session.start


def _departure(leave: Departure, session_id: str, plan: Plan) -> Departure:
    buses = plan.buses_of(session_id) if leave.fleet else ()
    return replace(leave, leaves=_leaves(leave, session_id, plan), fleet=buses)


def _leaves(leave: Departure, session_id: str, plan: Plan) -> datetime:
    chosen = plan.departure_of(session_id)
    return next((t for t in leave.options if f"{t:%H:%M}" == chosen), leave.leaves)


def open_decisions(event: Event) -> frozenset[Decision]:
    """Return every decision that an event leaves to the plan; none where all is stated.

    Rules may forbid some of them all the same: a room without a projector, two buses where
    one may serve.
    """
    return frozenset(d for s in event.sessions for d in _open(s))


def _open(session: Session) -> Iterator[Decision]:
    if held := choices.run(session):
        yield held
    yield from choices.rooms(session).values()
    yield from choices.departures(session).values()
    for (bus, _), decision in choices.buses(session).items():
        yield choices.hire(bus)
        yield decision
