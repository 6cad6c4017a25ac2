"""The fair draw: leximin-best expected regrets, exact chances, and a draw anyone can repeat."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from threading import Event as Flag
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import linprog
from scipy.stats import chisquare

import allocator
from allocator import tables
from allocator.allocation import Allocation
from allocator.cli import main
from allocator.engine.lottery import mixture
from allocator.errors import Infeasible, SelfCheckFailed, UsageTrouble
from allocator.lottery import Table, chances, draw, read_table
from allocator.offer import Round, Session
from allocator.pipeline import solve_instance
from allocator.problem import Attendee, Event, Problem, Unlisted, Wishes
from allocator.reporting import render_html
from allocator.sample import Shape, write_sample
from allocator.solver import solve
from allocator.verifier import verify
from allocator.writers.folder import sha256, write
from support import (
    Plain,
    breaches,
    contested,
    counted,
    draw_problem,
    narrowed,
    obedient,
    shuffled,
)
from test_anchors import anchor, answer_to

if TYPE_CHECKING:
    from allocator.solution import Solution

ROOT = Path(__file__).parents[1]
TINY = ((2, 3), (3, 3), (2, 2, 2), (4,))
DRAWS = 60
UNSPLITTABLE = ((85, "balanced"), (366, "total"), (569, "min-regret"), (621, "rank-maximal"))


def tiny(seed: int) -> Problem:
    rng = Random(seed)
    offers = rng.choice(TINY)
    problem = draw_problem(rng, rng.randint(3, 5 if sum(offers) < 6 else 4), offers, seed, 0.3)
    return contested(rng, problem) if seed % 3 else problem


def fair(problem: Problem, objective: str = "balanced", seed: int = 1) -> Solution:
    return solve(problem, objective, seed=seed, draw="fair")


def best_expected(problem: Problem, objective: str) -> dict[str, float] | None:
    """Return everybody's leximin-best expected regret over all optimal allocations."""
    plain = Plain(problem)
    joint = obedient(plain)
    if not joint[0].size:
        return None
    _, joint = narrowed(plain, joint, objective, without="ties")
    return leximin_expected(plain, joint)


def leximin_expected(plain: Plain, joint: list[np.ndarray]) -> dict[str, float]:
    """Return everybody's leximin-best expected regret over all lotteries of allocations."""
    regret = np.array(
        [plain.numbers["regret"][p][k] for p, k in zip(plain.people, joint, strict=True)],
        dtype=float,
    )
    regret = np.unique(regret, axis=1)
    fixed: dict[int, float] = {}
    while len(fixed) < len(regret):
        free = [a for a in range(len(regret)) if a not in fixed]
        t = least(regret, free, fixed, None)
        stuck = [a for a in free if least(regret, free, {**fixed, -1: t}, a) > t - 1e-6]
        assert stuck
        fixed |= dict.fromkeys(stuck, t)
    return {person: fixed[a] for a, person in enumerate(plain.people)}


def least(
    regret: np.ndarray, free: list[int], fixed: dict[int, float], one: int | None
) -> float:
    """Return the least largest expected regret of the free; of one person, they below -1."""
    count = regret.shape[1]
    caps = [fixed.get(a, fixed.get(-1, 0.0)) + 1e-9 for a in range(len(regret))]
    lift = [-1.0 if one is None and a in free else 0.0 for a in range(len(regret))]
    if one is None:
        caps = [0.0 if a in free else caps[a] for a in range(len(regret))]
    cost = [*np.zeros(count), 1.0] if one is None else [*regret[one], 0.0]
    found = linprog(
        cost,
        A_ub=np.column_stack([regret, lift]),
        b_ub=caps,
        A_eq=[[*np.ones(count), 0.0]],
        b_eq=[1.0],
    )
    assert found.status == 0, found.message
    return float(found.fun)


def shares(result: Solution) -> dict[tuple[str, str], Fraction]:
    """Return the chance of each person and session."""
    assert result.lottery
    found = chances(result.problem.event, result.lottery.table)
    return {(c.attendee_id, c.session_id): c.probability for c in found}


