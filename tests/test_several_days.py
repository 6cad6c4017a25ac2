"""An event of several days: its clock, its buses, and a result against brute force."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from allocator.allocation import Allocation
from allocator.errors import InputRefused
from allocator.explainer import explain
from allocator.fingerprint import fingerprint
from allocator.pipeline import solve_instance
from allocator.plan import Decision, Plan
from allocator.readers import read
from allocator.reporting.texts import texts
from allocator.rules import RULES
from allocator.verifier import verify
from draws_people import draw_for_law
from support import draw_allocation, model_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.offer import Session
    from allocator.problem import Problem

LAWS = 40
"""Random questions on which every rule is held against itself."""
OSLO = ZoneInfo("Europe/Oslo")
TINY = Path(__file__).parents[1] / "instances" / "tiny"
EVENT = """\
title: Two days
date: 2027-04-14
timezone: Europe/Oslo
place: Hotel
transfer_minutes: 10
lunch_minutes: 30
same_theme: allow
seed: 1
buses:
  - {id: bus, title: The bus, seats: 3, wheelchair: 1, starts: 08:30, ends: 17:30}
rounds:
  - id: W
    title: Workshops
    start: 13:00
    end: 14:00
    sessions:
      - {id: W1, title: Water, seats: 3}
      - {id: W2, title: Streets, seats: 2}
  - id: E
    title: Evening
    sessions:
      - id: E1
        title: Harbour
        start: 16:00
        departure: {by: bus, bus: bus, leaves: 15:30, drop_off: Quay, returns: 17:00,
                    return_place: Quay}
      - {id: E2, title: Indoors, start: 14:10, end: 16:00, seats: 3}
  - id: V
    title: Visits
    date: 2027-04-15
    sessions:
      - id: V1
        title: Island
        start: 09:00
        departure: {by: bus, bus: bus, leaves: 08:30, drop_off: Pier, returns: 11:00,
                    return_place: Pier}
      - {id: V2, title: Park, start: 08:00, end: 12:00, seats: 3}
