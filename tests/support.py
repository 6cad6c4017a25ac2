"""What the tests share: random small problems, plain oracles, and one way to solve.

The oracles share no code with rules, objectives, model or engine: they read the question
for themselves, so that each can prove the other wrong.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import product
from random import Random
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from allocator.allocation import Allocation
from allocator.chance import tie_costs
from allocator.engine.budget import Budget
from allocator.engine.lexicographic import optimise
from allocator.engine.plan_search import PlanSearch
from allocator.errors import Infeasible
from allocator.fairness.outcome import floor_alone, outcomes
from allocator.objectives import OBJECTIVES, Budgeted, stages_of
from allocator.objectives.protocol import score
from allocator.offer import Bus, Departure, Room, Round, Session
from allocator.problem import Attendee, Event, Problem, Refusals, SameTheme, Unlisted, Wishes
from allocator.rules import RULES
from allocator.rules.posting import post_all
from draws_plan import draw_plan, with_open_plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.engine.first import Choice
    from allocator.engine.reached import Reached
    from allocator.model import Model
    from allocator.objectives.protocol import Objective, Stage
    from allocator.plan import Plan
    from allocator.rules.protocol import Rule

    Day = tuple[str, ...]

HOUR = timedelta(hours=1)
MORNING = datetime(2024, 11, 5, 9, tzinfo=UTC)
LETTERS = "ABCDEFG"
SECONDS = 60.0
NOTIONS = (*OBJECTIVES, Budgeted(Fraction(0)), Budgeted(Fraction(40)))
LARGEST_JOINT = 3_000_000


# --- random problems -------------------------------------------------------------------


def at(hours: int) -> datetime:
    """Return an instant, counted in hours from the first start."""
    return MORNING + hours * HOUR


def draw_problem(
    rng: Random, people: int, offers: Sequence[int], seed: int = 7, trouble: float = 1.0
) -> Problem:
    """Draw a question from few values, so that clocks, seats and wishes tie often.

    Less `trouble` means fewer odd clocks, hours, hosts and needs: more is feasible.
    """
    event = draw_event(rng, people, offers, seed, trouble)
    ids = [f"P{i:02d}" for i in range(people)]
    attendees = tuple(draw_attendee(rng, event, person, trouble) for person in ids)
    said = {person: draw_wishes(rng, event) for person in ids if rng.random() > 0.15}
    arrival = tuple(rng.sample(ids, people))
    past = Random(f"history {seed}")
    disappointed = past.random() < 0.3
    credit = {p: past.choice((1, 2)) for p in said if disappointed and past.random() < 0.4}
    return Problem(event, attendees, said, arrival, credit)


def draw_event(
    rng: Random, people: int, offers: Sequence[int], seed: int, trouble: float
) -> Event:
    """Draw rounds, one of them often visits, with seats close to the demand."""
    visits = rng.choice((None, 0, *[len(offers) - 1] * 5))
    rounds = tuple(
        Round(f"R{i}", f"Round {i}", weight=rng.choice((1, 1, 2))) for i in range(len(offers))
    )
    rooms = tuple(
        Room(f"room{i}", f"Room {i}", draw_seats(rng, people, max(offers))) for i in range(2)
    )
    buses = tuple(Bus(f"bus{i}", f"Bus {i}", draw_seats(rng, people, 2)) for i in range(2))
    odd_clock = rng.random() < 0.5 * trouble
    sessions: list[Session] = []
    for i, size in enumerate(offers):
        make = draw_visits if i == visits else draw_workshops
        sessions += make(rng, rounds[i].id, size, people, at(2 * i), odd=odd_clock)
    return Event(
        title="A day",
        date=date(2024, 11, 5),
        timezone="UTC",
        place="Here",
        rounds=rounds,
        sessions=tuple(sessions),
        rooms=rooms,
        buses=() if visits is None else buses,
        transfer=rng.choice((0, 0, 1)) * HOUR if odd_clock else 0 * HOUR,
        same_theme=rng.choice(list(SameTheme)),
        refusals=rng.choice(list(Refusals)),
        staying_away=rng.random() < 0.25,
        wish_costs=rng.choice(((), (), (0, 1, 3), (0, 0, 2))),
        unlisted=Random(f"unlisted {seed}").choice((*Unlisted, Unlisted.TIER)),
        seed=seed,
    )


def draw_seats(rng: Random, people: int, choices: int) -> int:
    """Draw one of three seat counts about the fair share."""
    spare = people // 5
    fair = -(-(people + spare) // choices)
    return max(1, fair + rng.choice((-1, 0, 1)) * max(1, fair // 4))


def draw_workshops(
    rng: Random, round_id: str, size: int, people: int, begin: datetime, *, odd: bool
) -> Iterator[Session]:
    """Draw workshops that end at one of three instants, in rooms or with own limits."""
    for letter in LETTERS[:size]:
        start = begin + rng.choice((0, 0, 0, 1)) * HOUR * odd
        room = rng.choice((None, None, "room0", "room1"))
        limited = room is None or rng.random() < 0.3
        yield Session(
            id=f"{round_id}{letter}",
            round_id=round_id,
            title=f"Workshop {letter}",
            start=start,
            end=start + HOUR + rng.choice((0, 0, 1)) * HOUR * odd,
            theme=rng.choice((None, "blue", "red")),
            room=room,
            seats=draw_seats(rng, people, size) if limited else None,
            walking=rng.random() < 0.15,
        )


def draw_visits(
    rng: Random, round_id: str, size: int, people: int, begin: datetime, *, odd: bool
) -> Iterator[Session]:
    """Draw visits on foot with a limit, or on buses that may serve two visits."""
    ways = {bus: draw_departure(rng, bus, begin, odd=odd) for bus in ("bus0", "bus1", None)}
    for letter in LETTERS[:size]:
        bus = rng.choice(("bus0", "bus0", "bus1", None))
        way = ways[bus]
        limited = bus is None or rng.random() < 0.2
        yield Session(
            id=f"{round_id}{letter}",
            round_id=round_id,
            title=f"Visit {letter}",
            start=way.leaves + rng.choice((0, 1)) * HOUR,
            end=way.returns - rng.choice((0, 1)) * HOUR,
            theme=rng.choice((None, None, "blue", "red")),
            seats=draw_seats(rng, people, size) if limited else None,
            walking=rng.random() < 0.3,
            departure=way,
        )


def draw_departure(rng: Random, bus: str | None, begin: datetime, *, odd: bool) -> Departure:
    """Draw one way out and back: all visits of a bus share it."""
    leaves = begin + rng.choice((0, 0, 1)) * HOUR * odd
    returns = leaves + 3 * HOUR
    back = returns + rng.choice((0, 1)) * HOUR
    return Departure(bus, leaves, "There", returns, "There", back)


def draw_attendee(rng: Random, event: Event, person: str, trouble: float) -> Attendee:
    """Draw a person: few have fixed places, hours or needs."""
    hosts = rng.random() < 0.12 * trouble
    early = [at(0), at(1), at(2)]
    late = sorted({s.busy_until for s in event.sessions})[-3:]
    return Attendee(
        id=person,
        group=rng.choice(("", "north", "south")),
        fixed=(rng.choice(event.sessions).id,) if hosts else (),
        arrives=rng.choice(early) if rng.random() < 0.15 * trouble else None,
        leaves=rng.choice(late) if rng.random() < 0.15 * trouble else None,
        needs=frozenset({"cannot_walk_far"} if rng.random() < 0.15 * trouble else ()),
    )


def draw_wishes(rng: Random, event: Event) -> Wishes:
    """Draw ranks with ties and blanks, refusals, or refusals alone."""
    only_refusals = rng.random() < 0.1
    wishing = {r.id: rng.random() < 0.85 for r in event.rounds}
    ranks: dict[str, int] = {}
    refused: set[str] = set()
    for session in event.sessions:
        ranked = wishing[session.round_id] and not only_refusals
        if ranked and rng.random() < 0.75:
            popular = session.id.endswith("A")
            ranks[session.id] = rng.choice((1, 1, 2) if popular else (1, 2, 2, 3))
        elif rng.random() < 0.15:
            refused.add(session.id)
    return Wishes(ranks, frozenset(refused))


def draw_allocation(
    rng: Random, model: Model, *, mild: float = 0.5, full: Model | None = None
) -> Allocation:
    """Draw an allocation from the days of a model; mostly a bad one.

    Half of the draws keep to permitted days but for one person, so that a single breach
    decides. The plan comes from the decisions of a `full` model, made by all rules.
    """
    keeps = rng.random() < mild
    stray = rng.choice(model.people)
    plan = draw_plan(rng, full or model)
    permitted = model.decided(plan).permitted
    days: dict[str, Day] = {}
    for i, person in enumerate(model.people):
        open_days = [d for d, ok in zip(model.days, permitted[i], strict=True) if ok]
        free = not keeps or person == stray or not open_days
        days[person] = rng.choice(model.days if free else open_days)
    if rng.random() < 0.05:
        del days[stray]
    return Allocation(days, plan)


# --- one way to solve ------------------------------------------------------------------


@dataclass(frozen=True)
class Solved:
    """A proven answer, its claims, and what it was made from."""

    problem: Problem
    stages: tuple[Stage, ...]
    model: Model
    allocation: Allocation
    reached: tuple[Reached, ...]

    @property
    def claims(self) -> dict[str, int]:
        """Value of every stage; one with nothing to decide has the value 0."""
        found = {entry.name: entry.value for entry in self.reached}
        return {stage.name: found.get(stage.name, 0) for stage in self.stages}

    @property
    def fair(self) -> dict[str, int]:
        """The claims without chance."""
        return {name: value for name, value in self.claims.items() if name != "ties"}


def model_of(problem: Problem, rules: Sequence[Rule] = RULES) -> Model:
    """Return a model with these rules posted."""
    return post_all(problem, rules)


def any_plan(model: Model) -> tuple[Plan, Choice]:
    """Return a plan, and a day for each person, that obey everything, or raise Infeasible."""
    search = PlanSearch(model, Budget(SECONDS))
    search.begin()
    return search.plan, search.units.of_people(search.choice)


def solved(problem: Problem, objective: Objective, rules: Sequence[Rule] = RULES) -> Solved:
    """Solve, or raise Infeasible. The tests know no other way to the engine."""
    model = model_of(problem, rules)
    if not model.permitted.any(axis=1).all():
        raise Infeasible(["somebody has no permitted day"])
    stages = stages_of(objective, problem)
    state, reached = optimise(model, stages, Budget(SECONDS))
    days = {p: model.days[d] for p, d in zip(model.people, state.choice, strict=True)}
    return Solved(problem, stages, model, Allocation(days), reached)


def solved_or_none(
    problem: Problem, objective: Objective, rules: Sequence[Rule] = RULES
) -> Solved | None:
    """Solve; None where there is no allocation, which the oracle must confirm."""
    try:
        return solved(problem, objective, rules)
    except Infeasible:
        return None


def breaches(
    problem: Problem, allocation: Allocation, rules: Sequence[Rule] = RULES
) -> list[str]:
    """Return everything that any rule has against an allocation."""
    return [line for rule in rules for line in rule.breaches(problem, allocation)]


def counted(
    problem: Problem,
    stages: Sequence[Stage],
    allocation: Allocation,
    rules: Sequence[Rule] = RULES,
) -> dict[str, int]:
    """Return the stage values of an allocation, counted without model and solver."""
    personal = [rule for rule in rules if rule.personal]
    floors = {
        a.id: floor_alone(
            problem,
            a.id,
            lambda day, a=a: (
                not breaches(problem.alone(a.id), Allocation({a.id: day}), personal)
            ),
        )
        for a in problem.attendees
    }
    return score(stages, outcomes(problem, floors, allocation))


# --- plain oracles ---------------------------------------------------------------------


@dataclass(frozen=True)
class Plain:
    """A problem as a pupil would read it: everybody's possible days, each in numbers."""

    problem: Problem

    @cached_property
    def days(self) -> dict[str, list[Day]]:
        """Days that a person could spend if alone."""
        event = self.problem.event
        parts = [[(s.id,) for s in event.offer[r.id]] + [()] for r in event.rounds]
        every = [sum(day, ()) for day in product(*parts)]
        return {a.id: [d for d in every if self.possible(a, d)] for a in self.problem.attendees}

    def possible(self, attendee: Attendee, day: Day) -> bool:
        """Tell whether one person alone may spend a day."""
        event = self.problem.event
        sessions = [event.session[s] for s in day]
        return (
            (event.staying_away or len(day) == len(event.rounds))
            and set(attendee.fixed) <= set(day)
            and self._in_time(sessions)
            and self._themes_differ(sessions)
            and all(self._suits(attendee, s) for s in sessions)
            and all(seats >= 1 for name, seats in self.seats if self._is_in(name, day))
        )

    def _in_time(self, sessions: list[Session]) -> bool:
        transfer = self.problem.event.transfer
        windows = [plain_window(s) for s in sessions]
        return all(
            windows[i][1] + transfer <= windows[j][0]
            for j in range(len(windows))
            for i in range(j)
        )

    def _themes_differ(self, sessions: list[Session]) -> bool:
        themes = [s.theme for s in sessions if s.theme is not None]
        forbids = self.problem.event.same_theme == "forbid"
        return not forbids or len(themes) == len(set(themes))

    def _suits(self, attendee: Attendee, session: Session) -> bool:
        begins, is_over = plain_window(session)
        said = self.problem.wishes.get(attendee.id, Wishes())
        return not (
            (attendee.arrives is not None and begins < attendee.arrives)
            or (attendee.leaves is not None and is_over > attendee.leaves)
            or (session.walking and bool(attendee.needs))
            or (self.problem.event.refusals == "forbid" and session.id in said.refused)
        )

    @cached_property
    def seats(self) -> list[tuple[tuple[str, str], int]]:
        """Everything that can be full, with its seats."""
        event = self.problem.event
        rooms = {r.id: r.seats for r in event.rooms}
        limits = [
            *((s.id, s.seats) for s in event.sessions),
            *((s.id, rooms.get(s.room)) for s in event.sessions),
        ]
        own = [(("session", name), seats) for name, seats in limits if seats is not None]
        return [*own, *((("bus", b.id), b.seats) for b in event.buses)]

    def _is_in(self, what: tuple[str, str], day: Day) -> bool:
        kind, name = what
        if kind == "session":
            return name in day
        ways = [self.problem.event.session[s].departure for s in day]
        return any(way is not None and way.bus == name for way in ways)

    @cached_property
    def uses(self) -> dict[str, np.ndarray]:
        """Whether each day takes a seat of each thing, shape (days, things)."""
        return {
            person: np.array(
                [[self._is_in(what, day) for what, _ in self.seats] for day in days],
                dtype=np.int64,
            ).reshape(len(days), len(self.seats))
            for person, days in self.days.items()
        }

    @cached_property
    def limits(self) -> np.ndarray:
        """Seats of each thing."""
        return np.array([seats for _, seats in self.seats], dtype=np.int64)

    def level(self, person: str, session_id: str, round_id: str) -> int:
        """Count the kinds of session that the person likes better in a round."""
        said = self.problem.wishes.get(person, Wishes())

        def place(s: str) -> int:
            return said.ranks.get(s, 10**6 if s not in said.refused else 10**7)

        offer = [s.id for s in self.problem.event.sessions if s.round_id == round_id]
        if self.problem.event.unlisted == "last" and any(s in said.ranks for s in offer):
            if session_id in said.refused:
                return len(offer)
            if session_id not in said.ranks:
                return len(offer) - 1
        return len({place(s) for s in offer if place(s) < place(session_id)})

    def cost(self, level: int) -> int:
        """Return what a level counts."""
        table = self.problem.event.wish_costs or tuple(range(level + 1))
        return table[level] if level < len(table) else table[-1]

    def loss(self, attendee: Attendee, day: Day) -> int:
        """Add up the weighted costs of a day."""
        event, total = self.problem.event, 0
        for round_ in event.rounds:
            offer = {s.id for s in event.sessions if s.round_id == round_.id}
            held = offer & set(day)
            if not held:
                cost = self.cost(len(offer) - 1 + (event.unlisted == "last")) + 1
            elif offer & set(attendee.fixed):
                cost = 0
            else:
                cost = self.cost(self.level(attendee.id, min(held), round_.id))
            total += round_.weight * cost
        return total

    @cached_property
    def numbers(self) -> dict[str, dict[str, np.ndarray]]:
        """What counts for stages: name to person to one number a possible day."""
        event, found = self.problem.event, {}
        for attendee in self.problem.attendees:
            person, days = attendee.id, self.days[attendee.id]
            said = self.problem.wishes.get(person, Wishes())
            losses = [self.loss(attendee, d) for d in days]
            themes = [[event.session[s].theme for s in d] for d in days]
            named = [[t for t in each if t] for each in themes]
            found[person] = {
                "regret": [loss - min(losses) for loss in losses],
                "firsts": [self.at_level(attendee, d).count(0) for d in days],
                "refused": [sum(s in said.refused for s in d) for d in days],
                "placed": [len(event.rounds) - len(d) for d in days],
                "kept themes": [len(t) - len(set(t)) for t in named],
                "ties": [sum(tie_costs(event.seed, person, d).values()) for d in days],
            }
        names = ("regret", "firsts", "refused", "placed", "kept themes", "ties")
        return {
            name: {p: np.array(n[name], dtype=np.int64) for p, n in found.items()}
            for name in names
        }

    def column(self, stage: str) -> dict[str, np.ndarray]:
        """Return a stage as one number a person and possible day."""
        regret = self.numbers["regret"]
        if stage.startswith("people at "):
            level = int(stage.split()[2])
            return {p: (b >= level).astype(np.int64) for p, b in self.burden.items()}
        if stage == "squares":
            return {p: b * b for p, b in self.burden.items()}
        if stage == "worst":
            return self.burden
        if stage.startswith("places at "):
            return self.places_at(int(stage.split()[3]))
        return regret if stage in ("total", "budget") else self.numbers[stage]

    @property
    def burden(self) -> dict[str, np.ndarray]:
        """Regret of each possible day, raised by what an earlier event left."""
        credit = self.problem.credit
        return {p: r + credit.get(p, 0) for p, r in self.numbers["regret"].items()}

    def places_at(self, level: int) -> dict[str, np.ndarray]:
        """Count in each possible day the wished-for rounds with a place at this level."""
        return {
            a.id: np.array(
                [self.at_level(a, day).count(level) for day in self.days[a.id]], dtype=np.int64
            )
            for a in self.problem.attendees
        }

    def at_level(self, attendee: Attendee, day: Day) -> list[int]:
        """Return the level of each place in a round where the person has an opinion."""
        said, found = self.problem.wishes.get(attendee.id, Wishes()), []
        for session_id in day:
            round_id = self.problem.event.session[session_id].round_id
            offer = [s.id for s in self.problem.event.sessions if s.round_id == round_id]
            levels = {s: self.level(attendee.id, s, round_id) for s in offer}
            wished = any(s in said.ranks for s in offer)
            free = not set(offer) & set(attendee.fixed)
            if wished and free and len(set(levels.values())) > 1:
                found.append(levels[session_id])
        return found

    @property
    def people(self) -> list[str]:
        """Attendee ids."""
        return [a.id for a in self.problem.attendees]


