"""A first allocation, so that every later step has something to improve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE
from allocator.engine.cpsat import LIMIT_OF_EXACTNESS
from allocator.engine.news import watch
from allocator.engine.pricing import best_prices
from allocator.engine.settling import decide_among
from allocator.errors import Infeasible, LimitReached
from allocator.language import told
from allocator.serial import UNPLACED, in_turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.certificate import Pin
    from allocator.engine.budget import Budget
    from allocator.rows import Mask, Row, Table
    from allocator.units import Units

    Choice = NDArray[np.intp]


CLOSE = 100 * SCALE
"""Width in tie costs within which few days a person are left."""
UNWANTED = 10_000
"""Tie cost of a refused or missing session: more than chance can outweigh."""


def refuse_stranded(units: Units) -> None:
    """Refuse parties whom no day suits.

    Raises
    ------
    Infeasible
        If there is one: naming all of them.
    """
    found = [
        told(
            "no day is permitted to all of {people}, who stay together", people=", ".join(unit)
        )
        for unit in units.stranded
    ]
    if found:
        raise Infeasible(found)


def first_choice(units: Units, budget: Budget) -> Choice:
    """Return a day for each unit that obeys everything, shape (units,).

    Units pick their best day in the seeded order; where that strands somebody, the
    linear program decides whether an allocation exists, and CP-SAT finds it.

    Raises
    ------
    Infeasible
        If there is none: proven by prices or by a complete search.
    LimitReached
        If none was found in time.
    """
    watch(budget, "begin")
    picked: Choice = in_turn(units, [np.arange(len(units))])[0]
    if (picked != UNPLACED).all() and units.holds(picked):
        budget.desk.keep(picked)
        return picked
    nothing = np.zeros(units.permitted.shape, dtype=np.int64)
    priced = best_prices(nothing, units.permitted, units.rows, (), budget, enough=1)
    if priced.bound > 0:
        raise Infeasible([_shortage(units, priced.seen.prices.rows)])
    return among_cheap_days(guide(units), units.permitted, units.rows, (), budget)


def guide(units: Units) -> Table:
    """Return costs that lead a search to likely days, small enough to add up exactly.

    Refused and missing sessions are dear, and chance decides between the rest. It proves
    nothing, so it may be coarse.
    """
    cost = units.ties.astype(np.int64) + (units.refused + units.gaps) * UNWANTED
    while int(cost.sum()) >= LIMIT_OF_EXACTNESS:
        cost = cost // 2
    return cost


def among_cheap_days(
    cost: Table, open_days: Mask, rows: Sequence[Row], pins: Sequence[Pin], budget: Budget
) -> Choice:
    """Search the days that are cheap at the prices of a table, then wider ones.

    Parameters
    ----------
    cost
        What guides the search, shape (people, days).
    open_days
        Days that may be chosen, shape (people, days).
    rows, pins
        Shared rules and earlier stages; their linear program has a solution.
    budget
        Time left.

    Returns
    -------
    ndarray of int, shape (people,)
        A day for each person that obeys everything; the search for it ends with the first
        width at which there is one.

    Raises
    ------
    Infeasible
        If there is none, by a complete search.
    LimitReached
        If none was found in time.
    """
    priced = best_prices(cost, open_days, rows, pins, budget)
    width, everything = CLOSE, int(priced.reduced[open_days].max())
    heard = budget.desk.keep if budget.desk.listens else None
    while not budget.spent:
        near = priced.within(width)
        found = decide_among(cost, near, rows, pins, budget, heard=heard)
        if found.choice is not None:
            budget.desk.keep(found.choice)
            return found.choice
        if found.proven and width >= everything:
            why = told("the rules contradict each other for these people")
            raise Infeasible([why])
        width *= 4
    raise LimitReached(told("the limit came before any allocation was found; allow more time"))


def _shortage(units: Units, prices: Mapping[str, int]) -> str:
    scarce = [row for row in units.rows if row.label in prices]
    names = ", ".join(f"{row.subject} ({row.seats})" for row in scarce)
    return told("more people need these places than there are seats: {names}", names=names)