def one_round(seats: dict[str, int], wishes: dict[str, list[str]]) -> Problem:
    """Build an event of one round; everybody ranks sessions, best first."""
    begin = datetime(2024, 11, 5, 9, tzinfo=UTC)
    end = begin + timedelta(hours=1)
    sessions = [Session(s, "R", s, begin, end, seats=n) for s, n in sorted(seats.items())]
    event = Event(
        "Small", date(2024, 11, 5), "UTC", "Here", (Round("R", "R"),), tuple(sessions)
    )
    said = {
        person: Wishes({s: rank for rank, s in enumerate(listed, start=1)})
        for person, listed in wishes.items()
    }
    return Problem(event, tuple(map(Attendee, sorted(wishes))), said, tuple(sorted(wishes)))


# --- by hand ---------------------------------------------------------------------------


def test_two_people_and_one_seat():
    result = fair(one_round({"X": 1, "Y": 1}, {"A": ["X", "Y"], "B": ["X", "Y"]}))
    half = Fraction(1, 2)
    assert shares(result) == {(p, s): half for p in "AB" for s in "XY"}
    assert result.lottery.worst_expected == result.lottery.bound.value == half
    assert result.lottery.table.types == (("A", "B"),)


def test_three_people_and_two_seats():
    wishes = {person: ["X", "Y"] for person in "ABC"}
    found = shares(fair(one_round({"X": 2, "Y": 1}, wishes)))
    assert {found[p, "X"] for p in "ABC"} == {Fraction(2, 3)}
    assert {found[p, "Y"] for p in "ABC"} == {Fraction(1, 3)}


def test_people_who_are_not_equals_share_a_seat_too():
    """C's second wish differs, so C is no equal of A and B; all three want the one seat X."""
    wishes = {"A": ["X", "Y", "Z"], "B": ["X", "Y", "Z"], "C": ["X", "Z", "Y"]}
    result = fair(one_round({"X": 1, "Y": 2, "Z": 1}, wishes))
    found = shares(result)
    assert [found[p, "X"] for p in "ABC"] == [Fraction(1, 3)] * 3
    assert result.lottery.expected == {p: Fraction(2, 3) for p in "ABC"}
    assert result.lottery.table.total == 3


def test_the_silent_do_not_count():
    """D said nothing and may sit anywhere, so A and B need not share Y with D."""
    wishes = {"A": ["X", "Y", "Z"], "B": ["X", "Y", "Z"], "D": []}
    result = fair(one_round({"X": 1, "Y": 1, "Z": 1}, wishes))
    assert result.lottery.expected == {"A": Fraction(1, 2), "B": Fraction(1, 2), "D": 0}


# --- against every allocation ----------------------------------------------------------


@pytest.mark.parametrize("objective", ["balanced", "total", "min-regret"])
def test_expected_regrets_are_leximin_best(objective):
    seen: Counter[str] = Counter()
    for seed in range(DRAWS):
        problem = tiny(seed)
        best = best_expected(problem, objective)
        if best is None:
            with pytest.raises(Infeasible):
                fair(problem, objective)
            continue
        lottery = fair(problem, objective).lottery
        assert lottery.proven
        assert lottery.bound.value <= lottery.worst_expected
        assert {p: float(e) for p, e in lottery.expected.items()} == pytest.approx(
            best, abs=1e-5
        ), seed
        seen["feasible"] += 1
        seen["several allocations"] += len(lottery.table.tickets) > 1
        seen["equals"] += bool(lottery.table.types)
    assert seen["feasible"] >= 30, seen
    assert seen["several allocations"] >= 8, seen
    assert seen["equals"] >= 5, seen


def plainer(problem):
    """Return the question without earlier disappointments and with the default for blanks."""
    event = replace(problem.event, unlisted=Unlisted.TIER)
    return replace(problem, event=event, credit={})


