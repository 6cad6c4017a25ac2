"""Prices of a stage: what one more seat somewhere, or one more point, would save.

The bound L(p) is raised by cutting planes (`climbing`) over few columns a person: those
that are cheap at the prices so far. At the prices found everybody looks at all days again;
whoever finds a cheaper one brings it in, until nobody does. The first prices come from a
sample of the people, with limits in proportion, whose own come from a smaller sample.

Where very many rules name people, as parties do, a plane says too little of each: there the
linear program is solved on a growing set of columns instead (`generation`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, price
from allocator.engine.climbing import climb, scaled
from allocator.engine.columns import Shared, columns_of
from allocator.engine.generation import generate
from allocator.engine.news import UNWATCHED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.certificate import Pin, Priced
    from allocator.engine.budget import Budget
    from allocator.engine.linear import Floats
    from allocator.engine.news import Watch
    from allocator.rows import Mask, Row, Table

MANY_PRICES = 150
"""Prices from which the linear program is quicker than planes."""
ALL = 500_000
"""Columns up to which all are looked at from the beginning."""
SAMPLE = 8
"""One of so many people is in a sample."""
NEAR = 4
"""Columns a person, in the mean, in the first climb; twice as many in the next."""
ASKED = 2000
"""People by whom it is judged how cheap these are."""
TOLERANCE = SCALE // 50
"""Height of L(p) that further columns must be able to take off, in units of 1/`SCALE`."""


def best_prices(
    table: Table,
    open_days: Mask,
    rows: Sequence[Row],
    pins: Sequence[Pin],
    budget: Budget,
    *,
    enough: int | None = None,
    watch: Watch = UNWATCHED,
) -> Priced:
    """Find prices that maximise the Lagrangian bound of a stage.

    Parameters
    ----------
    table
        Costs, shape (people, days).
    open_days
        Days that may still be chosen, shape (people, days).
    rows, pins
        Shared rules and earlier stages.
    budget
        When it is spent, the prices at hand are returned: a valid bound all the same.
    enough
        A bound at which the work may stop; needed where there may be no allocation at all.
    watch
        Is told of the bound as it rises.

    Returns
    -------
    Priced
        Bound and reduced costs at these prices, over all open days.
    """
    shared = Shared(rows, pins)
    if len(shared) > MANY_PRICES:
        nobody = np.zeros_like(open_days)
        return generate(table, open_days, shared, nobody, budget, enough=enough, watch=watch)[0]
    limits = shared.limits.astype(np.float64)
    height = None if enough is None else enough - 1 + 1 / SCALE
    begun = _from_sample(table, open_days, shared, limits, budget)
    return _sift(table, open_days, shared, limits, begun, budget, height, watch)


def _sift(
    table: Table,
    open_days: Mask,
    shared: Shared,
    limits: Floats,
    prices: Floats,
    budget: Budget,
    enough: float | None = None,
    watch: Watch = UNWATCHED,
) -> Priced:
    """Climb over columns that are cheap at the prices so far, until no other is cheaper."""
    goal = np.inf if enough is None else enough
    everything = int(np.count_nonzero(open_days)) <= ALL
    columns = open_days if everything else np.zeros_like(open_days)
    near = NEAR
    while True:
        if not everything:
            seen = _priced(table, open_days, shared, prices)
            columns = columns | seen.within(_width(seen, near))
            near *= 2
        few = columns_of(table, columns, shared)
        heard = watch if everything else UNWATCHED
        prices, _ = climb(few, limits, prices, budget, goal, watch=heard)
        total, _ = few.cheapest(scaled(prices))
        found = _priced(table, open_days, shared, prices)
        watch.bound(found.bound / SCALE)
        missed = total - int(found.least.sum())
        if everything or missed <= TOLERANCE or budget.spent:
            return found


def _priced(table: Table, open_days: Mask, shared: Shared, prices: Floats) -> Priced:
    whole = shared.prices(scaled(prices))
    return price(table, open_days, shared.rows, shared.pins, whole)


def _width(priced: Priced, near: int) -> int:
    """Return the reduced cost within which people have so many columns, in the mean."""
    some = slice(0, min(len(priced.least), ASKED))
    reduced = priced.seen.block(some) - priced.least[some, np.newaxis]
    open_ones = reduced[priced.seen.open_days[some]]
    place = min(near * len(reduced), len(open_ones)) - 1
    return int(np.partition(open_ones, place)[place])


def _from_sample(
    table: Table, open_days: Mask, shared: Shared, limits: Floats, budget: Budget
) -> Floats:
    """Return prices of a sample of the people; 0 where there are few people.

    People are in an impartial order, so every eighth is a fair sample. Rules that name
    people are left out. Where the sample cannot keep its part of the limits, as may be, its
    prices say nothing.
    """
    nothing = np.zeros(len(limits))
    if len(table) <= SAMPLE or np.count_nonzero(open_days) <= ALL:
        return nothing
    some = slice(None, None, SAMPLE)
    kept = np.array(shared.plain + list(range(len(shared.rows), len(limits))), dtype=np.intp)
    rows = [shared.rows[k].among(some) for k in shared.plain]
    pins = [replace(pin, table=pin.table[some]) for pin in shared.pins]
    share = len(table[some]) / len(table)
    fewer, fewer_open, of_sample = table[some], open_days[some], Shared(rows, pins)
    fewer_limits = limits[kept] * share
    begun = _from_sample(fewer, fewer_open, of_sample, fewer_limits, budget)
    beyond = float(fewer.max(axis=1).sum()) + 1
    found = _sift(fewer, fewer_open, of_sample, fewer_limits, begun, budget, beyond)
    prices = of_sample.scaled(found.seen.prices) / SCALE
    if found.least.sum() / SCALE - prices @ fewer_limits < beyond:
        nothing[kept] = prices
    return nothing
