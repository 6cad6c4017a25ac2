"""Public anchors: exact figures on public preference data, found by two other solvers.

The data are PrefLib 00009 (AGH course registration) and PrefLib 00035 (breakfast items);
the figures are those of the design page on fairness, section 6.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest

from allocator.baselines import alternatives, orders
from allocator.fairness import atkinson, gini, jain, price_of_fairness, utilities
from allocator.fairness.summary import regret_scale
from allocator.objectives import named
from allocator.offer import Round, Session
from allocator.problem import Attendee, Event, Problem, SameTheme, Wishes
from allocator.rank_rounds import in_rank_rounds
from allocator.serial import in_fair_turn
from support import Plain, breaches, counted, model_of, solved, spendable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.records import Alternative
    from support import Solved

DATA = Path(__file__).parents[2] / "shared" / "data"
FILES = {
    "A19": ("preflib-00009-agh/agh2003_cap19.json", (1,)),
    "A21": ("preflib-00009-agh/agh2003_cap21.json", (1,)),
    "B": ("breakfast-5-5-7/breakfast_conf_5_5_7.json", (1, 1, 1)),
    "Bw": ("breakfast-5-5-7/breakfast_conf_5_5_7.json", (1, 1, 2)),
}


class Figures(NamedTuple):
    """What the design page says of one optimum; None where it says nothing."""

    total: int
    worst: int
    squares: int
    firsts: int
    regrets: tuple[int, ...] | None
    """People at regret 0, 1, 2, ...; None where several optima differ."""


EXPECTED = {
    ("A19", "total"): Figures(101, 3, 193, 80, (80, 42, 13, 11)),
    ("A19", "balanced"): Figures(107, 3, 181, 71, (71, 48, 22, 5)),
    ("A19", "generous"): Figures(107, 3, 181, 71, (71, 48, 22, 5)),
    ("A19", "leximin"): Figures(107, 3, 181, 71, (71, 48, 22, 5)),
    ("A19", "rank-maximal"): Figures(107, 4, 289, 96, (96, 21, 7, 16, 6)),
    ("A19", "min-regret"): Figures(106, 3, 260, 96, (96, 15, 14, 21)),
    ("A21", "total"): Figures(75, 3, 115, 88, (88, 44, 11, 3)),
    ("A21", "balanced"): Figures(80, 2, 106, 79, (79, 54, 13)),
    ("A21", "generous"): Figures(80, 2, 106, 79, (79, 54, 13)),
    ("A21", "leximin"): Figures(80, 2, 106, 79, (79, 54, 13)),
    ("A21", "rank-maximal"): Figures(78, 3, 164, 100, (100, 25, 10, 11)),
    ("A21", "min-regret"): Figures(78, 2, 122, 90, (90, 34, 22)),
    ("B", "total"): Figures(53, 3, 95, 83, None),
    ("B", "balanced"): Figures(55, 2, 93, 83, (5, 17, 19)),
    ("B", "leximin"): Figures(55, 2, 93, 83, (5, 17, 19)),
    ("B", "rank-maximal"): Figures(53, 3, 99, 85, None),
    ("B", "generous"): Figures(53, 3, 95, 82, None),
    ("B", "min-regret"): Figures(56, 2, 100, 85, None),
    ("B", "budgeted 0 %"): Figures(53, 3, 95, 83, (7, 17, 15, 2)),
    ("B", "budgeted 1 %"): Figures(53, 3, 95, 83, (7, 17, 15, 2)),
    ("B", "budgeted 2 %"): Figures(54, 3, 92, 82, (5, 19, 16, 1)),
    ("B", "budgeted 5 %"): Figures(55, 2, 93, 83, (5, 17, 19)),
    ("Bw", "total"): Figures(73, 5, 207, 83, None),
    ("Bw", "balanced"): Figures(76, 4, 196, 83, (4, 13, 15, 3, 6)),
    ("Bw", "leximin"): Figures(79, 4, 201, 83, (4, 8, 22, 1, 6)),
}

PLACES = {
    "rank-maximal": (85, 23, 15),
    "generous": (82, 29, 12),
    "min-regret": (85, 20, 18),
}
"""Places at each level on B, over the three rounds."""


def rounds_of(name: str) -> list[dict[str, Any]]:
    """Read the rounds of an anchor, or skip the test."""
    path = DATA / FILES[name][0]
    if not path.exists():
        pytest.skip(f"public data are not here: {path.name} in ../shared/data")
    found = json.loads(path.read_text(encoding="utf-8"))
    return found.get("rounds", [found])


def anchor(name: str) -> Problem:
    """Build the question: seats as in the file, nothing forbidden, rank k is the k-th."""
    rounds, weights = rounds_of(name), FILES[name][1]
    begin = datetime(2024, 11, 5, 9, tzinfo=UTC)
    sessions = [
        Session(
            id=session_id(r, item),
            round_id=f"R{r}",
            title=f"Item {item}",
            start=begin + timedelta(hours=2 * r),
            end=begin + timedelta(hours=2 * r + 1),
            seats=seats,
        )
        for r, round_ in enumerate(rounds)
        for item, seats in round_["capacity"].items()
    ]
    event = Event(
        title=name,
        date=date(2024, 11, 5),
        timezone="UTC",
        place="Here",
        rounds=tuple(Round(f"R{r}", f"Round {r}", w) for r, w in enumerate(weights)),
        sessions=tuple(sorted(sessions, key=lambda s: (s.round_id, s.id))),
        same_theme=SameTheme.ALLOW,
        seed=1,
    )
    count = len(rounds[0]["prefs"])
    people = [f"P{i:03d}" for i in range(count)]
    wishes = {
        person: Wishes(
            {
                session_id(r, item): rank
                for r, round_ in enumerate(rounds)
                for rank, item in enumerate(round_["prefs"][i], start=1)
            }
        )
        for i, person in enumerate(people)
    }
    return Problem(event, tuple(map(Attendee, people)), wishes, tuple(people))


def session_id(round_index: int, item: int | str) -> str:
    return f"R{round_index}-{int(item):02d}"


@cache
def answer_to(name: str, objective: str) -> Solved:
    return solved(anchor(name), named(objective))


def regrets(answer: Solved) -> list[int]:
    """Everybody's regret, by the plain reading of the tests."""
    plain = Plain(answer.problem)
    return [
        int(plain.numbers["regret"][p][plain.days[p].index(answer.allocation.days[p])])
        for p in plain.people
    ]


