"""One question, the least sum of losses, asked of other engines.

All but the flow use one 0/1 column a person and session: one session a round, no two that
share a theme or clash, and seats. Models are filled from arrays, as fast as each library
lets us.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import min_cost_flow
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver as mathopt
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from allocator.engine.budget import Budget
from allocator.engine.lexicographic import optimise
from allocator.engine.linear import Linear, proto_of
from allocator.objectives.stages import Total
from allocator.problem import SameTheme
from allocator.solver import build_model
from allocator.wish_tables import round_wishes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from allocator.problem import Event, Problem

    Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Rows:
    """Columns are numbered person * sessions + session; rows as triplets with value 1.

    Attributes
    ----------
    cost
        Of each column.
    row, column
        The entries.
    low, high
        Of each row.
    equal
        How many of the first rows are equations: one session a round.
    """

    cost: Numbers
    row: Numbers
    column: Numbers
    low: Numbers
    high: Numbers
    equal: int


def cost_table(problem: Problem) -> Numbers:
    """Return the loss of each session for each person, shape (people, sessions).

    For families where every round weighs 1, a level costs itself and nobody has a place yet.
    """
    people = [a.id for a in problem.attendees]
    said = round_wishes(problem, people)
    return np.hstack([s.level for s in said]).astype(np.int64)


def rows_of(problem: Problem) -> Rows:
    """Write the question with one column a person and session."""
    cost, event = cost_table(problem), problem.event
    people, sessions = cost.shape
    base = np.arange(people)[:, np.newaxis] * sessions
    groups = [[c for c, _ in _of_round(event, r.id)] for r in event.rounds]
    equal = len(groups) * people
    groups += list(_clashing(event))
    seats = list(_places(event))
    row, column, count = [], [], 0
    for group in groups:
        row.append(np.repeat(np.arange(count, count + people), len(group)))
        column.append((base + np.array(group)).ravel())
        count += people
    for group, _ in seats:
        row.append(np.full(people * len(group), count))
        column.append((base + np.array(group)).ravel())
        count += 1
    high = np.concatenate(
        [np.ones(len(groups) * people, dtype=np.int64), [number for _, number in seats]]
    )
    low = np.where(np.arange(count) < equal, 1, 0)
    at = np.concatenate(row), np.concatenate(column)
    return Rows(cost.ravel(), *at, low, high, equal)


def _of_round(event: Event, round_id: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers and ids of a round's sessions."""
    numbers = (s.id for r in event.rounds for s in event.offer[r.id])
    for k, session_id in enumerate(numbers):
        if event.session[session_id].round_id == round_id:
            yield k, session_id


def _clashing(event: Event) -> Iterator[list[int]]:
    """Yield sessions of which a person can attend one: of a theme, or too close in time."""
    every = [(k, event.session[s]) for r in event.rounds for k, s in _of_round(event, r.id)]
    if event.same_theme is SameTheme.FORBID:
        for theme in sorted({s.theme for _, s in every if s.theme}):
            yield [k for k, s in every if s.theme == theme]
    for (j, one), (k, two) in combinations(every, 2):
        late = one.busy_until + event.transfer > two.busy_from
        if one.round_id != two.round_id and late:
            yield [j, k]


def _places(event: Event) -> Iterator[tuple[list[int], int]]:
    """Yield sessions that share seats, and their number."""
    every = [(k, event.session[s]) for r in event.rounds for k, s in _of_round(event, r.id)]
    for k, session in every:
        if session.seats is not None:
            yield [k], session.seats
        if session.room is not None:
            yield [k], event.room[session.room].seats
    for bus in event.buses:
        yield [k for k, s in every if s.departure and s.departure.bus == bus.id], bus.seats


def ours(problem: Problem, limit: float) -> int | None:
    """Days, prices by cutting planes, CP-SAT for the rest: this package."""
    model = build_model(problem)
    _, (reached,) = optimise(model, [Total()], Budget(limit))
    least = int(reached.value + model.floor.sum())
    return least if reached.value == reached.bound else None