def plain_window(session: Session) -> tuple[datetime, datetime]:
    """Return when people must be there and when they are free again."""
    way = session.departure
    return (session.start, session.end) if way is None else (way.leaves, way.back)


def plain_stages(problem: Problem, objective: str) -> list[str]:
    """Return the names of the stages as the design page orders them."""
    said = any(w.refused for w in problem.wishes.values())
    guards = ["placed"] * problem.event.staying_away
    guards += ["refused"] * (said and problem.event.refusals == "avoid")
    kept = ["kept themes"] * (problem.event.same_theme == "prefer")
    burdens = Plain(problem).burden.values()
    top = max((int(b.max(initial=0)) for b in burdens), default=0)
    counts = [f"people at {level} or more" for level in range(top, 0, -1)]
    sizes = Counter(s.round_id for s in problem.event.sessions)
    deepest = max(sizes.values()) - 1 + (problem.event.unlisted == "last")
    down = [f"places at level {level}" for level in range(1, deepest + 1)]
    head = {
        "balanced": [],
        "total": ["total"],
        "leximin": ["worst", *counts],
        "rank-maximal": ["firsts", *down],
        "min-regret": ["worst", "firsts", *down],
        "generous": down[::-1],
        "budgeted": ["budget", "worst", *counts],
    }[objective.split()[0]]
    last = [s for s in ("worst", "squares", "firsts", *kept, "ties") if s not in head]
    return [*guards, *head, *last]


