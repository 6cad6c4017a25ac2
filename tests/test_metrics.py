"""Metrics: worked examples, invariances, textbook sums, and a second library."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import exp, fsum, log
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

import allocator
from allocator.allocation import Allocation
from allocator.baselines import compare
from allocator.fairness import (
    at_worst,
    atkinson,
    bootstrap_interval,
    gap,
    gini,
    group_gaps,
    holm,
    jain,
    justified_envy,
    lorenz,
    permutation_p,
    pool_small,
    pooled,
    price_in_utility,
    price_of_fairness,
    rank_profile,
    shares,
    tail_mean,
    utilities,
    whole_day_envy,
    with_all_first,
    with_some_first,
    worst,
)
from allocator.fairness.outcome import outcomes
from allocator.fairness.profile import NO_WISH, NOTHING, OUTSIDE, REFUSED, Profile
from allocator.fairness.records import MIN_CELL
from allocator.fairness.summary import regret_scale
from allocator.problem import Wishes
from allocator.serial import in_fair_turn
from support import draw_problem, model_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Measure = Callable[[Sequence[float]], float]

INEQUALITY: tuple[Measure, ...] = (
    gini,
    lambda u: 1 - jain(u),
    atkinson,
    lambda u: atkinson(u, aversion=0.5),
    lambda u: atkinson(u, aversion=2),
)
NAMES = ("gini", "jain", "atkinson 1", "atkinson 0.5", "atkinson 2")
EACH = pytest.mark.parametrize("measure", INEQUALITY, ids=NAMES)
VALUES = st.lists(st.integers(1, 20), min_size=1, max_size=12)
SCALE = 20


def close(one: float, other: float) -> bool:
    return abs(one - other) < 1e-9


# --- inequality ---------------------------------------------------------------------------


def test_utilities_turn_regrets_round_and_stay_above_zero() -> None:
    assert utilities([0, 1, 4], scale=4).tolist() == [5, 4, 1]
    with pytest.raises(ValueError, match="above 3"):
        utilities([0, 4], scale=3)


def test_inequality_worked_by_hand() -> None:
    # 1, 2, 6: nine ordered pairs differ by 1, 4, 5 twice each: 20 in all; mean 3
    assert close(gini([6, 1, 2]), 20 / (2 * 9 * 3))
    # sum 9, squares 1 + 4 + 36 = 41
    assert close(jain([6, 1, 2]), 81 / (3 * 41))
    # geometric mean of 1, 3, 9 is 3, the mean 13/3; the harmonic mean is 3/(1 + 1/3 + 1/9)
    assert close(atkinson([9, 1, 3]), 1 - 3 / (13 / 3))
    assert close(atkinson([9, 1, 3], aversion=2), 1 - (27 / 13) / (13 / 3))
    # roots of 1, 4, 9 have the mean 2, which squared is 4; the mean is 14/3
    assert close(atkinson([1, 4, 9], aversion=0.5), 1 - 4 / (14 / 3))
    assert atkinson([1, 4, 9], aversion=0) == 0
    # two with 1 of 8 parts each, then two with 3
    assert lorenz([3, 1, 3, 1]) == ((0, 0), (0.5, 0.25), (1, 1))


@pytest.mark.parametrize("measure", [*INEQUALITY, lorenz])
@pytest.mark.parametrize("values", [[], [1, 0], [2, -1]])
def test_inequality_of_nothing_or_of_zero_is_refused(measure, values) -> None:
    with pytest.raises(ValueError, match="above 0"):
        measure(values)


def test_aversion_must_not_be_negative() -> None:
    with pytest.raises(ValueError, match="aversion"):
        atkinson([1, 2], aversion=-1)


@given(VALUES)
def test_inequality_equals_textbook_sums(values: list[int]) -> None:
    n, total = len(values), sum(values)
    pairs = sum(abs(x - y) for x in values for y in values)
    assert close(gini(values), Fraction(pairs, 2 * n * total))
    assert close(jain(values), Fraction(total**2, n * sum(x * x for x in values)))
    typical = exp(fsum(log(x) for x in values) / n)
    assert close(atkinson(values), 1 - typical / (total / n))
    assert close(atkinson(values), 1 - stats.gmean(values) / np.mean(values))
    assert close(atkinson(values, aversion=2), 1 - stats.hmean(values) / np.mean(values))


@EACH
@given(VALUES, st.randoms(use_true_random=False), st.integers(2, 4))
def test_inequality_knows_no_order_no_unit_and_no_size(measure, values, rng, k) -> None:
    here = measure(values)
    assert close(measure(rng.sample(values, len(values))), here)
    assert close(measure([k * v for v in values]), here)
    assert close(measure(values * k), here)


@EACH
@given(VALUES)
def test_everybody_alike_is_no_inequality(measure, values) -> None:
    assert close(measure([values[0]] * len(values)), 0)
    assert (measure(values) > 1e-12) == (len(set(values)) > 1)


@EACH
@given(VALUES, st.data())
def test_a_transfer_from_rich_to_poor_lowers_inequality(measure, values, data) -> None:
    """Pigou–Dalton: one unit, and the two do not change sides."""
    pairs = [(i, j) for i, x in enumerate(values) for j, y in enumerate(values) if x > y + 1]
    if pairs:
        rich, poor = data.draw(st.sampled_from(pairs))
        after = list(values)
        after[rich] -= 1
        after[poor] += 1
        assert measure(after) < measure(values)


@given(VALUES)
def test_area_under_the_lorenz_curve_gives_gini(values: list[int]) -> None:
    corners = lorenz(values)
    area = sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(corners))
    assert close(gini(values), 1 - 2 * area)
    slopes = np.diff([y for _, y in corners]) / np.diff([x for x, _ in corners])
    assert (np.diff(slopes) > 0).all()
    assert corners[-1] == pytest.approx((1, 1))


def test_price_of_fairness_worked_by_hand() -> None:
    assert price_of_fairness(107, 101) == 6 / 101
    assert price_of_fairness(0, 0) == 0
    assert price_of_fairness(1, 0) == float("inf")
    # 10 people, utilities up to 8: 80 less 20 against 80 less 24
    assert price_in_utility(24, 20, people=10, scale=7) == 4 / 60


@given(st.lists(st.integers(0, SCALE), min_size=1), st.lists(st.integers(0, SCALE), min_size=1))
def test_price_in_utility_is_the_share_of_utility_lost(one, other) -> None:
    size = min(len(one), len(other))
    least, most = sorted((one[:size], other[:size]), key=sum)
    best, chosen = (utilities(d, SCALE).sum() for d in (least, most))
    assert close(price_in_utility(sum(most), sum(least), size, SCALE), (best - chosen) / best)


# --- tails --------------------------------------------------------------------------------


def test_tails_worked_by_hand() -> None:
    regrets = [0] * 17 + [1, 3, 3, 6]  # 21 people: the worst tenth are three
    assert (worst(regrets), at_worst(regrets)) == (6, 1)
    assert tail_mean(regrets) == (6 + 3 + 3) / 3
    assert tail_mean(regrets, parts=1) == sum(regrets) / 21
    assert (worst([]), at_worst([]), tail_mean([])) == (0, 0, 0)


@given(st.lists(st.integers(0, 9), min_size=1), st.integers(1, 5))
def test_tail_mean_lies_between_mean_and_worst(regrets, k) -> None:
    assert sum(regrets) / len(regrets) <= tail_mean(regrets) + 1e-9
    assert tail_mean(regrets) <= worst(regrets)
    assert tail_mean([r + k for r in regrets]) == pytest.approx(tail_mean(regrets) + k)
    assert tail_mean(regrets[::-1]) == tail_mean(regrets)
    assert at_worst(regrets * k) == k * at_worst(regrets)
    tens = regrets * 10
    assert tail_mean(tens * k) == pytest.approx(tail_mean(tens))


# --- profiles -----------------------------------------------------------------------------


def test_profiles_worked_by_hand() -> None:
    first = rank_profile([0, 0, 1, OUTSIDE, REFUSED, NO_WISH])
    second = rank_profile([0, 3, 0, NOTHING, OUTSIDE, 1])
    assert first == Profile((2, 1), outside=1, refused=1)
    assert second == Profile((2, 1, 0, 1), outside=1, nothing=1)
    assert pooled([first, second]) == Profile((4, 2, 0, 1), 2, 1, 1)
    assert (first.people, second.people) == (5, 6)
    assert shares(first) == (0.4, 0.6)
    assert rank_profile([]) == pooled([]) == Profile((0,))
    assert shares(Profile((0,))) == (0,)


@given(st.lists(st.lists(st.integers(-4, 6)), max_size=4), st.randoms(use_true_random=False))
def test_profiles_know_no_order_and_add_up(rounds, rng) -> None:
    whole = pooled(map(rank_profile, rounds))
    everything = [place for places in rounds for place in places]
    assert whole == rank_profile(rng.sample(everything, len(everything)))
    assert whole.people == sum(place != NO_WISH for place in everything)
    assert list(shares(whole)) == sorted(shares(whole))


def test_first_wishes_of_people_worked_by_hand() -> None:
    firsts, wishes = [3, 2, 1, 0, 0], [3, 3, 1, 2, 0]
    assert with_some_first(firsts, wishes) == 3
    assert with_all_first(firsts, wishes) == 2


# --- envy ---------------------------------------------------------------------------------


def test_envy_worked_by_hand() -> None:
    regret = np.array([[2, 0, 1], [0, 3, 3], [0, 0, 0], [5, 4, 1]])
    permitted = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 0, 1]], dtype=bool)
    # 0 has day 0 and would rather have 1 (by 2); 1 has day 1 and would rather have 0 (by 3);
    # 2 is content with day 1; 3 has day 2, its best of those permitted
    found = whole_day_envy(regret, permitted, [0, 1, 1, 2])
    # 0 envies 1, 2 (day 1) and 3 (day 2: 1 instead of 2); 1 envies 0
    assert (found.pairs, found.people, found.largest, found.cycles) == (4, 2, 3, 1)
    assert whole_day_envy(regret, permitted, [1, 0, 2, 2]).pairs == 0
    assert whole_day_envy(regret, permitted, [-1] * 4) == whole_day_envy([], [], [])


def pairs_and_circles(regret, permitted, choice) -> tuple[int, int, int, bool]:
    """Envy by plain loops over people; a circle found by walking."""
    people = [a for a, d in enumerate(choice) if d >= 0]
    envies = {
        a: [
            b
            for b in people
            if permitted[a][choice[b]] and regret[a][choice[b]] < regret[a][choice[a]]
        ]
        for a in people
    }
    reach = {a: set(bs) for a, bs in envies.items()}
    for b in people:
        for a in people:
            if b in reach[a]:
                reach[a] |= reach[b]
    gains = [regret[a][choice[a]] - regret[a][choice[b]] for a in people for b in envies[a]]
    return (
        len(gains),
        sum(map(bool, envies.values())),
        max(gains, default=0),
        any(a in reach[a] for a in people),
    )


@given(st.integers(0, 10**6))
def test_envy_equals_plain_loops(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, days = rng.integers(1, 8, 2)
    regret = rng.integers(0, 4, (people, days))
    permitted = rng.random((people, days)) < 0.8
    choice = rng.integers(-1, days, people)
    found = whole_day_envy(regret, permitted, choice)
    told = (found.pairs, found.people, found.largest, found.cycles > 0)
    assert told == pairs_and_circles(regret.tolist(), permitted.tolist(), choice.tolist())
    twice = whole_day_envy(
        np.vstack([regret] * 2), np.vstack([permitted] * 2), np.tile(choice, 2)
    )
    assert (twice.pairs, twice.people) == (4 * found.pairs, 2 * found.people)
    assert (twice.largest, twice.cycles) == (found.largest, found.cycles)
    kind = rng.integers(0, 2, people)
    apart = whole_day_envy(regret, permitted, choice, [bytes([k]) for k in kind])
    parts = [
        whole_day_envy(regret[kind == k], permitted[kind == k], choice[kind == k])
        for k in (0, 1)
    ]
    assert apart == replace(found, cycles=sum(part.cycles for part in parts))


def test_two_separate_circles_are_two() -> None:
    regret = 1 - np.eye(5, dtype=int)[[1, 0, 3, 4, 2]]
    assert whole_day_envy(regret, np.ones((5, 5)), range(5)).cycles == 2


def test_justified_envy_needs_declared_priorities() -> None:
    level = [[0, 1, 2], [0, 1, 2], [1, 0, 2]]
    may = np.ones((3, 3))
    priority = [[3, 1, 1], [1, 3, 1], [2, 2, 1]]
    # 0 sits in 1 and would rather have 0, where 1 sits with a lower priority: one pair;
    # 2 has no place: rather 1 (0 sits there with less) and 0 (1 sits there with less)
    assert justified_envy(level, may, [1, 0, -1], priority) == 3
    assert justified_envy(level, may, [0, 1, 2], priority) == 0
    assert justified_envy(level, may, [1, 0, -1], None) is None


# --- groups -------------------------------------------------------------------------------


def test_gap_and_holm_worked_by_hand() -> None:
    assert gap([2, 4], [0, 1, 2]) == 2
    # smallest times 4, next at least as much, then 2 · 0.3, then at most 1
    assert holm([0.3, 0.01, 0.02, 0.9]) == (0.6, 0.04, 0.06, 0.9)
    assert holm([0.5, 0.6]) == (1, 1)
    assert holm([]) == ()


@pytest.mark.parametrize("seed", range(5))
def test_interval_and_p_agree_with_scipy(seed: int) -> None:
    draw = np.random.default_rng(seed)
    group, rest = draw.integers(0, 5, 15), draw.integers(0, 4, 40)

    def difference(x, y, axis):
        return np.mean(x, axis=axis) - np.mean(y, axis=axis)

    theirs = stats.bootstrap(
        (group, rest), difference, method="percentile", n_resamples=10_000, rng=1
    ).confidence_interval
    low, high = bootstrap_interval(group, rest, np.random.default_rng(2))
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=0.05)
    p = permutation_p(group, rest, np.random.default_rng(3))
    exact = stats.permutation_test((group, rest), difference, n_resamples=20_000, rng=4).pvalue
    # SciPy doubles the smaller tail, which is not the same on a skewed distribution
    assert p == pytest.approx(exact, abs=0.06)


def test_p_equals_all_permutations_of_a_small_group() -> None:
    """2 of 5 people: ten ways to fill the group, of which four are as far out."""
    group, rest = [4, 2], [0, 1, 2]
    everybody = [*group, *rest]
    gaps = [
        gap([everybody[i], everybody[j]], [everybody[k] for k in range(5) if k not in (i, j)])
        for i in range(5)
        for j in range(i)
    ]
    exact = sum(abs(g) >= abs(gap(group, rest)) - 1e-9 for g in gaps) / len(gaps)
    p = permutation_p(group, rest, np.random.default_rng(1))
    assert p == pytest.approx(exact, abs=0.02)


def test_p_is_never_zero_and_uniform_where_there_is_no_gap() -> None:
    draw = np.random.default_rng(11)
    ps = [
        permutation_p(v[:20], v[20:], draw, permutations=400)
        for v in draw.normal(size=(400, 60))
    ]
    assert min(ps) >= 1 / 401
    assert stats.kstest(ps, "uniform").pvalue > 0.01


def test_a_planted_gap_is_found_and_the_others_are_not() -> None:
    draw = np.random.default_rng(5)
    values = {f"g{k}": draw.integers(0, 3, 20).tolist() for k in range(8)}
    values["g3"] = [v + 2 for v in values["g3"]]
    found = group_gaps(values, seed=1)
    assert found["g3"].p < 0.01
    assert found["g3"].low > 1
    assert all(found[g].p > 0.05 for g in values if g != "g3")
    assert found == group_gaps(dict(reversed(values.items())), seed=1)
    assert found != group_gaps(values, seed=2)


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ((4, 30), {}),
        ((5, 30), {"a": False, "b": False}),
        ((9, 30), {"a": False, "b": False}),
        ((10, 30), {"a": True, "b": True}),
        ((30,), {}),
        ((4, 9, 30), {"b": False, "c": True}),
    ],
)
def test_small_groups_are_not_told_of(sizes, told) -> None:
    """A group, and everybody else, need 5 people for a gap and 10 for an interval."""
    values = {"abc"[k]: [k, *[0] * (n - 1)] for k, n in enumerate(sizes)}
    found = group_gaps(values, seed=3)
    assert {g: f.low is not None for g, f in found.items()} == told


@given(st.lists(st.tuples(st.sampled_from(("", "a", "b", "c", "d")), st.integers())))
def test_pooled_groups_hold_everybody_or_too_few_to_tell(members) -> None:
    found = pool_small(members)
    held = [m for group in found.values() for m in group]
    assert all(len(group) >= MIN_CELL for group in found.values())
    left = len(members) - len(held)
    assert left == 0 or (left < MIN_CELL and not found)
    assert sorted(held) == sorted(m for _, m in members) or left
    assert list(found) == sorted(found, key=lambda g: (g == "other", g))


# --- all together -------------------------------------------------------------------------


def fairness_of(problem, allocation, model):
    floors = dict(zip(model.people, model.floor.tolist(), strict=True))
    return compare(model, floors, allocation, outcomes(problem, floors, allocation))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6))
def test_numbers_of_a_report_fit_together(seed: int) -> None:
    rng = Random(seed)
    problem = draw_problem(rng, 8, (3, 2), trouble=0.3)
    model = model_of(problem)
    choice = in_fair_turn(model, [np.arange(len(model.people))])[0]
    assume((choice >= 0).all())
    days = {p: model.days[d] for p, d in zip(model.people, choice, strict=True)}
    allocation = Allocation(days)
    found = fairness_of(problem, allocation, model)
    counts = {level.regret: level.people for level in found.regrets}
    assert found.total == sum(d * n for d, n in counts.items())
    assert found.squares == sum(d * d * n for d, n in counts.items())
    assert found.levels[0] == found.firsts
    assert found.wishes >= sum(found.levels) + found.outside + found.refused
    assert found.all_first <= found.some_first <= found.with_wishes
    assert found.mean <= found.tail_mean + 1e-6 <= found.worst + 1e-5
    assert found.inequality.scale >= found.worst
    chosen, *others = found.alternatives
    assert (chosen.total, chosen.worst, chosen.firsts, chosen.squares, chosen.at_worst) == (
        (found.total, found.worst, found.firsts, found.squares, found.at_worst)
    )
    assert chosen.levels == found.levels
    assert (chosen.outside, chosen.refused) == (found.outside, found.refused)
    assert [int(n) for n in chosen.regrets] == list(counts.values())
    for way in others:
        assert way.total_low <= way.total_high
        assert 0 <= way.as_good <= 1
        assert sum(way.regrets) <= found.with_wishes + 1e-2


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6))
def test_numbers_of_a_bad_allocation_are_counted_all_the_same(seed: int) -> None:
    """A verifier counts days that break rules, hold two sessions in a round, or none."""
    rng = Random(seed)
    problem = draw_problem(rng, 6, (3, 2))
    model = model_of(problem)
    assume(model.permitted.any(axis=1).all())
    sessions = list(problem.event.session)
    days = {a.id: tuple(rng.sample(sessions, rng.randint(0, 3))) for a in problem.attendees}
    found = fairness_of(problem, Allocation(days), model)
    assert found.inequality.lorenz[-1] == (1, 1)


def test_scale_is_what_form_and_answers_allow() -> None:
    problem = allocator.read("instances/tiny")
    event = problem.event
    # two rounds of three sessions, nobody ranks more than two in either: levels 0, 1, 2
    assert regret_scale(problem) == 4
    silent = replace(problem, wishes={})
    assert regret_scale(silent) == 0
    said = {"P1": Wishes({"W1": 1}, frozenset({"W3"}))}
    assert regret_scale(replace(problem, wishes=said)) == 2
    heavy = tuple(replace(r, weight=3) for r in event.rounds)
    weighted = replace(problem, wishes=said, event=replace(event, rounds=heavy))
    assert regret_scale(weighted) == 6


def test_gaps_of_groups_are_in_the_report() -> None:
    problem = allocator.read("instances/oslo-2024")
    people = problem.attendees
    halves = tuple(replace(a, group="ab"[k % 2]) for k, a in enumerate(people))
    problem = replace(problem, attendees=halves)
    model = model_of(problem)
    result = allocator.solve(problem, "total")
    a, b = result.fairness.groups
    assert a.gap == pytest.approx(a.mean_regret - b.mean_regret, abs=1e-5) == -b.gap
    assert a.low < a.gap < a.high
    assert a.p == pytest.approx(b.p, abs=0.03)
    assert None not in (a.floor_gap, a.floor_low, a.floor_high, a.floor_p)
    assert fairness_of(result.problem, result.allocation, model) == result.fairness
