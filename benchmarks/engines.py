"""The same questions asked of this engine and of other models, in one run.

    python benchmarks/engines.py [--people 220 1000]

Made-up events (`allocator.sample`) without refusals, so that the first stage of `total` is
a plain question: the least sum of regrets. Each contestant runs in a process of its own and
is timed from the problem to the answer, models included; all that finish must agree.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

import allocator
from allocator.engine.budget import Budget
from allocator.engine.lexicographic import optimise
from allocator.fairness.levels import losses
from allocator.objectives.stages import Total
from allocator.problem import CANNOT_WALK_FAR, Problem, SameTheme
from allocator.sample import Shape, write_sample
from allocator.solver import build_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from allocator.problem import Attendee, Event

LIMIT = 60.0
QUICK = 10.0
MEGABYTE = 1_000_000
RESULTS = Path(__file__).with_name("results.md")


class Timed(NamedTuple):
    """What a contestant reached: value None where it was not proven within the limit."""

    value: int | None
    seconds: float
    megabytes: float


class Sessions(NamedTuple):
    """The person x session model: one 0/1 column a person and session.

    Rows are lists of columns: exactly one a round, at most one a theme or clash of times,
    and at most so many in each room and bus.
    """

    costs: list[int]
    one: list[list[int]]
    clashing: list[list[int]]
    seats: list[tuple[list[int], int]]


def sessions_of(problem: Problem) -> Sessions:
    """Write the question with one column a person and session."""
    model, late = Sessions([], [], [], []), too_late(problem)
    column: dict[tuple[str, str], int] = {}
    for person in problem.attendees:
        for round_ in problem.event.rounds:
            loss = losses(problem, person.id, round_.id)
            row = []
            for session in open_to(problem, person, round_.id):
                column[person.id, session] = len(model.costs)
                row.append(len(model.costs))
                model.costs.append(loss[session])
            model.one.append(row)
        for group in [*same_theme(problem), *late]:
            row = [column[person.id, s] for s in group if (person.id, s) in column]
            if len(row) > 1:
                model.clashing.append(row)
    for ids, seats in places(problem.event):
        model.seats.append(([c for (_, s), c in column.items() if s in ids], seats))
    return model


def open_to(problem: Problem, person: Attendee, round_id: str) -> list[str]:
    """Return the sessions of a round that a person may attend."""
    offer = problem.event.offer[round_id]
    fixed = [s.id for s in offer if s.id in person.fixed]
    tired = CANNOT_WALK_FAR in person.needs
    return fixed or [s.id for s in offer if not (s.walking and tired)]


def too_late(problem: Problem) -> list[list[str]]:
    """Return pairs of sessions of which the second cannot be reached from the first."""
    event = problem.event
    order = {r.id: k for k, r in enumerate(event.rounds)}
    return [
        [s.id, t.id]
        for s in event.sessions
        for t in event.sessions
        if order[s.round_id] < order[t.round_id] and s.busy_until + event.transfer > t.busy_from
    ]


def same_theme(problem: Problem) -> list[list[str]]:
    """Return the sessions of each theme, where the event forbids the same theme twice."""
    event = problem.event
    if event.same_theme is not SameTheme.FORBID:
        return []
    themes = sorted({s.theme for s in event.sessions if s.theme})
    return [[s.id for s in event.sessions if s.theme == theme] for theme in themes]


def places(event: Event) -> Iterator[tuple[set[str], int]]:
    """Yield sessions that share seats, and their number."""
    for session in event.sessions:
        if session.seats is not None:
            yield {session.id}, session.seats
        if session.room is not None:
            yield {session.id}, event.room[session.room].seats
    for bus in event.buses:
        served = (s for s in event.sessions if s.departure and s.departure.bus == bus.id)
        yield {s.id for s in served}, bus.seats


def ours(problem: Problem) -> int | None:
    """Days, prices, CP-SAT: this package."""
    model = build_model(problem)
    _, (reached,) = optimise(model, [Total()], Budget(LIMIT))
    least = int(reached.value + model.floor.sum())
    return least if reached.value == reached.bound else None


def cp_sat(problem: Problem, workers: int, level: int | None = None) -> int | None:
    """Person x session in CP-SAT."""
    written, model = sessions_of(problem), cp_model.CpModel()
    x = [model.new_bool_var("") for _ in written.costs]
    for row in written.one:
        model.add_exactly_one([x[c] for c in row])
    for row in written.clashing:
        model.add_at_most_one([x[c] for c in row])
    for row, limit in written.seats:
        model.add(cp_model.LinearExpr.sum([x[c] for c in row]) <= limit)
    model.minimize(cp_model.LinearExpr.weighted_sum(x, written.costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = LIMIT
    if level is not None:
        solver.parameters.linearization_level = level
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def cp_sat_one(problem: Problem) -> int | None:
    return cp_sat(problem, workers=1, level=2)


def cp_sat_two(problem: Problem) -> int | None:
    return cp_sat(problem, workers=2)


def highs(problem: Problem) -> int | None:
    """Person x session in SciPy's HiGHS."""
    written = sessions_of(problem)
    rows = [*written.one, *written.clashing, *(row for row, _ in written.seats)]
    upper = [1] * (len(written.one) + len(written.clashing)) + [q for _, q in written.seats]
    lower = [1.0] * len(written.one) + [-np.inf] * (len(rows) - len(written.one))
    at = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    columns = np.concatenate([np.array(row, dtype=int) for row in rows])
    shape = (len(rows), len(written.costs))
    matrix = csr_array((np.ones(len(columns)), (at, columns)), shape=shape)
    found = milp(
        written.costs,
        integrality=np.ones(len(written.costs)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, lower, upper),
        options={"time_limit": LIMIT, "mip_rel_gap": 0},
    )
    return round(found.fun) if found.status == 0 else None