def profile(values: Sequence[int]) -> tuple[int, ...]:
    """Number of people at 0, 1, 2, ..., down to the worst."""
    found = Counter(values)
    return tuple(found[k] for k in range(max(values) + 1))


@pytest.mark.parametrize(("name", "objective"), EXPECTED)
def test_public_anchor(name, objective):
    expected, answer = EXPECTED[name, objective], answer_to(name, objective)
    losses = regrets(answer)
    assert breaches(answer.problem, answer.allocation) == []
    assert all(entry.value == entry.bound for entry in answer.reached)
    assert sum(losses) == expected.total
    assert max(losses) == expected.worst == answer.claims["worst"]
    assert sum(r * r for r in losses) == expected.squares == answer.claims["squares"]
    assert answer.claims["firsts"] == expected.firsts
    if expected.regrets is not None:
        assert profile(losses) == expected.regrets


@pytest.mark.parametrize(("name", "objective"), EXPECTED)
def test_claims_of_public_anchors_are_counts(name, objective):
    answer = answer_to(name, objective)
    for name, value in counted(answer.problem, answer.stages, answer.allocation).items():
        claim = answer.claims[name]
        assert claim <= value <= spendable(name, claim, objective) or value == claim


@pytest.mark.parametrize("objective", PLACES)
def test_places_at_each_level(objective):
    answer = answer_to("B", objective)
    plain = Plain(answer.problem)
    places = Counter(
        level
        for attendee in answer.problem.attendees
        for level in plain.at_level(attendee, answer.allocation.days[attendee.id])
    )
    assert tuple(places[k] for k in range(3)) == PLACES[objective]


def test_mean_rank_of_a_thesis():
    """Oehlschläger's bachelor thesis (2019) has mean rank 1.513 for A21, worst rank 4."""
    losses = regrets(answer_to("A21", "total"))
    assert round(1 + sum(losses) / len(losses), 3) == 1.514  # 221/146 = 1.5137
    assert 1 + max(losses) == 4


def test_balanced_and_leximin_part_on_weighted_rounds_only():
    for name in ("A19", "A21", "B"):
        one, two = (answer_to(name, o) for o in ("balanced", "leximin"))
        assert profile(regrets(one)) == profile(regrets(two))
    one, two = (answer_to("Bw", o) for o in ("balanced", "leximin"))
    assert profile(regrets(one)) != profile(regrets(two))


# --- baselines and metrics ----------------------------------------------------------------


class Drawn(NamedTuple):
    """Means over random orders, as the design page has them, to one decimal."""

    total: float
    worst: float
    profile: tuple[float, ...]
    """Places by wish, pooled over the rounds; those that the page tells."""


