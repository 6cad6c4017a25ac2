"""Seats of sessions and loads of buses, in the event as it is held."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator import bus_clock
from allocator.boarding import boarding
from allocator.fairness.records import BusLoad

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.offer import Guides, Session
    from allocator.problem import Event, Problem


def seats_of(problem: Problem, session: Session) -> int | None:
    """Return the tightest limit of a session.

    Parameters
    ----------
    problem
        The question, with the plan where there is one.
    session
        The session, as it was asked for or as it is held.

    Returns
    -------
    int or None
        The least of the session's own limit, its room, its buses and its guides, each less
        the seats kept for people at the door; 0 if it is cancelled, None if nothing limits
        it. A room admits floor((seats - reserve) / (1 - no-show share)) people; where one
        bus is stated for several visits the seats that any of them keeps are missing.
    """
    event = problem.timetable
    held = event.session[session.id]
    if not held.held:
        return 0
    limits = [*_limits(event, held), *_ways(event, held, problem.event.session[session.id])]
    return min((max(0, limit) for limit in limits), default=None)


def _limits(event: Event, session: Session) -> Iterator[int]:
    if session.seats is not None:
        yield session.seats - session.reserve
    if session.room:
        yield int((event.room[session.room].seats - session.reserve) / (1 - event.no_show))


def _ways(event: Event, held: Session, asked: Session) -> Iterator[int]:
    """Yield the limits of the way there; a visit to which no bus was given has no seats."""
    leave = held.departure
    if leave is None:
        return
    if leave.bus:
        rides = (ride for ride in bus_clock.shared(event) if held in ride.visits)
        yield from (ride.bus.seats - sum(s.reserve for s in ride.visits) for ride in rides)
    if asked.departure and asked.departure.fleet:
        yield sum(event.bus[b].seats for b in leave.fleet) - held.reserve
    if leave.guides:
        yield from (most - held.reserve for most in _walkers(leave.guides))


def _walkers(guides: Guides) -> Iterator[int]:
    if guides.count is not None:
        yield guides.count * guides.people_each
    if guides.group_size is not None:
        yield guides.group_size


def bus_loads(problem: Problem, allocation: Allocation) -> tuple[BusLoad, ...]:
    """Return the load of each bus: once where its visits share a trip, else trip by trip.

    Parameters
    ----------
    problem
        The question, with the plan where there is one.
    allocation
        The answer.

    Returns
    -------
    tuple of BusLoad
        In the order of the buses, trips in the order of time. A bus that is stated carries
        all its visits of a day at once, a chosen one has a trip for each; who sits in it is
        told by `boarding`.
    """
    aboard = {
        visit: Counter(buses.values()) for visit, buses in boarding(problem, allocation).items()
    }
    return tuple(
        BusLoad(bus.id, bus.title, leaves, bus.seats, sum(aboard[v][bus.id] for v in visits))
        for bus in problem.timetable.buses
        for leaves, visits in _trips(problem.timetable, bus.id)
    )


def _trips(event: Event, bus_id: str) -> Iterator[tuple[str, list[str]]]:
    """Yield when a bus leaves and for which visits."""
    for ride in bus_clock.shared(event):
        if ride.bus.id == bus_id:
            yield event.moment(ride.visits[0].busy_from), [s.id for s in ride.visits]
    chosen = [s for s in event.sessions if s.departure and bus_id in s.departure.fleet]
    for session in sorted(chosen, key=lambda s: (s.busy_from, s.id)):
        yield event.moment(session.busy_from), [session.id]
