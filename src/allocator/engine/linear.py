"""Linear programs in arrays, solved by GLOP through OR-tools' MathOpt.

The solver is called with messages, without MathOpt's Python model: turning arrays into
objects and back took twice as long as solving.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from ortools.math_opt import sparse_containers_pb2

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


LEAST_STEPS = 1_000
MOST_STEPS = 100
"""Simplex steps for each row and column, before GLOP is taken to go in circles."""


@dataclass(frozen=True)
class Linear:
    """Minimise cost . x with 0 <= x <= upper and low <= A x <= high.

    Attributes
    ----------
    cost, upper
        Of each column.
    entry_row, entry_column, entry_value
        The matrix A as triplets, in any order, none twice.
    low, high
        Of each row.
    """

    cost: Floats
    upper: Floats
    entry_row: Ints
    entry_column: Ints
    entry_value: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Optimum:
    """Optimum of a linear program.

    Attributes
    ----------
    value
        Its objective value.
    x
        Value of each column.
    duals
        Of each row: what the objective gains when the row's limit grows by one.
    """

    value: float
    x: Floats
    duals: Floats


def proto_of(linear: Linear, integers: NDArray[np.bool_]) -> model_pb2.ModelProto:
    """Return the program as MathOpt reads it, filled from arrays."""
    proto = model_pb2.ModelProto()
    variables = proto.variables
    variables.ids.extend(range(len(linear.cost)))
    variables.lower_bounds.extend([0.0] * len(linear.cost))
    variables.upper_bounds.extend(linear.upper.tolist())
    variables.integers.extend(integers.tolist())
    constraints = proto.linear_constraints
    constraints.ids.extend(range(len(linear.low)))
    constraints.lower_bounds.extend(linear.low.tolist())
    constraints.upper_bounds.extend(linear.high.tolist())
    order = np.lexsort((linear.entry_column, linear.entry_row))
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(linear.entry_row[order].tolist())
    matrix.column_ids.extend(linear.entry_column[order].tolist())
    matrix.coefficients.extend(linear.entry_value[order].tolist())
    charged = np.flatnonzero(linear.cost)
    objective = proto.objective.linear_coefficients
    objective.ids.extend(charged.tolist())
    objective.values.extend(linear.cost[charged].tolist())
    return proto


def solve_linear(linear: Linear) -> Optimum | None:
    """Solve with GLOP; None where it reaches no optimum, or goes in circles.

    Examples
    --------
    >>> import numpy as np
    >>> one, none = np.ones(1), np.zeros(1, dtype=np.int64)
    >>> found = solve_linear(Linear(-one, one, none, none, 2 * one, 0 * one, one))
    >>> found.value, found.x.tolist()
    (-0.5, [0.5])
    """
    result = solver.solve(
        proto_of(linear, np.zeros(len(linear.cost), dtype=np.bool_)),
        parameters_pb2.SOLVER_TYPE_GLOP,
        parameters_pb2.SolverInitializerProto(),
        parameters_pb2.SolveParametersProto(
            iteration_limit=LEAST_STEPS + MOST_STEPS * (len(linear.cost) + len(linear.low))
        ),
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
    if result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    best = result.solutions[0]
    return Optimum(
        value=best.primal_solution.objective_value,
        x=_dense(best.primal_solution.variable_values, len(linear.cost)),
        duals=_dense(best.dual_solution.dual_values, len(linear.low)),
    )


def _dense(sparse: sparse_containers_pb2.SparseDoubleVectorProto, size: int) -> Floats:
    found = np.zeros(size)
    found[np.array(sparse.ids, dtype=np.intp)] = sparse.values
    return found
