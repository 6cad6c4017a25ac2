"""The best of all plans, by cuts and by one joint program, in one run.

    python benchmarks/plans.py [--limit 120]

The question is the least sum of regrets of `instances/oslo-2024-plan` over all plans, with
as few refused places as can be. Each contestant runs in a process of its own, from the
problem to the proof; all that finish must agree. The joint programs hold the very same
rows, with a variable for each permitted day of each person and one for each decision.
"""

from __future__ import annotations

import argparse
import platform
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

import allocator
from allocator.engine.budget import Budget
from allocator.engine.plans import best_plan
from allocator.engine.program import program
from allocator.objectives.stages import Total
from allocator.solver import build_model

if TYPE_CHECKING:
    from collections.abc import Callable

INSTANCE = Path(__file__).parents[1] / "instances" / "oslo-2024-plan"
RESULTS = Path(__file__).with_name("plans.md")


class Answer(NamedTuple):
    """What a contestant reached within the limit."""

    value: int | None
    bound: float
    seconds: float
    proven: bool


class Joint(NamedTuple):
    """Minimise cost . z with low <= A z <= high, z 0 or 1: days first, then decisions."""

    cost: np.ndarray
    matrix: coo_array
    low: np.ndarray
    high: np.ndarray


def joint() -> Joint:
    """Put people and plan into one program, from the rows as the rules wrote them."""
    model = build_model(allocator.read(INSTANCE))
    part = program(model.regret, model.permitted & (model.refused == 0), model.rows, ())
    people, columns = part.people, len(part.cost)
    place = {d: columns + k for k, d in enumerate(model.decisions)}
    low = np.concatenate([np.ones(people), np.full(len(model.rows), -np.inf)])
    rows, ones = [part.person, people + part.entry_row], np.ones(columns, dtype=np.int64)
    entries = [(people + r, row.opens, -1) for r, row in enumerate(model.rows)]
    first = people + len(model.rows)
    entries += [(first + r, row.coefficients, 1) for r, row in enumerate(model.plan_rows)]
    opened = np.array(
        [(r, place[d], sign * n) for r, of, sign in entries for d, n in of.items()]
    )
    limits = [row.limit for row in model.plan_rows]
    matrix = coo_array(
        (
            np.concatenate([ones, part.entry_value, opened[:, 2]]),
            (
                np.concatenate([*rows, opened[:, 0]]),
                np.concatenate([np.arange(columns), part.entry_column, opened[:, 1]]),
            ),
        ),
        (first + len(limits), columns + len(place)),
    )
    return Joint(
        cost=np.concatenate([part.cost, np.zeros(len(place), dtype=np.int64)]),
        matrix=matrix,
        low=np.concatenate([low, np.full(len(limits), -np.inf)]),
        high=np.concatenate([np.ones(people), part.limits, limits]),
    )


def by_cuts(limit: float) -> Answer:
    """Ask this package: one stage over all plans."""
    began = time.perf_counter()
    problem = allocator.read(INSTANCE)
    model = build_model(problem)
    model.permitted &= model.refused == 0
    (found,) = best_plan(model, (Total(),), Budget(limit)).reached
    seconds = time.perf_counter() - began
    return Answer(found.value, found.bound, seconds, found.value == found.bound)


def by_highs(limit: float) -> Answer:
    """Ask SciPy's HiGHS for the joint program."""
    began, part = time.perf_counter(), joint()
    found = milp(
        part.cost,
        integrality=np.ones(len(part.cost)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(part.matrix.tocsr(), part.low, part.high),
        options={"time_limit": limit, "mip_rel_gap": 0},
    )
    value = None if found.x is None else round(found.fun)
    bound = -np.inf if found.mip_dual_bound is None else found.mip_dual_bound
    return Answer(value, bound, time.perf_counter() - began, found.status == 0)


def by_cpsat(limit: float) -> Answer:
    """Ask CP-SAT for the joint program: one worker, linearization level 2."""
    began, part = time.perf_counter(), joint()
    model, matrix = cp_model.CpModel(), part.matrix.tocsr()
    z = [model.new_bool_var("") for _ in part.cost]
    for r in range(matrix.shape[0]):
        at = slice(matrix.indptr[r], matrix.indptr[r + 1])
        variables = [z[j] for j in matrix.indices[at]]
        total = cp_model.LinearExpr.weighted_sum(variables, matrix.data[at].tolist())
        model.add(total <= int(part.high[r]))
        if np.isfinite(part.low[r]):
            model.add(total >= int(part.low[r]))
    model.minimize(cp_model.LinearExpr.weighted_sum(z, part.cost.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.linearization_level = 1, 2
    solver.parameters.max_time_in_seconds = limit
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Answer(
        round(solver.objective_value) if known else None,
        solver.best_objective_bound,
        time.perf_counter() - began,
        status == cp_model.OPTIMAL,
    )


CONTESTANTS: dict[str, Callable[[float], Answer]] = {
    "cuts over all plans, this package": by_cuts,
    "people and plan in one program, HiGHS (SciPy)": by_highs,
    "people and plan in one program, CP-SAT, 1 worker, level 2": by_cpsat,
}


def main() -> None:
    """Run every contestant and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=120.0)
    limit = parser.parse_args().limit
    answers = {}
    for name, run in CONTESTANTS.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            answers[name] = pool.submit(run, limit).result()
        print(name, answers[name], flush=True)
    proven = {a.value for a in answers.values() if a.proven}
    if len(proven) > 1:
        raise SystemExit(f"contestants disagree: {proven}")
    lines = [
        "# The best of all plans\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, ortools {version('ortools')}, "
        f"scipy {version('scipy')}.\n",
        "Made by `python benchmarks/plans.py`: the least sum of regrets of",
        "`instances/oslo-2024-plan` over all plans, from the files to the proof; "
        f"limit {limit:.0f} s a search.\n",
        "| contestant | value | bound | seconds |",
        "| --- | --- | --- | --- |",
    ]
    for name, answer in answers.items():
        bound = f"{answer.bound:.1f}" if np.isfinite(answer.bound) else "none"
        said = "" if answer.proven else ", not proven"
        lines.append(f"| {name} | {answer.value}{said} | {bound} | {answer.seconds:.1f} |")
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