def spendable(stage: str, value: int, objective: str) -> int:
    """Return what later stages may spend of a stage: more than its value in a budget only."""
    if stage != "budget":
        return value
    per_cent = Fraction(objective.split()[1])
    return value + math.floor(value * per_cent / 100)


def most(stage: str, objective: str) -> bool:
    """Tell whether more is better; places at a level are few with `generous` only."""
    places = stage.startswith("places at ") and objective != "generous"
    return places or stage in ("firsts", "kept themes")


def by_brute_force(problem: Problem, objective: str) -> dict[str, int] | None:
    """Look at every allocation; None where none obeys the rules."""
    plain = Plain(problem)
    joint = obedient(plain)
    if not joint[0].size:
        return None
    return narrowed(plain, joint, objective)[0]


def obedient(plain: Plain) -> list[np.ndarray]:
    """Return all allocations that obey the rules: for each person the numbers of the days."""
    shape = [len(plain.days[p]) for p in plain.people]
    if np.prod(shape, dtype=float) > LARGEST_JOINT:
        raise ValueError(f"{shape} is too much for brute force")
    joint = list(np.indices(shape).reshape(len(shape), -1))
    filled = sum(plain.uses[p][k] for p, k in zip(plain.people, joint, strict=True))
    fits = np.all(filled <= plain.limits, axis=1)
    return [k[fits] for k in joint]


