"""Exact prices of a stage with very many shared rules: column generation over days.

The linear program over all days has one row a person and the shared rows. It is solved on
a few days a person; everybody then looks for a day that is cheaper at the prices found,
and such days join, until nobody finds one: the prices are then those of the whole program
(Dantzig, Wolfe, "Decomposition principle for linear programs", 1960).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Priced, price
from allocator.engine.mathopt import solve_relaxed
from allocator.engine.news import UNWATCHED
from allocator.engine.program import program

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.columns import Shared
    from allocator.engine.linear import Floats
    from allocator.engine.news import Watch
    from allocator.rows import Mask, Table

FIRST_DAYS = 8
MORE_DAYS = 4
PENALTY_GROWTH = 4.0
SEATS_TOLERANCE = 1e-6
LP_SECONDS = 2e-6
"""Deterministic seconds that a linear program takes for each coefficient."""
TOLERANCE = SCALE // 10_000


def cheapest_days(priced: Table, open_days: Mask, count: int) -> Mask:
    """Return each person's `count` cheapest open days, shape (people, days)."""
    ranked = np.where(open_days, priced, np.iinfo(priced.dtype).max)
    count = min(count, ranked.shape[1])
    picks = np.argpartition(ranked, count - 1, axis=1)[:, :count]
    found = np.zeros_like(open_days)
    np.put_along_axis(found, picks, values=True, axis=1)
    return found & open_days


def generate(
    table: Table,
    open_days: Mask,
    shared: Shared,
    columns: Mask,
    budget: Budget,
    *,
    enough: int | None = None,
    passes: int | None = None,
    relaxed_at: Floats | None = None,
    watch: Watch = UNWATCHED,
) -> tuple[Priced, Mask]:
    """Find prices that maximise the Lagrangian bound of a stage.

    Parameters
    ----------
    table, open_days, shared
        Costs, days that may be chosen, both of shape (people, days); rules and stages.
    columns
        Columns to begin with, shape (people, days); those of an incumbent, say.
    budget
        When it is spent, the prices at hand are returned: a valid bound all the same.
    enough
        A bound at which the work may stop; needed where there may be no allocation at all.
    passes
        Number of linear programs after which any prices will do; None means all it takes.
    relaxed_at
        Limits of the rows, shape (rows,), in place of their own: for prices that tell of
        other limits too. The bound is that of the rows as they are.
    watch
        Is told of the bound as it rises.

    Returns
    -------
    priced : Priced
        The prices and what they prove.
    columns : ndarray of bool, shape (people, days)
        Columns that were looked at, for the next such question.
    """
    limits = shared.limits.astype(np.float64)
    if relaxed_at is not None:
        limits[: len(shared.rows)] = relaxed_at
    columns = (columns & open_days) | cheapest_days(table, open_days, FIRST_DAYS)
    penalty = float(np.abs(table[open_days]).max(initial=0) + 1)
    for done in count(1):
        part = program(table, columns, shared.rows, shared.pins)
        relaxed = solve_relaxed(replace(part, limits=limits), penalty)
        budget.take(LP_SECONDS * len(part.entry_value))
        prices = shared.prices(np.rint(relaxed.row_prices * SCALE).astype(np.int64))
        priced = price(table, open_days, shared.rows, shared.pins, prices)
        watch.bound(priced.bound / SCALE)
        if budget.spent or done == passes or (enough is not None and priced.rounded >= enough):
            break
        cheaper = _cheaper(priced, columns, open_days)
        if cheaper.any():
            columns |= cheaper
        elif relaxed.overflow > SEATS_TOLERANCE and table.any():
            penalty *= PENALTY_GROWTH
        else:
            break
    return priced, columns


def _cheaper(priced: Priced, columns: Mask, open_days: Mask) -> Mask:
    """Return each person's best days outside that beat the best day inside."""
    reduced = priced.reduced
    inside = np.where(columns, reduced, np.iinfo(np.int64).max).min(axis=1)
    better = open_days & (reduced < (inside - TOLERANCE)[:, np.newaxis])
    best: Mask = better & cheapest_days(reduced, better, MORE_DAYS)
    return best
