"""Linear and integer programs through OR-tools' MathOpt, filled from arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt.python import mathopt

from allocator.engine.linear import Linear, proto_of, solve_linear

if TYPE_CHECKING:
    from allocator.engine.linear import Floats
    from allocator.engine.program import Program


@dataclass(frozen=True)
class Relaxed:
    """Optimum of a linear program.

    Attributes
    ----------
    value
        Its objective value.
    overflow
        Sum of the seats by which rows are exceeded; above 0 only where it must be.
    y
        Value of each column.
    row_prices
        Price >= 0 of each row: what one more seat would save.
    """

    value: float
    overflow: float
    y: Floats
    row_prices: Floats


def _linear(program: Program, penalty: float) -> Linear:
    """Columns first, then one overflow variable a row; people's rows first, then rows."""
    columns, rows = len(program.cost), len(program.limits)
    overflow = np.arange(rows)
    people = program.size.astype(np.float64)
    entry_row = [program.person, program.people + program.entry_row, program.people + overflow]
    entry_column = [np.arange(columns), program.entry_column, columns + overflow]
    entry_value = [np.ones(columns), program.entry_value, -np.ones(rows)]
    return Linear(
        cost=np.concatenate([program.cost, np.full(rows, penalty)]),
        upper=np.concatenate([people[program.person], np.full(rows, np.inf)]),
        entry_row=np.concatenate(entry_row),
        entry_column=np.concatenate(entry_column),
        entry_value=np.concatenate(entry_value),
        low=np.concatenate([people, np.full(rows, -np.inf)]),
        high=np.concatenate([people, program.limits]),
    )


def solve_relaxed(program: Program, penalty: float) -> Relaxed:
    """Solve the linear relaxation with GLOP.

    Parameters
    ----------
    program
        The columns and rows.
    penalty
        Cost of one seat too many in a row; keeps the program feasible.

    Raises
    ------
    RuntimeError
        If GLOP does not reach an optimum, which a bounded feasible program always has.
    """
    found = solve_linear(_linear(program, penalty))
    if found is None:
        raise RuntimeError("GLOP found no optimum of a bounded feasible program")
    columns = len(program.cost)
    return Relaxed(
        value=found.value,
        overflow=float(found.x[columns:].sum()),
        y=found.x[:columns],
        row_prices=np.maximum(0.0, -found.duals[program.people :]),
    )


def second_opinion(program: Program, seconds: float) -> int | None:
    """Solve the integer program with HiGHS, which shares no search with CP-SAT.

    Parameters
    ----------
    program
        The columns and rows.
    seconds
        Wall-clock limit.

    Returns
    -------
    int or None
        The least cost, or None if HiGHS did not prove one in time.
    """
    columns, rows = len(program.cost), len(program.limits)
    upper = np.concatenate([program.size[program.person], np.zeros(rows)])
    whole = np.arange(columns + rows) < columns
    proto = proto_of(replace(_linear(program, 0.0), upper=upper), whole)
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds), absolute_gap_tolerance=0.0
    )
    parameters.relative_gap_tolerance = 0.0
    model = mathopt.Model.from_model_proto(proto)
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    counts = np.rint(list(result.variable_values().values()))[:columns].astype(np.int64)
    return int(program.cost @ counts)
