"""An oracle for events whose plan is open: look at every plan and every allocation.

It reads the sentences of the rules as a pupil would and shares no code with rules, model,
engine and objectives; what is said of wishes, levels and stages comes from `support.Plain`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision
from support import LARGEST_JOINT, Plain, most, plain_stages, spendable
from whole_plans import clock, every_plan, times_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from allocator.allocation import Allocation
    from allocator.plan import Plan
    from allocator.problem import Attendee, Bus, Problem, Session

    Day = tuple[str, ...]
    Numbers = dict[str, np.ndarray]

COST = "cost"
NO_LIMIT = 10**6
GUARDS = ("placed", "refused")


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
            limits.append(max(0, session.seats - session.reserve))
        room = self.chosen(session, plan).room
        if room is not None:
            limits.append(self.admitted(session, room))
        if session.departure and session.departure.fleet:
            seats = sum(bus.seats for bus in self._serving(session, plan))
            limits.append(seats - session.reserve)
        limits += [max(0, n - session.reserve) for n in self.walkers(session)]
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
        for session in self.problem.event.sessions:
            for pair in self.problem.together:
                if pair.round_id in ("", session.round_id):
                    fits &= self._there(pair.one, session, days) == self._there(
                        pair.other, session, days
                    )
            for pair in self.problem.apart:
                if pair.round_id in ("", session.round_id):
                    fits &= ~(
                        self._there(pair.one, session, days)
                        & self._there(pair.other, session, days)
                    )
        return fits

    def _there(self, person: str, session: Session, days: Numbers) -> np.ndarray:
        return self.attends(person, session.id, days[person]) == 1

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

    def permits(self, allocation: Allocation) -> bool:
        """Tell whether an allocation with its plan obeys everything, and hires no more."""
        plan = allocation.plan
        days = [self.days[p].index(allocation.days[p]) for p in self.people]
        here = np.all([k == d for k, d in zip(self.joint, days, strict=True)], axis=0)
        return plan in set(every_plan(self.problem)) and bool(
            (here & self.obedient(self.effect(plan))).any()
        )

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