def narrowed(
    plain: Plain, joint: list[np.ndarray], objective: str, without: str = ""
) -> tuple[dict[str, int], list[np.ndarray]]:
    """Return the best values stage by stage, and the allocations that have them."""
    values: dict[str, int] = {}
    for stage in plain_stages(plain.problem, objective):
        if stage == without:
            continue
        column = plain.column(stage)
        entries = [column[p][k] for p, k in zip(plain.people, joint, strict=True)]
        total = np.max(entries, axis=0) if stage == "worst" else np.sum(entries, axis=0)
        values[stage] = int(total.max() if most(stage, objective) else total.min())
        if most(stage, objective):
            good = total == values[stage]
        else:
            good = total <= spendable(stage, values[stage], objective)
        joint = [k[good] for k in joint]
    return values, joint


class ByMilp:
    """SciPy's HiGHS on the same plain numbers, stage by stage."""

    def __init__(self, problem: Problem) -> None:
        self.plain = Plain(problem)
        people, days = self.plain.people, self.plain.days
        width = sum(len(days[p]) for p in people)
        self.open = np.ones(width)
        self.rows: list[LinearConstraint] = []
        if width:
            owner = np.repeat(np.arange(len(people)), [len(days[p]) for p in people])
            once = (owner == np.arange(len(people))[:, np.newaxis]).astype(float)
            uses = np.vstack([self.plain.uses[p] for p in people]).T
            self.rows.append(LinearConstraint(once, 1, 1))
            self.rows.append(LinearConstraint(uses, -np.inf, self.plain.limits))

    def values(self, objective: str) -> dict[str, int] | None:
        """Return the best stage values; None where no allocation obeys the rules."""
        if any(not days for days in self.plain.days.values()):
            return None
        if self.least(np.zeros(len(self.open))) is None:
            return None
        found: dict[str, int] = {}
        for stage in plain_stages(self.plain.problem, objective):
            column = self.plain.column(stage)
            table = np.concatenate([column[p] for p in self.plain.people]).astype(float)
            if stage == "worst":
                found[stage] = self._worst(table)
                continue
            sign = -1 if most(stage, objective) else 1
            least = self.least(sign * table)
            assert least is not None
            limit = spendable(stage, least, objective)
            self.rows.append(LinearConstraint(sign * table, -np.inf, limit))
            found[stage] = sign * least
        return found

    def _worst(self, table: np.ndarray) -> int:
        for level in sorted(set(table)):
            whole = self.open
            self.open = whole * (table <= level)
            if self.least(np.zeros(len(table))) is not None:
                return int(level)
            self.open = whole
        raise AssertionError("feasible before, infeasible at the largest entry")

    def least(self, cost: np.ndarray) -> int | None:
        """Return the least sum of a cost; None where nothing is feasible."""
        result = milp(
            cost,
            integrality=np.ones(len(cost)),
            bounds=Bounds(0, self.open),
            constraints=self.rows,
            options={"mip_rel_gap": 0},
        )
        assert result.status in (0, 2), result.message
        return round(result.fun) if result.status == 0 else None


