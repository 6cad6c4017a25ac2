"""Hold a thousand small, made-up questions against oracles, and count how they are proven.

    python benchmarks/random_instances.py [--count 1000]

A third each: rooms and buses open, with all rules; plain events with many ties; parties,
groups, languages and prerequisites. The oracle looks at every allocation (and every plan).
Where the certificate alone does not close, the gap is told; the engine has then asked HiGHS,
and would have ended the run had it found better.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import allocator
from allocator.certificate import SCALE, Pin, price
from allocator.errors import Infeasible
from allocator.objectives import named, stages_of
from allocator.solver import build_model
from allocator.units import Units

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import test_objectives
import test_people_rules
import test_whole
from plain_people import best_for_people
from support import NOTIONS, by_brute_force
from whole_oracles import COST, Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.problem import Problem
    from allocator.solution import Solution

KINDS = ("open plan", "ties", "parties")


class Gap(NamedTuple):
    """A stage that prices alone do not close."""

    stage: str
    value: int
    bound: float


def draw(k: int, notion: str) -> tuple[Problem, dict[str, int] | None]:
    """Return question number k and the oracle's values, None where nothing is possible."""
    kind, seed = KINDS[k % len(KINDS)], 100_000 + k
    if kind == "open plan":
        problem = test_whole.tiny(seed)
        return problem, Whole(problem).best(notion)
    if kind == "ties":
        problem = test_objectives.tiny(seed)
        return problem, by_brute_force(problem, notion)
    problem = test_people_rules.tiny(seed)
    return problem, best_for_people(problem, notion)


def solved(problem: Problem, notion: str) -> Solution | None:
    """Return the answer; None where the engine proves that there is none."""
    try:
        return allocator.solve(problem, notion)
    except Infeasible:
        return None


def agree(solution: Solution | None, best: dict[str, int] | None) -> bool:
    """Hold stage values against an oracle's; what only one of them names must be 0."""
    if solution is None or best is None:
        return solution is None and best is None
    claims = {stage.name: stage.value for stage in solution.stages if stage.name != "ties"}
    values = {name: value for name, value in best.items() if name not in (COST, "ties")}
    every = claims.keys() | values.keys()
    return all(claims.get(name, 0) == values.get(name, 0) for name in every)


def gaps(solution: Solution) -> Iterator[Gap]:
    """Yield the stages whose prices do not reach their value."""
    problem = solution.problem
    claims = {claim.name: claim for claim in solution.stages}
    units = Units(build_model(problem))
    open_days, pins = units.permitted.copy(), list[Pin]()
    for stage in stages_of(named(solution.objective), problem):
        claim = claims.get(stage.name)
        if claim is None:
            continue
        table = units.cost(stage)
        sign = -1 if stage.most else 1
        if stage.largest:
            open_days &= table <= claim.value
            continue
        found = price(table, open_days, units.rows, pins, claim.prices)
        if found.rounded < sign * claim.value:
            yield Gap(stage.name, claim.value, sign * found.bound / SCALE)
        open_days &= found.within(sign * claim.limit * SCALE - found.bound)
        pins.append(Pin(stage.name, table, sign * claim.limit))


def main() -> None:
    """Solve, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for k in range(count):
        kind, notion = KINDS[k % len(KINDS)], NOTIONS[k // len(KINDS) % len(NOTIONS)].name
        problem, best = draw(k, notion)
        solution = solved(problem, notion)
        assert agree(solution, best), (k, notion, best, solution)
        if solution is None:
            seen[kind]["nothing possible"] += 1
            continue
        assert solution.proven, (k, notion)
        left = list(gaps(solution)) if kind != "open plan" else []
        seen[kind]["search" if left else "certificate"] += 1
        for gap in left:
            print(f"question {k}, {notion}: {gap.stage} is {gap.value}, prices {gap.bound:.3f}")
    for kind, number in seen.items():
        print(kind, dict(number))


if __name__ == "__main__":
    main()