def whole(problem: Problem, objective: str) -> int:
    """All stages of one objective, proven; returns the sum of regrets."""
    result = allocator.solve(problem, objective)
    assert result.proven, f"{objective}: not proven"
    return sum(o.regret for o in result.outcomes)


def balanced(problem: Problem) -> int:
    return whole(problem, "balanced")


def total(problem: Problem) -> int:
    return whole(problem, "total")


def leximin(problem: Problem) -> int:
    return whole(problem, "leximin")


PEERS: dict[str, Callable[[Problem], int | None]] = {
    "days, this package": ours,
    "person x session, CP-SAT, 1 worker, level 2": cp_sat_one,
    "person x session, CP-SAT, 2 workers, default": cp_sat_two,
    "person x session, HiGHS (SciPy)": highs,
}
OBJECTIVES = (balanced, total, leximin)


def timed(contestant: Callable[[Problem], int | None], folder: str) -> Timed:
    """Run a contestant up to three times; take the median of the seconds."""
    problem, seconds = allocator.read(folder), list[float]()
    while len(seconds) < 3 and sum(seconds) < QUICK:
        began = time.perf_counter()
        value = contestant(problem)
        seconds.append(time.perf_counter() - began)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return Timed(value, median(seconds), peak / MEGABYTE)


def apart(contestant: Callable[[Problem], int | None], folder: str) -> Timed:
    """Run a contestant in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(timed, contestant, folder).result()


def row_of(*cells: object) -> str:
    """Return a row of a markdown table."""
    return f"| {' | '.join(map(str, cells))} |"


def table_of(people: int) -> list[str]:
    """Ask everybody about one made-up event, and return the two tables."""
    lines = [
        f"## {people} people",
        "",
        "| least sum of regrets, from problem to proof | value | seconds | ratio | peak MB |",
        "| --- | --- | --- | --- | --- |",
    ]
    with tempfile.TemporaryDirectory() as place:
        shape = Shape(people=people, refusing=0, only_refusals=0, seed=1)
        folder = str(write_sample(Path(place) / "event", shape))
        found = {name: apart(contestant, folder) for name, contestant in PEERS.items()}
        values = {t.value for t in found.values() if t.value is not None}
        assert len(values) == 1, f"the contestants disagree: {found}"
        fastest = found["days, this package"].seconds
        for name, t in found.items():
            value = "no proof" if t.value is None else t.value
            ratio = f"{t.seconds / fastest:.1f}"
            lines.append(
                f"| {name} | {value} | {t.seconds:.2f} | {ratio} | {t.megabytes:.0f} |"
            )
        lines += [
            "",
            "| all stages and the figures of the report | sum of regrets | seconds | peak MB |",
            "| --- | --- | --- | --- |",
        ]
        for objective in OBJECTIVES:
            t = apart(objective, folder)
            cells = f"`{objective.__name__}`, proven", t.value, f"{t.seconds:.2f}"
            lines.append(row_of(*cells, f"{t.megabytes:.0f}"))
    return [*lines, ""]


def main() -> None:
    """Write and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, nargs="+", default=[220, 1000])
    sizes = parser.parse_args().people
    packages = ", ".join(f"{p} {version(p)}" for p in ("ortools", "scipy", "numpy"))
    lines = [
        "# Benchmarks",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {packages}.",
        "",
        "Made by `python benchmarks/engines.py`: made-up events with rounds of 5, 5 and 7",
        f"sessions, three wishes a round, 5 % spare seats, no refusals; limit {LIMIT:.0f} s a",
        "search; median of up to three runs. Reading is left out, building the models is not.",
        "Sums in the first table are losses, floors not taken off. Memory is that of",
        "a whole process with all these packages loaded. Compare ratios, not seconds.",
        "",
    ]
    for people in sizes:
        lines += table_of(people)
    text = "\n".join(lines)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
