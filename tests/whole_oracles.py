"""Oracles for events whose plan is open: plain enumeration, and one mixed integer program.

They read the sentences of the rules as a pupil would and share no code with rules, model,
engine and objectives; what is said of wishes, levels and stages comes from `support.Plain`.

Notation: a plan is held against the event by hand, as an `Arrangement`; y[a, d] tells that
person a spends day d, as in `support`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision, Plan
from support import LARGEST_JOINT, Plain, most, plain_stages, spendable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from allocator.problem import Attendee, Bus, Event, Problem, Session

    Day = tuple[str, ...]
    Numbers = dict[str, np.ndarray]

COST = "cost"
NO_LIMIT = 10**6
GUARDS = ("placed", "refused")
MOMENT = timedelta(0)


# --- every plan ------------------------------------------------------------------------


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
    """Tell whether one bus can make two trips and never be in two places at once."""
    for first, then in combinations(sorted([*legs(one), *legs(other)]), 2):
        if first == then:
            continue
        start, target = then.origin, first.target
        empty = MOMENT if start.visit == target.visit else start.to_venue + target.to_venue
        if first.start == then.start or first.end + empty > then.start:
            return False
    return True


def few_at_once(event: Event, trips: Iterable[Trip]) -> bool:
    """Tell whether the buses that leave at the same minute can load side by side."""
    at_once = defaultdict(set)
    for trip in trips:
        at_once[clock(trip.leaves)].add(trip.bus)
    return event.loading is None or all(len(b) <= event.loading for b in at_once.values())


# --- what a plan means to people -------------------------------------------------------


class Chosen(NamedTuple):
    """What is settled of one session: when it leaves, in which room it is."""

    leaves: datetime | None
    room: str | None


class Effect(NamedTuple):
    """What a plan leaves to people: equal effects, equal allocations.

    Attributes
    ----------
    open_days
        For each person which possible days are left, as bytes.
    most, least, wheelchairs
        For each session the largest and smallest number of people, and the largest of
        wheelchair users.
    held
        The sessions that are held.
    """

    open_days: tuple[bytes, ...]
    most: tuple[int, ...]
    least: tuple[int, ...]
    wheelchairs: tuple[int, ...]
    held: frozenset[str]


@dataclass(frozen=True)
class Whole(Plain):
    """A problem with its plan: days that some plan permits, and allocations under each."""

    # --- one person's day

    def possible(self, attendee: Attendee, day: Day) -> bool:
        """Tell whether there are choices with which a person alone may spend a day."""
        return any(self.suits(attendee, day, chosen) for chosen in self.choices(day))

    def choices(self, day: Day) -> Iterator[dict[str, Chosen]]:
        """Yield what could be settled of the sessions of a day."""
        options = [self.options(self.problem.event.session[s]) for s in day]
        for parts in product(*options):
            yield dict(zip(day, parts, strict=True))

    def options(self, session: Session) -> list[Chosen]:
        """Return what could be settled of one session."""
        times = times_of(session) if session.departure else (None,)
        return [Chosen(*pair) for pair in product(times, session.rooms or (session.room,))]

    def suits(self, attendee: Attendee, day: Day, chosen: Mapping[str, Chosen]) -> bool:
        """Tell whether a person alone may spend a day with this settled."""
        event = self.problem.event
        sessions = [event.session[s] for s in day]
        return (
            (event.staying_away or len(day) == len(event.rounds))
            and set(attendee.fixed) <= set(day)
            and self._themes_differ(sessions)
            and self._no_two_of_a_set(day)
            and all(earlier in day for s, earlier in event.prerequisites if s in day)
            and all(self._reached(a, b, chosen[b.id]) for a, b in combinations(sessions, 2))
            and all(self._fit_for(attendee, s, chosen[s.id]) for s in sessions)
        )

    def _no_two_of_a_set(self, day: Day) -> bool:
        return all(len({*s} & {*day}) <= 1 for s in self.problem.event.exclusions)

    def _reached(self, before: Session, after: Session, chosen: Chosen) -> bool:
        """One walks over to the next session, and eats before a departure."""
        event = self.problem.event
        free = before.departure.back if before.departure else before.end
        if chosen.leaves is None:
            return free + event.transfer <= after.start
        return free + max(event.transfer, event.lunch) <= chosen.leaves

    def _fit_for(self, attendee: Attendee, session: Session, chosen: Chosen) -> bool:
        return (
            self._present(attendee, session, chosen)
            and not (session.walking and attendee.needs & {"cannot_walk_far", "wheelchair"})
            and ("wheelchair" not in attendee.needs or self._step_free(chosen.room))
            and self._wanted(attendee, session)
            and (
                not session.language
                or not attendee.languages
                or session.language in attendee.languages
            )
        )

    def _present(self, attendee: Attendee, session: Session, chosen: Chosen) -> bool:
        begins, over = chosen.leaves or session.start, session.end
        if session.departure:
            over = session.departure.back + self.problem.event.margin
        late = attendee.leaves is not None and over > attendee.leaves
        return not late and (attendee.arrives is None or attendee.arrives <= begins)

    def _step_free(self, room: str | None) -> bool:
        return room is None or any(r.id == room and r.wheelchair for r in self._rooms)

    @property
    def _rooms(self) -> Iterable:
        return self.problem.event.rooms

    def _wanted(self, attendee: Attendee, session: Session) -> bool:
        said = self.problem.wishes.get(attendee.id)
        forbids = self.problem.event.refusals == "forbid"
        return not (forbids and said is not None and session.id in said.refused)

    # --- a plan

    def effect(self, plan: Plan) -> Effect:
        """Return what a plan leaves to people."""
        event = self.problem.event
        held = frozenset(
            s.id
            for s in event.sessions
            if not s.cancellable or Decision(RUN, s.id) in plan.decisions
        )
        chosen = {s.id: self.chosen(s, plan) for s in event.sessions if s.id in held}
        return Effect(
            tuple(self._open(a, held, chosen) for a in self.problem.attendees),
            tuple(self.seats_of(s, plan) if s.id in held else 0 for s in event.sessions),
            tuple(s.smallest if s.id in held else 0 for s in event.sessions),
            tuple(self.wheelchairs_on(s, plan) for s in event.sessions),
            held,
        )

    def chosen(self, session: Session, plan: Plan) -> Chosen:
        """Return what a plan settles of a held session."""
        room, leaves = session.room, None
        for decision in plan.decisions:
            if (decision.kind, decision.subject) == (ROOM, session.id):
                room = decision.value
        if session.departure:
            times = times_of(session)
            said = {Decision(DEPARTURE, session.id, clock(t)): t for t in times}
            (leaves,) = [t for d, t in said.items() if len(times) == 1 or d in plan.decisions]
        return Chosen(leaves, room)

    def _open(
        self, attendee: Attendee, held: frozenset[str], chosen: Mapping[str, Chosen]
    ) -> bytes:
        days = self.days[attendee.id]
        return bytes({*d} <= held and self.suits(attendee, d, chosen) for d in days)

    def seats_of(self, session: Session, plan: Plan) -> int:
        """Return how many people a held session has at most."""
        limits = [NO_LIMIT]
        if session.seats is not None:
            limits.append(session.seats - session.reserve)
        room = self.chosen(session, plan).room
        if room is not None:
            limits.append(self.admitted(session, room))
        if session.departure and session.departure.fleet:
            seats = sum(bus.seats for bus in self._serving(session, plan))
            limits.append(seats - session.reserve)
        limits += [n - session.reserve for n in self.walkers(session)]
        return min(limits)

    def admitted(self, session: Session, room_id: str) -> int:
        """Count up to the most people of whom those who come find a seat in a room."""
        seats = next(r.seats for r in self._rooms if r.id == room_id) - session.reserve
        people = 0
        while (people + 1) * (1 - self.problem.event.no_show) <= seats:
            people += 1
        return people

    def walkers(self, session: Session) -> list[int]:
        """Return the stated limits of a walk."""
        guides = session.departure and session.departure.guides
        if not guides:
            return []
        limits = [] if guides.count is None else [guides.count * guides.people_each]
        return limits + ([] if guides.group_size is None else [guides.group_size])

    def _serving(self, session: Session, plan: Plan) -> list[Bus]:
        buses = {d.value for d in plan.decisions if (d.kind, d.subject) == (BUS, session.id)}
        return [b for b in self.problem.event.buses if b.id in buses]

    def wheelchairs_on(self, session: Session, plan: Plan) -> int:
        """Return the places for wheelchairs on the buses that a plan gives to a visit."""
        if not session.departure or not session.departure.fleet:
            return NO_LIMIT
        return sum(bus.wheelchair for bus in self._serving(session, plan))

    def price(self, plan: Plan) -> int:
        """Return what the hired buses cost."""
        hired = {d.subject for d in plan.decisions if d.kind == HIRE}
        return sum(bus.cost for bus in self.problem.event.buses if bus.id in hired)

    @cached_property
    def prices(self) -> dict[Effect, int]:
        """What the cheapest plan with an effect costs, for every effect that a plan has."""
        found: dict[Effect, int] = {}
        for plan in every_plan(self.problem):
            effect, price = self.effect(plan), self.price(plan)
            found[effect] = min(price, found.get(effect, price))
        return found

    # --- allocations: for each person the numbers of the days

    @cached_property
    def joint(self) -> list[np.ndarray]:
        """All allocations that obey what is said of people whatever the plan."""
        shape = [len(self.days[p]) for p in self.people]
        if np.prod(shape, dtype=float) > LARGEST_JOINT:
            raise ValueError(f"{shape} is too much for brute force")
        joint = list(np.indices(shape, dtype=np.int16).reshape(len(shape), -1))
        for obeys in (self._pairs_obey, self._groups_obey, self._stated_buses_obey):
            fits = obeys(joint)
            joint = [k[fits] for k in joint]
        return joint

    def attends(self, person: str, session_id: str, days: np.ndarray) -> np.ndarray:
        """Tell for each of these days of a person whether it holds a session."""
        mine = [session_id in day for day in self.days[person]]
        return np.array(mine, dtype=np.int16)[days]

    def present(
        self, session_id: str, people: Iterable[str], joint: Sequence[np.ndarray]
    ) -> np.ndarray:
        """Count these people in a session, for each allocation."""
        members = set(people)
        total = np.zeros(len(joint[0]), dtype=np.int16)
        for person, days in zip(self.people, joint, strict=True):
            if person in members:
                total += self.attends(person, session_id, days)
        return total

    def _pairs_obey(self, joint: list[np.ndarray]) -> np.ndarray:
        days = dict(zip(self.people, joint, strict=True))
        fits = np.ones(len(joint[0]), dtype=bool)
        problem = self.problem
        for session in problem.event.sessions:
            for pair in (*problem.together, *problem.apart):
                if pair.round_id not in ("", session.round_id):
                    continue
                one, two = (
                    self.attends(p, session.id, days[p]) for p in (pair.one, pair.other)
                )
                fits &= one == two if pair in problem.together else one + two < 2
        return fits

    def members(self, group: str) -> list[str]:
        """Return the people of a group."""
        return [a.id for a in self.problem.attendees if a.group == group]

    @cached_property
    def wheelchair_users(self) -> list[str]:
        """People in wheelchairs."""
        return [a.id for a in self.problem.attendees if "wheelchair" in a.needs]

    def _groups_obey(self, joint: list[np.ndarray]) -> np.ndarray:
        event = self.problem.event
        fits = np.ones(len(joint[0]), dtype=bool)
        for limit in event.group_limits:
            if limit.most is not None:
                members = self.members(limit.group)
                fits &= self.present(limit.session_id, members, joint) <= limit.most
        if event.spread is not None:
            for group in {a.group for a in self.problem.attendees} - {""}:
                for session in event.sessions:
                    members = self.members(group)
                    fits &= self.present(session.id, members, joint) <= event.spread
        return fits

    def _stated_buses_obey(self, joint: list[np.ndarray]) -> np.ndarray:
        fits = np.ones(len(joint[0]), dtype=bool)
        for bus in self.problem.event.buses:
            visits = self.visits_of(bus)
            for people, places in (
                (self.people, self.seats_on(bus)),
                (self.wheelchair_users, bus.wheelchair),
            ):
                on_board = sum(self.present(v.id, people, joint) for v in visits)
                fits &= on_board <= places
        return fits

    def visits_of(self, bus: Bus) -> list[Session]:
        """Return the visits for which a bus is stated."""
        event = self.problem.event
        return [s for s in event.sessions if s.departure and s.departure.bus == bus.id]

    def seats_on(self, bus: Bus) -> int:
        """Return the seats of a bus for the visits for which it is stated."""
        return max(0, bus.seats - sum(v.reserve for v in self.visits_of(bus)))

    def obedient(self, effect: Effect) -> np.ndarray:
        """Tell for each allocation of `joint` whether it obeys everything under a plan."""
        event, joint = self.problem.event, self.joint
        fits = np.ones(len(joint[0]), dtype=bool)
        for days, allowed in zip(joint, effect.open_days, strict=True):
            fits &= np.frombuffer(allowed, dtype=np.uint8)[days] == 1
        limits = zip(effect.most, effect.least, effect.wheelchairs, strict=True)
        for session, (largest, least, places) in zip(event.sessions, limits, strict=True):
            people = self._present_in[session.id]
            fits &= (people <= largest) & (people >= least)
            if places < NO_LIMIT:
                fits &= self.present(session.id, self.wheelchair_users, joint) <= places
        for limit in event.group_limits:
            if limit.least is not None and limit.session_id in effect.held:
                members = self.members(limit.group)
                fits &= self.present(limit.session_id, members, joint) >= limit.least
        return fits

    @cached_property
    def _present_in(self) -> dict[str, np.ndarray]:
        sessions = self.problem.event.sessions
        return {s.id: self.present(s.id, self.people, self.joint) for s in sessions}

    @cached_property
    def cheapest(self) -> np.ndarray:
        """Cost of the cheapest plan that permits each allocation of `joint`; -1: none does."""
        found = np.full(len(self.joint[0]), -1, dtype=np.int64)
        for effect, price in self.prices.items():
            better = self.obedient(effect) & ((found < 0) | (found > price))
            found[better] = price
        return found

    def best(self, objective: str) -> dict[str, int] | None:
        """Return the best value of each stage, then the least cost; None where all fails."""
        permitted = self.cheapest >= 0
        if not permitted.any():
            return None
        joint = [k[permitted] for k in self.joint]
        cost = self.cheapest[permitted]
        values: dict[str, int] = {}
        for stage in self.stages(objective):
            entries = [stage.column[p][k] for p, k in zip(self.people, joint, strict=True)]
            total = np.max(entries, axis=0) if stage.largest else np.sum(entries, axis=0)
            best = int(total.max() if stage.most else total.min())
            limit = spendable(stage.kind, best, objective)
            good = total == best if stage.most else total <= limit
            joint, cost = [k[good] for k in joint], cost[good]
            values[stage.name] = best
        return {**values, COST: int(cost.min())}

    # --- stages

    def stages(self, objective: str) -> list[WholeStage]:
        """Return the stages of an objective but ties, class after class."""
        found: list[WholeStage] = []
        for kind in self.kinds(objective):
            column, is_most = self.column(kind), most(kind, objective)
            for title, members in self.classes.items():
                name = f"{kind} ({title})" if title and kind not in GUARDS else kind
                within = self.people if kind in GUARDS else members
                numbers = {p: n if p in within else 0 * n for p, n in column.items()}
                if all(stage.name != name for stage in found):
                    found.append(WholeStage(name, kind, numbers, is_most))
        return found

    @property
    def classes(self) -> dict[str, list[str]]:
        """People of each priority class, those in none last."""
        event, attendees = self.problem.event, self.problem.attendees
        if not event.classes:
            return {"": self.people}
        of = {f"class {c}": [a.id for a in attendees if a.priority == c] for c in event.classes}
        placed = set(chain(*of.values()))
        return {**of, "no class": [p for p in self.people if p not in placed]}

    def kinds(self, objective: str) -> list[str]:
        """Return the stages of an objective before they are split into classes."""
        top = max((int(b.max(initial=0)) for b in self.burden.values()), default=0)
        counts = [f"people at {level} or more" for level in range(top, 0, -1)]
        found: list[str] = []
        for name in plain_stages(self.problem, objective):
            if name == "ties" or name.startswith("people at "):
                continue
            found.append(name)
            if name == "worst" and objective.split()[0] in ("leximin", "budgeted"):
                found += counts
        return found


class WholeStage(NamedTuple):
    """One number to optimise: a table of one number a person and possible day."""

    name: str
    kind: str
    column: Numbers
    most: bool

    @property
    def largest(self) -> bool:
        """Whether the largest entry counts instead of the sum."""
        return self.kind == "worst"


def best_by_brute_force(problem: Problem, objective: str) -> dict[str, int] | None:
    """Look at every plan and every allocation; None where no plan permits any."""
    return Whole(problem).best(objective)


# --- the same question as one mixed integer program ------------------------------------

ONE = ("one",)
Key = Hashable
Sum = Mapping


class BestByMilp:
    """SciPy's HiGHS on people's days and the decisions of the plan together.

    Columns are named by tuples: `ONE` is the constant 1, ("day", a, k) is y[a, k],
    ("run", s), ("room", s, r), ("leaves", v, t), ("bus", v, b, t), ("hire", b) and
    ("loads", b, t) speak of the plan. Every row is a sum of columns and at most 0.
    """

    def __init__(self, problem: Problem) -> None:
        self.whole = Whole(problem)
        self.event = problem.event
        self.column: dict[Key, int] = {ONE: 0}
        self.rows: list[dict[Key, int]] = []
        self.closed: set[Key] = set()
        for say in (
            self._one_day_each,
            self._sessions_held,
            self._rooms_of_sessions,
            self._one_session_a_room,
            self._themes_keep_rooms,
            self._departures,
            self._buses,
            self._trips_of_buses,
            self._hires,
            self._seats,
            self._stated_buses,
            self._walks,
            self._choices_that_close_days,
            self._pairs,
            self._groups,
        ):
            say()

    # --- words

    def at_most(self, *parts: tuple[int, Iterable[Key]], limit: int = 0) -> None:
        """Add a row: the sum of factor times columns is at most a limit."""
        row: Counter[Key] = Counter({ONE: -limit})
        for factor, keys in parts:
            for key in keys:
                row[key] += factor
        for key in row:
            self.column.setdefault(key, len(self.column))
        self.rows.append(row)

    def equal(self, one: Iterable[Key], other: Iterable[Key]) -> None:
        """Add two rows: two sums of columns are equal."""
        first, second = list(one), list(other)
        self.at_most((1, first), (-1, second))
        self.at_most((1, second), (-1, first))

    def held(self, session: Session) -> Key:
        """Return the column that tells whether a session is held."""
        return ("run", session.id) if session.cancellable else ONE

    def leaving(self, visit: Session, moment: datetime) -> Key:
        """Return the column that tells whether a visit leaves at a time."""
        several = len(times_of(visit)) > 1
        return ("leaves", visit.id, clock(moment)) if several else self.held(visit)

    def in_room(self, session: Session, room_id: str) -> list[Key]:
        """Return the column that tells whether a session has a room; none if it cannot."""
        if room_id in session.rooms:
            return [("room", session.id, room_id)]
        stated = session.room == room_id and not session.rooms
        return [self.held(session)] if stated else []

    def fleet(self, visit: Session) -> list[tuple[Bus, datetime, Key]]:
        """Return the buses that may serve a visit, when, and the columns for it."""
        return [
            (bus, t, ("bus", visit.id, bus.id, clock(t)))
            for bus in self.event.buses
            if bus.id in visit.departure.fleet
            for t in times_of(visit)
        ]

    def there(self, session: Session, people: Iterable[str]) -> list[Key]:
        """Return the columns that put these people in a session."""
        return [
            ("day", person, k)
            for person in people
            for k, day in enumerate(self.whole.days[person])
            if session.id in day
        ]

    @property
    def visits(self) -> list[Session]:
        """Sessions with a departure."""
        return [s for s in self.event.sessions if s.departure]

    # --- sentences

    def _one_day_each(self) -> None:
        for person in self.whole.people:
            days = self.whole.days[person]
            self.equal([("day", person, k) for k in range(len(days))], [ONE])

    def _sessions_held(self) -> None:
        people = self.whole.people
        for s in self.event.sessions:
            there, held = self.there(s, people), self.held(s)
            self.at_most((1, there), (-len(people), [held]))
            self.at_most((s.smallest, [held]), (-1, there))

    def _rooms_of_sessions(self) -> None:
        has = {room.id: room.features for room in self.event.rooms}
        for s in self.event.sessions:
            if s.rooms:
                rooms = [("room", s.id, r) for r in s.rooms]
                self.equal(rooms, [self.held(s)])
                unfit = [("room", s.id, r) for r in s.rooms if not s.features <= has[r]]
                self.at_most((1, unfit))

    def _one_session_a_room(self) -> None:
        for s, t in combinations(self.event.sessions, 2):
            if overlap(s, t) and (s.rooms or t.rooms):
                for room in self.event.rooms:
                    one, other = self.in_room(s, room.id), self.in_room(t, room.id)
                    self.at_most((1, [*one, *other]), limit=1)

    def _themes_keep_rooms(self) -> None:
        if not self.event.keep_rooms:
            return
        choosing = [s for s in self.event.sessions if s.rooms and s.theme]
        for s, t in product(choosing, repeat=2):
            if s is not t and s.theme == t.theme:
                for room in s.rooms:
                    there, also = self.in_room(s, room), self.in_room(t, room)
                    self.at_most((1, [*there, self.held(t)]), (-1, also), limit=1)

    def _departures(self) -> None:
        for v in self.visits:
            times = times_of(v)
            if len(times) > 1:
                self.equal([self.leaving(v, t) for t in times], [self.held(v)])

    def _buses(self) -> None:
        for v in self.visits:
            keys = [key for *_, key in self.fleet(v)]
            if v.departure.most_buses is not None:
                self.at_most((1, keys), limit=v.departure.most_buses)
            for _, t, key in self.fleet(v):
                self.at_most((1, [key]), (-1, [self.leaving(v, t)]))

    def _trips_of_buses(self) -> None:
        trips: list[tuple[Trip, Key]] = []
        for v in self.visits:
            if v.departure.bus is not None:
                for t in times_of(v):
                    trips.append((Trip(v, t, v.departure.bus, True), self.leaving(v, t)))
            for bus, t, key in self.fleet(v):
                trips.append((Trip(v, t, bus.id, False), key))
        for trip, key in trips:
            if not can_be_had(self.event, trip):
                self.at_most((1, [key]))
            loads = ("loads", trip.bus, clock(trip.leaves))
            self.at_most((1, [key]), (-1, [loads]))
        for (one, key), (other, also) in combinations(trips, 2):
            if one.visit is not other.visit and not fits_beside(one, [other]):
                self.at_most((1, [key, also]), limit=1)
        if self.event.loading is not None:
            for minute in {clock(trip.leaves) for trip, _ in trips}:
                loading = {("loads", trip.bus, minute) for trip, _ in trips}
                self.at_most((1, loading), limit=self.event.loading)

    def _hires(self) -> None:
        spent = []
        for v in self.visits:
            for bus, _, key in self.fleet(v):
                hire = ("hire", bus.id)
                self.at_most((1, [key]), (-1, [hire]))
        for bus in self.event.buses:
            if ("hire", bus.id) in self.column:
                spent.append((bus.cost, [("hire", bus.id)]))
        if self.event.budget is not None:
            self.at_most(*spent, limit=self.event.budget)

    def _seats(self) -> None:
        whole = self.whole
        for s in self.event.sessions:
            there, held = self.there(s, whole.people), self.held(s)
            if s.seats is not None:
                self.at_most((1, there), (s.reserve, [held]), limit=s.seats)
            if s.rooms or s.room:
                rooms = s.rooms or (s.room,)
                seats = [(-whole.admitted(s, r), self.in_room(s, r)) for r in rooms]
                self.at_most((1, there), *seats)
            if s.departure and s.departure.fleet:
                seats = [(-bus.seats, [key]) for bus, _, key in self.fleet(s)]
                places = [(-bus.wheelchair, [key]) for bus, _, key in self.fleet(s)]
                self.at_most((1, there), (s.reserve, [held]), *seats)
                self.at_most((1, self.there(s, whole.wheelchair_users)), *places)

    def _stated_buses(self) -> None:
        whole = self.whole
        for bus in self.event.buses:
            visits = whole.visits_of(bus)
            for people, places in (
                (whole.people, whole.seats_on(bus)),
                (whole.wheelchair_users, bus.wheelchair),
            ):
                on_board = chain(*(self.there(v, people) for v in visits))
                self.at_most((1, on_board), limit=places)

    def _walks(self) -> None:
        for v in self.visits:
            for limit in self.whole.walkers(v):
                there = self.there(v, self.whole.people)
                self.at_most((1, there), (v.reserve, [self.held(v)]), limit=limit)

    def _choices_that_close_days(self) -> None:
        """Where no choice for the other sessions saves a day from one for this, it closes."""
        for attendee in self.whole.problem.attendees:
            closes: dict[Key, list[Key]] = defaultdict(list)
            for k, day in enumerate(self.whole.days[attendee.id]):
                good = [c for c in self.whole.choices(day) if self.whole.suits(attendee, day, c)]
                for s in (self.event.session[name] for name in day):
                    left = {("room", s.id, c[s.id].room) for c in good}
                    if s.departure:
                        left |= {self.leaving(s, c[s.id].leaves) for c in good}
                    for key in self._choices_for(s) - left:
                        closes[key].append(("day", attendee.id, k))
            for key, days in closes.items():
                self.at_most((1, [key, *days]), limit=1)

    def _choices_for(self, session: Session) -> set[Key]:
        found: set[Key] = {("room", session.id, r) for r in session.rooms}
        if session.departure and len(times_of(session)) > 1:
            found |= {self.leaving(session, t) for t in times_of(session)}
        return found

    def _pairs(self) -> None:
        problem = self.whole.problem
        for session in self.event.sessions:
            for pair in problem.together:
                if pair.round_id in ("", session.round_id):
                    one, other = ([p] for p in (pair.one, pair.other))
                    self.equal(self.there(session, one), self.there(session, other))
            for pair in problem.apart:
                if pair.round_id in ("", session.round_id):
                    self.at_most((1, self.there(session, [pair.one, pair.other])), limit=1)

    def _groups(self) -> None:
        for limit in self.event.group_limits:
            session = self.event.session[limit.session_id]
            there = self.there(session, self.whole.members(limit.group))
            if limit.most is not None:
                self.at_most((1, there), limit=limit.most)
            if limit.least is not None:
                self.at_most((limit.least, [self.held(session)]), (-1, there))
        if self.event.spread is not None:
            for group in {a.group for a in self.whole.problem.attendees} - {""}:
                for session in self.event.sessions:
                    there = self.there(session, self.whole.members(group))
                    self.at_most((1, there), limit=self.event.spread)

    # --- answers

    def values(self, objective: str) -> dict[str, int] | None:
        """Return the best stage values, then the least cost; None where all fails."""
        rows, closed = list(self.rows), set(self.closed)
        try:
            return self._values(objective)
        finally:
            self.rows, self.closed = rows, closed

    def _values(self, objective: str) -> dict[str, int] | None:
        if self.least({}) is None:
            return None
        found: dict[str, int] = {}
        for stage in self.whole.stages(objective):
            table = {
                ("day", person, k): int(number)
                for person, numbers in stage.column.items()
                for k, number in enumerate(numbers)
            }
            if stage.largest:
                found[stage.name] = self._worst(table)
                continue
            sign = -1 if stage.most else 1
            best = self.least({key: sign * n for key, n in table.items()})
            limit = spendable(stage.kind, best, objective)
            self.at_most(*((sign * n, [key]) for key, n in table.items() if n), limit=limit)
            found[stage.name] = sign * best
        hires = {key: b.cost for b in self.event.buses if (key := ("hire", b.id)) in self.column}
        return {**found, COST: self.least(hires)}

    def _worst(self, table: Mapping[Key, int]) -> int:
        for level in sorted(set(table.values())):
            before = set(self.closed)
            self.closed |= {key for key, n in table.items() if n > level}
            if self.least({}) is not None:
                return level
            self.closed = before
        raise AssertionError("feasible before, infeasible at the largest entry")

    def least(self, cost: Mapping[Key, int]) -> int | None:
        """Return the least sum of a cost; None where nothing is feasible."""
        width = len(self.column)
        price, upper, lower = np.zeros(width), np.ones(width), np.zeros(width)
        lower[0] = 1
        for key, number in cost.items():
            price[self.column[key]] = number
        for key in self.closed:
            upper[self.column[key]] = 0
        entries = [
            (number, i, self.column[key])
            for i, row in enumerate(self.rows)
            for key, number in row.items()
        ]
        numbers, i, j = (np.array(part) for part in zip(*entries, strict=True))
        table = csr_array((numbers.astype(float), (i, j)), shape=(len(self.rows), width))
        result = milp(
            price,
            integrality=np.ones(width),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(table, -np.inf, 0),
            options={"mip_rel_gap": 0},
        )
        assert result.status in (0, 2), result.message
        return round(result.fun) if result.status == 0 else None
