"""Law 1: both readings of every rule agree, on random and mostly bad allocations."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

import allocator.rules
from allocator.allocation import Allocation
from allocator.rules import RULES
from draws_people import draw_for_law
from support import draw_allocation, draw_problem, model_of

if TYPE_CHECKING:
    from allocator.model import Model
    from allocator.problem import Problem

PROBLEMS = 150
DRAWS = 12


@cache
def case(seed: int) -> tuple[Problem, Model]:
    """Draw a problem, and fill a model of it with all rules."""
    problem = draw_for_law(seed)[1]
    return problem, model_of(problem)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_both_readings_agree(rule):
    seen: Counter[bool] = Counter()
    for seed in range(PROBLEMS):
        problem, full = case(seed)
        model, rng = model_of(problem, [rule]), Random(f"{rule.name} {seed}")
        for _ in range(DRAWS):
            allocation = draw_allocation(rng, model, full=full)
            found = list(rule.breaches(problem, allocation))
            allowed = model.allows(allocation)
            assert allowed == (not found), (seed, allocation, found)
            seen[allowed] += 1
    assert min(seen[True], seen[False]) > 0.02 * PROBLEMS * DRAWS, seen


def test_all_rules_together_agree():
    seen: Counter[bool] = Counter()
    for seed in range(PROBLEMS):
        problem, model = case(seed)
        rng = Random(f"together {seed}")
        for _ in range(DRAWS):
            allocation = draw_allocation(rng, model, mild=0.8)
            found = [b for r in RULES for b in r.breaches(problem, allocation)]
            assert model.allows(allocation) == (not found), (seed, allocation, found)
            seen[not found] += 1
    assert min(seen.values()) > 0.02 * PROBLEMS * DRAWS, seen


def test_every_file_of_rules_is_listed():
    folder = Path(allocator.rules.__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "posting", "protocol"}
    listed = Counter(type(rule).__module__.rpartition(".")[2] for rule in RULES)
    assert listed == Counter(files)


def test_names_and_sentences_are_unique():
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert len({rule.sentence for rule in RULES}) == len(RULES)


def test_sentences_are_sentences():
    for rule in RULES:
        assert rule.sentence[0].isupper()
        assert rule.sentence.endswith(".")


def test_labels_of_rows_are_unique():
    for seed in range(40):
        model = model_of(draw_for_law(seed)[1])
        for rows in (model.rows, model.plan_rows):
            assert len({(row.rule, row.subject) for row in rows}) == len(rows)


def test_two_sessions_in_one_round_are_a_breach():
    problem = draw_problem(Random(1), 2, (2, 3))
    day = ("R0A", "R0B", "R1A")
    allocation = Allocation({"P00": day, "P01": ("R0A", "R1B")})
    rule = next(r for r in RULES if r.name == "one session a round")
    assert list(rule.breaches(problem, allocation)) == ["P00 has 2 sessions in round R0"]
    assert not model_of(problem, [rule]).allows(allocation)
