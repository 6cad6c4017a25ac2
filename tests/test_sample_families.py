"""Families of made-up instances: what is special about each, and that all can be solved."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import allocator
from allocator.cli import main
from allocator.errors import InputRefused, UsageTrouble
from allocator.parties import parties
from allocator.problem import SameTheme
from allocator.readers import read_instance
from allocator.sample import FAMILIES, named, write_sample
from allocator.sample.company import together

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.problem import Problem

SMALL = {
    "real": {"people": 24},
    "skewed": {"people": 30},
    "parties": {"people": 20, "rounds": (3, 4)},
    "plan": {"people": 24, "rounds": (3, 3, 4)},
    "many-rounds": {"people": 15, "rounds": (5,) * 4},
    "topics": {"people": 20, "rounds": (5,) * 4},
}
# of the options that there were before families, by a version without them
BEFORE = {
    ("--people", "60", "--seed", "3"): {
        "attendees.csv": "24e25d1763a5f3f52a4470368fe9a2300a1f8967c07c3a8130a5bda591d6b53f",
        "event.yaml": "1208b725c60234451e198d6b1c2e864c3c5e60c7a5d15d438359dfa92314b543",
        "preferences.csv": "57e39c3e8d1ea4b0f390763c1c0a02811a872265916ae9cfcfef3f203894a908",
    },
    ("--people=25", "--seed=4", "--rounds=4,3,6", "--skew=1.5", "--spare=0.1"): {
        "attendees.csv": "9840b9d7de0d8e8446913c034c9a93b24083575c3bb37acadaa521ccab9216b8",
        "event.yaml": "b2137ff288233c8217da8045125b0533081bf4eb18ab88ec7ce8c40358313826",
        "preferences.csv": "c1e7e9a123a2263d49bdd08b629436c502f3a6f868148e49c9f6c6a5db90f182",
    },
}


def made(out: Path, name: str, **given: object) -> Problem:
    family = named(name)
    found = read_instance(write_sample(out, family.shaped(**given), family=family))
    assert found.notices == ()
    return found.problem


def refusals(folder: Path) -> set[str]:
    try:
        return {notice.code for notice in read_instance(folder).notices}
    except InputRefused as refusal:
        return {finding.code for finding in refusal.findings}


def refused(*words: str) -> str:
    result = CliRunner().invoke(main, ["sample", *words, "--lang", "en"])
    assert result.exit_code == UsageTrouble.exit_code
    return result.stderr.strip()


# --- all of them -----------------------------------------------------------------------


@pytest.mark.parametrize("options", BEFORE, ids=" ".join)
def test_what_was_made_before_there_were_families_stays(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    out = tmp_path / "s"
    assert CliRunner().invoke(main, ["sample", *options, str(out)]).exit_code == 0
    found = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in out.iterdir()}
    assert found == BEFORE[options]


@pytest.mark.parametrize("name", [f.name for f in FAMILIES])
@pytest.mark.parametrize("seed", [0, 1])
def test_each_is_read_without_a_notice_and_solved(tmp_path: Path, name: str, seed: int) -> None:
    problem = made(tmp_path / "s", name, **SMALL[name], seed=seed)
    assert len(problem.attendees) == SMALL[name]["people"]
    assert allocator.solve(problem, "total").proven


@pytest.mark.parametrize("name", [f.name for f in FAMILIES])
def test_the_seed_decides_everything(tmp_path: Path, name: str) -> None:
    family, given = named(name), SMALL[name]

    def contents(out: str, seed: int) -> dict[str, bytes]:
        shape = family.shaped(**given, seed=seed)
        folder = write_sample(tmp_path / out, shape, family=family)
        return {p.name: p.read_bytes() for p in folder.iterdir()}

    once, again, other = contents("a", 4), contents("b", 4), contents("c", 5)
    assert once == again
    assert once["preferences.csv"] != other["preferences.csv"]


@pytest.mark.parametrize("name", ["many-rounds", "topics"])
def test_what_usual_sizes_are_refused_for_is_the_number_of_days_alone(
    tmp_path: Path, name: str
) -> None:
    family = named(name)
    folder = write_sample(tmp_path / "s", family.shaped(), family=family)
    assert refusals(folder) <= {"E343", "E603"}


# --- each of them ----------------------------------------------------------------------


def test_skewed_wishes_are_for_a_few_sessions(tmp_path: Path) -> None:
    problem = made(tmp_path / "s", "skewed", people=2000)
    firsts = Counter(s for w in problem.wishes.values() for s, r in w.ranks.items() if r == 1)
    for offer in problem.event.offer.values():
        counts = sorted((firsts[s.id] for s in offer), reverse=True)
        assert 0.6 < counts[0] / sum(counts) < 0.75
        assert 3 < counts[0] / counts[1] < 5.2


def test_a_fifth_of_the_people_belong_together_in_twos_to_fives(tmp_path: Path) -> None:
    problem = made(tmp_path / "s", "parties", people=400)
    found = parties(problem)
    assert len(set(found.values())) == 1
    sizes = Counter(map(len, found["R1"]))
    assert sizes.keys() == {2, 3, 4, 5}
    assert 79 <= sum(map(len, found["R1"])) <= 80


def test_parties_add_nothing_but_who_belongs_together(tmp_path: Path) -> None:
    with_parties = made(tmp_path / "a", "parties", people=50)
    without = made(tmp_path / "b", "real", people=50)
    assert with_parties.attendees == without.attendees
    assert with_parties.wishes == without.wishes
    assert not without.together


@pytest.mark.parametrize(("people", "rounds"), [(18, (5, 5, 7)), (10, (2, 4)), (10, (3,))])
def test_the_least_number_of_people_for_parties_is_named(
    people: int, rounds: tuple[int, ...]
) -> None:
    ids = [f"A{i}" for i in range(people)]
    assert together(ids, rounds, 0)
    with pytest.raises(UsageTrouble, match=f"at least {people} people"):
        together(ids[1:], rounds, 0)


def test_rooms_buses_and_departures_are_open(tmp_path: Path) -> None:
    event = made(tmp_path / "s", "plan").event
    assert event.keep_rooms
    workshops = [s for r in ("R1", "R2") for s in event.offer[r]]
    assert all(s.room is None and len(s.rooms) == 5 for s in workshops)
    *by_bus, on_foot = event.offer["R3"]
    for visit in by_bus:
        assert visit.departure
        assert visit.departure.bus is None
        assert len(visit.departure.options) == 2
    assert [s.id for s in event.sessions if s.cancellable] == ["V2"]
    assert on_foot.seats
    assert sum(b.seats for b in event.buses) + on_foot.seats >= 231
    assert len({b.cost for b in event.buses}) == 3


def test_rooms_are_not_kept_where_nobody_could_then_change_the_theme(tmp_path: Path) -> None:
    assert made(tmp_path / "a", "plan", people=60, rounds=(4, 4, 3)).event.keep_rooms
    assert not made(tmp_path / "b", "plan", people=60, rounds=(4, 4, 4, 4, 3)).event.keep_rooms


@pytest.mark.parametrize(("people", "seats"), [(41, 3), (410, 29)])
def test_seats_of_many_rounds_follow_the_people(
    tmp_path: Path, people: int, seats: int
) -> None:
    event = made(tmp_path / "s", "many-rounds", people=people, rounds=(15, 15)).event
    assert {s.seats for s in event.sessions} == {seats}
    assert not any(s.theme for s in event.sessions)


def test_a_wish_for_a_topic_holds_whenever_it_runs(tmp_path: Path) -> None:
    problem = made(tmp_path / "s", "topics", people=30, rounds=(6, 6, 6))
    event = problem.event
    assert event.same_theme is SameTheme.FORBID
    assert Counter(s.theme for s in event.sessions) == {f"topic-{t}": 3 for t in range(1, 7)}
    firsts = 0
    for wishes in problem.wishes.values():
        best = {event.session[s].theme for s, rank in wishes.ranks.items() if rank == 1}
        firsts += len(best)
        assert len(best) <= 1
    assert firsts > 25
    lines = (tmp_path / "s" / "preferences.csv").read_text(encoding="utf-8").split()[1:]
    assert all(line.split(",")[1].startswith("topic-") for line in lines)


# --- what cannot be --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--family", "plans"], "no family is called 'plans'"),
        (["--family", "plan", "--rounds", "4,5,6"], "need rounds of one size"),
        (["--family", "topics", "--rounds", "4,5"], "topics need rounds of one size"),
        (["--family", "topics", "--rounds", "2,2,2"], "as many topics as rounds"),
        (["--family", "parties", "--people", "12"], "at least 18 people"),
        (["--family", "plan", "--event", "e.yaml"], "plan has an event of its own"),
        (["--family", "skewed", "--skew", "-1"], "skew must be from"),
    ],
)
def test_what_a_family_cannot_be_is_said_in_one_line(
    tmp_path: Path, words: list[str], why: str
) -> None:
    said = refused(*words, str(tmp_path / "s"))
    assert why in said
    assert "\n" not in said
    assert not (tmp_path / "s").exists()


def test_the_help_names_every_family() -> None:
    said = CliRunner().invoke(main, ["sample", "--help"]).stdout
    assert all(family.name in said for family in FAMILIES)


def test_a_given_event_gets_skewed_wishes_and_parties(tmp_path: Path) -> None:
    event = write_sample(tmp_path / "a", named("real").shaped(people=40)) / "event.yaml"
    family = named("parties")
    shape = family.shaped(people=40)
    out = write_sample(tmp_path / "b", shape, family=family, event_file=event)
    assert (out / "event.yaml").read_bytes() == event.read_bytes()
    assert read_instance(out).problem.together
