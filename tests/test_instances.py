"""The instances of this repository: facts, provenance, and optima found by hand."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ruamel.yaml import YAML

from allocator.fairness.seats import seats_of
from allocator.readers import read_instance
from allocator.sample import Shape, write_sample
from allocator.solver import solve

if TYPE_CHECKING:
    from allocator.problem import Problem

INSTANCES = Path(__file__).parents[1] / "instances"
OSLO, TINY = INSTANCES / "oslo-2024", INSTANCES / "tiny"


@pytest.fixture(scope="module")
def oslo() -> Problem:
    return read_instance(OSLO).problem


@pytest.mark.parametrize("folder", [OSLO, TINY], ids=lambda f: f.name)
def test_reads_without_a_notice(folder: Path) -> None:
    assert read_instance(folder).notices == ()


@pytest.mark.parametrize("folder", [OSLO, TINY], ids=lambda f: f.name)
def test_tables_are_rfc_4180(folder: Path) -> None:
    for name in ("attendees.csv", "preferences.csv"):
        data = (folder / name).read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 1
        assert data.endswith(b"\r\n")


# --- oslo-2024 -------------------------------------------------------------------------

# the organisers' times: leaves, starts, leaves the site
VISITS = {
    "V1": ("12:45", "13:10", "15:00"),
    "V2": ("13:00", "13:15", "15:00"),
    "V3": ("13:00", "13:20", "15:00"),
    "V4": ("12:45", "13:10", "15:00"),
    "V5": ("12:35", "13:00", "15:00"),
    "V6": ("12:35", "13:15", "15:00"),
}


def test_oslo_comes_from_the_sampler_byte_for_byte(tmp_path: Path) -> None:
    event = OSLO / "event.yaml"
    made = write_sample(tmp_path / "out", Shape(people=220, seed=2024), event_file=event)
    for path in made.iterdir():
        assert path.read_bytes() == (OSLO / path.name).read_bytes(), path.name


def test_oslo_keeps_the_programme(oslo: Problem) -> None:
    event = oslo.event
    assert [len(event.offer[r.id]) for r in event.rounds] == [5, 5, 7]
    clocks = {
        s.id: tuple(f"{t:%H:%M}" for t in (s.departure.leaves, s.start, s.departure.returns))
        for s in event.sessions
        if s.departure and s.departure.bus
    }
    assert clocks == VISITS
    assert {s.id for s in event.sessions if s.walking} == {"V3", "V4", "V7"}
    for number, hours in (("R1", "09:00-10:20"), ("R2", "10:40-12:00")):
        spans = {f"{s.start:%H:%M}-{s.end:%H:%M}" for s in event.offer[number]}
        assert spans == {hours}
        assert [s.theme for s in event.offer[number]] == list("12345")


def test_oslo_speakers_are_fixed_in_the_order_of_the_programme(oslo: Problem) -> None:
    speakers = [a for a in oslo.attendees if a.id.startswith("S")]
    assert [a.id for a in speakers] == [f"S{i:02d}" for i in range(1, 19)]
    places = Counter(s for a in speakers for s in a.fixed)
    assert places == {
        "R1-2": 1,
        "R1-3": 1,
        "R1-4": 1,
        "R1-5": 4,
        "R2-2": 2,
        "R2-3": 2,
        "R2-4": 4,
        "R2-5": 3,
    }
    assert sum(bool(a.fixed) for a in oslo.attendees) == len(speakers)


def test_oslo_marks_what_nobody_stated() -> None:
    event = YAML(typ="safe", pure=True).load(OSLO / "event.yaml")
    for thing in (*event["rooms"], *event["buses"]):
        assert {"title", "seats"} <= set(thing["assumed"])
    *workshops, visits = event["rounds"]
    for session in (s for r in workshops for s in r["sessions"]):
        assert session["assumed"] == ["room"]
    ways = {s["id"]: set(s["departure"]["assumed"]) for s in visits["sessions"]}
    assert all("back" in assumed for assumed in ways.values())
    assert all("bus" in ways[visit] for visit in VISITS)
    assert "return_place" in ways["V5"]
    assert {"returns", "return_place"} <= ways["V7"]
    assert set(visits["sessions"][6]["assumed"]) == {"start", "seats"}
    assert "238" in " ".join(event["assumed_notes"])


def test_oslo_is_tight(oslo: Problem) -> None:
    people = len(oslo.attendees)
    assert people == 238
    first = Counter(s for w in oslo.wishes.values() for s, r in w.ranks.items() if r == 1)
    for round_ in oslo.event.rounds:
        seats = {s.id: seats_of(oslo, s) or 0 for s in oslo.event.offer[round_.id]}
        assert sum(seats.values()) == 250
        assert 1.5 < max(first[s] / seats[s] for s in seats) < 2.5


@pytest.mark.parametrize(("objective", "worst"), [("balanced", 2), ("total", 3)])
def test_oslo_tells_the_notions_apart(oslo: Problem, objective: str, worst: int) -> None:
    solution = solve(oslo, objective)
    assert all(stage.value == stage.bound for stage in solution.stages)
    assert solution.fairness.worst == worst


# --- tiny ------------------------------------------------------------------------------

# levels as the README has them; None: not permitted to this person
TINY_LEVELS = {
    "P1": ((0, 1, 2), (0, 1, 1)),
    "P2": ((0, 2, 1), (0, 1, 2)),
    "P3": ((1, 2, 0), (0, None, None)),
    "P4": ((1, 2, 0), (2, 0, 1)),
    "P5": ((1, 0, 1), (1, 0, None)),
    "P6": ((0, None, None), (1, 1, 0)),
}
BALANCED = {
    "P1": ("W2", "V1"),
    "P2": ("W1", "V2"),
    "P3": ("W3", "V1"),
    "P4": ("W3", "V3"),
    "P5": ("W2", "V2"),
    "P6": ("W1", "V3"),
}
TOTAL = {**BALANCED, "P1": ("W2", "V3"), "P2": ("W1", "V1"), "P4": ("W3", "V2")}
WORKSHOPS, ALL_VISITS = ("W1", "W2", "W3"), ("V1", "V2", "V3")
SEATS = 2

Days = dict[str, tuple[str, str]]


def tiny_levels(problem: Problem, person: str) -> tuple[tuple[int | None, ...], ...]:
    """Read the levels off the files, without the code that the solver uses."""
    attendee, said = problem.attendee[person], problem.wishes_of(person)
    found = []
    for offer in (WORKSHOPS, ALL_VISITS):
        fixed = set(offer) & set(attendee.fixed)
        place = {s: said.ranks.get(s, 99 if s not in said.refused else 100) for s in offer}
        levels: list[int | None] = []
        for s in offer:
            walks = problem.event.session[s].walking and bool(attendee.needs)
            above = len({p for p in place.values() if p < place[s]})
            level = 0 if fixed else above
            levels.append(None if walks or (fixed and s not in fixed) else level)
        found.append(tuple(levels))
    return tuple(found)


def tiny_allocations() -> list[tuple[list[int], Days]]:
    """Look at every allocation, with everybody's regret."""
    people = sorted(TINY_LEVELS)
    choices = []
    for person in people:
        days = [
            (w + v, (WORKSHOPS[i], ALL_VISITS[j]))
            for i, w in enumerate(TINY_LEVELS[person][0])
            for j, v in enumerate(TINY_LEVELS[person][1])
            if w is not None and v is not None
        ]
        least = min(loss for loss, _ in days)
        choices.append([(loss - least, day) for loss, day in days])
    found = []
    for joint in product(*choices):
        filled = Counter(s for _, day in joint for s in day)
        if max(filled.values()) <= SEATS:
            days_of = {p: day for p, (_, day) in zip(people, joint, strict=True)}
            found.append(([regret for regret, _ in joint], days_of))
    return found


