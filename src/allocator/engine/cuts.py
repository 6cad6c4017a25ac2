"""Cuts: what one vector of prices says of every plan at once.

For prices p >= 0 of the rows, whose seats are seats_r + sum_k opens_rk x_k under a plan x,

    bound(x) = sum_a min_d (c[a,d] + sum_r p_r uses[r,d]) - sum_r p_r (seats_r + opens_r x)

is a lower bound on the stage under *every* plan, linear in x (Benders, "Partitioning
procedures for solving mixed-variables programming problems", 1962).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.certificate import SCALE, Prices, price

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.certificate import Pin
    from allocator.plan import Decision, Plan
    from allocator.rows import Mask, Row, Table

UNIT = 1000
"""Cuts are integers in units of 1/UNIT: prices are rounded to these before they count."""
COARSE = SCALE // UNIT


@dataclass(frozen=True)
class Cut:
    """bound(x) = (constant - sum of the weights of the decisions made) / UNIT.

    Attributes
    ----------
    constant
        The bound where nothing is decided, in units of 1/`UNIT`.
    weights
        What each decision takes from it, in the same units.
    """

    constant: int
    weights: Mapping[Decision, int]

    def bound(self, plan: Plan) -> int:
        """Return the bound under a plan for an integer stage: rounded up."""
        spent = sum(w for d, w in self.weights.items() if d in plan.decisions)
        return -((spent - self.constant) // UNIT)


def cut_of(
    table: Table, open_days: Mask, rows: Sequence[Row], pins: Sequence[Pin], prices: Prices
) -> Cut:
    """Return the cut of a stage at given prices.

    Parameters
    ----------
    table
        Integer costs of the stage, shape (people, days).
    open_days
        Days that may be chosen under some plan, shape (people, days).
    rows
        The shared rules with what decisions open.
    pins
        Earlier stages.
    prices
        Any prices >= 0.
    """
    rounded = Prices(
        {label: _coarse(p) for label, p in prices.rows.items()},
        {name: _coarse(q) for name, q in prices.pins.items()},
    )
    weights: dict[Decision, int] = {}
    for row in rows:
        p = rounded.rows.get(row.label, 0) // COARSE
        for decision, seats in row.opens.items():
            if p and seats:
                weights[decision] = weights.get(decision, 0) + p * seats
    bound = price(table, open_days, rows, pins, rounded).bound
    return Cut(bound // COARSE, weights)


def _coarse(p: int) -> int:
    return (p + COARSE // 2) // COARSE * COARSE
