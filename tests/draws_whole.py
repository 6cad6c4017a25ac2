"""Random small problems with an open plan and every rule about people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from allocator.offer import Bus, Departure, Guides, Room
from allocator.problem import GroupLimit, Pair, Problem
from support import at, draw_problem, draw_seats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from allocator.problem import Attendee, Event, Session

MINUTE = timedelta(minutes=1)
ROOMS = ("room0", "room1", "room2")
BUSES = ("bus0", "bus1", "bus2")


def draw_whole(
    rng: Random, people: int, offers: Sequence[int], seed: int = 7, trouble: float = 0.5
) -> Problem:
    """Draw a question in which the plan decides and every rule can matter.

    Less `trouble` means fewer rules at once: more is feasible.
    """
    problem = draw_problem(rng, people, offers, seed, 0.2 * trouble)
    event = draw_offer(rng, problem.event, people, trouble)
    attendees = tuple(draw_needs(rng, a, event, trouble) for a in problem.attendees)
    problem = replace(problem, event=event, attendees=attendees)
    event = replace(event, **draw_policies(rng, problem, trouble))
    pairs = list(combinations(sorted(problem.attendee), 2))
    rounds = ["", *(r.id for r in event.rounds)]
    drawn = rng.sample(pairs, min(2, len(pairs)))
    said = [Pair(*pair, rng.choice(rounds)) for pair in drawn]
    together = said[:1] if rng.random() < 0.3 * trouble else []
    apart = said[1:] if rng.random() < 0.4 * trouble else []
    return replace(problem, event=event, together=tuple(together), apart=tuple(apart))


def draw_offer(rng: Random, event: Event, people: int, trouble: float) -> Event:
    """Draw rooms and buses to choose from, and what the sessions need of them."""
    fewest = min(len(offer) for offer in event.offer.values())
    rooms = tuple(
        Room(
            room,
            room.title(),
            draw_seats(rng, people, fewest),
            wheelchair=rng.random() < 0.6,
            features=frozenset({"piano"} if rng.random() < 0.6 else ()),
        )
        for room in ROOMS
    )
    visits = rng.choice((None, 0, *[len(event.rounds) - 1] * 6))
    begin = at(2 * (visits or 0))
    buses = tuple(
        Bus(
            bus,
            bus.title(),
            draw_seats(rng, people, 2),
            wheelchair=rng.choice((0, 1, 1, 2)),
            cost=rng.choice((0, 2, 3, 5)),
            starts=begin + 20 * MINUTE if rng.random() < 0.15 * trouble else None,
            ends=begin + 180 * MINUTE if rng.random() < 0.15 * trouble else None,
        )
        for bus in BUSES
    )
    event = replace(event, rooms=rooms, buses=() if visits is None else buses)
    sessions = []
    for session in event.sessions:
        place = [r.id for r in event.rounds].index(session.round_id)
        plain = replace(session, departure=None)
        if place == visits:
            drawn = draw_visit(rng, plain, people, begin, trouble)
        else:
            drawn = draw_workshop(rng, plain, people)
        sessions.append(draw_terms(rng, drawn, people, trouble))
    return replace(event, sessions=tuple(sessions))


def draw_workshop(rng: Random, session: Session, people: int) -> Session:
    """Draw a workshop with a room that is stated, to be chosen, or of no matter."""
    begin = session.start
    kind = rng.random()
    if kind < 0.5:
        rooms = tuple(sorted(rng.sample(ROOMS, rng.choice((2, 2, 3)))))
        limit = session.seats if rng.random() < 0.2 else None
        needs = frozenset({"piano"} if rng.random() < 0.25 else ())
        session = replace(session, room=None, rooms=rooms, seats=limit, features=needs)
    elif kind < 0.7:
        session = replace(session, room=rng.choice(ROOMS))
    else:
        session = replace(session, room=None, seats=draw_seats(rng, people, 2) + 1)
    return replace(session, end=begin + rng.choice((60, 60, 60, 90)) * MINUTE)


def draw_visit(
    rng: Random, session: Session, people: int, begin: datetime, trouble: float
) -> Session:
    """Draw a visit by buses to be chosen, by a stated bus, or on foot; at several times."""
    moments = sorted(begin + m * MINUTE for m in rng.sample((0, 0, 10, 30, 40), 2))
    several = len(set(moments)) > 1 and rng.random() < 0.6
    ride = rng.choice((10, 15, 20)) * MINUTE
    returns = begin + rng.choice((90, 90, 120, 150)) * MINUTE
    kind = rng.random()
    fleet: tuple[str, ...] = ()
    bus, guides, largest = None, None, None
    if kind < 0.65:
        fleet = tuple(sorted(rng.sample(BUSES, rng.choice((2, 2, 3)))))
        largest = rng.choice((None, 1, 2))
    elif kind < 0.8:
        bus = rng.choice(BUSES)
    else:
        size = draw_seats(rng, people, 2)
        guides = rng.choice(
            (Guides(2, size), Guides(1, size, size + 1), Guides(group_size=size), None)
        )
    way = Departure(
        bus,
        moments[0],
        f"to {session.id}",
        returns,
        f"from {session.id}",
        returns + ride,
        fleet=fleet,
        most_buses=largest,
        times=tuple(moments) if several else (),
        guides=guides,
    )
    return replace(
        session,
        room=None,
        seats=draw_seats(rng, people, 2) if rng.random() < 0.2 else None,
        walking=session.walking and rng.random() < 0.5,
        departure=way,
        start=moments[0] + ride,
        end=returns,
    )


def draw_terms(rng: Random, session: Session, people: int, trouble: float) -> Session:
    """Draw a smallest size, a reserve, a language, and whether it may be cancelled."""
    limits = [session.seats] if session.seats is not None else [people]
    reserve = 1 if rng.random() < 0.15 * trouble and min(limits) > 1 else 0
    if session.departure and session.departure.guides:
        reserve = 0
    return replace(
        session,
        reserve=reserve,
        smallest=rng.choice((1, 2)) if rng.random() < 0.35 * trouble else 0,
        cancellable=rng.random() < 0.35,
        language=rng.choice(("nb", "en")) if rng.random() < 0.4 * trouble else None,
    )


def draw_needs(rng: Random, attendee: Attendee, event: Event, trouble: float) -> Attendee:
    """Draw languages, a priority class, a wheelchair, and hours close to the buses'."""
    ways = [s.departure for s in event.sessions if s.departure]
    hours = {}
    if ways and rng.random() < 0.15 * trouble:
        way = rng.choice(ways)
        hours = rng.choice(
            ({"leaves": way.back}, {"arrives": way.leaves + 10 * MINUTE}, {"leaves": way.back})
        )
    wheels = {"wheelchair"} if rng.random() < 0.25 * trouble else set()
    spoken = {"nb"} | ({"en"} if rng.random() < 0.6 else set())
    return replace(
        attendee,
        needs=attendee.needs | wheels,
        languages=frozenset(spoken if rng.random() < 0.6 * trouble else ()),
        priority=rng.choice(("", "", "hosts", "guests")),
        **hours,
    )