def test_tiny_levels_are_those_of_the_readme() -> None:
    problem = read_instance(TINY).problem
    assert {a.id: tiny_levels(problem, a.id) for a in problem.attendees} == TINY_LEVELS
    seats = {seats_of(problem, s) for s in problem.event.sessions}
    assert seats == {SEATS}


def test_tiny_optima_by_looking_at_every_allocation() -> None:
    every = tiny_allocations()
    mild = [(regrets, days) for regrets, days in every if max(regrets) <= 1]
    assert mild == [([1, 1, 0, 1, 0, 0], BALANCED)]
    least = min(sum(regrets) for regrets, _ in every)
    cheap = [(regrets, days) for regrets, days in every if sum(regrets) == least]
    assert cheap == [([2, 0, 0, 0, 0, 0], TOTAL)]


@pytest.mark.parametrize(
    ("objective", "days", "worst", "total", "squares", "firsts"),
    [("balanced", BALANCED, 1, 3, 3, 7), ("total", TOTAL, 2, 2, 4, 8)],
)
def test_tiny_is_solved_as_by_hand(
    objective: str, days: Days, worst: int, total: int, squares: int, firsts: int
) -> None:
    solution = solve(read_instance(TINY).problem, objective)
    assert solution.allocation.days == days
    claims = {stage.name: stage.value for stage in solution.stages}
    assert (claims["worst"], claims["squares"]) == (worst, squares)
    assert claims["firsts"] == firsts
    assert solution.fairness.total == total
