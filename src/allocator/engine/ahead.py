"""Look ahead: what the next stages come to if each meets its bound."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Pin, Prices
from allocator.engine.news import watch
from allocator.engine.pricing import best_prices
from allocator.engine.reached import limit_of, reached_of
from allocator.engine.stage import Settled, left

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.reached import Reached
    from allocator.engine.stage import State
    from allocator.objectives.protocol import Stage
    from allocator.rows import Mask, Table
    from allocator.units import Units


@dataclass(frozen=True)
class Look:
    """A stage as it will be if its bound, and those before it, are met.

    Attributes
    ----------
    reached
        Value and bound, equal; None where the stage has nothing left to decide.
    open_days
        Days that later stages may use, shape (units, days).
    pins
        This stage and those before it, for later stages.
    goal
        Days and pins of an allocation that meets the bounds; later stages may use more
        where this one has a tolerance.
    """

    reached: Reached | None
    open_days: Mask
    pins: tuple[Pin, ...]
    goal: tuple[Mask, tuple[Pin, ...]]


def look_ahead(
    units: Units,
    stages: Sequence[Stage],
    state: State,
    settled: Mapping[str, Reached],
    budget: Budget,
) -> list[Look]:
    """Bound stage after stage as if each bound were met.

    Parameters
    ----------
    units
        Days, permissions and rows.
    stages
        In order of importance.
    state
        What the stages before have left open; it stays as it is.
    settled
        Stages of which the value is known already, by name.
    budget
        Time left.

    Returns
    -------
    list of Look
        One a stage; fewer where time ran out, or where nobody can keep the rows. A stage with
        a tolerance is the last: what later ones may spend follows from its value, which
        somebody must reach first.
    """
    looks: list[Look] = []
    look = _plain(None, state.open_days, tuple(state.pins))
    for stage in stages:
        if budget.spent:
            break
        known = settled.get(stage.name)
        found = (
            _known(units, stage, look, known)
            if known
            else _look(units, stage, look, state, budget)
        )
        if found is None:
            break
        look = found
        looks.append(look)
        if stage.tolerance and not known:
            break
    return looks


def _known(units: Units, stage: Stage, before: Look, known: Reached) -> Look:
    """Pin a stage that is known already at its limit."""
    sign = -1 if stage.most else 1
    pin = Pin(stage.name, units.cost(stage), sign * known.limit)
    return _plain(known, before.open_days, (*before.pins, pin))


def _plain(reached: Reached | None, open_days: Mask, pins: tuple[Pin, ...]) -> Look:
    return Look(reached, open_days, pins, (open_days, pins))


def _look(
    units: Units, stage: Stage, before: Look, state: State, budget: Budget
) -> Look | None:
    table = units.cost(stage)
    if not table[before.open_days].any():
        return _plain(None, before.open_days, before.pins)
    began, days = time.monotonic(), int(np.count_nonzero(before.open_days))
    found = (_largest if stage.largest else _sum)(stage, table, before, state, budget)
    if found is None:
        return None
    settled, look = found
    reached = reached_of(stage, settled, days, time.monotonic() - began)
    return replace(look, reached=reached)


def _sum(
    stage: Stage, table: Table, before: Look, state: State, budget: Budget
) -> tuple[Settled, Look] | None:
    beyond = int(table.max(axis=1).sum()) + 1
    seen = watch(budget, "bound", stage.name, -1 if stage.most else 1)
    priced = best_prices(
        table, before.open_days, state.rows, before.pins, budget, enough=beyond, watch=seen
    )
    bound = priced.rounded
    if bound >= beyond:
        return None
    found = Settled(bound, bound, "prices", priced.seen.prices, None)

    def within(limit: int) -> tuple[Mask, tuple[Pin, ...]]:
        return left(priced, limit), (*before.pins, Pin(stage.name, table, limit))

    goal = within(bound)
    later = within(limit_of(bound, stage.tolerance)) if stage.tolerance else goal
    return found, Look(None, *later, goal)


def _largest(
    stage: Stage, table: Table, before: Look, state: State, budget: Budget
) -> tuple[Settled, Look] | None:
    """Find the least z that prices do not rule out."""
    highest = int(table[before.open_days].max())
    lowest = np.where(before.open_days, table, np.iinfo(table.dtype).max).min(axis=1)
    z, prices = int(lowest.max()), Prices()
    seen = watch(budget, "bound", stage.name)
    while z < highest:
        seen.bound(z)
        above = (table > z).astype(np.int64)
        priced = best_prices(above, before.open_days, state.rows, before.pins, budget, enough=1)
        if priced.rounded < 1:
            break
        z, prices = z + 1, priced.seen.prices
    found = Settled(z, z, "prices", prices, None)
    return found, _plain(None, before.open_days & (table <= z), before.pins)