def draw_policies(rng: Random, problem: Problem, trouble: float) -> dict[str, object]:
    """Draw what the event says of plans, groups and sets of sessions."""
    event = problem.event

    def now_and_then(chance: float) -> bool:
        return rng.random() < chance * trouble

    one, two, *_ = rng.sample(event.sessions, 2)
    rounds = [r.id for r in event.rounds]
    early, late = sorted((one, two), key=lambda s: rounds.index(s.round_id))
    follows = early.round_id != late.round_id and now_and_then(0.3)
    groups = []
    for session in event.sessions:
        if now_and_then(0.12):
            bounds = rng.choice(({"least": 1}, {"most": 1}, {"least": 1, "most": 2}))
            groups.append(GroupLimit(session.id, rng.choice(("north", "south")), **bounds))
    return {
        "lunch": rng.choice((10, 20, 30)) * MINUTE if now_and_then(0.4) else 0 * MINUTE,
        "margin": rng.choice((10, 30)) * MINUTE if now_and_then(0.4) else 0 * MINUTE,
        "loading": rng.choice((1, 1, 2)) if now_and_then(0.4) else None,
        "budget": rng.choice((3, 5, 8)) if now_and_then(0.5) else None,
        "no_show": Fraction(rng.choice((5, 20, 34)), 100) if now_and_then(0.5) else Fraction(0),
        "keep_rooms": now_and_then(0.4),
        "spread": rng.choice((1, 2)) if now_and_then(0.2) else None,
        "exclusions": ((one.id, two.id),) if not follows and now_and_then(0.3) else (),
        "prerequisites": ((late.id, early.id),) if follows else (),
        "classes": rng.choice((("hosts",), ("guests", "hosts"))) if now_and_then(0.5) else (),
        "group_limits": tuple(groups),
    }
