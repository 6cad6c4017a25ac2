"""Random small problems with an open plan and every rule about people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from draws_people import with_people_rules
from draws_plan import with_open_plan
from support import contested, draw_problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from allocator.problem import Attendee, Bus, Event, Problem, Room, Session

    Seated = TypeVar("Seated", Room, Bus, Session)

QUARTER = timedelta(minutes=15)


def draw_whole(
    rng: Random, people: int, offers: Sequence[int], seed: int = 7, trouble: float = 0.5
) -> Problem:
    """Draw a question in which the plan decides and every rule can matter.

    Less `trouble` means fewer rules at once: more is feasible. Seats are given more
    generously than in the parts, for the same reason.
    """
    plan, others = rng.choice(((1.6, 0.3), (0.8, 0.8), (0.2, 1.5)))
    problem = draw_problem(rng, people, offers, seed, 0.2 * trouble)
    problem = with_open_plan(rng, problem, plan * trouble)
    problem = with_people_rules(rng, problem, others * trouble)
    event = with_more_seats(rng, problem.event, people)
    if event.lunch:
        event = replace(event, lunch=rng.choice((4, 5, 6)) * QUARTER)
    if event.loading or rng.random() < 0.2:
        event = at_once(event)
    if rng.random() < 0.25:
        event = with_twins(event)
    if rng.random() < 0.3:
        problem = contested(rng, problem)
    hours = [draw_hours(rng, a, event, plan * trouble) for a in problem.attendees]
    return replace(problem, event=event, attendees=tuple(hours))


def with_more_seats(rng: Random, event: Event, people: int) -> Event:
    """Give most rooms, buses and sessions the fair share at least."""
    fair = -(-people // min(len(offer) for offer in event.offer.values()))

    def roomy(thing: Seated) -> Seated:
        if thing.seats is None or rng.random() < 0.4:
            return thing
        return replace(thing, seats=max(thing.seats, fair) + rng.choice((0, 0, 1)))

    return replace(
        event,
        rooms=tuple(roomy(room) for room in event.rooms),
        buses=tuple(roomy(bus) for bus in event.buses),
        sessions=tuple(roomy(s) for s in event.sessions),
    )


def with_twins(event: Event) -> Event:
    """Make all rooms alike, and all buses, and let the plan choose from all of them."""
    rooms = tuple(replace(event.rooms[0], id=room.id) for room in event.rooms)
    buses = tuple(replace(event.buses[0], id=bus.id) for bus in event.buses)
    all_rooms, all_buses = tuple(r.id for r in rooms), tuple(b.id for b in buses)

    def open_to_all(session: Session) -> Session:
        way = session.departure
        if way and way.fleet:
            way = replace(way, fleet=all_buses)
        return replace(session, rooms=session.rooms and all_rooms, departure=way)

    sessions = tuple(open_to_all(s) for s in event.sessions)
    return replace(event, rooms=rooms, buses=buses, sessions=sessions)


def at_once(event: Event) -> Event:
    """Let all visits leave together, so that buses load side by side."""
    latest = max((s.departure.leaves for s in event.sessions if s.departure), default=None)

    def moved(visit: Session) -> Session:
        way = visit.departure
        if way is None:
            return visit
        by = latest - way.leaves
        return replace(
            visit,
            start=visit.start + by,
            end=visit.end + by,
            departure=replace(
                way,
                leaves=latest,
                returns=way.returns + by,
                back=way.back + by,
                times=tuple(t + by for t in way.times),
            ),
        )

    return replace(event, sessions=tuple(moved(s) for s in event.sessions))


def draw_hours(rng: Random, attendee: Attendee, event: Event, trouble: float) -> Attendee:
    """Let some people go when the visitors of the last round are back."""
    last = event.rounds[-1].id
    backs = [s.busy_until for s in event.sessions if s.departure and s.round_id == last]
    if not backs or rng.random() > 0.4 * trouble:
        return attendee
    return replace(attendee, leaves=rng.choice(backs) + rng.choice((0, 1, 2, 4)) * QUARTER)
