"""What people see of the plan: seats, who sits where, tables, the page and its charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from allocator.allocation import Allocation
from allocator.boarding import boarding
from allocator.fairness.seats import bus_loads, seats_of
from allocator.offer import Bus, Departure, Guides, Room, Round, Session
from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision, Plan
from allocator.problem import Attendee, Event, Pair, Problem, Wishes
from allocator.timetable import open_decisions

NINE = datetime(2024, 11, 5, 9, tzinfo=UTC)


def clock(hour: int, minute: int = 0) -> datetime:
    return NINE + timedelta(hours=hour - 9, minutes=minute)


def visit(name: str, fleet: tuple[str, ...], *times: datetime, **more: object) -> Session:
    """Return a visit that leaves at the first of the times, with a ride of half an hour."""
    leaves, bus = times[0], more.pop("bus", None)
    guides = more.pop("guides", None)
    return Session(
        id=name,
        round_id="V",
        title=f"Visit {name}",
        start=leaves + timedelta(minutes=30),
        end=clock(15),
        departure=Departure(
            bus=bus,  # type: ignore[arg-type]
            leaves=leaves,
            drop_off="There",
            returns=clock(15),
            return_place="There",
            back=clock(15, 30),
            fleet=fleet,
            times=times if len(times) > 1 else (),
            guides=guides,  # type: ignore[arg-type]
        ),
        **more,  # type: ignore[arg-type]
    )


BUSES = (
    Bus("big", "The big bus", 6, cost=900),
    Bus("mid", "The middle bus", 4, wheelchair=1, cost=700),
    Bus("tiny", "The tiny bus", 3, wheelchair=2, cost=400),
    Bus("own", "Our own bus", 5),
)
ROOMS = (Room("hall", "Hall", 9), Room("nook", "Nook", 4))
HIRED = ("big", "mid", "tiny")


def talk(name: str, **more: object) -> Session:
    shape: dict[str, object] = {"rooms": ("hall", "nook"), **more}
    return Session(name, "T", f"Talk {name}", clock(10), clock(11), **shape)  # type: ignore[arg-type]


def event() -> Event:
    return Event(
        title="A day",
        date=date(2024, 11, 5),
        timezone="UTC",
        place="Here",
        rounds=(Round("T", "Talks"), Round("V", "Visits")),
        sessions=(
            talk("T1", reserve=1),
            talk("T2", seats=3, cancellable=True, smallest=2),
            talk("T3", rooms=(), room="nook"),
            visit("V1", HIRED, clock(12), clock(12, 15)),
            visit("V2", HIRED, clock(12), reserve=2),
            visit("V3", (), clock(12), guides=Guides(count=2, people_each=2)),
            visit("V4", (), clock(12), bus="own", reserve=1),
            visit("V5", (), clock(12), bus="own", reserve=1, cancellable=True),
        ),
        rooms=ROOMS,
        buses=BUSES,
        no_show=Fraction(1, 10),
        seed=7,
    )


PLAN = Plan(
    frozenset(
        {
            Decision(ROOM, "T1", "hall"),
            Decision(RUN, "V5"),
            Decision(DEPARTURE, "V1", "12:15"),
            Decision(BUS, "V1", "mid", "12:15"),
            Decision(BUS, "V1", "tiny", "12:15"),
            Decision(BUS, "V2", "big", "12:00"),
            *(Decision(HIRE, bus) for bus in HIRED),
        }
    )
)
DAYS = {
    **{f"P{i}": ("T1", "V1") for i in range(6)},
    "P6": ("T1", "V2"),
    "P7": ("T3", "V3"),
    "P8": ("T3", "V4"),
    "P9": ("T3", "V5"),
}
ALLOCATION = Allocation(DAYS, PLAN)


def problem(together: tuple[Pair, ...] = (), rolling: tuple[str, ...] = ()) -> Problem:
    people = tuple(
        Attendee(p, needs=frozenset({"wheelchair"} if p in rolling else ())) for p in DAYS
    )
    said = {p: Wishes({"T1": 1, "V1": 1}) for p in DAYS}
    return Problem(event(), people, said, together=together, plan=PLAN)


# --- seats in the event as it is held --------------------------------------------------


@pytest.mark.parametrize(
    ("session_id", "seats"),
    [
        ("T1", 8),  # (9 - 1) / 0.9, rounded down
        ("T2", 0),  # cancelled
        ("T3", 4),  # 4 / 0.9
        ("V1", 7),  # 4 + 3
        ("V2", 4),  # 6 less 2 kept
        ("V3", 4),  # two guides with two each
        ("V4", 3),  # one kept by each visit of the bus
    ],
)
def test_seats_are_those_of_the_event_as_it_is_held(session_id, seats):
    asked = problem()
    assert seats_of(asked, asked.event.session[session_id]) == seats


def test_a_visit_to_which_no_bus_was_given_has_no_seats():
    asked = replace(problem(), plan=Plan())
    assert seats_of(asked, asked.event.session["V1"]) == 0
    assert seats_of(asked, asked.event.session["T1"]) is None


def test_before_the_plan_is_made_every_bus_may_come():
    asked = replace(problem(), plan=None)
    assert seats_of(asked, asked.event.session["V2"]) == 6 + 4 + 3 - 2


def test_every_decision_of_the_plan_is_one_that_the_event_leaves_open():
    known = open_decisions(event())
    assert known >= PLAN.decisions
    assert Decision(BUS, "V2", "big", "12:15") not in known
    assert Decision(RUN, "T1") not in known
    assert Decision(HIRE, "own") not in known
    stated = tuple(s for s in event().sessions if s.id in ("T3", "V3", "V4"))
    assert open_decisions(replace(event(), sessions=stated)) == frozenset()


def test_a_chosen_bus_is_told_trip_by_trip_and_a_stated_one_once():
    loads = [(b.bus_id, b.leaves, b.seats, b.filled) for b in bus_loads(problem(), ALLOCATION)]
    assert loads == [
        ("big", "12:00", 6, 1),
        ("mid", "12:15", 4, 4),
        ("tiny", "12:15", 3, 2),
        ("own", "12:00", 5, 2),
    ]


# --- who sits in which bus -------------------------------------------------------------


def test_parties_and_wheelchairs_first_then_the_buses_fill_up():
    asked = problem((Pair("P3", "P5"), Pair("P5", "P4", "V"), Pair("P0", "P1", "T")), ("P2",))
    assert boarding(asked, ALLOCATION)["V1"] == {
        "P0": "mid",
        "P1": "mid",
        "P2": "mid",
        "P3": "tiny",
        "P4": "tiny",
        "P5": "tiny",
    }


def test_on_a_stated_bus_everybody_sits_and_on_foot_nobody():
    found = boarding(problem(), ALLOCATION)
    assert found["V4"] == {"P8": "own"}
    assert set(found) == {"V1", "V2", "V4", "V5"}


def test_a_party_too_large_for_any_bus_is_split_and_all_have_seats():
    chain = tuple(Pair(f"P{i}", f"P{i + 1}") for i in range(5))
    found = boarding(problem(chain), ALLOCATION)["V1"]
    assert sorted(found.values()) == ["mid"] * 4 + ["tiny"] * 2


def test_where_an_impossible_allocation_leaves_no_seat_somebody_is_missing():
    crowded = replace(ALLOCATION, days={p: ("V2",) for p in DAYS})
    assert len(boarding(problem(rolling=("P9",)), crowded)["V2"]) == 6


def draw_visit(rng: Random) -> tuple[Problem, Allocation]:
    """Draw a visit with up to three buses whose people have seats, wheelchairs too."""
    buses = tuple(
        Bus(f"b{i}", f"Bus {i}", rng.randint(1, 5), rng.choice((0, 0, 1, 2)))
        for i in range(rng.randint(1, 3))
    )
    names = tuple(b.id for b in buses)
    people = [f"P{i}" for i in range(rng.randint(1, sum(b.seats for b in buses)))]
    most = min(sum(min(b.seats, b.wheelchair) for b in buses), len(people))
    rolling = rng.sample(people, rng.randint(0, most))
    pairs = tuple(
        Pair(*sorted(rng.sample(people, 2)))
        for _ in range(rng.randint(0, 4) if len(people) > 1 else 0)
    )
    needs = {p: frozenset({"wheelchair"} if p in rolling else ()) for p in people}
    held = replace(event(), sessions=(visit("V1", names, clock(12)),), buses=buses)
    plan = Plan(frozenset(Decision(BUS, "V1", b, "12:00") for b in names))
    attendees = tuple(Attendee(p, needs=needs[p]) for p in people)
    asked = Problem(held, attendees, {}, together=pairs, plan=plan)
    days = {p: ("V1",) for p in rng.sample(people, len(people))}
    return asked, Allocation(days, plan)


def fits(asked: Problem, seats: dict[str, str]) -> bool:
    """Tell by counting whether no bus has too many people or wheelchairs."""
    for bus in asked.event.buses:
        aboard = [p for p, b in seats.items() if b == bus.id]
        rolling = [p for p in aboard if asked.attendee[p].needs]
        if len(aboard) > bus.seats or len(rolling) > bus.wheelchair:
            return False
    return True


def split(asked: Problem, seats: dict[str, str]) -> int:
    """Return how many people have somebody of their party in another bus."""
    party = {p: {p} for p in seats}
    for _ in seats:
        for pair in asked.together:
            party[pair.one] |= party[pair.other]
            party[pair.other] |= party[pair.one]
    return sum(len({seats[p] for p in members}) > 1 for members in party.values())


@pytest.mark.parametrize("seed", range(150))
def test_nobody_could_split_fewer_parties(seed):
    asked, allocation = draw_visit(Random(seed))
    found = dict(boarding(asked, allocation)["V1"])
    assert set(found) == set(allocation.days)
    assert fits(asked, found)
    names, people = [b.id for b in asked.event.buses], sorted(found)
    if len(names) ** len(people) <= 20_000:
        every = (dict(zip(people, p, strict=True)) for p in product(names, repeat=len(people)))
        assert split(asked, found) == min(split(asked, e) for e in every if fits(asked, e))
    shuffled = Allocation(dict(sorted(allocation.days.items(), reverse=True)), allocation.plan)
    assert boarding(asked, shuffled)["V1"] == found


# --- a whole result --------------------------------------------------------------------


def shuttle(name: str, leaves: tuple[datetime, ...], back: datetime, **more: object) -> Session:
    """Return a visit with a ride of ten minutes and the three buses to choose from."""
    made = visit(name, HIRED, *leaves, **more)
    assert made.departure
    way = replace(made.departure, returns=back - timedelta(minutes=10), back=back)
    start = leaves[0] + timedelta(minutes=10)
    return replace(made, start=start, end=way.returns, departure=way)


def open_problem() -> Problem:
    """Return twelve people, two talks, three visits; rooms, buses and a time are open."""
    held = replace(
        event(),
        title="Dagen <i>i dag</i>",
        sessions=(
            talk("T1", theme="one"),
            talk("T2", theme="two", cancellable=True, smallest=2),
            shuttle("V1", (clock(12), clock(12, 30)), clock(14)),
            shuttle("V2", (clock(12),), clock(13)),
            visit("V3", (), clock(12), guides=Guides(count=2, people_each=2)),
        ),
        no_show=Fraction(0),
        buses=BUSES[:3],
        loading=2,
    )
    people = [f"SECRET{i:02d}" for i in range(12)]
    attendees = tuple(
        Attendee(p, needs=frozenset({"wheelchair"} if i == 3 else ()))
        for i, p in enumerate(people)
    )
    rooms = tuple(replace(r, wheelchair=True) for r in ROOMS)
    wishes = {
        p: Wishes({f"T{1 + (i % 3 == 0)}": 1, f"V{1 + i % 3}": 1, f"V{1 + (i + 1) % 3}": 2})
        for i, p in enumerate(people)
    }
    together = (Pair(people[0], people[1], "V"),)
    return Problem(replace(held, rooms=rooms), attendees, wishes, together=together)


@pytest.fixture(scope="module")
def planned() -> Solution:
    found = solve(open_problem())
    return replace(found, comparison=comparison(found))
