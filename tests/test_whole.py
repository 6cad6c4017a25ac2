"""Law 2 for events whose plan is open: `solve` equals two oracles.

With `WHOLE_DRAWS=300` in the environment many more events are drawn, by hand.
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from allocator.errors import Infeasible
from allocator.solver import solve
from draws_whole import draw_whole
from support import NOTIONS
from whole_milp import BestByMilp
from whole_oracles import COST, Whole

if TYPE_CHECKING:
    from allocator.problem import Problem
    from allocator.solution import Solution

TINY = ((2, 2, 2), (2, 3), (3, 3), (3, 2))
MEDIUM = ((2, 3, 3), (3, 3, 3), (2, 2, 4))
BY_HAND = int(os.environ.get("WHOLE_DRAWS", "0"))
TINY_DRAWS = max(BY_HAND, 160)
MEDIUM_DRAWS = max(BY_HAND, 48)
AGREEMENTS = max(BY_HAND, 60)


def tiny(seed: int) -> Problem:
    rng = Random(seed)
    offers = rng.choice(TINY)
    return draw_whole(rng, rng.randint(2, 4), offers, seed, rng.choice((0.1, 0.3, 0.5)))


def medium(seed: int) -> Problem:
    rng = Random(1000 + seed)
    offers = rng.choice(MEDIUM)
    return draw_whole(rng, rng.randint(8, 14), offers, seed, rng.choice((0.1, 0.2, 0.4)))


def notion(k: int) -> str:
    """Return one notion of fairness after the other."""
    return NOTIONS[k % len(NOTIONS)].name


def solved(problem: Problem, objective: str) -> Solution | None:
    """Solve; None where there is no allocation, which the oracle must confirm."""
    try:
        return solve(problem, objective)
    except Infeasible:
        return None


def agree(solution: Solution | None, best: dict[str, int] | None) -> bool:
    """Hold stage values and cost against an oracle's; one says no, both say no."""
    if solution is None or best is None:
        return solution is None and best is None
    claims = {stage.name: stage.value for stage in solution.stages}
    claims.pop("ties", None)
    claims[COST] = solution.plan.cost if solution.plan else 0
    return (
        solution.proven
        and [name for name in best if name in claims] == [n for n in claims if n in best]
        and all(claims.get(name, 0) == value for name, value in best.items())
        and all(value == 0 for name, value in claims.items() if name not in best)
    )


class Seen(Counter[str]):
    """What was among the drawn events."""

    def look(self, best: dict[str, int] | None) -> None:
        """Count one answer of an oracle."""
        if best is None:
            self["infeasible"] += 1
            return
        self["feasible"] += 1
        self["hired"] += best[COST] > 0
        self["somebody loses"] += any(v for n, v in best.items() if n.startswith("worst"))
        self["classes"] += any("class" in name for name in best)


def test_oracles_agree():
    seen = Seen()
    for seed in range(AGREEMENTS):
        problem = tiny(seed)
        whole, program = Whole(problem), BestByMilp(problem)
        for name in (notion(seed), notion(seed + 1)):
            best = whole.best(name)
            assert program.values(name) == best, (seed, name, best)
            seen.look(best)
    assert min(seen.values()) >= 8, seen


def test_equals_brute_force():
    seen = Seen()
    for seed in range(TINY_DRAWS):
        problem, name = tiny(seed), notion(seed)
        whole, solution = Whole(problem), solved(problem, name)
        best = whole.best(name)
        assert agree(solution, best), (seed, name, best, solution)
        if solution is not None:
            assert whole.permits(solution.allocation), (seed, name, solution.allocation)
            assert whole.price(solution.allocation.plan) == best[COST], (seed, name)
        seen.look(best)
    assert min(seen.values()) >= 8, seen


def test_equals_scipy():
    seen = Seen()
    for seed in range(MEDIUM_DRAWS):
        problem, name = medium(seed), notion(seed)
        program, solution = BestByMilp(problem), solved(problem, name)
        best = program.values(name)
        assert agree(solution, best), (seed, name, best, solution)
        if solution is not None:
            assert program.permits(solution.allocation), (seed, name, solution.allocation)
        seen.look(best)
    assert min(seen.values()) >= 4, seen
