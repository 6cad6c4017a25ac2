"""Random open choices for a drawn problem, and random plans for it, good and bad.

Few values each, so that rooms clash, buses meet and limits are just reached.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from allocator.offer import Bus, Guides, Room
from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from allocator.model import Model
    from allocator.offer import Departure, Session
    from allocator.problem import Event, Problem

QUARTER = timedelta(minutes=15)
FEATURES = ("projector", "stage")
Value = TypeVar("Value")
TRIES = 25


# --- open choices ----------------------------------------------------------------------


def with_open_plan(rng: Random, problem: Problem, trouble: float = 1.0) -> Problem:
    """Open some rooms, buses, departures and cancellations of a problem, and set limits.

    Less `trouble` means fewer limits: more is feasible.
    """
    event, people = problem.event, len(problem.attendees)
    draw = Draws(rng, trouble)
    rooms = (*event.rooms, Room("room2", "Room 2", rng.choice((1, people))))
    buses = (*event.buses, Bus("bus2", "Bus 2", rng.choice((1, people))))
    event = replace(
        event,
        rooms=tuple(draw.room(room) for room in rooms),
        buses=event.buses and tuple(draw.bus(bus, event) for bus in buses),
        lunch=draw.limit(0, (1, 2, 4), 0.6) * QUARTER,
        margin=draw.limit(0, (1, 4), 0.5) * QUARTER,
        loading=draw.limit(None, (1, 1, 2), 0.75),
        budget=draw.limit(None, (0, 3, 4, 7), 0.75),
        no_show=draw.limit(0, (1, 2), 0.5) * Fraction(1, 4),
        keep_rooms=draw.limit(False, (True,), 0.4),
    )
    event = replace(event, sessions=tuple(draw.session(s, event) for s in event.sessions))
    times = [t for s in event.sessions if s.departure for t in s.departure.options]
    return replace(
        problem,
        event=event,
        attendees=tuple(
            replace(a, arrives=draw.limit(a.arrives, times or (None,), 0.2))
            for a in problem.attendees
        ),
    )


@dataclass(frozen=True)
class Draws:
    """How to draw what a plan may decide, and what limits it."""

    rng: Random
    trouble: float

    def limit(self, nothing: Value, some: Sequence[Value], share: float) -> Value:
        """Draw one of some values in a share of all cases, else nothing."""
        value = self.rng.choice(some)
        return value if self.rng.random() < share * self.trouble else nothing

    def room(self, room: Room) -> Room:
        """Give a room features and a way in for wheelchairs."""
        rng = self.rng
        features = frozenset(f for f in FEATURES if rng.random() < 0.6)
        return replace(room, features=features, wheelchair=rng.random() < 0.5)

    def bus(self, bus: Bus, event: Event) -> Bus:
        """Give a bus a price, places for wheelchairs and now and then hours of its own."""
        first = min(s.busy_from for s in event.sessions)
        hours = [first + n * timedelta(hours=1) for n in range(9)]
        return replace(
            bus,
            wheelchair=self.rng.choice((0, 0, 1, 2)),
            cost=self.rng.choice((0, 2, 3, 4)),
            starts=self.limit(None, hours[1:5], 0.25),
            ends=self.limit(None, hours[4:], 0.25),
        )

    def session(self, session: Session, event: Event) -> Session:
        """Open a session: it may be small, cancelled, moved, and go by other buses."""
        rng = self.rng
        session = replace(
            session,
            smallest=self.limit(0, (1, 2), 0.4),
            cancellable=rng.random() < 0.35,
            reserve=self.limit(0, (1,), 0.25),
            features=frozenset(f for f in FEATURES if self.limit(False, (True,), 0.2)),
        )
        if session.departure is not None:
            return self.visit(session, session.departure, event)
        if rng.random() < 0.6:
            rooms = rng.sample([room.id for room in event.rooms], rng.choice((1, 2, 2, 3)))
            session = replace(session, room=None, rooms=tuple(sorted(rooms)))
        return session

    def visit(self, visit: Session, way: Departure, event: Event) -> Session:
        """Open a visit: by its stated bus, by some of the fleet, or on foot with guides."""
        rng = self.rng
        if way.bus is None:
            size = rng.choice((None, 2, 3))
            count = rng.choice((1, 2)) if size is None else rng.choice((None, 1, 2))
            guides = Guides(count, rng.choice((1, 1, 2)), size)
            way = replace(way, guides=self.limit(None, (guides,), 0.9))
        elif rng.random() < 0.6:
            fleet = rng.sample([bus.id for bus in event.buses], rng.choice((2, 2, 3)))
            most = self.limit(None, (1, 1, 2), 0.75)
            way = replace(way, bus=None, fleet=tuple(sorted(fleet)), most_buses=most)
            visit, way = on_another_clock(rng, visit, way)
        if rng.random() < 0.5:
            early = rng.choice((0, 0, 1, 2)) * QUARTER
            visit = replace(visit, start=visit.start - early)
            leaves = way.leaves - early
            delays = rng.choice(((0, 1), (0, 2), (0, 1, 2)))
            times = tuple(leaves + n * QUARTER for n in delays)
            way = replace(way, leaves=leaves, times=times)
            late = way.times[-1] + (visit.start - way.leaves) + QUARTER
            end, returns = max(visit.end, late), max(way.returns, late)
            way = replace(way, returns=returns, back=max(way.back, returns))
            visit = replace(visit, end=end)
        return replace(visit, departure=way)


def on_another_clock(rng: Random, visit: Session, way: Departure) -> tuple[Session, Departure]:
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
