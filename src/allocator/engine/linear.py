"""Linear programs in arrays, solved by GLOP through OR-tools' MathOpt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


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
    """Solve with GLOP; None where it reaches no optimum.

    Examples
    --------
    >>> import numpy as np
    >>> one, none = np.ones(1), np.zeros(1, dtype=np.int64)
    >>> found = solve_linear(Linear(-one, one, none, none, 2 * one, 0 * one, one))
    >>> found.value, found.x.tolist()
    (-0.5, [0.5])
    """
    proto = proto_of(linear, np.zeros(len(linear.cost), dtype=np.bool_))
    model = mathopt.Model.from_model_proto(proto)
    result = mathopt.solve(model, mathopt.SolverType.GLOP)
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    return Optimum(
        value=result.objective_value(),
        x=np.array(list(result.variable_values().values())),
        duals=np.array(list(result.dual_values().values())),
    )
