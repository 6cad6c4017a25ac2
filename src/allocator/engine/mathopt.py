"""Linear and integer programs through OR-tools' MathOpt, filled from arrays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocator.engine.program import Program

    Floats = NDArray[np.float64]


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


def _proto(program: Program, penalty: float, *, integer: bool) -> model_pb2.ModelProto:
    """Columns first, then one overflow variable a row; people's rows first, then rows."""
    columns, rows = len(program.cost), len(program.limits)
    count = columns + rows
    proto = model_pb2.ModelProto()
    variables = proto.variables
    variables.ids.extend(range(count))
    variables.lower_bounds.extend([0.0] * count)
    variables.upper_bounds.extend([1.0] * columns + [np.inf] * rows)
    variables.integers.extend([integer] * columns + [False] * rows)
    constraints = proto.linear_constraints
    constraints.ids.extend(range(program.people + rows))
    constraints.lower_bounds.extend([1.0] * program.people + [-np.inf] * rows)
    limits = program.limits.astype(float).tolist()
    constraints.upper_bounds.extend([1.0] * program.people + limits)
    matrix = proto.linear_constraint_matrix
    row = np.concatenate(
        [
            program.person,
            program.people + program.entry_row,
            program.people + np.arange(rows),
        ]
    )
    column = np.concatenate(
        [np.arange(columns), program.entry_column, columns + np.arange(rows)]
    )
    value = np.concatenate([np.ones(columns), program.entry_value, -np.ones(rows)])
    order = np.lexsort((column, row))
    matrix.row_ids.extend(row[order].tolist())
    matrix.column_ids.extend(column[order].tolist())
    matrix.coefficients.extend(value[order].tolist())
    costs = np.concatenate([program.cost, np.full(rows, penalty)])
    charged = np.flatnonzero(costs)
    linear = proto.objective.linear_coefficients
    linear.ids.extend(charged.tolist())
    linear.values.extend(costs[charged].astype(float).tolist())
    return proto


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
    model = mathopt.Model.from_model_proto(_proto(program, penalty, integer=False))
    result = mathopt.solve(model, mathopt.SolverType.GLOP)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        raise RuntimeError(f"GLOP ended with {result.termination.reason}")
    columns = len(program.cost)
    values = np.array(list(result.variable_values().values()))
    duals = np.array(list(result.dual_values().values()))
    return Relaxed(
        value=result.objective_value(),
        overflow=float(values[columns:].sum()),
        y=values[:columns],
        row_prices=np.maximum(0.0, -duals[program.people :]),
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
    proto = _proto(program, 0.0, integer=True)
    for overflow in range(len(program.cost), len(proto.variables.ids)):
        proto.variables.upper_bounds[overflow] = 0.0
    parameters = mathopt.SolveParameters(
        time_limit=timedelta(seconds=seconds), absolute_gap_tolerance=0.0
    )
    parameters.relative_gap_tolerance = 0.0
    model = mathopt.Model.from_model_proto(proto)
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=parameters)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    chosen = np.array(list(result.variable_values().values()))[: len(program.cost)]
    return int(program.cost[chosen > 0.5].sum())