def test_rounds_that_no_lottery_can_split(monkeypatch):
    """Chances that keep all seats need not come apart; then allocations are priced."""
    called: list[bool] = []
    honest = mixture.improving

    def priced(*arguments):
        found = honest(*arguments)
        called.append(found[0] is not None)
        return found

    monkeypatch.setattr(mixture, "improving", priced)
    for seed, objective in UNSPLITTABLE:
        problem = plainer(tiny(seed))
        lottery = fair(problem, objective).lottery
        best = best_expected(problem, objective)
        assert lottery.proven
        assert {p: float(e) for p, e in lottery.expected.items()} == pytest.approx(
            best, abs=1e-5
        )
    assert sum(called) >= 5


# --- public data -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "objective", "worst"),
    [
        ("A19", "leximin", Fraction(12, 5)),
        ("A19", "balanced", Fraction(12, 5)),
        ("A21", "balanced", Fraction(2)),
        ("B", "balanced", Fraction(2)),
        ("Bw", "leximin", Fraction(4)),
    ],
)
def test_public_anchors(name, objective, worst):
    """Uniform ties leave somebody on A19 with 2.86; 2.40 is the least, proven by prices."""
    result = fair(anchor(name), objective)
    lottery = result.lottery
    assert result.proven
    assert lottery.bound.proof == "prices"
    assert lottery.worst_expected == lottery.bound.value == worst
    claimed = {s.name: s.value for s in result.stages}
    plain, stages = Plain(result.problem), answer_to(name, objective).stages
    for allocation in lottery.table.allocations:
        assert breaches(result.problem, allocation) == []
        counts = counted(result.problem, stages, allocation)
        assert {n: v for n, v in counts.items() if n != "ties" and v} == {
            n: v for n, v in claimed.items() if v
        }
    assert sum(shares(result).values()) == len(plain.people) * len(result.problem.event.rounds)


# --- chances and draws -----------------------------------------------------------------


def test_draws_agree_with_the_chances():
    """Chi-square over 100,000 seeds: each ticket's allocation, and everybody who is torn."""
    result = fair(anchor("A19"), "leximin")
    table, stated, draws = replace(result.lottery.table, types=()), shares(result), 100_000
    seen = Counter(draw(table, seed).index for seed in range(draws))
    due = np.array(table.tickets) * draws / table.total
    assert chisquare([seen[k] for k in range(len(due))], due).pvalue > 0.01
    equals = {person for group in result.lottery.table.types for person in group}
    places: Counter[tuple[str, str]] = Counter()
    for k, times in seen.items():
        days = table.allocations[k].days
        places.update({(p, s): times for p in days.keys() - equals for s in days[p]})
    assert fits(places, {key: c for key, c in stated.items() if key[0] not in equals}, draws)


def test_draws_among_equals_agree_with_the_chances():
    """Chi-square over 10,000 seeds: the groups of equals are shuffled evenly."""
    result = fair(anchor("A19"), "leximin")
    table, draws = result.lottery.table, 10_000
    equals = {person for group in table.types for person in group}
    places: Counter[tuple[str, str]] = Counter()
    for seed in range(draws):
        days = draw(table, seed).allocation.days
        places.update((p, s) for p in equals for s in days[p])
    stated = {key: c for key, c in shares(result).items() if key[0] in equals}
    assert fits(places, stated, draws)


def fits(
    places: Counter[tuple[str, str]], stated: dict[tuple[str, str], Fraction], draws: int
) -> bool:
    """Hold counts against chances: the smallest p of all torn people, after Bonferroni."""
    assert places.keys() == stated.keys()
    sessions = Counter(person for person, _ in stated)
    torn = [person for person, count in sessions.items() if count > 1]
    assert len(torn) >= 10
    p_values = []
    for person in torn:
        mine = [key for key in stated if key[0] == person]
        found = chisquare([places[k] for k in mine], [float(stated[k]) * draws for k in mine])
        p_values.append(found.pvalue)
    return min(p_values) > 0.01 / len(torn)


