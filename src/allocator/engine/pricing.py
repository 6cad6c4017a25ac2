"""Exact prices of a stage: column generation over days.

The linear program over all days has one row a person and few shared rows. It is solved on
a few days a person; everybody then looks for a day that is cheaper at the prices found,
and such days join, until nobody finds one: the prices are then those of the whole program
(Dantzig, Wolfe, "Decomposition principle for linear programs", 1960). The seam: whoever
finds prices otherwise, say by cutting planes, replaces `best_prices`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Priced, Prices, price
from allocator.engine.mathopt import Relaxed, solve_relaxed
from allocator.engine.program import Program, program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.certificate import Pin
    from allocator.engine.budget import Budget
    from allocator.engine.linear import Floats
    from allocator.rows import Mask, Row, Table

FIRST_DAYS = 8
MORE_DAYS = 4
PENALTY_GROWTH = 4.0
SEATS_TOLERANCE = 1e-6
LP_SECONDS = 2e-6
"""Deterministic seconds that a linear program takes for each coefficient."""
TOLERANCE = SCALE // 10_000
CLOSE = 100 * SCALE
"""Width in tie costs within which few days a person are left."""


@dataclass(frozen=True)
class Dual:
    """Prices of a stage and what they say.

    Attributes
    ----------
    prices
        Integers in units of 1/SCALE.
    priced
        Bound and reduced costs at these prices, over all open days.
    relaxed, program
        The last linear program and its optimum.
    """

    prices: Prices
    priced: Priced
    relaxed: Relaxed
    program: Program


def cheapest_days(priced: Table, open_days: Mask, count: int) -> Mask:
    """Return each person's `count` cheapest open days, shape (people, days)."""
    ranked = np.where(open_days, priced, np.iinfo(np.int64).max)
    count = min(count, ranked.shape[1])
    picks = np.argpartition(ranked, count - 1, axis=1)[:, :count]
    found = np.zeros_like(open_days)
    np.put_along_axis(found, picks, values=True, axis=1)
    return found & open_days


def best_prices(
    table: Table,
    open_days: Mask,
    rows: Sequence[Row],
    pins: Sequence[Pin],
    start: Mask,
    budget: Budget,
    *,
    enough: int | None = None,
    passes: int | None = None,
    relaxed_at: Floats | None = None,
) -> Dual:
    """Find prices that maximise the Lagrangian bound of a stage.

    Parameters
    ----------
    table
        Costs, shape (people, days).
    open_days
        Days that may still be chosen, shape (people, days).
    rows, pins
        Shared rules and earlier stages.
    start
        Columns to begin with, shape (people, days); those of an incumbent, say.
    budget
        When it is spent, the prices at hand are returned: a valid bound all the same.
    enough
        A bound at which the work may stop; needed where there may be no allocation at all.
    passes
        Number of linear programs after which any prices will do; None means all it takes.
    relaxed_at
        Limits of the rows in the linear programs, shape (rows,), in place of their own: for
        prices that tell of other limits too. The bound is that of the rows as they are.
    """
    columns = start | cheapest_days(table, open_days, FIRST_DAYS)
    penalty = float(np.abs(table[open_days]).max(initial=0) + 1)
    for done in count(1):
        part = program(table, columns, rows, pins)
        relaxed = solve_relaxed(_with_limits(part, relaxed_at), penalty)
        budget.take(LP_SECONDS * len(part.entry_value))
        prices = _integers(relaxed, rows, pins)
        priced = price(table, open_days, rows, pins, prices)
        if budget.spent or done == passes or (enough is not None and priced.rounded >= enough):
            break
        cheaper = _cheaper(priced, columns, open_days)
        if cheaper.any():
            columns |= cheaper
        elif relaxed.overflow > SEATS_TOLERANCE and table.any():
            penalty *= PENALTY_GROWTH
        else:
            break
    return Dual(prices, priced, relaxed, part)


def _with_limits(part: Program, limits: Floats | None) -> Program:
    """Return a program with other limits of its rows, the pins as they are."""
    if limits is None:
        return part
    pins = part.limits[len(limits) :]
    return replace(part, limits=np.concatenate([limits, pins]))


def _integers(relaxed: Relaxed, rows: Sequence[Row], pins: Sequence[Pin]) -> Prices:
    scaled = np.rint(relaxed.row_prices * SCALE).astype(np.int64).tolist()
    return Prices(
        {row.label: p for row, p in zip(rows, scaled, strict=False) if p},
        {pin.name: q for pin, q in zip(pins, scaled[len(rows) :], strict=True) if q},
    )


def _cheaper(priced: Priced, columns: Mask, open_days: Mask) -> Mask:
    """Return each person's best days outside that beat the best day inside."""
    inside = np.where(columns, priced.reduced, np.iinfo(np.int64).max).min(axis=1)
    better = open_days & (priced.reduced < (inside - TOLERANCE)[:, np.newaxis])
    best: Mask = better & cheapest_days(priced.reduced, better, MORE_DAYS)
    return best
