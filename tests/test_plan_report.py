"""What people see of the plan: seats, who sits where, tables, the page and its charts."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import combinations, pairwise, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from allocator import bus_clock
from allocator.allocation import Allocation
from allocator.boarding import boarding
from allocator.engine.budget import Budget
from allocator.engine.lexicographic import optimise
from allocator.engine.plans import best_plan
from allocator.errors import Infeasible, LimitReached, SelfCheckFailed
from allocator.fairness.seats import bus_loads, seats_of
from allocator.objectives import named
from allocator.objectives.stages import before_the_draw
from allocator.offer import Bus, Departure, Guides, Room, Round, Session
from allocator.pipeline import solve_instance
from allocator.plan import BUS, DEPARTURE, HIRE, ROOM, RUN, Decision, Plan
from allocator.problem import Attendee, Event, Pair, Problem, Wishes
from allocator.readers import read_instance
from allocator.reporting import plot_bus_day, render_html
from allocator.reporting.plan_said import plan_sentence
from allocator.reporting.plan_worth import worth
from allocator.reporting.texts import texts
from allocator.reporting.trips import bus_days
from allocator.rules import RULES
from allocator.solver import solve
from allocator.timetable import open_decisions
from allocator.verifier import verify
from allocator.whatif.plan_worth import changes_of, plan_worth
from allocator.writers.folder import sha256
from instances_support import write_instance
from support import model_of
from test_charts import boxes, drawing, overlapping, within
from test_report import NASTY, solution, with_plan
from whole_plans import every_plan

if TYPE_CHECKING:
    from allocator.rows import PlanRow
    from allocator.solution import Solution


INSTANCES = Path(__file__).parents[1] / "instances"
NINE = datetime(2024, 11, 5, 9, tzinfo=UTC)


@pytest.fixture(params=["nb", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


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


# --- the day of a bus --------------------------------------------------------------------


def shuttle(name: str, leaves: datetime, back: datetime) -> Session:
    """Return a visit with a ride of ten minutes on the bus "big"."""
    made = visit(name, ("big",), leaves)
    assert made.departure
    returns = back - timedelta(minutes=10)
    way = replace(made.departure, returns=returns, back=back)
    return replace(made, start=leaves + timedelta(minutes=10), end=returns, departure=way)


def told(*visits: Session) -> list[tuple[str, str, str]]:
    (day,) = bus_days(replace(event(), sessions=visits))
    return [(s.kind, f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in day.stretches]


def test_a_bus_waits_at_the_site_of_its_only_visit():
    assert told(shuttle("V1", clock(12), clock(14))) == [
        ("out", "12:00", "12:10"),
        ("wait", "12:10", "13:50"),
        ("back", "13:50", "14:00"),
    ]


def test_between_two_visits_a_bus_goes_by_the_venue_empty():
    nested = told(shuttle("V1", clock(12), clock(15)), shuttle("V2", clock(12, 30), clock(14)))
    assert nested == [
        ("out", "12:00", "12:10"),
        ("empty", "12:10", "12:20"),
        ("wait", "12:20", "12:30"),
        ("out", "12:30", "12:40"),
        ("wait", "12:40", "13:50"),
        ("back", "13:50", "14:00"),
        ("empty", "14:00", "14:10"),
        ("wait", "14:10", "14:50"),
        ("back", "14:50", "15:00"),
    ]
    crossed = told(shuttle("V1", clock(12), clock(14)), shuttle("V2", clock(12, 20), clock(15)))
    assert [kind for kind, _, _ in crossed] == [
        *("out", "empty", "out", "empty", "wait", "back", "empty", "wait", "back")
    ]


def test_visits_that_share_a_stated_bus_share_its_trip():
    (day,) = bus_days(replace(event(), sessions=event().sessions[-2:]))
    assert [(s.kind, len(s.visits)) for s in day.stretches] == [
        ("out", 2),
        ("wait", 0),
        ("back", 2),
    ]


@pytest.mark.parametrize("seed", range(60))
def test_the_stretches_of_a_bus_join_where_its_trips_fit(seed):
    rng = Random(seed)
    visits = []
    for i in range(3):
        leaves = clock(12, 5 * rng.randrange(24))
        visits.append(
            shuttle(f"V{i}", leaves, leaves + timedelta(minutes=rng.choice((25, 60, 180))))
        )
    held = replace(event(), sessions=tuple(visits))
    possible = bus_clock.trips(held, "big")
    if all(bus_clock.one_bus_can(a, b) for a, b in combinations(possible, 2)):
        (day,) = bus_days(held)
        assert all(s.start < s.end for s in day.stretches)
        assert all(a.end == b.start for a, b in pairwise(day.stretches))
        assert sum(len(s.visits) for s in day.stretches) == 6


@pytest.mark.parametrize("title", ["Quay", NASTY])
def test_a_bus_with_several_trips_numbers_them_and_writes_over_nothing(title, lang):
    visits = (
        shuttle("V1", clock(12), clock(15)),
        shuttle("V2", clock(12, 30), clock(14)),
    )
    held = replace(event(), sessions=tuple(replace(v, title=f"{title} {v.id}") for v in visits))
    result = replace(with_plan(solution()), problem=replace(problem(), event=held, plan=None))
    ax = plot_bus_day(result, lang=lang)
    found = boxes(ax)
    assert [text for text, _ in found if text.isdigit()] == ["1", "2", "2", "1"]
    assert overlapping(found) == []
    for text, box in found:
        assert within(drawing(ax), box), text


# --- a whole result --------------------------------------------------------------------

EVENT = """\
title: Dagen <i>i dag</i>
date: 2024-11-05
timezone: UTC
place: Here
loading: 2
seed: 7
rooms:
  - {id: hall, title: Hall, seats: 9, wheelchair: true}
  - {id: nook, title: Nook, seats: 5, wheelchair: true}