# --- the same question, said otherwise -------------------------------------------------


def renamed(
    problem: Problem, people: Mapping[str, str], sessions: Mapping[str, str]
) -> Problem:
    """Rename people and sessions; both are sorted again, so that their order changes."""
    event = problem.event
    place = [r.id for r in event.rounds]
    offer = [replace(s, id=sessions[s.id]) for s in event.sessions]
    attendees = [
        replace(a, id=people[a.id], fixed=tuple(sessions[s] for s in a.fixed))
        for a in problem.attendees
    ]
    wishes = {
        people[p]: Wishes(
            {sessions[s]: rank for s, rank in said.ranks.items()},
            frozenset(sessions[s] for s in said.refused),
        )
        for p, said in problem.wishes.items()
    }
    return Problem(
        replace(
            event,
            sessions=tuple(sorted(offer, key=lambda s: (place.index(s.round_id), s.id))),
        ),
        tuple(sorted(attendees, key=lambda a: a.id)),
        wishes,
        tuple(people[p] for p in problem.arrival),
        {people[p]: points for p, points in problem.credit.items()},
    )


def shuffled(rng: Random, problem: Problem) -> Problem:
    """Give attendees, sessions' wishes and their authors in another order."""
    attendees = rng.sample(problem.attendees, len(problem.attendees))
    authors = rng.sample(list(problem.wishes), len(problem.wishes))
    wishes = {}
    for person in authors:
        said = problem.wishes[person]
        ranks = rng.sample(list(said.ranks.items()), len(said.ranks))
        wishes[person] = Wishes(dict(ranks), said.refused)
    return replace(problem, attendees=tuple(attendees), wishes=wishes)