def test_chances_are_exact_and_equals_have_equal_ones():
    result = fair(allocator.read(ROOT / "instances" / "oslo-2024"))
    found, rounds = shares(result), len(result.problem.event.rounds)
    whole: Counter[str] = Counter()
    for (person, _), share in found.items():
        whole[person] += share
    assert set(whole.values()) == {rounds}
    filled: Counter[str] = Counter()
    for (_, session_id), share in found.items():
        filled[session_id] += share
    for session in result.fairness.sessions:
        assert session.seats is None or filled[session.session_id] <= session.seats
    groups = result.lottery.table.types
    assert [len(group) for group in groups] == [12, 2]
    for group in groups:
        mine = [{s: share for (p, s), share in found.items() if p == q} for q in group]
        assert all(entry == mine[0] for entry in mine)


def test_people_with_the_same_wishes_and_rights_are_equals():
    problem = anchor("A19")
    alike: dict[tuple[tuple[str, int], ...], list[str]] = {}
    for person, said in problem.wishes.items():
        alike.setdefault(tuple(sorted(said.ranks.items())), []).append(person)
    expected = sorted(tuple(sorted(group)) for group in alike.values() if len(group) > 1)
    assert list(fair(problem).lottery.table.types) == expected


def test_the_seed_decides_the_draw_and_not_the_table():
    problem = anchor("A19")
    one, other = fair(problem, seed=1), fair(problem, seed=2)
    assert one.lottery.table == other.lottery.table
    assert one.allocation != other.allocation
    assert one.allocation == draw(one.lottery.table, 1).allocation
    assert read_table(json.loads(one.lottery.table.text)) == one.lottery.table


def test_order_of_rows_decides_nothing():
    for seed in range(0, DRAWS, 7):
        problem = tiny(seed)
        try:
            one = fair(problem)
        except Infeasible:
            continue
        mixed = shuffled(Random(seed), problem)
        attendees = tuple(sorted(mixed.attendees, key=lambda a: a.id))
        other = fair(replace(mixed, attendees=attendees))
        assert one.lottery.table == other.lottery.table
        assert one.allocation == other.allocation


def test_a_draw_that_was_stopped_says_so():
    stop = Flag()

    def after_the_stages(reached):
        if reached.name == "firsts":
            stop.set()

    result = solve(
        anchor("A19"), "leximin", seed=1, draw="fair", progress=after_the_stages, stop=stop
    )
    assert not result.lottery.closed
    assert not result.proven
    assert breaches(result.problem, result.allocation) == []


def test_an_unknown_draw_is_refused():
    with pytest.raises(UsageTrouble, match="seeded, fair"):
        solve(allocator.read(ROOT / "instances" / "tiny"), draw="biased")


# --- files -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with its result in it, where the draw had a choice."""
    here = tmp_path_factory.mktemp("lottery") / "event"
    write_sample(here, Shape(people=40, rounds=(3, 3, 4), skew=1.2, spare=0.02, seed=4))
    solve_instance(here, here / "result", draw="fair", seed=3, lang="en")
    return here


@pytest.fixture
def result(folder: Path, tmp_path: Path) -> Path:
    shutil.copytree(folder / "result", tmp_path / "result")
    return tmp_path / "result"


