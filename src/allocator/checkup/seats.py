"""Seats of sessions and rounds, also where the plan is still to decide."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from allocator import choices
from allocator.fairness.seats import seats_of
from allocator.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.offer import Session
    from allocator.plan import Decision
    from allocator.problem import Problem


def settled(session: Session) -> bool:
    """Tell whether the event states room, buses and that it is held."""
    fleet = session.departure and session.departure.fleet
    return not (session.rooms or session.cancellable or fleet)


def most_seats(problem: Problem, session: Session) -> int | None:
    """Return the seats of a session under the plan that gives it most; None: no limit."""
    if problem.plan is not None or settled(session):
        return seats_of(problem, session)
    return seats_of(replace(problem, plan=_generous(problem, session)), session)


def _generous(problem: Problem, session: Session) -> Plan:
    """Return a plan that thinks of one session alone."""
    event = problem.event
    made: set[Decision] = set()
    if held := choices.run(session):
        made.add(held)
    if session.rooms:
        largest = max(session.rooms, key=lambda room: (event.room[room].seats, room))
        made.add(choices.rooms(session)[largest])
    if leave := session.departure:
        fleet = sorted(leave.fleet, key=lambda bus: (-event.bus[bus].seats, bus))
        served = choices.buses(session)
        made.update(served[bus, leave.options[0]] for bus in fleet[: leave.most_buses])
    return Plan(frozenset(made))


def seats_together(problem: Problem, sessions: Sequence[Session]) -> int | None:
    """Return how many people the sessions of a round take together at most.

    Visits that share a stated bus share its seats; sessions that are held at the same time
    and choose among rooms have different ones. Where buses are open nothing is said: one bus
    may serve several visits in turn, or all buses a single one.

    Parameters
    ----------
    problem
        The question.
    sessions
        All of one round.

    Returns
    -------
    int or None
        None where nothing limits one of them, or buses are open.
    """
    if problem.plan is None and any(s.departure and s.departure.fleet for s in sessions):
        return None
    seats = {s.id: most_seats(problem, s) for s in sessions}
    total = 0
    for group, limit in _groups(problem, sessions):
        each = [seats[s.id] for s in group]
        known = [n for n in each if n is not None]
        if len(known) < len(each):
            return None
        total += sum(known) if limit is None else min(limit, sum(known))
    return total


def _groups(
    problem: Problem, sessions: Sequence[Session]
) -> Iterator[tuple[list[Session], int | None]]:
    """Yield sessions that share seats, with the seats; others by themselves."""
    event = problem.event
    shared: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        bus = session.departure.bus if session.departure else None
        open_room = session.rooms and problem.plan is None
        shared[f"bus {bus}" if bus else "rooms" if open_room else session.id].append(session)
    for key, group in shared.items():
        if key.startswith("bus "):
            yield group, event.bus[key.removeprefix("bus ")].seats
        elif key == "rooms" and _at_once(group):
            there = {room for s in group for room in s.rooms}
            most = [int(event.room[room].seats / (1 - event.no_show)) for room in there]
            yield group, sum(sorted(most, reverse=True)[: len(group)])
        else:
            yield group, None


def _at_once(sessions: Sequence[Session]) -> bool:
    return max(s.start for s in sessions) < min(s.end for s in sessions)
