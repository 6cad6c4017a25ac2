"""Cuts: what one vector of prices says of every plan at once.

For prices p >= 0 of the rows, whose seats are seats_r + sum_k opens_rk x_k under a plan x,

    bound(x) = sum_a min_d (c[a,d] + sum_r p_r uses[r,d]) - sum_r p_r (seats_r + opens_r x)

is a lower bound on the stage under *every* plan, linear in x (Benders, "Partitioning
procedures for solving mixed-variables programming problems", 1962).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from allocator.certificate import SCALE, Prices, price
from allocator.engine.cpsat import LIMIT_OF_EXACTNESS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.certificate import Pin
    from allocator.plan import Decision, Plan
    from allocator.rows import Mask, Row, Table

UNITS = (1000, 100, 10, 1)
"""Cuts are integers in units of 1/1000, or coarser where their weights would be large."""


@dataclass(frozen=True)
class Cut:
    """bound(x) = (constant - sum of the weights of the decisions made) / unit.

    Attributes
    ----------
    constant
        The bound where nothing is decided, in units of 1/`unit`.
    weights
        What each decision takes from it, in the same units.
    unit
        One of `UNITS`.
    """

    constant: int
    weights: Mapping[Decision, int]
    unit: int

    @property
    def lowest(self) -> int:
        """The bound under a plan that makes every decision that takes from it."""
        taken = sum(max(0, w) for w in self.weights.values())
        return -((taken - self.constant) // self.unit)

    @property
    def small(self) -> bool:
        """Whether a row with these weights is small enough to be exact."""
        return self.unit + sum(map(abs, self.weights.values())) < LIMIT_OF_EXACTNESS

    def bound(self, plan: Plan) -> int:
        """Return the bound under a plan for an integer stage: rounded up."""
        spent = sum(w for d, w in self.weights.items() if d in plan.decisions)
        return -((spent - self.constant) // self.unit)


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
    for shrink in count():
        for unit in UNITS:
            cut = _at(table, open_days, rows, pins, _rounded(prices, unit, shrink), unit)
            if cut.small:
                return cut
    raise AssertionError("prices of 0 make a small cut")


def _rounded(prices: Prices, unit: int, shrink: int) -> Prices:
    """Return prices in whole parts of 1/unit, halved so often: any prices >= 0 will do."""
    step = SCALE // unit

    def near(p: int) -> int:
        return ((p >> shrink) + step // 2) // step * step

    return Prices(
        {label: near(p) for label, p in prices.rows.items()},
        {name: near(q) for name, q in prices.pins.items()},
    )


def _at(
    table: Table,
    open_days: Mask,
    rows: Sequence[Row],
    pins: Sequence[Pin],
    prices: Prices,
    unit: int,
) -> Cut:
    weights: dict[Decision, int] = {}
    for row in rows:
        p = prices.rows.get(row.label, 0) * unit // SCALE
        for decision, seats in row.opens.items():
            if p and seats:
                weights[decision] = weights.get(decision, 0) + p * seats
    bound = price(table, open_days, rows, pins, prices).bound
    return Cut(bound * unit // SCALE, weights, unit)
