"""One stage: prices, prune, decide, certify.

A lower bound L from prices holds whatever else happens. A day whose reduced cost exceeds
value - L is in no better allocation, so CP-SAT sees only the days with a small reduced
cost; the width grows until no day outside could matter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Pin, Priced, Prices, price
from allocator.engine.news import UNWATCHED
from allocator.engine.pricing import best_prices
from allocator.engine.settling import better_elsewhere, decide_among, settle

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.news import Desk, Watch
    from allocator.rows import Mask, Row, Table

NARROW = SCALE // 2


@dataclass
class State:
    """What the stages so far have left open.

    Attributes
    ----------
    open_days
        Days that an allocation as good as the incumbent may use, shape (people, days).
    rows
        Shared rules.
    pins
        Earlier stages.
    choice
        The incumbent's day of each person, shape (people,); -1 before there is one.
    guide
        Tie costs, shape (people, days): they single out one of many equal optima.
    """

    open_days: Mask
    rows: tuple[Row, ...]
    choice: Choice
    guide: Table
    pins: list[Pin] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        """Whether there is an incumbent."""
        return bool((self.choice >= 0).all())

    def value(self, table: Table) -> int:
        """Return the incumbent's sum of a table, in exact integers."""
        return int(table[np.arange(len(self.choice)), self.choice].sum())


@dataclass(frozen=True)
class Settled:
    """What is known of a stage.

    Attributes
    ----------
    value, bound
        What the incumbent has and what no allocation can beat.
    proof
        "prices" where the certificate alone closes, "search" where CP-SAT completed it and
        HiGHS agreed, "" where nothing is proven.
    prices
        The certificate.
    contradiction
        A value that the second solver found and that is better than the one "proven".
    """

    value: int
    bound: int
    proof: str
    prices: Prices
    contradiction: int | None


@dataclass(frozen=True)
class Minimum(Settled):
    """What is known of a stage's least sum, with bound and reduced costs at its prices."""

    priced: Priced


def left(priced: Priced, limit: int) -> Mask:
    """Return the open days that an allocation with a sum of at most `limit` can use.

    Parameters
    ----------
    priced
        A stage at its prices.
    limit
        What the stage may come to.
    """
    seen = priced.seen
    if limit == 0 and not (seen.table < 0).any():
        return np.asarray(seen.open_days & (seen.table <= 0))
    return priced.within(limit * SCALE - priced.bound)


def minimise(
    state: State,
    table: Table,
    budget: Budget,
    *,
    enough: int | None = None,
    watch: Watch = UNWATCHED,
) -> Minimum:
    """Make the sum of a table as small as possible; the incumbent in `state` improves.

    Parameters
    ----------
    state
        Open days, rows, pins and the incumbent.
    table
        Integers, shape (people, days).
    budget
        Time left.
    enough
        A bound at which the work may stop: more is not asked.
    watch
        Is told of bounds and values.
    """
    free = price(table, state.open_days, (), (), Prices())
    value = state.value(table)
    if value <= free.rounded:
        return Minimum(free.rounded, free.rounded, "prices", Prices(), None, free)
    goal = value if enough is None else min(value, enough)
    watch.value(value)
    priced = best_prices(
        table, state.open_days, state.rows, state.pins, budget, enough=goal, watch=watch
    )
    bound = priced.rounded
    if enough is not None and bound >= enough:
        return Minimum(value, bound, "prices", priced.seen.prices, None, priced)
    return close_gap(state, table, priced, budget, watch)


def close_gap(
    state: State, table: Table, priced: Priced, budget: Budget, watch: Watch = UNWATCHED
) -> Minimum:
    """Find an allocation as good as a stage's bound, or show that there is none.

    Parameters
    ----------
    state
        Open days, rows, pins, and an incumbent to beat; it improves in place where a better
        allocation is found. The incumbent may break the rows: then only its value counts.
    table
        Integers, shape (people, days).
    priced
        The stage at its best prices.
    budget
        Time left.
    watch
        Is told of values.
    """
    bound, proof, contradiction = priced.rounded, "prices", None
    if state.value(table) > bound:
        pins = (*state.pins, Pin("this stage", table, bound))
        found = settle(left(priced, bound), state.rows, pins, state.guide, budget)
        if found is not None:
            state.choice = found
            budget.desk.keep(found)
    if state.value(table) > bound:
        bound, proof, contradiction = _search(state, table, priced, budget, watch)
    prices = priced.seen.prices
    return Minimum(state.value(table), bound, proof, prices, contradiction, priced)


@dataclass
class _Better:
    """Tells of what a search finds, where it is better than all before."""

    table: Table
    desk: Desk
    watch: Watch
    value: int

    def __call__(self, choice: Choice) -> None:
        value = int(self.table[np.arange(len(choice)), choice].sum())
        if value < self.value:
            self.value = value
            self.desk.keep(choice)
            self.watch.value(value)


def _search(
    state: State, table: Table, priced: Priced, budget: Budget, watch: Watch
) -> tuple[int, str, int | None]:
    """Widen the open columns until nothing outside can help."""
    width = NARROW
    while not budget.spent:
        value = state.value(table)
        reach = max(0, value * SCALE - priced.bound)
        near = min(width, reach)
        columns = priced.within(near)
        people = np.arange(len(state.choice))
        hint = state.choice if columns[people, state.choice].all() else None
        better = _Better(table, budget.desk, watch, value)
        heard = better if budget.desk.listens else None
        found = decide_among(table, columns, state.rows, state.pins, budget, hint, heard)
        if found.choice is not None and table[people, found.choice].sum() < value:
            state.choice = found.choice
            better(found.choice)
        if not found.proven:
            break
        value = state.value(table)
        outside = -(-(priced.bound + near + 1) // SCALE)
        if near >= reach or value <= outside:
            return value, "search", better_elsewhere(found, value)
        width *= 4
    return priced.rounded, "", None