FIRST_COME = {
    "A19": Figures(171, 6, 607, 78, (78, 27, 12, 12, 5, 8, 4)),
    "A21": Figures(135, 6, 437, 88, (88, 24, 12, 10, 4, 7, 1)),
    "B": Figures(79, 9, 353, 77, None),
}
DRAWN = {
    ("A19", "random order"): Drawn(160.7, 6.07, (80.8, 20.6, 18.1, 12.6, 6.3, 4.9, 2.5, 0.2)),
    ("A19", "rank rounds"): Drawn(148.6, 6.35, (96, 13.4, 10.8, 7.4, 7.1, 5.7, 5.0, 0.6)),
    ("A21", "random order"): Drawn(119.7, 5.42, (89.0, 22.1, 18.1, 9.1, 4.8, 2.1, 0.7)),
    ("A21", "rank rounds"): Drawn(111.6, 5.94, (100, 16.2, 12.8, 5.8, 6.0, 2.6, 2.6)),
    ("B", "random order"): Drawn(77.7, 8.0, (78.0,)),
    ("B", "rank rounds"): Drawn(70.1, 7.6, (85,)),
}
INEQUALITY = {
    ("A19", "total"): (0.0622, 0.9845, 0.0090),
    ("A19", "balanced"): (0.0597, 0.9869, 0.0072),
    ("A19", "first come"): (0.1193, 0.9436, 0.0432),
    ("A21", "total"): (0.0463, 0.9907, 0.0052),
    ("A21", "balanced"): (0.0442, 0.9924, 0.0040),
    ("A21", "first come"): (0.0961, 0.9590, 0.0300),
}
"""Gini, Jain and Atkinson (e = 1) of the utilities, to four decimals."""
SCALES = {"A19": 7, "A21": 7, "B": 14, "Bw": 20}
WAYS = {"random order": in_fair_turn, "rank rounds": in_rank_rounds}


@cache
def ways_of(name: str) -> dict[str, Alternative]:
    """Every way of choosing, beside the allocation of least total."""
    model, answer = model_of(anchor(name)), answer_to(name, "total")
    column = {day: d for d, day in enumerate(model.days)}
    chosen = np.array([column[answer.allocation.days[p]] for p in model.people])
    return {way.name: way for way in alternatives(model, chosen)}


@pytest.mark.parametrize("name", FIRST_COME)
def test_first_come_in_the_order_of_the_file(name):
    expected, way = FIRST_COME[name], ways_of(name)["first come"]
    assert (way.total, way.worst, way.squares) == expected[:3]
    assert (way.firsts, way.unplaced) == (expected.firsts, 0)
    if expected.regrets is not None:
        assert way.levels == way.regrets == expected.regrets


@pytest.mark.parametrize(("name", "how"), DRAWN)
def test_means_over_random_orders(name, how):
    """Within three standard errors, and half a digit for the rounding of the page.

    The page's figures are means over as many draws themselves: their error counts too.
    """
    expected, way, model = DRAWN[name, how], ways_of(name)[how], model_of(anchor(name))
    choice = WAYS[how](model, orders(model, how))
    regret = model.regret[np.arange(len(model.people)), choice]
    firsts = model.firsts[np.arange(len(model.people)), choice].sum(axis=1)
    levels = [(regret == k).sum(axis=1) for k in range(len(expected.profile))]
    pairs = [
        (way.total, expected.total, regret.sum(axis=1)),
        (way.worst, expected.worst, regret.max(axis=1)),
        (way.firsts, expected.profile[0], firsts),
        *zip(way.levels[1:], expected.profile[1:], levels[1:], strict=False),
    ]
    for told, known, draws in pairs:
        assert told == pytest.approx(draws.mean(), abs=0.001)
        assert abs(told - known) <= 3 * draws.std() * (2 / len(draws)) ** 0.5 + 0.05
    assert way.draws == len(choice) == 1000


def test_range_of_random_orders():
    way = ways_of("A19")["random order"]
    assert (way.total_low, way.total_high) == pytest.approx((148, 174), abs=1)
    way = ways_of("B")["random order"]
    assert (way.total_low, way.total_high) == pytest.approx((70, 86), abs=1)


@pytest.mark.parametrize("name", SCALES)
def test_no_draw_is_as_good_as_the_least_total(name):
    for how in ("first come", *WAYS):
        assert ways_of(name)[how].as_good == 0
    assert ways_of(name)["chosen"].as_good is None


@pytest.mark.parametrize(("name", "objective"), INEQUALITY)
def test_inequality_of_utilities(name, objective):
    if objective == "first come":
        counts = ways_of(name)[objective].regrets
        losses = [t for t, people in enumerate(counts) for _ in range(int(people))]
    else:
        losses = regrets(answer_to(name, objective))
    values = utilities(losses, SCALES[name])
    found = tuple(round(measure(values), 4) for measure in (gini, jain, atkinson))
    assert found == INEQUALITY[name, objective]


def test_inequality_of_three_rounds():
    values = utilities(regrets(answer_to("B", "balanced")), SCALES["B"])
    assert round(gini(values), 4) == 0.0260


@pytest.mark.parametrize("name", SCALES)
def test_scale_of_complete_lists(name):
    assert regret_scale(anchor(name)) == SCALES[name]


def test_price_of_fairness_of_an_anchor():
    total, least = (sum(regrets(answer_to("A19", o))) for o in ("balanced", "total"))
    assert round(price_of_fairness(total, least), 3) == 0.059
