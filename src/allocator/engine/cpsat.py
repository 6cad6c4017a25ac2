"""Decide with CP-SAT: one worker, linearization level 2, exact integers out.

Settings and precautions follow the measurements of the documentation page "Solver": the
default portfolio of a small machine leaves out the linear subsolvers and proves nothing.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from allocator.errors import Finding, InputRefused
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from allocator.engine.budget import Budget
    from allocator.engine.program import Program
    from allocator.plan import Decision

LIMIT_OF_EXACTNESS = 2**31
PATIENCE = 0.02


@dataclass(frozen=True)
class Decided:
    """What CP-SAT found.

    Attributes
    ----------
    counts
        How many people have each column, shape (columns,); None if nothing was found.
    proven
        Whether the search is complete: optimal, or shown to have no answer.
    """

    counts: NDArray[np.int64] | None
    proven: bool


def decide(
    program: Program,
    budget: Budget,
    hint: NDArray[np.int64] | None = None,
    patience: float = math.inf,
    heard: Callable[[NDArray[np.int64]], None] | None = None,
) -> Decided:
    """Find the cheapest choice of columns.

    Parameters
    ----------
    program
        The columns and rows.
    budget
        Deterministic time is taken from it; its flag stops the search.
    hint
        A choice to start from, shape (columns,).
    patience
        Deterministic seconds after which the best so far will do.
    heard
        Told of better and better counts, shape (columns,), while the search goes on.

    Raises
    ------
    InputRefused
        If a row or the objective sums to 2**31 or more, where CP-SAT 9.15 is not exact
        (or-tools issue 5293).
    RuntimeError
        If CP-SAT calls the model invalid: our own mistake.
    """
    _assert_exact(program)
    model, y = _model(program)
    if hint is not None:
        for variable, value in zip(y, hint.tolist(), strict=True):
            model.add_hint(variable, value)
    found = _Found(len(y), heard) if heard else None
    solver, status = run(model, budget, patience, found=found)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        values = np.array(solver.response_proto.solution, dtype=np.int64)[: len(y)]
        return Decided(values, status == cp_model.OPTIMAL)
    return Decided(None, status == cp_model.INFEASIBLE)


def run(
    model: cp_model.CpModel,
    budget: Budget,
    patience: float = math.inf,
    *,
    presolve: bool = True,
    found: _Found | None = None,
) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    """Solve with the settings that all searches share; time is taken from the budget.

    Parameters
    ----------
    model
        The question.
    budget
        Deterministic time is taken from it; its flag stops the search.
    patience
        Deterministic seconds after which the best so far will do.
    presolve
        Whether CP-SAT looks for a simpler model first.
    found
        Told of solutions on the way.

    Raises
    ------
    RuntimeError
        If CP-SAT calls the model invalid: our own mistake.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.random_seed = 0
    parameters.catch_sigint_signal = False
    parameters.cp_model_presolve = presolve
    parameters.max_deterministic_time = max(min(budget.seconds, patience), 1e-9)
    parameters.max_time_in_seconds = max(budget.guard, 1e-9)
    status = _solve_interruptibly(solver, model, budget.stop, found)
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"CP-SAT calls the model invalid: {model.validate()}")
    budget.take(solver.response_proto.deterministic_time)
    return solver, status


def _model(program: Program) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    sizes = program.size.tolist()
    y = [model.new_int_var(0, sizes[a], "") for a in program.person.tolist()]
    starts = np.searchsorted(program.person, np.arange(program.people + 1)).tolist()
    for a, size in enumerate(sizes):
        mine = y[starts[a] : starts[a + 1]]
        if size == 1:
            model.add_exactly_one(mine)
        else:
            model.add(cp_model.LinearExpr.sum(mine) == size)
    bounds = np.searchsorted(program.entry_row, np.arange(len(program.limits) + 1)).tolist()
    for r, limit in enumerate(program.limits.tolist()):
        part = slice(bounds[r], bounds[r + 1])
        variables = [y[j] for j in program.entry_column[part].tolist()]
        values = program.entry_value[part].tolist()
        model.add(cp_model.LinearExpr.weighted_sum(variables, values) <= limit)
    model.minimize(cp_model.LinearExpr.weighted_sum(y, program.cost.tolist()))
    return model, y


def weighted(
    x: Mapping[Decision, cp_model.IntVar], weights: Mapping[Decision, int]
) -> cp_model.LinearExpr:
    """Return the sum of the weights of the decisions that are made."""
    return cp_model.LinearExpr.weighted_sum([x[d] for d in weights], list(weights.values()))


def _assert_exact(program: Program) -> None:
    upper = program.size[program.person]
    sums = np.zeros(len(program.limits), dtype=np.int64)
    most = np.abs(program.entry_value) * upper[program.entry_column]
    np.add.at(sums, program.entry_row, most)
    largest = max(int(np.abs(program.cost) @ upper), int(sums.max(initial=0)))
    if largest >= LIMIT_OF_EXACTNESS:
        text = told("weights too large for exact solving: use smaller costs or round weights")
        raise InputRefused([Finding("event.yaml", 0, "wishes costs", text, "E152")])


class _Found(cp_model.CpSolverSolutionCallback):
    """Keeps the latest solution until the thread that waits tells of it."""

    def __init__(self, size: int, heard: Callable[[NDArray[np.int64]], None]) -> None:
        super().__init__()
        self._size, self._heard = size, heard
        self._latest: list[int] | None = None

    def on_solution_callback(self) -> None:
        """Keep a solution; called in CP-SAT's thread."""
        self._latest = list(self.response_proto.solution)

    def tell(self) -> None:
        """Tell of the latest solution, once."""
        latest, self._latest = self._latest, None
        if latest is not None:
            self._heard(np.array(latest, dtype=np.int64)[: self._size])


def _solve_interruptibly(
    solver: cp_model.CpSolver,
    model: cp_model.CpModel,
    stop: threading.Event,
    found: _Found | None,
) -> cp_model.CpSolverStatus:
    """Solve in a thread, so that a flag (set by Ctrl-C) can end the search."""
    done = threading.Event()
    statuses: list[cp_model.CpSolverStatus] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            statuses.append(solver.solve(model, found))
        except BaseException as error:
            failures.append(error)
        finally:
            done.set()

    threading.Thread(target=work, daemon=True).start()
    while not done.wait(PATIENCE):
        if stop.is_set():
            solver.stop_search()  # again and again: too early a call is ignored
        if found:
            found.tell()
    if failures:
        raise failures[0]
    return statuses[0]
