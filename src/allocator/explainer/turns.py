"""The same problem with another number in it, and nothing else changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allocator.offer import Session
    from allocator.policies import GroupLimit
    from allocator.problem import Problem

T = TypeVar("T")
MINUTE = timedelta(minutes=1)


def _set(thing: T, name: str, value: object) -> T:
    """Return a frozen value with another attribute."""
    changes: dict[str, Any] = {name: value}
    return replace(thing, **changes)  # type: ignore[type-var]


def always(problem: Problem) -> Callable[[int], Problem]:
    """Return the turn of a dial that has one other place only."""
    return lambda _: problem


def with_event(problem: Problem, name: str, value: object) -> Problem:
    """Return a problem with another attribute of its event."""
    return replace(problem, event=_set(problem.event, name, value))


def with_minutes(problem: Problem, name: str, value: int) -> Problem:
    """Return a problem with another stretch of time."""
    return with_event(problem, name, value * MINUTE)


def without(problem: Problem, name: str, position: int, kept: int) -> Problem:
    """Return a problem with or without one entry of a list of its event."""
    every = getattr(problem.event, name)
    left = every if kept else every[:position] + every[position + 1 :]
    return with_event(problem, name, left)


def most_of(problem: Problem, own: Sequence[GroupLimit], value: int) -> Problem:
    """Return a problem with limits of a group that allow at least so many."""
    changed = {
        limit: replace(limit, most=max(value, limit.most))
        for limit in own
        if limit.most is not None
    }
    return _with_limits(problem, changed)


def least_of(problem: Problem, own: Sequence[GroupLimit], value: int) -> Problem:
    """Return a problem with limits of a group that demand at most so many."""
    changed = {
        limit: replace(limit, least=min(value, limit.least))
        for limit in own
        if limit.least is not None
    }
    return _with_limits(problem, changed)


def _with_limits(problem: Problem, changed: Mapping[GroupLimit, GroupLimit]) -> Problem:
    limits = tuple(changed.get(limit, limit) for limit in problem.event.group_limits)
    return with_event(problem, "group_limits", limits)


def with_room(problem: Problem, room_id: str, name: str, value: object) -> Problem:
    """Return a problem with another attribute of a room."""
    rooms = (_set(r, name, value) if r.id == room_id else r for r in problem.event.rooms)
    return with_event(problem, "rooms", tuple(rooms))


def with_bus(problem: Problem, bus_id: str, name: str, value: object) -> Problem:
    """Return a problem with another attribute of a bus."""
    buses = (_set(b, name, value) if b.id == bus_id else b for b in problem.event.buses)
    return with_event(problem, "buses", tuple(buses))


def with_session(problem: Problem, session_id: str, name: str, value: object) -> Problem:
    """Return a problem with another attribute of a session."""
    every = problem.event.sessions
    sessions = (_set(s, name, value) if s.id == session_id else s for s in every)
    return with_event(problem, "sessions", tuple(sessions))


def cancellable(problem: Problem, session_id: str, value: int) -> Problem:
    """Return a problem in which a session may be cancelled, or may not."""
    return with_session(problem, session_id, "cancellable", bool(value))


def with_departure(problem: Problem, session_id: str, name: str, value: object) -> Problem:
    """Return a problem with another attribute of a departure."""
    leave = problem.event.session[session_id].departure
    return with_session(problem, session_id, "departure", leave and _set(leave, name, value))


def with_guides(problem: Problem, session_id: str, name: str, value: int) -> Problem:
    """Return a problem with another attribute of guides."""
    leave = problem.event.session[session_id].departure
    guides = leave.guides if leave else None
    changed = guides and _set(guides, name, value)
    return with_departure(problem, session_id, "guides", changed)


def limits_of(session: Session) -> list[str]:
    """Return what limits a session: its own number, its room, its bus."""
    bus = session.departure.bus if session.departure else None
    own = {"own": session.seats, "room": session.room, "bus": bus}
    return [name for name, limit in own.items() if limit is not None]


def with_seats(problem: Problem, session: Session, more: int) -> Problem:
    """Add seats to a session wherever it is limited."""
    event = problem.event
    if session.seats is not None:
        problem = with_session(problem, session.id, "seats", session.seats + more)
    if session.room is not None:
        problem = with_room(
            problem, session.room, "seats", event.room[session.room].seats + more
        )
    if session.departure and session.departure.bus is not None:
        bus = event.bus[session.departure.bus]
        problem = with_bus(problem, bus.id, "seats", bus.seats + more)
    return problem