buses:
  - {id: big, title: The big bus, seats: 6, cost: 900}
  - {id: mid, title: The middle bus, seats: 4, wheelchair: 1, cost: 700}
  - {id: tiny, title: The tiny bus, seats: 3, wheelchair: 2, cost: 400}
rounds:
  - id: T
    title: Talks
    start: 10:00
    end: 11:00
    sessions:
      - {id: T1, title: Talk one, theme: one, room: auto}
      - {id: T2, title: Talk two, theme: two, room: auto}
  - id: V
    title: Visits
    sessions:
      - id: V1
        title: Quay
        start: 12:10
        departure: {by: bus, bus: auto, leaves: ["12:00", "12:30"], drop_off: Quay,
                    returns: 13:50, return_place: Quay, back: 14:00}
      - id: V2
        title: Mill
        start: 12:10
        departure: {by: bus, bus: auto, leaves: 12:00, drop_off: Mill,
                    returns: 12:50, return_place: Mill, back: 13:00}
      - id: V3
        title: Park
        start: 12:10
        may_be_cancelled: true
        smallest: 5
        departure: {by: foot, leaves: 12:00, drop_off: Park, returns: 13:00,
                    return_place: Park, back: 13:10, guides: {count: 2, people_each: 3}}
"""
PEOPLE = [f"SECRET{i:02d}" for i in range(12)]
ATTENDEES_CSV = "attendee_id,group,fixed,arrives,leaves,needs\n" + "".join(
    f"{p},,,,,{'wheelchair' if i == 3 else ''}\n" for i, p in enumerate(PEOPLE)
)
PREFERENCES_CSV = "attendee_id,session_id,rank\n" + "".join(
    f"{p},T{1 + (i % 3 == 0)},1\n{p},V{1 + i % 2},1\n{p},V{2 - i % 2},2\n"
    for i, p in enumerate(PEOPLE)
)
TOGETHER_CSV = f"relation,one,other,round\ntogether,{PEOPLE[0]},{PEOPLE[2]},V\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("plan") / "small"
    made.mkdir()
    return write_instance(made, EVENT, ATTENDEES_CSV, PREFERENCES_CSV, TOGETHER_CSV)


@pytest.fixture(scope="module")
def written(folder: Path) -> tuple[Path, Solution]:
    out = folder.parent / "result"
    _, solution = solve_instance(folder, out, lang="en")
    return out, solution


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_plan_is_proven_and_told_in_a_file_in_its_own_order(written):
    out, found = written
    assert found.plan
    assert found.plan.proven
    rows = [
        Decision(r["kind"], r["subject"], r["value"], r["at"]) for r in table(out / "plan.csv")
    ]
    assert rows == list(found.allocation.plan)
    said = json.loads((out / "result.json").read_text(encoding="utf-8"))["plan"]
    hired = [d.subject for d in rows if d.kind == HIRE]
    cost = sum(found.problem.event.bus[b].cost for b in hired)
    assert said == {
        "status": "proven",
        "cost": cost,
        "cost_bound": cost,
        "decisions": len(open_decisions(found.problem.event)),
        "cuts": found.plan.cuts,
        "tried": found.plan.tried,
    }


def test_tables_tell_the_event_as_it_is_held(written):
    out, found = written
    held, aboard = found.problem.timetable, boarding(found.problem, found.allocation)
    for row in table(out / "assignments.csv"):
        session = held.session[row["session_id"]]
        assert row["bus"] == aboard.get(session.id, {}).get(row["attendee_id"], "")
        assert row["room"] == (session.room or "")
        assert row["start"] == session.start.isoformat()
        way = session.departure
        assert row["departure"] == (way.leaves.isoformat() if way else "")
    for row in table(out / "sessions.csv"):
        session = held.session[row["session_id"]]
        assert row["held"] == ("true" if session.held else "false")
        assert row["bus"] == ";".join(session.departure.fleet if session.departure else ())
    cancelled = [s.id for s in held.sessions if not s.held]
    assert cancelled == ["V3"]  # nobody wished for it, and it takes five
    (gone,) = (r for r in table(out / "sessions.csv") if r["session_id"] == "V3")
    assert (gone["seats"], gone["filled"]) == ("0", "0")
    for row in table(out / "days.csv"):
        assert row["bus"] in aboard[row["V"]].values()


def test_the_data_package_describes_every_table(written):
    out, _ = written
    package = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {p.name for p in out.glob("*.csv")}
    for resource in package["resources"]:
        rows, schema = table(out / resource["path"]), resource["schema"]
        keys = [tuple(row[k] for k in schema["primaryKey"]) for row in rows]
        assert len(keys) == len(set(keys))
        assert all(all(key) for key in keys)
        assert list(rows[0]) == [field["name"] for field in schema["fields"]]


def changed(written: tuple[Path, Solution], folder: Path, tmp_path: Path, **edits) -> str:
    """Return what is complained of where files were changed and their hashes with them."""
    copy = tmp_path / "result"
    shutil.copytree(written[0], copy)
    for name, (old, new) in edits.items():
        path = copy / name.replace("_", ".")
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())
    path = copy / "result.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["outputs"] = {n: sha256(copy / n) for n in document["outputs"]}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    with pytest.raises(SelfCheckFailed) as failed:
        verify(copy, instance=folder)
    return "\n".join(failed.value.complaints)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            ("room,T1,hall", "room,T1,cellar"),
            "row 2: decides what the event does not leave",
        ),
        (("room,T1,hall,\r\n", ""), "rule 'one room a session'"),
        (("room,T1,hall", "room,T1,nook"), "rule 'room seats'"),
        (("hire,big,yes,\r\n", ""), "rule 'buses hired'"),
    ],
)
def test_a_changed_plan_is_found(written, folder, tmp_path, edit, said):
    assert said in changed(written, folder, tmp_path, plan_csv=edit)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("cost", 1, "costs something else"),
        ("cost_bound", 9999, "costs less than"),
        ("decisions", 3, "decisions open"),
        ("cost_bound", 0, "its stages or its cost are not"),
    ],
)
def test_a_changed_claim_of_the_plan_is_found(written, folder, tmp_path, key, value, said):
    assert written[1].plan
    old = f'"{key}": {getattr(written[1].plan, key)}'
    edit = (old, f'"{key}": {value}')
    assert said in changed(written, folder, tmp_path, result_json=edit)


def test_a_result_that_hides_its_plan_is_found(written, folder, tmp_path):
    edit = ('"plan": {', '"plans": {')
    assert "speaks of a plan" in changed(written, folder, tmp_path, result_json=edit)


def test_where_nothing_is_open_nothing_speaks_of_a_plan(tmp_path, lang):
    tiny = INSTANCES / "tiny"
    out = tmp_path / "out"
    solve_instance(tiny, out, lang=lang)
    assert not (out / "plan.csv").exists()
    assert "plan" not in json.loads((out / "result.json").read_text(encoding="utf-8"))
    assert "plan_worth" not in (out / "fairness.json").read_text(encoding="utf-8")
    assert 'id="plan' not in (out / "report.html").read_text(encoding="utf-8")
    assert not (out / "charts" / "bus_day.svg").exists()


# --- the page --------------------------------------------------------------------------


def test_the_page_has_the_plan_with_all_its_parts(written, lang):
    _, found = written
    words, page = texts(lang), render_html(found, lang)
    part = page[page.index('<h2 id="plan">') : page.index('<h2 id="frontier">')]
    for key in ("departures", "trips", "rooms", "worth"):
        assert f'<h3 id="plan-{key}">{words(f"plan.{key}.heading")}</h3>' in part
        assert f'id="plan-{key}-caption"' in part
    assert words("plan.proven_cost") in part
    assert words("plan.cancelled", titles="Park") in part
    assert words("plan.departures.bus", bus="The big bus", people=words.part(6, 6)) in part
    assert part.count("<img") == 1
    assert "SECRET" not in page
    assert "<i>" not in page


def test_page_one_tells_plan_and_cost_in_one_sentence(written, lang):
    _, found = written
    said = plan_sentence(texts(lang), found)
    assert said.count(".") == 1
    assert said.endswith(".")
    assert texts(lang).whole(found.plan.cost) in said
    front = render_html(found, lang).partition("<nav")[0]
    assert said in front.replace("&#39;", "'")
    unproven = replace(found, plan=replace(found.plan, proven=False))
    assert plan_sentence(texts(lang), unproven) != said


def test_a_row_of_worth_says_whether_days_would_be_fairer():
    result = with_plan(solution())
    words = texts("en")
    found = worth(words, result)
    assert found
    rows = [[cell.text for cell in row] for row in found.bodies[0].rows]
    assert rows == [
        ["As decided", "–", "4", "50", "2,700"],
        [
            "One bus fewer like Å bo godt 1 (25 seats)",
            "not possible: not everybody would have a day",
            *("–", "–", "–"),
        ],
        ["One bus more like Å bo godt 1 (25 seats)", "fairer", "3", "70", "3,600"],
        ["Å bo godt leaves 12:00", "just as fair", "4", "50", "2,700"],
        ["A theme may change rooms", "less fair", "4", "51", "1,800"],
    ]
    page = render_html(result, "en")
    assert words("plan.worth.unfinished", names="Å bo godt is cancelled") in page
    assert "plan: cancelled" not in page


# --- what decisions are worth ----------------------------------------------------------


def best(problem: Problem, row: PlanRow | None = None) -> tuple[int, tuple[int, ...]] | None:
    """Return cost and fair stages of the best plan, by looking at every plan."""
    found = []
    stages = before_the_draw(named("balanced").stages(problem))
    for plan in every_plan(problem):
        if row is None or row.holds(plan):
            model = model_of(problem).decided(plan)
            if not model.permitted.any(axis=1).all():
                continue
            try:
                _, reached = optimise(model, stages, Budget(60))
            except Infeasible:
                continue
            value = {r.name: -r.value if r.most else r.value for r in reached}
            cost = sum(problem.event.bus[d.subject].cost for d in plan if d.kind == HIRE)
            found.append(([value.get(s.name, 0) for s in stages], cost))
    if not found:
        return None
    values, cost = min(found)
    signs = [-1 if s.most else 1 for s in stages]
    return cost, tuple(s * v for s, v in zip(signs, values, strict=True))


def test_worth_is_what_the_best_of_all_plans_would_be(written):
    _, found = written
    names = [s.name for s in found.stages if s.name != "ties"]
    order = [s.name for s in before_the_draw(named("balanced").stages(found.problem))]
    problem = replace(found.problem, plan=None)
    changes = {(c.change, c.subject): c for c in changes_of(problem, found)}
    assert found.comparison
    assert not found.comparison.unfinished
    told = found.comparison.plan_worth
    assert {(w.change, w.subject) for w in told} == set(changes)
    for worth_ in told:
        change = changes[worth_.change, worth_.subject]
        right = best(change.problem, *change.rows)
        if right is None:
            assert (worth_.cost, worth_.stages) == (None, ())
        else:
            values = dict(zip(order, right[1], strict=True))
            assert (worth_.cost, worth_.stages) == (right[0], tuple(values[n] for n in names))


def test_what_one_share_does_not_finish_gets_what_is_left_over(written, monkeypatch):
    """The first search runs out of its share once; in the end nothing is missing."""
    real, refused = best_plan, []

    def short(*asked, **more):
        if not refused:
            refused.append(True)
            raise LimitReached("its share was too small")
        return real(*asked, **more)

    _, decided = written
    monkeypatch.setattr("allocator.whatif.plan_worth.best_plan", short)
    assert decided.comparison
    whole = decided.comparison.plan_worth
    assert plan_worth(decided, RULES, Budget(60.0)) == (whole, ())
    assert refused


# --- instances/oslo-2024-plan ------------------------------------------------------------


@pytest.fixture(scope="module")
def oslo() -> Problem:
    read = read_instance(INSTANCES / "oslo-2024-plan")
    assert read.notices == ()
    return read.problem


def test_oslo_plan_keeps_the_programme_and_the_people_of_oslo(oslo):
    real = read_instance(INSTANCES / "oslo-2024").problem
    both = [(here, real.event.session[here.id]) for here in oslo.event.sessions]
    assert len(both) == len(real.event.sessions)
    for here, there in both:
        assert (here.title, here.theme, here.speakers) == (
            there.title,
            there.theme,
            there.speakers,
        )
        assert (here.start, here.end, here.walking) == (there.start, there.end, there.walking)
        assert (here.busy_from, here.busy_until) == (there.busy_from, there.busy_until)
        if here.departure and there.departure:
            assert here.departure.drop_off == there.departure.drop_off
            assert here.departure.return_place == there.departure.return_place
            assert here.departure.returns == there.departure.returns
    for here, there in zip(oslo.attendees, real.attendees, strict=True):
        rolls = here.id in ("A050", "A136")
        assert here == (replace(there, needs=frozenset({"wheelchair"})) if rolls else there)
    assert oslo.wishes == real.wishes


def test_oslo_plan_marks_what_nobody_stated(oslo):
    event = YAML(typ="safe", pure=True).load(INSTANCES / "oslo-2024-plan" / "event.yaml")
    for thing in (*event["rooms"], *event["buses"]):
        assert set(thing) - {"id", "assumed"} <= set(thing["assumed"]) | {"id"}
    assert {"keep_rooms", "loading", "lunch_minutes"} <= set(event["assumed"])
    *_, visits = event["rounds"]
    assert set(visits["sessions"][1]["assumed"]) == {"smallest", "may_be_cancelled"}
    assert all(
        "most_buses" in s["departure"]["assumed"]
        for s in visits["sessions"]
        if s["departure"]["by"] == "bus"
    )
    assert len(open_decisions(oslo.event)) == 100


def test_oslo_plan_is_what_its_readme_says(oslo):
    found = solve(oslo)
    assert found.proven
    assert {s.name: s.value for s in found.stages if s.name != "ties"} == {
        "refused": 0,
        "worst": 2,
        "squares": 81,
        "firsts": 535,
    }
    assert found.plan
    assert (found.plan.cost, found.plan.cost_bound) == (49000, 49000)
    held = found.problem.timetable
    assert {held.session[s].room for s in ("R1-5", "R2-5")} == {"sal-2"}
    assert {held.session[s].room for s in ("R1-4", "R2-4")} == {"sal-4"}
    aboard = boarding(found.problem, found.allocation)
    rolls = {buses[p] for buses in aboard.values() for p in ("A050", "A136") if p in buses}
    assert rolls == {"minibuss-1", "minibuss-2"}
    for visit, buses in aboard.items():
        assert len(buses) == found.allocation.filled()[visit]
    assert all(load.filled <= load.seats for load in found.fairness.buses)
    for party in (("A010", "A017", "A082"), ("A131", "A213"), ("A050", "A174")):
        assert len({found.allocation.days[p][2] for p in party}) == 1
