"""The rules about plans: both readings agree, and each says what was meant, to the minute."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pytest

from allocator import bus_clock
from allocator.allocation import Allocation
from allocator.offer import Bus, Departure, Guides, Room, Round, Session
from allocator.plan import HIRE, Decision, Plan
from allocator.problem import Attendee, Event, Problem
from allocator.rules import RULES
from draws_plan import with_open_plan
from support import draw_allocation, draw_for_rules, draw_problem, model_of

if TYPE_CHECKING:
    from allocator.model import Model
    from allocator.rules.protocol import Rule

PROBLEMS = 100
DRAWS = 12
NAMED = {rule.name: rule for rule in RULES}
NEW = (
    "cancelled sessions",
    "smallest size",
    "one room a session",
    "one session a room",
    "theme keeps its room",
    "room features",
    "fleet seats",
    "most buses",
    "bus at departure",
    "one departure",
    "buses of cancelled",
    "one trip at a time",
    "bus hours",
    "buses hired",
    "hire budget",
    "loading",
    "lunch",
    "guided walks",
)
EXTENDED = ("room seats", "session limit", "bus seats", "reached in time", "hours present")


# --- the law ---------------------------------------------------------------------------


@cache
def case(seed: int, trouble: float = 1.0) -> tuple[Problem, Model]:
    """Draw a problem with much to decide, and the model of all rules."""
    rng = Random(f"plan {seed}")
    offers = rng.choice(((2, 3), (3, 3), (2, 2, 2), (2, 2, 3)))
    problem = draw_problem(rng, rng.randint(1, 6), offers, seed, trouble)
    problem = with_open_plan(rng, problem, trouble)
    return problem, model_of(problem)


@pytest.mark.parametrize("name", [*NEW, *EXTENDED])
def test_both_readings_agree(name):
    rule, seen = NAMED[name], Counter()
    for seed in range(PROBLEMS):
        problem, full = case(seed)
        model, rng = model_of(problem, [rule]), Random(f"{name} {seed}")
        for _ in range(DRAWS):
            allocation = draw_allocation(rng, model, full=full)
            found = list(rule.breaches(problem, allocation))
            assert model.allows(allocation) == (not found), (seed, allocation, found)
            seen[not found] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


def test_all_rules_together_agree():
    """On days with little trouble, so that some allocations keep everything."""
    seen: Counter[bool] = Counter()
    for seed in range(PROBLEMS):
        problem, full = case(seed, 0.4)
        rng = Random(f"together {seed}")
        for n in range(DRAWS):
            for _ in range(10 if n % 2 else 1):
                allocation = draw_allocation(rng, full, mild=0.9)
                if allowed := full.allows(allocation):
                    break
            found = [b for r in RULES for b in r.breaches(problem, allocation)]
            assert allowed == (not found), (seed, allocation, found)
            seen[allowed] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


def test_labels_are_unique():
    for seed in range(PROBLEMS):
        _, full = case(seed)
        rows = [row.label for row in full.rows]
        plan_rows = [(row.rule, row.subject) for row in full.plan_rows]
        assert len(set(rows)) == len(rows)
        assert len(set(plan_rows)) == len(plan_rows)


def test_every_decision_of_a_row_may_be_made():
    for seed in range(PROBLEMS):
        for rule in RULES:
            model = model_of(case(seed)[0], [rule])
            named = {d for row in model.rows for d in row.opens}
            named |= {d for row in model.plan_rows for d in row.coefficients}
            assert named <= model.decisions.keys(), rule.name


def test_a_hired_bus_has_one_price_whoever_speaks_first():
    for seed in range(PROBLEMS):
        problem = case(seed)[0]
        for rules in (RULES, RULES[::-1]):
            for decision, cost in model_of(problem, rules).decisions.items():
                hired = decision.kind == HIRE
                assert cost == (problem.event.bus[decision.subject].cost if hired else 0)


@pytest.mark.parametrize("name", NEW)
def test_nothing_to_decide_is_nothing_to_say(name):
    for seed in range(40):
        rng = Random(seed)
        problem = draw_problem(rng, rng.randint(1, 6), (2, 3), seed)
        model = model_of(problem, [NAMED[name]])
        assert not model.rows
        assert not model.plan_rows
        assert not model.decisions
        assert model.permitted.all()
        assert not list(NAMED[name].breaches(problem, draw_allocation(rng, model)))


# --- a day to play with ----------------------------------------------------------------


def clock(text: str) -> datetime:
    hours, minutes = map(int, text.split(":"))
    return datetime(2024, 9, 27, hours, minutes, tzinfo=UTC)


def workshop(name: str, begin: str = "09:00", end: str = "10:00", **more) -> Session:
    return Session(name, f"R{name[1]}", name, clock(begin), clock(end), **more)


def visit(name: str, times: str, begin: str, end: str, back: str, **more) -> Session:
    """Return a visit; begin is by the earliest of the times, such as "12:30 12:45"."""
    hours = tuple(clock(t) for t in times.split())
    way = Departure(
        bus=more.pop("bus", None),
        leaves=hours[0],
        drop_off="There",
        returns=clock(end),
        return_place="There",
        back=clock(back),
        fleet=tuple(more.pop("fleet", "").split()),
        most_buses=more.pop("most_buses", None),
        times=hours if len(hours) > 1 else (),
        guides=more.pop("guides", None),
    )
    return Session(name, "V", name, clock(begin), clock(end), departure=way, **more)


def event_of(*sessions: Session, people: int = 4, **more) -> Problem:
    rounds = tuple(Round(r, r) for r in ("R1", "R2", "V"))
    buses = more.pop("buses", (Bus("b1", "b1", 2), Bus("b2", "b2", 3)))
    rooms = more.pop("rooms", (Room("hall", "Hall", 3), Room("loft", "Loft", 2)))
    attendees = more.pop("attendees", tuple(Attendee(f"P{i}") for i in range(1, people + 1)))
    event = Event(
        "A day",
        date(2024, 9, 27),
        "UTC",
        "Here",
        rounds,
        tuple(sorted(sessions, key=lambda s: (s.round_id, s.id))),
        rooms=rooms,
        buses=buses,
        **more,
    )
    return Problem(event, attendees, {})


def decided(*texts: str) -> Plan:
    """Return a plan from texts such as "room W1a hall" and "bus V1 b1 12:30"."""
    return Plan(frozenset(Decision(*text.split()) for text in texts))


def all_in(*sessions: str, people: int = 4) -> dict[str, tuple[str, ...]]:
    return {f"P{i}": sessions for i in range(1, people + 1)}


def said(name: str, problem: Problem, days: dict, *plan: str) -> list[str]:
    """Return what a rule has against an allocation; its other reading must agree."""
    rule: Rule = NAMED[name]
    allocation = Allocation(days, decided(*plan))
    lines = list(rule.breaches(problem, allocation))
    assert model_of(problem, [rule]).allows(allocation) == (not lines)
    return lines


# --- held or cancelled -----------------------------------------------------------------


def test_nobody_is_in_a_cancelled_session():
    problem = event_of(workshop("W1a", cancellable=True))
    days = all_in("W1a", people=2)
    assert said("cancelled sessions", problem, days, "run W1a") == []
    assert said("cancelled sessions", problem, days) == ["W1a is cancelled, 2 people are in it"]
    assert said("cancelled sessions", problem, {}) == []


def test_a_held_session_has_its_smallest_size():
    problem = event_of(workshop("W1a", smallest=3))
    line = "W1a is held with 2 people, its smallest size is 3"
    assert said("smallest size", problem, all_in("W1a", people=2)) == [line]
    assert said("smallest size", problem, all_in("W1a", people=3)) == []
    problem = event_of(workshop("W1a", smallest=3, cancellable=True))
    assert said("smallest size", problem, {}) == []
    assert said("smallest size", problem, all_in("W1a", people=2), "run W1a") == [line]


# --- rooms -----------------------------------------------------------------------------


def test_a_held_session_has_one_room():
    problem = event_of(workshop("W1a", rooms=("hall", "loft")))
    assert said("one room a session", problem, {}, "room W1a hall") == []
    assert said("one room a session", problem, {}) == ["W1a is held in 0 rooms instead of one"]
    both = ("room W1a hall", "room W1a loft")
    assert said("one room a session", problem, {}, *both) == [
        "W1a is held in 2 rooms instead of one"
    ]
    problem = event_of(workshop("W1a", rooms=("hall",), cancellable=True))
    assert said("one room a session", problem, {}) == []
    assert said("one room a session", problem, {}, "room W1a hall") == [
        "W1a is cancelled and has room hall"
    ]


def test_a_room_has_one_session_at_a_time():
    early, late = workshop("W1a", rooms=("hall",)), workshop("W1b", "09:59", rooms=("hall",))
    both = ("room W1a hall", "room W1b hall")
    problem = event_of(early, late)
    assert said("one session a room", problem, {}, *both) == [
        "room hall holds W1a and W1b at 09:59"
    ]
    assert said("one session a room", problem, {}, "room W1a hall") == []
    problem = event_of(early, replace(late, start=clock("10:00"), end=clock("11:00")))
    assert said("one session a room", problem, {}, *both) == []


def test_a_stated_room_is_taken_only_while_its_session_is_held():
    stated = workshop("W1b", room="hall", cancellable=True)
    problem = event_of(workshop("W1a", rooms=("hall", "loft")), stated)
    assert said("one session a room", problem, {}, "room W1a hall") == []
    assert said("one session a room", problem, {}, "room W1a hall", "run W1b") == [
        "room hall holds W1a and W1b at 09:00"
    ]
    problem = event_of(workshop("W1a", room="hall"), replace(stated, cancellable=False))
    assert said("one session a room", problem, {}) == []  # two stated: the reader's business


def test_a_theme_keeps_its_room():
    rooms = ("hall", "loft")
    problem = event_of(
        workshop("W1a", theme="blue", rooms=rooms),
        workshop("W2a", "10:00", "11:00", theme="blue", rooms=rooms, cancellable=True),
        workshop("W2b", "10:00", "11:00", theme="red", rooms=rooms),
        keep_rooms=True,
    )
    moved = ("room W1a hall", "room W2a loft", "room W2b loft", "run W2a")
    assert said("theme keeps its room", problem, {}, *moved) == [
        "theme blue is in room hall, W2a is not",
        "theme blue is in room loft, W1a is not",
    ]
    stays = ("room W1a hall", "room W2a hall", "room W2b loft", "run W2a")
    assert said("theme keeps its room", problem, {}, *stays) == []
    assert said("theme keeps its room", problem, {}, "room W1a hall", "room W2b loft") == []
    free = replace(problem, event=replace(problem.event, keep_rooms=False))
    assert said("theme keeps its room", free, {}, *moved) == []


def test_a_room_has_what_its_session_needs():
    rooms = (Room("hall", "Hall", 3, features=frozenset({"stage"})), Room("loft", "Loft", 2))
    needs = frozenset({"stage"})
    problem = event_of(workshop("W1a", rooms=("hall", "loft"), features=needs), rooms=rooms)
    assert said("room features", problem, {}, "room W1a hall") == []
    assert said("room features", problem, {}, "room W1a loft") == [
        "W1a needs stage, room loft has none"
    ]


def test_the_chosen_room_has_the_seats():
    problem = event_of(workshop("W1a", rooms=("hall", "loft")))
    days = all_in("W1a", people=3)
    assert said("room seats", problem, days, "room W1a hall") == []
    assert said("room seats", problem, days, "room W1a loft") == [
        "W1a has 3 people, room loft 2 seats"
    ]
    assert said("room seats", problem, days) == ["W1a has 3 people and no room"]


@pytest.mark.parametrize(
    ("seats", "reserve", "no_show", "admitted"),
    [
        (3, 0, "0", 3),
        (3, 1, "0", 2),
        (3, 1, "1/3", 3),  # 3 * (1 - 1/3) = 2, exactly
        (4, 1, "1/5", 3),  # 4 * 4/5 = 3.2 > 3
        (4, 0, "1/5", 5),
        (2, 3, "1/2", 0),
    ],
)
def test_a_room_admits_more_where_people_stay_away(seats, reserve, no_show, admitted):
    problem = event_of(
        workshop("W1a", room="hall", reserve=reserve),
        workshop("W1b", rooms=("hall",), reserve=reserve),
        rooms=(Room("hall", "Hall", seats),),
        people=6,
        no_show=Fraction(no_show),
    )
    for session, plan in (("W1a", ()), ("W1b", ("room W1b hall",))):
        assert not said("room seats", problem, all_in(session, people=admitted), *plan)
        assert said("room seats", problem, all_in(session, people=admitted + 1), *plan) == [
            f"{session} has {admitted + 1} people, room hall {seats} seats"
        ]


def test_a_limit_keeps_seats_free():
    problem = event_of(workshop("W1a", seats=3, reserve=1))
    assert said("session limit", problem, all_in("W1a", people=2)) == []
    assert said("session limit", problem, all_in("W1a", people=3)) == [
        "W1a has 3 people, its limit is 3, 1 of them kept free"
    ]


# --- buses -----------------------------------------------------------------------------


def plain_visit(name: str = "V1", times: str = "12:30", **more) -> Session:
    more.setdefault("fleet", "b1 b2")
    return visit(name, times, "12:45", "14:00", "14:15", **more)


def test_a_stated_bus_keeps_the_reserves_of_its_visits():
    problem = event_of(
        plain_visit("V1", fleet="", bus="b2", reserve=1), plain_visit("V2", fleet="", bus="b2")
    )
    days = {"P1": ("V1",), "P2": ("V2",)}
    assert said("bus seats", problem, days) == []
    assert said("bus seats", problem, days | {"P3": ("V2",)}) == [
        "bus b2 carries 3 people, it has 3 seats, 1 of them kept free"
    ]


def test_chosen_buses_have_the_seats():
    problem = event_of(plain_visit(), people=6)
    both = ("bus V1 b1 12:30", "bus V1 b2 12:30")
    assert said("fleet seats", problem, all_in("V1", people=5), *both) == []
    assert said("fleet seats", problem, all_in("V1", people=6), *both) == [
        "V1 has 6 people, its buses 5 seats"
    ]
    assert said("fleet seats", problem, {"P1": ("V1",)}) == [
        "V1 has 1 people, its buses 0 seats"
    ]


def test_a_held_visit_needs_buses_for_its_reserve():
    problem = event_of(plain_visit(reserve=2, cancellable=True))
    assert said("fleet seats", problem, {}) == []
    assert said("fleet seats", problem, {}, "run V1") == [
        "V1 has 0 people, its buses 0 seats, 2 of them kept free"
    ]
    assert said("fleet seats", problem, {}, "run V1", "bus V1 b1 12:30") == []


def test_a_visit_takes_so_many_buses():
    problem = event_of(plain_visit(most_buses=1))
    assert said("most buses", problem, {}, "bus V1 b1 12:30") == []
    assert said("most buses", problem, {}, "bus V1 b1 12:30", "bus V1 b2 12:30") == [
        "V1 is served by 2 buses, at most 1 may"
    ]


def test_a_bus_leaves_with_its_visit():
    problem = event_of(plain_visit(times="12:30 12:45"))
    leaves = "departure V1 12:45"
    assert said("bus at departure", problem, {}, leaves, "bus V1 b1 12:45") == []
    assert said("bus at departure", problem, {}, leaves, "bus V1 b1 12:30") == [
        "bus b1 serves V1 at 12:30, which leaves 12:45"
    ]
    assert said("bus at departure", problem, {}, "bus V1 b1 12:30") == [
        "bus b1 serves V1 at 12:30, which leaves at no time"
    ]


def test_a_visit_leaves_once():
    problem = event_of(plain_visit(times="12:30 12:45", cancellable=True))
    assert said("one departure", problem, {}, "run V1", "departure V1 12:45") == []
    assert said("one departure", problem, {}, "run V1") == [
        "V1 leaves at 0 times instead of one"
    ]
    assert said("one departure", problem, {}, "departure V1 12:45") == [
        "V1 is cancelled and leaves 12:45"
    ]


def test_no_bus_goes_to_a_cancelled_visit():
    problem = event_of(plain_visit(cancellable=True))
    assert said("buses of cancelled", problem, {}, "run V1", "bus V1 b1 12:30") == []
    assert said("buses of cancelled", problem, {}, "bus V1 b1 12:30") == [
        "bus b1 is sent to V1, which is cancelled"
    ]


@pytest.mark.parametrize(
    ("starts", "ends", "lines"),
    [
        ("12:30", "14:15", []),
        ("12:31", "14:15", ["bus b1 leaves with V1 at 12:30, it comes later"]),
        ("12:30", "14:14", ["bus b1 is back from V1 after it has to go"]),
    ],
)
def test_a_bus_has_hours(starts, ends, lines):
    bus = Bus("b1", "b1", 2, starts=clock(starts), ends=clock(ends))
    problem = event_of(plain_visit(fleet="b1"), buses=(bus,))
    assert said("bus hours", problem, {}, "bus V1 b1 12:30") == lines
    stated = event_of(plain_visit(fleet="", bus="b1", cancellable=True), buses=(bus,))
    assert said("bus hours", stated, {}, "run V1") == lines
    assert said("bus hours", stated, {}) == []
    fixed = event_of(plain_visit(fleet="", bus="b1"), buses=(bus,))
    assert said("bus hours", fixed, {}) == []  # nothing to decide: the reader's business


def test_a_bus_that_serves_is_hired():
    problem = event_of(plain_visit())
    assert said("buses hired", problem, {}, "bus V1 b1 12:30", "hire b1") == []
    assert said("buses hired", problem, {}, "bus V1 b1 12:30", "hire b2") == [
        "bus b1 serves V1, it is not hired"
    ]


def test_hired_buses_keep_to_the_budget():
    buses = (Bus("b1", "b1", 2, cost=4000), Bus("b2", "b2", 3, cost=6000))
    problem = event_of(plain_visit(), buses=buses, budget=9999)
    assert said("hire budget", problem, {}, "hire b2") == []
    assert said("hire budget", problem, {}, "hire b1", "hire b2") == [
        "the hired buses cost 10000, the budget is 9999"
    ]


def test_so_many_buses_load_at_once():
    buses = tuple(Bus(f"b{i}", f"b{i}", 2) for i in range(1, 4))
    problem = event_of(
        plain_visit(fleet="b1 b2"),
        plain_visit("V2", fleet="", bus="b3"),
        plain_visit("V3", fleet="", bus="b3"),
        buses=buses,
        loading=2,
    )
    assert said("loading", problem, {}, "bus V1 b1 12:30") == []  # b3 loads once
    assert said("loading", problem, {}, "bus V1 b1 12:30", "bus V1 b2 12:30") == [
        "3 buses leave at 12:30, at most 2 can load"
    ]
    crowded = replace(problem, event=replace(problem.event, loading=0))
    assert said("loading", crowded, {}) == []  # nothing to decide: the reader's business


def test_a_stated_bus_loads_if_any_of_its_visits_is_held():
    both = {"fleet": "", "bus": "b2", "cancellable": True}
    problem = event_of(
        plain_visit(fleet="b1"), plain_visit("V2", **both), plain_visit("V3", **both), loading=1
    )
    bus, line = "bus V1 b1 12:30", "2 buses leave at 12:30, at most 1 can load"
    assert said("loading", problem, {}, bus) == []
    assert said("loading", problem, {}, "run V2", "run V3") == []
    assert said("loading", problem, {}, bus, "run V2") == [line]
    assert said("loading", problem, {}, bus, "run V2", "run V3") == [line]


def test_guides_lead_so_many():
    walk = {"times": "12:30", "fleet": "", "reserve": 1}
    problem = event_of(plain_visit(guides=Guides(2, 2, 5), **walk))
    assert said("guided walks", problem, all_in("V1", people=3)) == []
    assert said("guided walks", problem, all_in("V1")) == [
        "V1 has 4 people, 2 guides lead 2 each"
    ]
    problem = event_of(plain_visit(guides=Guides(group_size=4), **walk))
    assert said("guided walks", problem, all_in("V1")) == [
        "V1 has 4 people, its largest group is 4"
    ]


# --- people and the clock --------------------------------------------------------------


def test_lunch_lasts():
    half_an_hour = timedelta(minutes=30)
    problem = event_of(
        workshop("W1a", "09:00", "12:01"),
        workshop("W2a", "10:00", "12:00"),
        plain_visit(times="12:30"),
        lunch=half_an_hour,
    )
    assert said("lunch", problem, {"P1": ("W2a", "V1")}) == []
    # the session that ends last counts, not the one of the round before
    assert said("lunch", problem, {"P1": ("W1a", "W2a", "V1")}) == [
        "P1 is free for lunch 12:01, V1 leaves 12:30"
    ]


def test_lunch_may_be_long_enough_at_some_departures_only():
    problem = event_of(
        workshop("W1a", "09:00", "12:01"),
        workshop("W1b", "09:00", "12:16"),
        plain_visit(times="12:30 12:45"),
        lunch=timedelta(minutes=30),
    )
    one, other = {"P1": ("W1a", "V1")}, {"P1": ("W1b", "V1")}
    line = "P1 is free for lunch 12:01, V1 leaves 12:30"
    assert said("lunch", problem, one, "departure V1 12:30") == [line]
    assert said("lunch", problem, one, "departure V1 12:45") == []
    assert said("lunch", problem, one) == []  # it can still be had
    assert said("lunch", problem, other) == ["P1 is free for lunch 12:16, V1 leaves 12:45"]


def test_some_departures_are_missed():
    problem = event_of(
        workshop("W1a", "09:00", "12:31"),
        workshop("W1b", "09:00", "12:46"),
        plain_visit(times="12:30 12:45"),
    )
    one, other = {"P1": ("W1a", "V1")}, {"P1": ("W1b", "V1")}
    assert said("reached in time", problem, one, "departure V1 12:30") == [
        "P1: W1a ends 12:31, V1 leaves 12:30"
    ]
    assert said("reached in time", problem, one, "departure V1 12:45") == []
    assert said("reached in time", problem, one) == []
    assert said("reached in time", problem, other) == ["P1: W1b ends 12:46, V1 leaves 12:45"]
    model = model_of(problem, [NAMED["reached in time"]])
    possible = dict(zip(model.days, model.possible[0].tolist(), strict=True))
    assert possible["W1a", "V1"]
    assert not possible["W1b", "V1"]


def test_hours_present_suit_some_departures_only():
    late = Attendee("P1", arrives=clock("12:31"))
    problem = event_of(plain_visit(times="12:30 12:45"), attendees=(late, Attendee("P2")))
    days = {"P1": ("V1",), "P2": ("V1",)}
    assert said("hours present", problem, days, "departure V1 12:30") == [
        "P1 arrives after V1 has begun"
    ]
    assert said("hours present", problem, days, "departure V1 12:45") == []
    assert said("hours present", problem, days) == []


@pytest.mark.parametrize(
    ("leaves", "lines"),
    [
        ("14:25", []),
        ("14:24", ["P1 must leave too soon after V1 is over"]),
        ("14:15", ["P1 must leave too soon after V1 is over"]),
        ("14:14", ["P1 must leave before V1 is over"]),
    ],
)
def test_a_margin_after_the_return(leaves, lines):
    attendee = Attendee("P1", leaves=clock(leaves))
    margin = timedelta(minutes=10)
    problem = event_of(plain_visit(), attendees=(attendee,), margin=margin)
    assert said("hours present", problem, {"P1": ("V1",)}) == lines
    problem = event_of(workshop("W1a", "13:00", "14:15"), attendees=(attendee,), margin=margin)
    assert bool(said("hours present", problem, {"P1": ("W1a",)})) == (leaves == "14:14")


# --- second trips ----------------------------------------------------------------------


def trips_of(*visits: Session, stated: bool = False) -> list[str]:
    """Return what is wrong where one bus serves these visits, at their first departures."""
    problem = event_of(*visits)
    plan = [f"bus {v.id} b1 {v.departure.leaves:%H:%M}" for v in visits if v.departure.fleet]
    return said("one trip at a time", problem, {}, *plan)


FIRST = visit("V1", "12:00", "12:20", "15:00", "15:30", fleet="b1")


@pytest.mark.parametrize(
    ("times", "lines"),
    [
        # after dropping the first: back at the venue at 12:40, with the second until 14:30,
        # and half an hour to fetch the first at 15:00
        (("12:40", "12:50", "14:20", "14:30"), []),
        (
            ("12:39", "12:50", "14:20", "14:30"),
            ["bus b1 is at the venue for V2 at 12:40, due 12:39"],
        ),
        (
            ("12:40", "12:50", "14:20", "14:31"),
            ["bus b1 is at the return place for V1 at 15:01, due 15:00"],
        ),
        # drops both, fetches the first, is at the venue 15:30, takes 15 minutes out again
        (("12:40", "12:50", "15:45", "16:00"), []),
        (
            ("12:40", "12:50", "15:44", "15:59"),
            ["bus b1 is at the return place for V2 at 15:45, due 15:44"],
        ),
        # no time to come from the second drop-off to the first group
        (
            ("14:00", "14:20", "16:00", "16:15"),
            ["bus b1 is at the return place for V1 at 15:10, due 15:00"],
        ),
        # after the first trip
        (("15:30", "15:40", "16:00", "16:15"), []),
        (
            ("15:29", "15:40", "16:00", "16:15"),
            ["bus b1 is at the venue for V2 at 15:30, due 15:29"],
        ),
        # both groups are to be fetched at once, or leave at once
        (
            ("12:40", "12:50", "15:00", "15:15"),
            ["bus b1 begins rides of V1 and V2 at 15:00"],
        ),
        (
            ("12:00", "12:10", "14:00", "14:15"),
            ["bus b1 begins rides of V1 and V2 at 12:00"],
        ),
    ],
)
def test_a_second_trip(times, lines):
    second = visit("V2", *times, fleet="b1")
    assert trips_of(FIRST, second) == lines


def test_rides_of_no_length_are_still_rides():
    """Where start and departure are the same minute, two groups are two groups."""
    no_ride = visit("V1", "12:00", "12:00", "15:00", "15:00", fleet="b1")
    again = visit("V2", "12:00", "12:00", "14:00", "14:00", fleet="b1")
    assert trips_of(no_ride, again) == ["bus b1 begins rides of V1 and V2 at 12:00"]
    later = visit("V2", "12:01", "12:01", "14:00", "14:00", fleet="b1")
    assert trips_of(no_ride, later) == []


def test_a_short_ride_home_makes_a_turn_shorter():
    """Out 40 minutes, home 10: one trip after the other takes less than going out empty."""
    first = visit("V1", "12:00", "12:40", "12:41", "12:51", fleet="b1")
    second = visit("V2", "12:51", "13:00", "14:00", "14:10", fleet="b1")
    assert trips_of(first, second) == []


def test_a_stated_trip_stands_in_the_way():
    stated = replace(FIRST, departure=replace(FIRST.departure, bus="b1", fleet=()))
    second = visit("V2", "12:39", "12:50", "14:20", "14:30", fleet="b1")
    line = "bus b1 is at the venue for V2 at 12:40, due 12:39"
    assert trips_of(stated, second) == [line]
    problem = event_of(replace(stated, cancellable=True), second)
    bus = "bus V2 b1 12:39"
    assert said("one trip at a time", problem, {}, bus, "run V1") == [line]
    assert said("one trip at a time", problem, {}, bus) == []
    two = replace(second, departure=replace(second.departure, bus="b1", fleet=()))
    assert trips_of(stated, two) == []  # two stated: the reader's business


def test_a_stated_trip_leaves_when_the_plan_says():
    times = (clock("12:00"), clock("14:30"))
    way = replace(FIRST.departure, bus="b1", fleet=(), times=times)
    second = visit("V2", "12:39", "12:50", "13:20", "13:30", fleet="b1")
    problem = event_of(replace(FIRST, departure=way), second)
    bus = "bus V2 b1 12:39"
    assert said("one trip at a time", problem, {}, bus, "departure V1 14:30") == []
    assert said("one trip at a time", problem, {}, bus, "departure V1 12:00") == [
        "bus b1 is at the venue for V2 at 12:40, due 12:39"
    ]


def test_one_bus_makes_one_trip_for_a_visit():
    problem = event_of(plain_visit(times="12:30 13:10", fleet="b1"))
    assert said("one trip at a time", problem, {}, "bus V1 b1 12:30", "bus V1 b1 13:10") == [
        "bus b1 begins rides of V1 and V1 at 14:00"
    ]


def draw_trips(rng: Random, number: int) -> Problem:
    """Draw visits of one bus on a narrow clock; rides may take no time at all."""
    visits = []
    for i in range(number):
        leaves = clock("12:00") + rng.randint(0, 12) * timedelta(minutes=5)
        start = leaves + rng.choice((0, 0, 1, 2)) * timedelta(minutes=5)
        end = start + rng.choice((1, 1, 2, 4, 12)) * timedelta(minutes=5)
        returns = end + rng.choice((0, 0, 1)) * timedelta(minutes=5)
        back = returns + rng.choice((0, 1, 2)) * timedelta(minutes=5)
        way = Departure(None, leaves, "There", returns, "There", back, fleet=("b1",))
        visits.append(Session(f"V{i}", "V", f"V{i}", start, end, departure=way))
    return event_of(*visits, people=1)


@pytest.mark.parametrize("number", [2, 3, 4])
def test_days_of_many_trips_are_made_of_pairs(number):
    """A day can be driven if and only if each two of its trips can."""
    rng, rule, seen = Random(number), NAMED["one trip at a time"], Counter()
    for _ in range(1500):
        problem = draw_trips(rng, number)
        trips = bus_clock.trips(problem.event, "b1")
        plan = Plan(frozenset(t.decision for t in trips))
        model = model_of(problem, [rule])
        found = list(rule.breaches(problem, Allocation({"P1": ()}, plan)))
        assert all(row.holds(plan) for row in model.plan_rows) == (not found), problem.event
        seen[not found] += 1
    assert seen[True] > 20, seen


# --- a plan from elsewhere -------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "decision", "line"),
    [
        ("cancelled sessions", "run W1a", "W1a was decided to be held, it cannot be cancelled"),
        ("one room a session", "room W1b hall", "W1b has room hall, which is not on its list"),
        (
            "one departure",
            "departure V1 12:31",
            "V1 leaves 12:31, which is not one of its times",
        ),
        ("bus at departure", "bus V1 b2 12:30", "bus b2 is not among those of V1"),
        (
            "bus at departure",
            "bus V1 b1 12:31",
            "bus b1 serves V1 at 12:31, which leaves 12:30",
        ),
        ("buses hired", "hire b2", "bus b2 is hired, no visit may choose it"),
    ],
)
def test_decisions_that_nobody_offered(name, decision, line):
    """No model offers them; a plan that was written by hand may hold them all the same."""
    problem = event_of(workshop("W1a"), workshop("W1b", room="loft"), plain_visit(fleet="b1"))
    plan = decided(decision)
    assert line in list(NAMED[name].breaches(problem, Allocation({}, plan)))
    assert not plan.decisions & model_of(problem).decisions.keys()


def test_an_empty_plan_is_missing_what_it_should_say():
    """Shared rules name the decision that is missing, personal ones permit what could be."""
    problem = event_of(
        workshop("W1a", rooms=("hall",), cancellable=True),
        workshop("W1b", rooms=("loft",)),
        plain_visit(times="12:30 12:45"),
    )
    days = {"P1": ("W1a", "V1"), "P2": ("W1b", "V1")}
    lines = [b for r in RULES for b in r.breaches(problem, Allocation(days))]
    for line in (
        "W1a is cancelled, 1 people are in it",
        "W1b is held in 0 rooms instead of one",
        "W1b has 1 people and no room",
        "V1 leaves at 0 times instead of one",
        "V1 has 2 people, its buses 0 seats",
    ):
        assert line in lines
    personal = [r for r in RULES if r.personal and r.name != "one session a round"]
    assert not [b for r in personal for b in r.breaches(problem, Allocation(days))]


def test_draws_for_the_law_hold_open_plans():
    open_ = [bool(model_of(draw_for_rules(seed)[1]).decisions) for seed in range(40)]
    assert 10 < sum(open_) < 30