def _cp_sat(problem: Problem, limit: float, **settings: object) -> int | None:
    rows, model = rows_of(problem), cp_model.CpModel()
    x = [model.new_bool_var("") for _ in rows.cost.tolist()]
    order = np.argsort(rows.row, kind="stable")
    starts = np.searchsorted(rows.row[order], np.arange(len(rows.high) + 1)).tolist()
    columns = rows.column[order].tolist()
    for k, most in enumerate(rows.high.tolist()):
        mine = [x[c] for c in columns[starts[k] : starts[k + 1]]]
        if k < rows.equal:
            model.add_exactly_one(mine)
        elif most == 1:
            model.add_at_most_one(mine)
        else:
            model.add(cp_model.LinearExpr.sum(mine) <= most)
    model.minimize(cp_model.LinearExpr.weighted_sum(x, rows.cost.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    for name, value in settings.items():
        setattr(solver.parameters, name, value)
    status = solver.solve(model)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def cp_sat_one(problem: Problem, limit: float) -> int | None:
    """Person x session in CP-SAT, one worker, all rows in the linear program."""
    return _cp_sat(problem, limit, num_workers=1, linearization_level=2)


def cp_sat_two(problem: Problem, limit: float) -> int | None:
    """Person x session in CP-SAT, two workers that both use the linear program."""
    return _cp_sat(problem, limit, num_workers=2, linearization_level=2)


def highs(problem: Problem, limit: float) -> int | None:
    """Person x session in SciPy's HiGHS."""
    rows = rows_of(problem)
    shape = (len(rows.high), len(rows.cost))
    matrix = coo_array((np.ones(len(rows.row)), (rows.row, rows.column)), shape=shape)
    found = milp(
        rows.cost,
        integrality=np.ones(len(rows.cost)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix.tocsr(), rows.low, rows.high),
        options={"time_limit": limit, "mip_rel_gap": 0},
    )
    return round(found.fun) if found.status == 0 else None


def scip(problem: Problem, limit: float) -> int | None:
    """Person x session in SCIP, by OR-tools' MathOpt."""
    rows = rows_of(problem)
    linear = Linear(
        cost=rows.cost.astype(np.float64),
        upper=np.ones(len(rows.cost)),
        entry_row=rows.row,
        entry_column=rows.column,
        entry_value=np.ones(len(rows.row)),
        low=rows.low.astype(np.float64),
        high=rows.high.astype(np.float64),
    )
    parameters = parameters_pb2.SolveParametersProto(relative_gap_tolerance=0.0)
    parameters.time_limit.FromMilliseconds(int(1000 * limit))
    found = mathopt.solve(
        proto_of(linear, np.ones(len(rows.cost), dtype=np.bool_)),
        parameters_pb2.SOLVER_TYPE_GSCIP,
        parameters_pb2.SolverInitializerProto(),
        parameters,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
    if found.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    return round(found.solutions[0].primal_solution.objective_value)


def flow(problem: Problem, limit: float) -> int | None:
    """OR-tools' minimum-cost flow, a round at a time; for rounds that do not interact."""
    del limit
    event, cost = problem.event, cost_table(problem)
    if any(_clashing(event)):
        raise ValueError("a flow knows nothing of what joins two rounds")
    least = 0
    for round_ in event.rounds:
        numbers = [k for k, _ in _of_round(event, round_.id)]
        least += _flow_of_round(cost[:, numbers], numbers, list(_places(event)))
    return least


def _flow_of_round(
    cost: Numbers, numbers: list[int], places: list[tuple[list[int], int]]
) -> int:
    """Return the least cost of one round: people, its sessions, what holds their seats."""
    people, sessions = cost.shape
    sink = people + sessions
    network = min_cost_flow.SimpleMinCostFlow()
    who = np.repeat(np.arange(people), sessions)
    where = people + np.tile(np.arange(sessions), people)
    network.add_arcs_with_capacity_and_unit_cost(who, where, np.ones(len(who)), cost.ravel())
    seats = {k: number for group, number in places for k in group}
    for j, k in enumerate(numbers):
        network.add_arc_with_capacity_and_unit_cost(people + j, sink, seats[k], 0)
    network.set_nodes_supplies(np.arange(people), np.ones(people, dtype=np.int64))
    network.set_node_supply(sink, -people)
    if network.solve() != network.OPTIMAL:
        raise ValueError("the flow found no optimum")
    return int(network.optimal_cost())


ENGINES: dict[str, Callable[[Problem, float], int | None]] = {
    "this package": ours,
    "CP-SAT, 1 worker": cp_sat_one,
    "CP-SAT, 2 workers": cp_sat_two,
    "HiGHS (SciPy)": highs,
    "SCIP (MathOpt)": scip,
}
FLOW: dict[str, Callable[[Problem, float], int | None]] = {
    "this package": ours,
    "minimum-cost flow": flow,
}
