"""Law 2 for events whose plan is open: the engine equals two oracles.

WHOLE_DRAWS=300 pytest tests/test_whole.py -k scipy      runs many more by hand
"""

from __future__ import annotations

import os
from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from draws_whole import draw_whole
from support import NOTIONS
from whole_milp import BestByMilp
from whole_oracles import COST, Whole

if TYPE_CHECKING:
    from allocator.problem import Problem

TINY = ((2, 2, 2), (2, 3), (3, 3), (3, 2))
MEDIUM = ((2, 3, 3), (3, 3, 3), (2, 2, 4))
TINY_DRAWS = 150
MEDIUM_DRAWS = int(os.environ.get("WHOLE_DRAWS", "40"))
AGREEMENTS = 70


def tiny(seed: int) -> Problem:
    rng = Random(seed)
    offers = rng.choice(TINY)
    return draw_whole(rng, rng.randint(2, 4), offers, seed, rng.choice((0.1, 0.3, 0.5, 0.8)))


def medium(seed: int) -> Problem:
    rng = Random(1000 + seed)
    offers = rng.choice(MEDIUM)
    return draw_whole(rng, rng.randint(8, 14), offers, seed, rng.choice((0.1, 0.1, 0.3, 0.5)))


def notions(seed: int, number: int) -> list[str]:
    """Return so many notions of fairness, others for every seed."""
    return [NOTIONS[(seed + k) % len(NOTIONS)].name for k in range(number)]


def test_oracles_agree():
    seen: Counter[str] = Counter()
    for seed in range(AGREEMENTS):
        problem = tiny(seed)
        whole, program = Whole(problem), BestByMilp(problem)
        for name in notions(seed, 2):
            best = whole.best(name)
            assert program.values(name) == best, (seed, name, best)
            seen["infeasible" if best is None else "feasible"] += 1
            seen["hired"] += best is not None and best[COST] > 0
    assert min(seen.values()) >= 20, seen
