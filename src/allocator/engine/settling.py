"""Settle who gets which of the days that are equally good, with CP-SAT over few columns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.columns import Shared, columns_of
from allocator.engine.cpsat import decide
from allocator.engine.mathopt import second_opinion
from allocator.engine.pricing import best_prices
from allocator.engine.types import types_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from allocator.certificate import Pin, Priced
    from allocator.engine.budget import Budget
    from allocator.engine.columns import Columns, Ints
    from allocator.engine.first import Choice
    from allocator.engine.program import Program
    from allocator.engine.types import Types
    from allocator.rows import Mask, Row, Table

TORN = 400
"""Columns beyond the cheapest of everybody that are decided on at first."""
WIDENINGS = 3
"""How often this number grows eightfold before another way is tried."""
MOST = 20_000
"""Columns over types beyond which such a decision takes longer than the other way."""
PATIENCE = 5.0
"""Deterministic seconds for one such decision."""
OPINION_SECONDS = 60.0


def settle(
    open_days: Mask, rows: Sequence[Row], pins: Sequence[Pin], guide: Table, budget: Budget
) -> Choice | None:
    """Look for an allocation among days that many could take equally well.

    Many days are equally good for the stages, so that nothing tells whom to give which. The
    seeded tie costs make one allocation stand out: at their prices nearly everybody has one
    cheapest day, and few people are torn between two; CP-SAT settles those.

    Parameters
    ----------
    open_days
        Days that may be chosen, shape (people, days).
    rows, pins
        Shared rules and stages; whoever keeps them is found good enough.
    guide
        Tie costs, shape (people, days).
    budget
        Time left.

    Returns
    -------
    ndarray of int, shape (people,), or None
        A day for each person, or None where a short search found none.
    """
    if not open_days.any(axis=1).all():
        return None
    most = int(guide.max(axis=1).sum()) + 1
    priced = best_prices(guide, open_days, rows, pins, budget, enough=most)
    if priced.rounded >= most:
        return None
    seconds = _reduced(priced)
    heard = budget.desk.keep if budget.desk.listens else None
    for k in range(WIDENINGS):
        place = min(len(open_days) + TORN * 8**k, len(seconds)) - 1
        width = int(np.partition(seconds, place)[place])
        near = priced.within(width)
        found = decide_among(
            guide, near, rows, pins, budget, heard=heard, patience=PATIENCE, most=MOST
        )
        if found.choice is not None or place + 1 == len(seconds) or budget.spent:
            return found.choice
    return None


def _reduced(priced: Priced) -> Ints:
    """Return the reduced costs of all open columns, shape (columns,)."""
    seen = priced.seen
    shared = Shared(seen.rows, seen.pins)
    columns = columns_of(seen.table, seen.open_days, shared)
    return columns.priced(shared.scaled(seen.prices)) - priced.least[columns.person]


@dataclass(frozen=True)
class Found:
    """Everybody's day, if there is any, and whether the search was complete."""

    choice: Choice | None
    proven: bool
    types: Types
    part: Program


def decide_among(
    table: Table,
    columns: Mask,
    rows: Sequence[Row],
    pins: Sequence[Pin],
    budget: Budget,
    hint: Choice | None = None,
    heard: Callable[[Choice], None] | None = None,
    patience: float = math.inf,
    most: float = math.inf,
) -> Found:
    """Find the cheapest choice among some columns; people who are alike count as one.

    More than `most` columns over types are not searched. `heard` is told of choices on the
    way.
    """
    chosen = columns_of(table, columns, Shared(rows, pins))
    return decide_columns(chosen, budget, hint, heard, patience, most)


def decide_columns(
    columns: Columns,
    budget: Budget,
    hint: Choice | None = None,
    heard: Callable[[Choice], None] | None = None,
    patience: float = math.inf,
    most: float = math.inf,
) -> Found:
    """Find the cheapest choice among columns, as `decide_among`."""
    types = types_of(columns)
    part = types.program()
    if len(part.cost) > most:
        return Found(None, False, types, part)
    start = None if hint is None else types.hint(hint)

    def spread(counts: Ints) -> None:
        if heard:
            heard(types.spread(counts))

    decided = decide(part, budget, start, patience, spread if heard else None)
    if decided.counts is None:
        return Found(None, decided.proven, types, part)
    return Found(types.spread(decided.counts), decided.proven, types, part)


def better_elsewhere(found: Found, value: int) -> int | None:
    """Return the second solver's value where it is better than the one called best."""
    least = second_opinion(found.part, OPINION_SECONDS)
    if least is None or found.types.base + least >= value:
        return None
    return found.types.base + least