"""
ATTENDEES = """\
attendee_id,arrives,leaves,needs
P1,,11:15,
P2,2027-04-15 08:10,,
P3,13:00,2027-04-14 17:15,
P4,,,wheelchair
P5,,,
"""
PREFERENCES = """\
attendee_id,session_id,rank
P1,W1,1
P1,E1,1
P1,V1,1
P3,W1,1
P3,E1,1
P4,W1,1
P4,W2,2
P4,E1,1
P4,V1,1
P5,W1,1
P5,E1,1
P5,V1,1
P5,V2,2
P2,V1,1
"""


def write_folder(folder: Path, **changes: str) -> Path:
    folder.mkdir(exist_ok=True)
    files = {"event": EVENT, "attendees": ATTENDEES, "preferences": PREFERENCES} | changes
    for name, text in files.items():
        suffix = "yaml" if name == "event" else "csv"
        (folder / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, **changes: str) -> list[str]:
    with pytest.raises(InputRefused) as error:
        read(write_folder(folder, **changes))
    return [f"{f.code} {f.place}: {f.message}" for f in error.value.findings if f.stops]


STAYS = EVENT.replace("same_theme: allow", "same_theme: allow\nstaying_away: true")


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = write_folder(tmp_path_factory.mktemp("days") / "instance", event=STAYS)
    out = folder.parent / "result"
    solve_instance(folder, out, objective="total", lang="en", compare_limit=0)
    return folder, out


def test_each_round_is_on_its_day(tmp_path: Path) -> None:
    event = read(write_folder(tmp_path)).event
    assert event.days == (date(2027, 4, 14), date(2027, 4, 15))
    assert event.session["E1"].busy_until == datetime(2027, 4, 14, 17, 30, tzinfo=OSLO)
    assert event.session["V1"].busy_from == datetime(2027, 4, 15, 8, 30, tzinfo=OSLO)
    assert event.delete_after == date(2027, 5, 15)
    assert event.moment(event.session["V1"].start) == "2027-04-15 09:00"


def test_people_come_on_the_first_day_and_leave_on_the_last(tmp_path: Path) -> None:
    people = read(write_folder(tmp_path)).attendee
    assert people["P3"].arrives == datetime(2027, 4, 14, 13, tzinfo=OSLO)
    assert people["P3"].leaves == datetime(2027, 4, 14, 17, 15, tzinfo=OSLO)
    assert people["P1"].leaves == datetime(2027, 4, 15, 11, 15, tzinfo=OSLO)
    assert people["P2"].arrives == datetime(2027, 4, 15, 8, 10, tzinfo=OSLO)


# a round's hour by hour, as a pupil would read the example above
HOURS = {
    "W1": (13.0, 14.0),
    "W2": (13.0, 14.0),
    "E1": (15.5, 17.5),
    "E2": (14 + 1 / 6, 16.0),
    "V1": (24 + 8.5, 24 + 11.5),
    "V2": (24 + 8.0, 24 + 12.0),
}
PRESENT = {"P1": (0.0, 24 + 11.25), "P2": (24 + 8 + 1 / 6, 48.0), "P3": (13.0, 17.25)}
SEATS = {"W1": 3, "W2": 2, "E1": 3, "E2": 3, "V1": 3, "V2": 3}


def _suits(person: str, session: str) -> bool:
    first, last = PRESENT.get(person, (0.0, 48.0))
    return first <= HOURS[session][0] and HOURS[session][1] <= last


def _loss(problem: Problem, person: str, day: tuple[str, ...]) -> int:
    """Count levels: one below the worst rank for what was not named, one more for a gap."""
    ranks, loss = problem.wishes_of(person).ranks, 0
    for offer in (("W1", "W2"), ("E1", "E2"), ("V1", "V2")):
        named = {s: ranks[s] for s in offer if s in ranks}
        mine = [s for s in offer if s in day]
        levels = {s: named[s] - 1 if s in named else len(named) for s in offer}
        loss += levels[mine[0]] if mine else max(len(offer), max(levels.values()) + 1)
    return loss


def test_the_total_is_the_least_of_all_allocations(solved: tuple[Path, Path]) -> None:
    problem = read(solved[0])
    choices = {}
    for person in problem.attendee:
        offers = [
            [s for s in offer if _suits(person, s)] or [""]
            for offer in (("W1", "W2"), ("E1", "E2"), ("V1", "V2"))
        ]
        choices[person] = [tuple(filter(None, day)) for day in product(*offers)]
    best = min(
        sum(_loss(problem, p, day) for p, day in zip(choices, days, strict=True))
        for days in product(*choices.values())
        if all(n <= SEATS[s] for s, n in Counter(s for d in days for s in d).items())
    )
    rows = (solved[1] / "days.csv").read_text(encoding="utf-8").splitlines()[1:]
    held = {r.split(",")[0]: tuple(filter(None, r.split(",")[1:4])) for r in rows}
    assert held["P2"] in (("V1",), ("V2",))
    assert held["P3"][-1] != "V1"
    assert sum(_loss(problem, p, day) for p, day in held.items()) == best


def test_one_bus_has_its_seats_on_each_day(solved: tuple[Path, Path]) -> None:
    """Three people to the harbour and three to the island are six in a bus of three."""
    rows = (solved[1] / "assignments.csv").read_text(encoding="utf-8").splitlines()[1:]
    riders = Counter(r.split(",")[2] for r in rows)
    assert riders["E1"] + riders["V1"] > 3
    assert max(riders["E1"], riders["V1"]) <= 3


def test_a_result_is_counted_again(solved: tuple[Path, Path]) -> None:
    assert verify(solved[1], instance=solved[0]).proven


def test_the_report_says_the_day(solved: tuple[Path, Path]) -> None:
    page = (solved[1] / "report.html").read_text(encoding="utf-8")
    assert "Wednesday 14 April 2027 – Thursday 15 April 2027" in page
    assert "15 Apr 2027 08:30" in page
    assert texts("nb").clock("2027-04-15 08:30") == "15.04.2027 kl.\u00a008.30"
    assert texts("nb").clock("08:30") == "kl.\u00a008.30"


def breaches(problem: Problem, days: Mapping[str, tuple[str, ...]], plan: Plan) -> list[str]:
    allocation = Allocation(days, plan)
    return [said for rule in RULES for said in rule.breaches(problem, allocation)]


def test_a_bus_that_is_full_on_one_day_only_is_full(tmp_path: Path) -> None:
    problem = read(write_folder(tmp_path, event=STAYS))
    four = {p: ("E1",) for p in ("P1", "P3", "P4", "P5")}
    found = breaches(problem, four, Plan())
    assert "bus bus carries 4 people, it has 3 seats" in found
    two = {"P1": ("W1", "E1"), "P5": ("W1", "E1", "V1"), "P4": ("W2", "E1", "V1")}
    assert not [b for b in breaches(problem, two, Plan()) if b.startswith("bus")]


def over_two_days(problem: Problem, first: int) -> Problem:
    """Return a problem whose rounds from one on are held a day later."""
    late = {round_.id for round_ in problem.event.rounds[first:]}
    sessions = (_later(s) if s.round_id in late else s for s in problem.event.sessions)
    return replace(problem, event=replace(problem.event, sessions=tuple(sessions)))


def _later(session: Session) -> Session:
    day, leave = timedelta(days=1), session.departure
    moved = leave and replace(
        leave,
        leaves=leave.leaves + day,
        returns=leave.returns + day,
        back=leave.back + day,
        times=tuple(t + day for t in leave.times),
    )
    return replace(session, start=session.start + day, end=session.end + day, departure=moved)


@pytest.mark.parametrize("seed", range(LAWS))
def test_rules_say_the_same_to_solvers_and_people_over_two_days(seed: int) -> None:
    rng, drawn = draw_for_law(seed)
    problem = over_two_days(drawn, rng.randrange(1, max(2, len(drawn.event.rounds))))
    full = model_of(problem)
    for rule in RULES:
        model = model_of(problem, [rule])
        for near in (model, full):
            allocation = draw_allocation(rng, near, full=full)
            clean = not list(rule.breaches(problem, allocation))
            assert model.allows(allocation) == clean, rule.name


OPEN = """\
title: Two days
date: 2027-04-14
timezone: Europe/Oslo
place: Hotel
loading: 1
staying_away: true
buses:
  - {id: b1, title: One, seats: 2, starts: 09:00, ends: 12:00}
  - {id: b2, title: Two, seats: 2}
