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
from allocator.engine.cpsat import decide
from allocator.engine.mathopt import second_opinion
from allocator.engine.pricing import CLOSE, Dual, best_prices
from allocator.engine.program import program

if TYPE_CHECKING:
    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.rows import Mask, Row, Table

NARROW = SCALE // 2
WHOLE = 1e-6
OPINION_SECONDS = 60.0


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
        The incumbent's day of each person, shape (people,).
    guide
        Tie costs, shape (people, days): they single out one of many equal optima.
    """

    open_days: Mask
    rows: tuple[Row, ...]
    choice: Choice
    guide: Table
    pins: list[Pin] = field(default_factory=list)

    def value(self, table: Table) -> int:
        """Return the incumbent's sum of a table, in exact integers."""
        return int(table[np.arange(len(self.choice)), self.choice].sum())

    @property
    def columns(self) -> Mask:
        """The incumbent as columns, shape (people, days)."""
        found = np.zeros_like(self.open_days)
        found[np.arange(len(self.choice)), self.choice] = True
        return found


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

    def cut(self, table: Table, limit: int) -> Mask:
        """Return the days that no allocation with a sum of at most `limit` can use."""
        if limit == 0 and not (table < 0).any():
            return np.asarray(table > 0)
        return np.asarray(self.priced.reduced > limit * SCALE - self.priced.bound)


def minimise(
    state: State, table: Table, budget: Budget, *, enough: int | None = None
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
    """
    free = price(table, state.open_days, (), (), Prices())
    if state.value(table) <= free.rounded:
        return Minimum(free.rounded, free.rounded, "prices", Prices(), None, free)
    dual = best_prices(
        table, state.open_days, state.rows, state.pins, state.columns, budget, enough=enough
    )
    bound = dual.priced.rounded
    if enough is not None and bound >= enough:
        return Minimum(state.value(table), bound, "prices", dual.prices, None, dual.priced)
    return close_gap(state, table, dual, budget)


def close_gap(state: State, table: Table, dual: Dual, budget: Budget) -> Minimum:
    """Find an allocation as good as a stage's bound, or show that there is none.

    Parameters
    ----------
    state
        Open days, rows, pins, and an incumbent to beat; it improves in place where a better
        allocation is found. The incumbent may break the rows: then only its value counts.
    table
        Integers, shape (people, days).
    dual
        Prices of the stage.
    budget
        Time left.
    """
    bound, proof, contradiction = dual.priced.rounded, "prices", None
    if state.value(table) > bound:
        _take_if_whole(state, table, dual)
    if state.value(table) > bound:
        _settle_fractions(state, table, dual, budget)
    if state.value(table) > bound:
        bound, proof, contradiction = _search(state, table, dual, budget)
    return Minimum(state.value(table), bound, proof, dual.prices, contradiction, dual.priced)


def _take_if_whole(state: State, table: Table, dual: Dual) -> None:
    """Take the linear program's own optimum where it is whole and better."""
    y = dual.relaxed.y
    chosen = y > 0.5
    whole = np.abs(y - chosen).max(initial=0) < WHOLE
    if whole and dual.relaxed.overflow < WHOLE:
        _take_if_better(state, table, dual.program.day[chosen])


def _take_if_better(state: State, table: Table, candidate: Choice) -> None:
    if table[np.arange(len(candidate)), candidate].sum() < state.value(table):
        state.choice = candidate


def _settle_fractions(state: State, table: Table, dual: Dual, budget: Budget) -> None:
    """Look for an allocation that meets the bound among the days that could.

    Many days are equally good for the stage, so its linear program ends between them. The
    seeded tie costs make one of its optima stand out; few people are then torn between
    days, and CP-SAT settles those on the days that are cheap at the second prices.
    """
    bound = dual.priced.rounded
    face = state.open_days & (dual.priced.reduced <= bound * SCALE - dual.priced.bound)
    pins = [*state.pins, Pin("this stage", table, bound)]
    start = np.zeros_like(face)
    start[dual.program.person, dual.program.day] = True
    second = best_prices(state.guide, face, state.rows, pins, start & face, budget)
    columns = face & (second.priced.reduced <= CLOSE)
    part = program(table, columns | state.columns, state.rows, state.pins)
    decided = decide(part, budget, part.day == state.choice[part.person])
    if decided.chosen is not None:
        _take_if_better(state, table, part.day[decided.chosen])


def _search(
    state: State, table: Table, dual: Dual, budget: Budget
) -> tuple[int, str, int | None]:
    """Widen the open columns until nothing outside can help."""
    priced, width = dual.priced, NARROW
    while not budget.spent:
        reach = max(0, state.value(table) * SCALE - priced.bound)
        columns = state.open_days & (priced.reduced <= min(width, reach))
        columns |= state.columns
        part = program(table, columns, state.rows, state.pins)
        hint = part.day == state.choice[part.person]
        decided = decide(part, budget, hint)
        if decided.chosen is not None:
            _take_if_better(state, table, part.day[decided.chosen])
        value = state.value(table)
        outside = -(-(priced.bound + min(width, reach) + 1) // SCALE)
        if not decided.proven:
            break
        if width >= reach or value <= outside:
            opinion = second_opinion(part, OPINION_SECONDS)
            better = opinion if opinion is not None and opinion < value else None
            return value, "search", better
        width *= 4
    return priced.rounded, "", None
