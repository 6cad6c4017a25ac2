"""An oracle for events whose plan is open: one mixed integer program over plan and people.

Written from the sentences of the rules, not from the rows of a model; of `Whole` it takes
what one person may do, and the tables of the stages.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations, product
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_array

from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN
from support import spendable
from whole_oracles import COST, Whole
from whole_plans import Trip, can_be_had, clock, fits_beside, overlap, times_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from allocator.allocation import Allocation
    from allocator.plan import Decision
    from allocator.problem import Bus, Problem, Session

    Key = tuple[object, ...]

INFEASIBLE = 2
ONE = ("one",)


class BestByMilp:
    """SciPy's HiGHS on people's days and the decisions of the plan together.

    Columns are named by tuples: ("day", a, k) tells that person a spends the k-th of his or
    her possible days; ("run", s), ("room", s, r), ("leaves", v, t), ("bus", v, b, t),
    ("hire", b) and ("loads", b, t) speak of the plan. `ONE` is no column: it is 1.
    """

    def __init__(self, problem: Problem) -> None:
        self.whole = Whole(problem)
        self.event = problem.event
        self.column: dict[Key, int] = {}
        self.rows: list[tuple[dict[Key, int], float, float]] = []
        self.closed: set[Key] = set()
        for say in (
            self._one_day_each,
            self._sessions_held,
            self._rooms_of_sessions,
            self._one_session_a_room,
            self._themes_keep_rooms,
            self._departures,
            self._buses,
            self._one_trip_at_a_time,
            self._hours_and_loading,
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
        self._between(-np.inf, parts, limit)

    def equal(self, one: Iterable[Key], other: Iterable[Key]) -> None:
        """Add a row: two sums of columns are equal."""
        self._between(0, ((1, one), (-1, other)), 0)

    def _between(
        self, least: float, parts: Iterable[tuple[int, Iterable[Key]]], largest: int
    ) -> None:
        row: Counter[Key] = Counter()
        for factor, keys in parts:
            for key in keys:
                row[key] += factor
        constant = row.pop(ONE, 0)
        for key in row:
            self.column.setdefault(key, len(self.column))
        self.rows.append((row, least - constant, largest - constant))

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

    @property
    def trips(self) -> list[tuple[Trip, Key]]:
        """Every trip that a bus may make, and the column that tells whether it does."""
        found: list[tuple[Trip, Key]] = []
        for v in self.visits:
            if v.departure.bus is not None:
                for t in times_of(v):
                    found.append((Trip(v, t, v.departure.bus, True), self.leaving(v, t)))
            found += [(Trip(v, t, b.id, False), key) for b, t, key in self.fleet(v)]
        return found

    def _one_trip_at_a_time(self) -> None:
        for (one, key), (other, also) in combinations(self.trips, 2):
            if one.visit is not other.visit and not fits_beside(one, [other]):
                self.at_most((1, [key, also]), limit=1)

    def _hours_and_loading(self) -> None:
        side_by_side: dict[str, set[Key]] = defaultdict(set)
        certain: dict[str, set[Key]] = defaultdict(set)
        for trip, key in self.trips:
            minute = clock(trip.leaves)
            loads = ("loads", trip.bus, minute)
            side_by_side[minute].add(loads)
            self.at_most((1, [key]), (-1, [loads]))
            if key == ONE:
                certain[minute].add(loads)
            if not can_be_had(self.event, trip):
                self.at_most((1, [key]))
        if self.event.loading is not None:
            for minute, buses in side_by_side.items():
                self.at_most((1, buses), limit=max(self.event.loading, len(certain[minute])))

    @property
    def prices(self) -> dict[Key, int]:
        """What each bus that some visit may have costs, by the column that hires it."""
        fleets = {bus for v in self.visits for bus in v.departure.fleet}
        return {("hire", b.id): b.cost for b in self.event.buses if b.id in fleets}

    def _hires(self) -> None:
        for v in self.visits:
            for bus, _, key in self.fleet(v):
                self.at_most((1, [key]), (-1, [("hire", bus.id)]))
        if self.event.budget is not None:
            spent = ((cost, [hire]) for hire, cost in self.prices.items())
            self.at_most(*spent, limit=self.event.budget)

    def _seats(self) -> None:
        whole = self.whole
        for s in self.event.sessions:
            there, held = self.there(s, whole.people), self.held(s)
            if s.seats is not None:
                self.at_most((1, there), limit=max(0, s.seats - s.reserve))
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
                self.at_most((1, there), limit=max(0, limit - v.reserve))

    def _choices_that_close_days(self) -> None:
        """Where no choice for the other sessions saves a day from one for this, it closes."""
        for attendee in self.whole.problem.attendees:
            closes: dict[Key, list[Key]] = defaultdict(list)
            for k, day in enumerate(self.whole.days[attendee.id]):
                good = [
                    c for c in self.whole.choices(day) if self.whole.suits(attendee, day, c)
                ]
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

    def permits(self, allocation: Allocation) -> bool:
        """Tell whether an allocation with its plan obeys everything."""
        rows = list(self.rows)
        made = {self._named(d) for d in allocation.plan.decisions}
        for person, day in allocation.days.items():
            made.add(("day", person, self.whole.days[person].index(day)))
        for key in self.column.keys() | made:
            if key in made:
                self.at_most((-1, [key]), limit=-1)
            elif key[0] != "loads":
                self.at_most((1, [key]))
        feasible = self.least({}) is not None
        self.rows = rows
        return feasible

    def _named(self, decision: Decision) -> Key:
        """Return the column of a decision."""
        names = {
            RUN: ("run", decision.subject),
            HIRE: ("hire", decision.subject),
            ROOM: ("room", decision.subject, decision.value),
            DEPARTURE: ("leaves", decision.subject, decision.value),
            BUS: ("bus", decision.subject, decision.value, decision.at),
        }
        return names[decision.kind]

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
        hires = {
            key: b.cost for b in self.event.buses if (key := ("hire", b.id)) in self.column
        }
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
        """Return the least sum of a cost; None where nothing is feasible.

        HiGHS sometimes calls a feasible program with fixed columns infeasible, so closed
        columns are left out, and an infeasible one is asked again without presolve.
        """
        price = np.zeros(len(self.column))
        table = lil_array((len(self.rows), len(self.column)))
        for key, number in cost.items():
            price[self.column[key]] = number
        for i, (row, *_) in enumerate(self.rows):
            for key, number in row.items():
                table[i, self.column[key]] = number
        free = [j for key, j in self.column.items() if key not in self.closed]
        limits = [part for _, *part in self.rows]
        rows = LinearConstraint(table.tocsc()[:, free], *zip(*limits, strict=True))
        for presolve in (True, False):
            result = milp(
                price[free],
                integrality=np.ones(len(free)),
                bounds=Bounds(0, 1),
                constraints=rows,
                options={"mip_rel_gap": 0, "presolve": presolve},
            )
            if result.status == 0:
                return round(result.fun)
        assert result.status == INFEASIBLE, result.message
        return None