rounds:
  - id: D1
    title: First
    sessions:
      - id: X1
        title: X1
        start: 09:30
        departure: {by: bus, bus: [b1, b2], leaves: [09:00, 09:10], drop_off: A,
                    returns: 11:00, return_place: A}
      - id: X2
        title: X2
        start: 09:30
        departure: {by: bus, bus: [b1, b2], leaves: [08:30, 09:00], drop_off: B,
                    returns: 11:00, return_place: B}
  - id: D2
    title: Second
    date: 2027-04-15
    sessions:
      - id: Y1
        title: Y1
        start: 09:30
        departure: {by: bus, bus: [b1, b2], leaves: [09:00, 09:10], drop_off: A,
                    returns: 11:00, return_place: A}
"""
PEOPLE = "attendee_id\nP1\nP2\nP3\nP4\n"
WISHED = "attendee_id,session_id,rank\nP1,X1,1\nP2,X2,1\nP3,Y1,1\nP4,X1,1\nP1,Y1,1\n"


def decided(*said: tuple[str, str, str]) -> Plan:
    """Return the plan in which buses serve visits at times, each bus hired."""
    found = {Decision("bus", visit, bus, at) for visit, bus, at in said}
    found |= {Decision("departure", visit, at) for visit, _, at in said}
    return Plan(frozenset(found | {Decision("hire", bus) for _, bus, _ in said}))


def test_buses_load_and_come_day_by_day(tmp_path: Path) -> None:
    problem = read(write_folder(tmp_path, event=OPEN, attendees=PEOPLE, preferences=WISHED))
    same = decided(("X1", "b1", "09:00"), ("X2", "b2", "08:30"), ("Y1", "b1", "09:00"))
    assert breaches(problem, {}, same) == []
    together = decided(("X1", "b1", "09:00"), ("X2", "b2", "09:00"), ("Y1", "b1", "09:10"))
    assert breaches(problem, {}, together) == ["2 buses leave at 09:00, at most 1 can load"]
    early = decided(("X1", "b2", "09:00"), ("X2", "b1", "08:30"), ("Y1", "b2", "09:00"))
    assert breaches(problem, {}, early) == ["bus b1 leaves with X2 at 08:30, it comes later"]


def test_an_open_plan_over_two_days_is_solved_and_counted_again(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", event=OPEN, attendees=PEOPLE, preferences=WISHED)
    solve_instance(folder, tmp_path / "out", lang="nb", compare_limit=0)
    found = verify(tmp_path / "out", instance=folder)
    assert found.proven
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "One, 15.04.2027" in page or "Two, 15.04.2027" in page


def test_reasons_name_the_day(tmp_path: Path) -> None:
    people = "attendee_id,fixed,leaves\nP1,V1,2027-04-14 17:40\nP2,,\n"
    folder = write_folder(
        tmp_path, attendees=people, preferences="attendee_id,session_id,rank\n"
    )
    told = " ".join(explain(read(folder)).sentences("nb"))
    assert "17.40 (14.04.2027)" in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "date: 2027-04-15",
            "date: 2027-04-13",
            "E360 event.yaml, row 30, column col 5: round V is on 2027-04-13, before the first "
            "day of the event, 2027-04-14",
        ),
        (
            "title: Evening\n",
            "title: Evening\n    date: 2027-04-16\n",
            "E344 event.yaml, row 31, column col 5: round V is on 2027-04-15, E on 2027-04-16; "
            "rounds stand in the order of time, and a round without a date is on the first "
            "day, 2027-04-14",
        ),
        (
            "date: 2027-04-15",
            "date: 15.04.2027",
            "E311 event.yaml, row 30, column col 5: rounds V date: must be a date such as "
            "2024-09-27",
        ),
        (
            "title: The bus, seats: 3, wheelchair: 1, starts: 08:30",
            "title: The bus, seats: 3, wheelchair: 1, starts: 08:40",
            "E346 event.yaml, row 35, column col 30: session V1 keeps bus bus from 08:30 to "
            "11:30, it can be had from 08:40 until 17:30",
        ),
    ],
)
def test_wrong_days_are_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = refused(tmp_path, event=EVENT.replace(old, new))
    assert [told for told in found if "event.yaml" in told] == [said]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2027-04-16 09:00", "2027-04-16 is no day of the event, which lasts from 2027-04-14"),
        ("2027-02-30 09:00", "must be a local time such as 09:30"),
        ("15.04.2027 09:00", "must be a local time such as 09:30"),
        ("09:00:00", "must be a local time such as 09:30"),
    ],
)
def test_wrong_moments_of_people_are_named(tmp_path: Path, cell: str, said: str) -> None:
    found = refused(tmp_path, attendees=f"attendee_id,arrives\nP1,{cell}\n", preferences=WISHED)
    assert any(f"row 2, column arrives: {said}" in told for told in found)


def test_the_clock_is_looked_at_on_every_day(tmp_path: Path) -> None:
    """The second day is the one on which the clock is put forward."""
    event = EVENT.replace("date: 2027-04-14", "date: 2027-03-27").replace(
        "date: 2027-04-15", "date: 2027-03-28"
    )
    early = event.replace("start: 08:00, end: 12:00", "start: 02:30, end: 12:00")
    assert refused(tmp_path, event=early.replace("starts: 08:30, ", ""))[0].startswith("E320")
    bus = event.replace("starts: 08:30", "starts: 02:30")
    assert "02:30 does not exist on 2027-03-28" in refused(tmp_path, event=bus)[0]


def test_a_date_that_says_what_held_before_changes_nothing(tmp_path: Path) -> None:
    one = tmp_path / "one"
    shutil.copytree(TINY, one)
    text = (one / "event.yaml").read_text(encoding="utf-8")
    day = next(line for line in text.splitlines() if line.startswith("date: "))
    assert "\n    title:" in text
    stated = text.replace("\n    title:", f"\n    {day}\n    title:", 1)
    (one / "event.yaml").write_text(stated, encoding="utf-8")
    assert fingerprint(read(one)) == fingerprint(read(TINY))
    assert read(one) == read(TINY)