def with_a_seat_more(rng: Random, problem: Problem) -> Problem:
    """Add one seat to one session, room or bus."""
    event = problem.event
    limited = [s for s in event.sessions if s.seats is not None]
    kind = rng.choice(["rooms"] + ["buses"] * bool(event.buses) + ["sessions"] * bool(limited))
    everything = getattr(event, kind)
    lucky = rng.choice(limited if kind == "sessions" else everything)
    more = tuple(replace(x, seats=x.seats + 1) if x is lucky else x for x in everything)
    return replace(problem, event=replace(event, **{kind: more}))


def with_a_closed_session(rng: Random, problem: Problem) -> Problem:
    """Set the limit of one session to no seats at all."""
    event = problem.event
    shut = rng.choice(event.sessions)
    sessions = tuple(replace(s, seats=0) if s is shut else s for s in event.sessions)
    return replace(problem, event=replace(event, sessions=sessions))


def draw_for_rules(seed: int) -> tuple[Random, Problem]:
    """Draw a problem for law 1, now and then with a closed session or an open plan."""
    rng = Random(seed)
    offers = rng.choice(((2, 3), (3, 3), (2, 2, 2), (2, 2, 3)))
    problem = draw_problem(rng, rng.randint(1, 6), offers, seed)
    if seed % 2:
        problem = with_open_plan(Random(f"plan {seed}"), problem)
    return rng, with_a_closed_session(rng, problem) if seed % 8 == 0 else problem


def contested(rng: Random, problem: Problem) -> Problem:
    """Let everybody be free all day and rank everything, much alike; levels count."""

    def ranks() -> dict[str, int]:
        found: dict[str, int] = {}
        for sessions in problem.event.offer.values():
            place = {s.id: i + rng.randrange(3) for i, s in enumerate(sessions)}
            found |= {s: 1 + p for s, p in place.items()}
        return found

    return replace(
        problem,
        event=replace(problem.event, wish_costs=(), unlisted=Unlisted.TIER),
        credit={},
        attendees=tuple(replace(a, arrives=None, leaves=None) for a in problem.attendees),
        wishes={a.id: Wishes(ranks()) for a in problem.attendees},
    )
