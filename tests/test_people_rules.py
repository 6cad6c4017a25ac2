"""Rules about people: both readings, by hand, against brute force, and in the fair draw."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest

from allocator.rules import RULES
from draws_people import draw_obliging, with_open_choices, with_people_rules
from plain_people import best_for_people
from support import (
    NOTIONS,
    breaches,
    counted,
    draw_for_rules,
    draw_problem,
    model_of,
    solved_or_none,
    spendable,
)
from test_objectives import agree

if TYPE_CHECKING:
    from allocator.problem import Problem

NAMES = (
    "cannot walk far",
    "parties",
    "apart",
    "group at most",
    "group at least",
    "spread",
    "wheelchair rooms",
    "wheelchair places",
    "languages",
    "exclusions",
    "prerequisites",
)
PEOPLE_RULES = tuple(rule for rule in RULES if rule.name in NAMES)
PROBLEMS = 200
DRAWS = 12
TINY_DRAWS = 200


def drawn(seed: int, *, choices: bool, much: float = 1.0) -> tuple[Random, Problem]:
    """Draw a problem in which the rules about people have something to say."""
    rng, problem = draw_for_rules(seed)
    problem = with_people_rules(rng, problem, much)
    return rng, with_open_choices(rng, problem) if choices else problem


# --- both readings ---------------------------------------------------------------------


@pytest.mark.parametrize("rule", PEOPLE_RULES, ids=lambda rule: rule.name)
def test_both_readings_agree(rule):
    seen: Counter[bool] = Counter()
    for seed in range(PROBLEMS):
        rng, problem = drawn(seed, choices=seed % 2 == 1)
        model = model_of(problem, [rule])
        for _ in range(DRAWS):
            allocation = draw_obliging(rng, model)
            found = list(rule.breaches(problem, allocation))
            allowed = model.allows(allocation)
            assert allowed == (not found), (seed, allocation, found)
            seen[allowed] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


@pytest.mark.parametrize("rules", [PEOPLE_RULES, RULES], ids=["people", "all"])
def test_all_rules_together_agree(rules):
    seen: Counter[bool] = Counter()
    for seed in range(PROBLEMS):
        rng, problem = drawn(seed, choices=False, much=0.3)
        model = model_of(problem, rules)
        for _ in range(DRAWS):
            allocation = draw_obliging(rng, model, mild=0.9)
            found = [b for r in rules for b in r.breaches(problem, allocation)]
            assert model.allows(allocation) == (not found), (seed, allocation, found)
            seen[not found] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


# --- against brute force ---------------------------------------------------------------


def tiny(seed: int) -> Problem:
    """Draw a problem small enough to look at every allocation."""
    rng = Random(f"people {seed}")
    offers = rng.choice(((2, 3), (3, 3), (2, 2, 2), (4,)))
    people = rng.randint(2, 5 if sum(offers) < 6 else 4)
    return with_people_rules(rng, draw_problem(rng, people, offers, seed, 0.1), 0.3)


@pytest.mark.parametrize("objective", NOTIONS, ids=lambda o: o.name)
def test_equals_brute_force(objective):
    seen: Counter[str] = Counter()
    for seed in range(TINY_DRAWS):
        problem = tiny(seed)
        best = best_for_people(problem, objective.name)
        answer = solved_or_none(problem, objective)
        assert agree(answer, best), (seed, best, answer and answer.claims)
        if answer is None or best is None:
            seen["infeasible"] += 1
            continue
        assert breaches(problem, answer.allocation) == []
        assert all(entry.value == entry.bound for entry in answer.reached)
        for name, value in counted(problem, answer.stages, answer.allocation).items():
            claim, whole = answer.claims[name], name.split(" (")[0]
            assert value == claim or claim <= value <= spendable(whole, claim, objective.name)
        seen["feasible"] += 1
        seen["a party"] += bool(problem.together)
        seen["classes"] += bool(problem.event.classes)
        seen["somebody loses"] += any(v for n, v in best.items() if n.startswith("worst"))
    assert seen["feasible"] >= 60, seen
    assert seen["infeasible"] >= 15, seen
    assert min(seen[n] for n in ("a party", "classes", "somebody loses")) >= 15, seen
