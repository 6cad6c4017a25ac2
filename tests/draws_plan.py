"""Random open choices for a drawn problem, and random plans for it, good and bad.

Few values each, so that rooms clash, buses meet and limits are just reached.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.offer import Bus, Departure, Guides, Room
from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from random import Random

    from allocator.model import Model
    from allocator.offer import Session
    from allocator.problem import Event, Problem

QUARTER = timedelta(minutes=15)
FEATURES = ("projector", "stage")
TRIES = 25


# --- open choices ----------------------------------------------------------------------


def with_open_plan(rng: Random, problem: Problem) -> Problem:
    """Open some rooms, buses, departures and cancellations of a problem, and set limits."""
    event, people = problem.event, len(problem.attendees)
    rooms = tuple(draw_room(rng, room) for room in (*event.rooms, third_room(rng, people)))
    first = min(s.busy_from for s in event.sessions)
    buses = event.buses and tuple(
        draw_bus(rng, bus, first) for bus in (*event.buses, third_bus(rng, people))
    )
    event = replace(event, rooms=rooms, buses=buses)
    event = replace(event, sessions=tuple(opened(rng, event, s) for s in event.sessions))
    return replace(
        problem,
        event=replace(
            event,
            lunch=rng.choice((0, 0, 1, 2, 4)) * QUARTER,
            margin=rng.choice((0, 0, 1, 4)) * QUARTER,
            loading=rng.choice((None, 1, 1, 2)),
            budget=rng.choice((None, 3, 4, 7)),
            no_show=rng.choice((0, 0, 1, 2)) * Fraction(1, 4),
            keep_rooms=rng.random() < 0.4,
        ),
    )


def third_room(rng: Random, people: int) -> Room:
    return Room("room2", "Room 2", rng.choice((1, people)))


def third_bus(rng: Random, people: int) -> Bus:
    return Bus("bus2", "Bus 2", rng.choice((1, people)))


def draw_room(rng: Random, room: Room) -> Room:
    """Give a room features and a way in for wheelchairs."""
    features = frozenset(f for f in FEATURES if rng.random() < 0.6)
    return replace(room, features=features, wheelchair=rng.random() < 0.5)


def draw_bus(rng: Random, bus: Bus, first: datetime) -> Bus:
    """Give a bus a price, places for wheelchairs and now and then hours of its own."""
    hours = [first + n * timedelta(hours=1) for n in range(9)]
    return replace(
        bus,
        wheelchair=rng.choice((0, 0, 1, 2)),
        cost=rng.choice((0, 2, 3, 4)),
        starts=rng.choice(hours[1:5]) if rng.random() < 0.25 else None,
        ends=rng.choice(hours[4:]) if rng.random() < 0.25 else None,
    )


def opened(rng: Random, event: Event, session: Session) -> Session:
    """Open a session: it may be small, cancelled, moved, and go by other buses."""
    session = replace(
        session,
        smallest=rng.choice((0, 0, 0, 1, 2)),
        cancellable=rng.random() < 0.35,
        reserve=rng.choice((0, 0, 0, 1)),
        features=frozenset(f for f in FEATURES if rng.random() < 0.2),
    )
    if session.departure is not None:
        return opened_visit(rng, event, session, session.departure)
    if rng.random() < 0.6:
        rooms = rng.sample([room.id for room in event.rooms], rng.choice((1, 2, 2, 3)))
        session = replace(session, room=None, rooms=tuple(sorted(rooms)))
    return session


def opened_visit(rng: Random, event: Event, visit: Session, way: Departure) -> Session:
    """Open a visit: by its stated bus, by some of the fleet, or on foot with guides."""
    if way.bus is None and rng.random() < 0.7:
        size = rng.choice((None, 2, 3))
        count = rng.choice((1, 2)) if size is None else rng.choice((None, 1, 2))
        way = replace(way, guides=Guides(count, rng.choice((1, 2, 3)), size))
    elif rng.random() < 0.75:
        fleet = rng.sample([bus.id for bus in event.buses], rng.choice((2, 2, 3)))
        way = replace(
            way,
            bus=None,
            fleet=tuple(sorted(fleet)),
            most_buses=rng.choice((None, 1, 1, 2)),
        )
        visit, way = on_another_clock(rng, visit, way)
    if rng.random() < 0.5:
        delays = rng.choice(((0, 1), (0, 2), (0, 1, 2)))
        way = replace(way, times=tuple(way.leaves + n * QUARTER for n in delays))
        late = way.times[-1] + (visit.start - way.leaves) + QUARTER
        end, returns = max(visit.end, late), max(way.returns, late)
        way = replace(way, returns=returns, back=max(way.back, returns))
        visit = replace(visit, end=end)
    return replace(visit, departure=way)


def on_another_clock(
    rng: Random, visit: Session, way: Departure
) -> tuple[Session, Departure]:
    """Draw short rides and stays, so that a bus has time for another trip, or just not."""
    leaves = way.leaves + rng.choice((0, 0, 1, 2, 3, 4)) * QUARTER
    start = leaves + rng.choice((0, 1, 1, 2)) * QUARTER
    end = start + rng.choice((1, 2, 4, 6)) * QUARTER
    returns = end + rng.choice((0, 0, 1)) * QUARTER
    back = returns + rng.choice((0, 1, 1, 2)) * QUARTER
    return replace(visit, start=start, end=end), replace(
        way, leaves=leaves, returns=returns, back=back
    )


# --- plans -----------------------------------------------------------------------------


def draw_plan(rng: Random, model: Model, *, mild: float = 0.7) -> Plan:
    """Draw a plan from the decisions of a model that all rules have filled.

    Mostly one that makes sense session by session; of those, where one is found soon, one
    that keeps all rules about decisions. Then, now and then, one decision is turned round.
    """
    if not model.decisions:
        return Plan()
    if rng.random() > mild:
        share = rng.random()
        return Plan(frozenset(d for d in model.decisions if rng.random() < share))
    for _ in range(TRIES):
        plan = sensible_plan(rng, model)
        if all(row.holds(plan) for row in model.plan_rows):
            break
    if rng.random() < 0.3:
        turned = frozenset({rng.choice(list(model.decisions))})
        plan = Plan(plan.decisions ^ turned)
    return plan


def sensible_plan(rng: Random, model: Model) -> Plan:
    """Draw for each session on its own: whether it is held, and with what."""
    made: set[Decision] = set()
    lot = sorted(model.decisions)
    for session in model.problem.event.sessions:
        mine = [d for d in lot if d.subject == session.id and d.kind != HIRE]
        if session.cancellable and rng.random() < 0.3:
            continue
        made |= {d for d in mine if d.kind == RUN}
        made |= some(rng, (d for d in mine if d.kind == ROOM), 1)
        leaves = some(rng, (d for d in mine if d.kind == DEPARTURE), 1)
        at = {d.value for d in leaves}
        buses = [d for d in mine if d.kind == BUS and (not at or d.at in at)]
        made |= leaves | some(rng, buses, rng.choice((1, 1, 2)))
    used = {d.value for d in made if d.kind == BUS}
    made |= {d for d in lot if d.kind == HIRE and (d.subject in used or rng.random() < 0.1)}
    return Plan(frozenset(made))


def some(rng: Random, decisions: Iterable[Decision], number: int) -> set[Decision]:
    """Draw so many decisions, or all where there are fewer."""
    lot = list(decisions)
    return set(rng.sample(lot, min(number, len(lot))))
