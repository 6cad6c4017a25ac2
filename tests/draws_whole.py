"""Random small problems with an open plan and every rule about people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from draws_people import with_people_rules
from draws_plan import with_open_plan
from support import draw_problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from allocator.problem import Attendee, Bus, Event, Problem, Room, Session

    Seated = TypeVar("Seated", Room, Bus, Session)

QUARTER = timedelta(minutes=15)
EASY = {
    "lunch": 0 * QUARTER,
    "margin": 0 * QUARTER,
    "loading": None,
    "budget": None,
    "no_show": Fraction(0),
    "keep_rooms": False,
}
EASY_SESSION = {
    "smallest": 0,
    "reserve": 0,
    "features": frozenset(),
    "language": None,
    "walking": False,
}


def draw_whole(
    rng: Random, people: int, offers: Sequence[int], seed: int = 7, keep: float = 0.5
) -> Problem:
    """Draw a question in which the plan decides and every rule can matter.

    Each rule is kept with the chance `keep`, so that some allocation obeys them all; seats
    are given more generously for the same reason.
    """
    problem = draw_problem(rng, people, offers, seed, 0.2 * keep)
    problem = with_people_rules(rng, with_open_plan(rng, problem), 0.6 * keep)
    event = eased(rng, problem.event, people, keep)
    problem = replace(problem, event=at_once(event) if rng.random() < 0.4 else event)
    hours = [draw_hours(rng, a, problem.event, keep) for a in problem.attendees]
    return replace(problem, attendees=tuple(hours))


def eased(rng: Random, event: Event, people: int, keep: float) -> Event:
    """Drop what an event asks for, here and there, and give it seats; lunch may be long."""
    fewest = min(len(offer) for offer in event.offer.values())

    def dropped(easy: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in easy.items() if rng.random() > keep}

    def roomy(thing: Seated) -> Seated:
        if thing.seats is None or rng.random() < 0.4:
            return thing
        fair = -(-people // fewest)
        return replace(thing, seats=max(thing.seats, fair) + rng.choice((0, 0, 1)))

    event = replace(event, lunch=rng.choice((4, 5, 6)) * QUARTER)
    return replace(
        event,
        rooms=tuple(roomy(room) for room in event.rooms),
        buses=tuple(
            replace(roomy(bus), **dropped({"starts": None, "ends": None}))
            for bus in event.buses
        ),
        sessions=tuple(replace(roomy(s), **dropped(EASY_SESSION)) for s in event.sessions),
        **dropped(EASY),
    )


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


def draw_hours(rng: Random, attendee: Attendee, event: Event, keep: float) -> Attendee:
    """Let few people come just before a departure, or go when the visitors are back."""
    ways = [s.departure for s in event.sessions if s.departure]
    if not ways or rng.random() > 0.5 * keep:
        return attendee
    way = rng.choice(ways)
    if rng.random() < 0.3:
        return replace(attendee, arrives=rng.choice(way.options))
    return replace(attendee, leaves=way.back + rng.choice((0, 1, 4)) * QUARTER)