def test_a_written_draw_is_counted_again(folder, result):
    assert verify(result, instance=folder).proven
    document = json.loads((result / "result.json").read_text(encoding="utf-8"))
    said = document["lottery"]
    assert document["draw"] == "fair"
    assert said["sha256"] == sha256(result / "lottery.json")
    assert said["allocations"] > 1
    assert 0 <= said["ticket"] < said["tickets"]
    with (result / "lottery.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    whole: Counter[tuple[str, str]] = Counter()
    for row in rows:
        share = Fraction(int(row["numerator"]), int(row["denominator"]))
        assert float(row["chance"]) == pytest.approx(float(share), abs=1e-6)
        whole[row["attendee_id"], row["round_id"]] += share
    assert set(whole.values()) == {1}
    assert len(whole) == 40 * 3


def test_a_seeded_result_has_no_chances(tmp_path):
    solve_instance(ROOT / "instances" / "tiny", tmp_path / "out")
    assert not list((tmp_path / "out").glob("lottery.*"))


def test_the_command_line_tells_of_the_draw(tmp_path):
    tiny_event, out = str(ROOT / "instances" / "tiny"), str(tmp_path / "out")
    done = CliRunner().invoke(main, ["solve", tiny_event, "--out", out, "--draw", "fair"])
    assert done.exit_code == 0
    line = next(t for t in done.stderr.splitlines() if t.startswith("expected regret"))
    assert line.split()[2:7] == ["value", "1.0000", "bound", "1.0000", "proven"]
    assert "ticket 0 of 1 drawn, 1 allocations" in done.stderr


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_report_tells_of_the_draw(lang):
    result = fair(anchor("A19"), "leximin")
    said = render_html(result, lang)
    assert str(result.lottery.drawn.ticket)[-3:] in said
    assert "lottery.csv" in said
    assert ("2,40" if lang == "nb" else "2.40") in said


def test_chances_as_a_data_frame():
    problem = allocator.read(ROOT / "instances" / "tiny")
    frame = tables.chances(fair(problem))
    assert frame.loc[("P1", "W2"), "chance"] == 1
    with pytest.raises(UsageTrouble, match="fair"):
        tables.chances(solve(problem))


def one_ticket_more(table):
    table["allocations"][0]["tickets"] += 1
    table["total"] += 1


def swapped_days(table):
    days = table["allocations"][-1]["days"]
    k = next(k for k in range(1, len(days)) if days[k] != days[0])
    days[0], days[k] = days[k], days[0]


def false_equals(table):
    equals = {person for group in table["types"] for person in group}
    others = [person for person in table["people"] if person not in equals]
    table["types"] = sorted([*table["types"], others[:2]])


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (one_ticket_more, "something else of the lottery"),
        (swapped_days, "lottery.json, allocation"),
        (false_equals, "others than equals"),
        (lambda table: table["types"].clear(), "not drawn for together with all equals"),
        (lambda table: table["allocations"].reverse(), "not in its one form"),
    ],
)
def test_a_changed_table_is_found(folder, result, change, complaint):
    path = result / "lottery.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    change(table)
    days = [tuple(day) for day in table["days"]]
    again = Table(
        tuple(entry["tickets"] for entry in table["allocations"]),
        tuple(
            Allocation({p: days[d] for p, d in zip(table["people"], e["days"], strict=True)})
            for e in table["allocations"]
        ),
        tuple(map(tuple, table["types"])),
    )
    write(path, again.text)
    assert complaint in complaints(folder, result)


def test_another_place_than_the_one_drawn_is_found(folder, result):
    path = result / "result.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["seed"] += 1
    write(path, json.dumps(document))
    assert "is not what the seed draws" in complaints(folder, result)


def test_a_bound_without_prices_is_found(folder, result):
    path = result / "certificate.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["lottery"]["proof"] == "prices"
    document["lottery"]["least"] += 1
    write(path, json.dumps(document))
    assert "do not prove the bound" in complaints(folder, result)


def test_a_changed_chance_is_found(folder, result):
    path = result / "lottery.csv"
    path.write_bytes(path.read_bytes().replace(b",1,2,0.5", b",2,3,0.666667", 1))
    assert "lottery.csv: does not say what follows" in complaints(folder, result)


def complaints(folder: Path, result: Path) -> str:
    """Return what the recount finds once the hashes of the files are made to fit."""
    path = result / "result.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["outputs"] = {name: sha256(result / name) for name in document["outputs"]}
    write(path, json.dumps(document))
    with pytest.raises(SelfCheckFailed) as failed:
        verify(result, instance=folder)
    return "\n".join(failed.value.complaints)
