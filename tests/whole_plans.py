"""Every plan that the rules about plans permit, by plain enumeration.

Written from the sentences of the rules; nothing here looks at rules, model or engine.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from allocator.problem import Event, Problem, Session

MOMENT = timedelta(0)


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Yield all plans that the rules about plans permit; the buses that serve are hired."""
    event = problem.event
    optional = [s for s in event.sessions if s.cancellable]
    for answers in product((True, False), repeat=len(optional)):
        cancelled = {s.id for s, goes in zip(optional, answers, strict=True) if not goes}
        held = [s for s in event.sessions if s.id not in cancelled]
        runs = {Decision(RUN, s.id) for s in held if s.cancellable}
        journeys = list(every_journeys(event, held))
        for rooms in every_rooms(event, held):
            for journey in journeys:
                yield Plan(frozenset(runs | rooms | journey))


def every_rooms(event: Event, held: Sequence[Session]) -> Iterator[set[Decision]]:
    """Yield all ways to give the held sessions their rooms."""
    stated = [(s, s.room) for s in held if s.room and not s.rooms]
    choosing = [s for s in held if s.rooms]

    def fits(session: Session, room: str, taken: list[tuple[Session, str]]) -> bool:
        has = next(r.features for r in event.rooms if r.id == room)
        clash = any(r == room and overlap(s, session) for s, r in [*stated, *taken])
        strays = event.keep_rooms and any(
            r != room for s, r in taken if s.theme and s.theme == session.theme
        )
        return session.features <= has and not clash and not strays

    def further(taken: list[tuple[Session, str]]) -> Iterator[set[Decision]]:
        if len(taken) == len(choosing):
            yield {Decision(ROOM, s.id, room) for s, room in taken}
            return
        session = choosing[len(taken)]
        for room in session.rooms:
            if fits(session, room, taken):
                yield from further([*taken, (session, room)])

    yield from further([])


def overlap(one: Session, other: Session) -> bool:
    """Tell whether two sessions are held at the same time."""
    return one.start < other.end and other.start < one.end


class Trip(NamedTuple):
    """A bus that takes people to a visit, at a departure; stated, or chosen by the plan."""

    visit: Session
    leaves: datetime
    bus: str
    stated: bool

    @property
    def certain(self) -> bool:
        """Whether nothing about it is to be decided; then it is for the reader to judge."""
        return self.stated and len(times_of(self.visit)) == 1 and not self.visit.cancellable


def every_journeys(event: Event, held: Sequence[Session]) -> Iterator[set[Decision]]:
    """Yield all ways to set the departures and buses of the held visits, with the hires."""
    visits = [s for s in held if s.departure]

    def further(k: int, trips: list[Trip], made: set[Decision]) -> Iterator[set[Decision]]:
        if k == len(visits):
            if few_at_once(event, trips):
                yield made
            return
        for leaves in times_of(visits[k]):
            for buses in bus_choices(event, visits[k], leaves, trips):
                yield from further(
                    k + 1, [*trips, *buses], made | decided(visits[k], leaves, buses)
                )

    for made in further(0, [], set()):
        serving = {d.value for d in made if d.kind == BUS}
        price = sum(b.cost for b in event.buses if b.id in serving)
        if event.budget is None or price <= event.budget:
            yield made | {Decision(HIRE, bus) for bus in serving}


def decided(visit: Session, leaves: datetime, buses: Iterable[Trip]) -> set[Decision]:
    """Return what the plan says of one visit."""
    at = clock(leaves)
    found = {Decision(BUS, visit.id, trip.bus, at) for trip in buses if not trip.stated}
    if len(times_of(visit)) > 1:
        found.add(Decision(DEPARTURE, visit.id, at))
    return found


def bus_choices(
    event: Event, visit: Session, leaves: datetime, trips: Sequence[Trip]
) -> Iterator[list[Trip]]:
    """Yield the buses that a visit may have beside the trips before it."""
    stated, fleet = visit.departure.bus, visit.departure.fleet
    if stated is not None:
        trip = Trip(visit, leaves, stated, True)
        if can_be_had(event, trip) and fits_beside(trip, trips):
            yield [trip]
        return
    free = [Trip(visit, leaves, bus, False) for bus in fleet]
    free = [t for t in free if can_be_had(event, t) and fits_beside(t, trips)]
    largest = len(fleet) if visit.departure.most_buses is None else visit.departure.most_buses
    for number in range(min(largest, len(free)) + 1):
        yield from map(list, combinations(free, number))


def times_of(visit: Session) -> tuple[datetime, ...]:
    """Return when a visit may leave."""
    return visit.departure.times or (visit.departure.leaves,)


def clock(moment: datetime) -> str:
    """Return a moment as plans write it."""
    return moment.strftime("%H:%M")


def can_be_had(event: Event, trip: Trip) -> bool:
    """Tell whether a bus can be had from its departure until it is back."""
    if trip.certain:
        return True
    bus = next(b for b in event.buses if b.id == trip.bus)
    late = bus.ends is not None and trip.visit.departure.back > bus.ends
    return not late and (bus.starts is None or bus.starts <= trip.leaves)


def fits_beside(trip: Trip, trips: Iterable[Trip]) -> bool:
    """Tell whether the bus of a trip can also make the others; of stated ones never asked."""
    return all(
        (trip.stated and other.stated) or both_possible(trip, other)
        for other in trips
        if other.bus == trip.bus
    )


class Place(NamedTuple):
    """A place and how long it takes from there to the venue."""

    visit: str
    to_venue: timedelta


class Leg(NamedTuple):
    """A ride with people."""

    start: datetime
    end: datetime
    origin: Place
    target: Place


def legs(trip: Trip) -> tuple[Leg, Leg]:
    """Return the way out and the way back of a trip."""
    visit, way = trip.visit, trip.visit.departure
    out, back = visit.start - way.leaves, way.back - way.returns
    venue = Place("", MOMENT)
    return (
        Leg(trip.leaves, trip.leaves + out, venue, Place(visit.id, out)),
        Leg(way.returns, way.back, Place(visit.id, back), venue),
    )


def both_possible(one: Trip, other: Trip) -> bool:
    """Tell whether one bus can make two trips, driving from leg to leg by the clock."""
    for first, then in pairwise(sorted([*legs(one), *legs(other)])):
        start, target = then.origin, first.target
        empty = MOMENT if start.visit == target.visit else start.to_venue + target.to_venue
        if first.start == then.start or first.end + empty > then.start:
            return False
    return True


def few_at_once(event: Event, trips: Iterable[Trip]) -> bool:
    """Tell whether the buses that leave at the same minute can load side by side."""
    at_once, certain = defaultdict(set), defaultdict(set)
    for trip in trips:
        at_once[clock(trip.leaves)].add(trip.bus)
        if trip.certain:
            certain[clock(trip.leaves)].add(trip.bus)
    return event.loading is None or all(
        len(buses) <= max(event.loading, len(certain[minute]))
        for minute, buses in at_once.items()
    )
