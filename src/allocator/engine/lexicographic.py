"""Stages in order: each is proven, pinned, and never worsened by a later one.

Prices alone tell what the stages can come to at best. So the engine looks ahead: it bounds
stage after stage as if each bound were met, and then looks for one allocation that meets
them all. Mostly there is one. If not, it tries to meet the first half of them, and so on;
a single stage that cannot be met so is searched.
"""

from __future__ import annotations

import time
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Pin, Prices
from allocator.engine.ahead import look_ahead
from allocator.engine.budget import Budget
from allocator.engine.first import first_choice, refuse_stranded
from allocator.engine.news import watch
from allocator.engine.pricing import MANY_PRICES
from allocator.engine.reached import limit_of, reached_of
from allocator.engine.settling import settle
from allocator.engine.stage import Minimum, Settled, State, left, minimise
from allocator.serial import UNPLACED
from allocator.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.engine.ahead import Look
    from allocator.engine.first import Choice
    from allocator.engine.reached import Progress, Reached
    from allocator.model import Model
    from allocator.objectives.protocol import Stage

PLANS = "plans"
"""Proof of a stage whose bound was found over all plans, by many cuts."""
GRACE = 10.0
"""Seconds to find an allocation that meets the bounds so far, where the work was ended."""


def optimise(
    model: Model,
    stages: Sequence[Stage],
    budget: Budget,
    progress: Progress | None = None,
    start: Choice | None = None,
    settled: Mapping[str, Reached] = MappingProxyType({}),
) -> tuple[State, tuple[Reached, ...]]:
    """Solve stage after stage.

    Parameters
    ----------
    model
        Days, permissions and rows.
    stages
        In order of importance.
    budget
        Time, and the flag that ends the work with the best so far.
    progress
        Called after each stage.
    start
        A day for each person that obeys everything, shape (people,); None finds one.
    settled
        Summed stages of which the value is known already, by name: they are not asked
        again, and their limits are kept.

    Returns
    -------
    state : State
        Each person's day, and what the stages have left open.
    reached : tuple of Reached
        One entry a stage; a stage with nothing left to decide (its table is 0) has none.

    Raises
    ------
    Infeasible, LimitReached
        As `first_choice`.
    """
    units = Units(model)
    refuse_stranded(units)
    nobody = np.full(len(units), UNPLACED, dtype=np.intp)
    choice = nobody if start is None else units.of_units(start)
    state = State(units.permitted.copy(), tuple(units.rows), choice, units.ties)
    reached: list[Reached] = []
    budget.desk.order = tuple(stage.name for stage in stages)
    budget.desk.of_people = units.of_people
    ahead, horizon = list(stages), len(stages)
    if len(units.rows) + len(stages) > MANY_PRICES:
        horizon = 0
    while ahead:
        looks = look_ahead(units, ahead[:horizon], state, settled, budget)
        late = budget.spent and not state.begun
        goals = zip(ahead, looks, strict=False)
        grace = Budget(GRACE, desk=budget.desk) if late else budget
        met = _meet(list(goals), state, grace)
        found = [look.reached for look in looks[:met] if look.reached]
        ahead = ahead[met:]
        if not met:
            found = _alone(units, ahead.pop(0), state, settled, budget)
            horizon = min(horizon, 2)
        elif met < len(looks):
            horizon = 2 * met
        reached += found
        for entry in found:
            if progress and entry.name not in settled:
                progress(entry)
    if not state.begun:
        state.choice = first_choice(units, budget)
    tables = {stage.name: stage for stage in stages}
    final = (_as_it_ended(units, tables[r.name], r, state.choice) for r in reached)
    return _of_people(state, stages, units), tuple(final)


def _of_people(state: State, stages: Sequence[Stage], units: Units) -> State:
    """Return what is left open to people one by one: days, rows and pins of all of them."""
    if units.sizes is None:
        return state
    named = {stage.name: stage for stage in stages}
    return State(
        open_days=units.days_of_people(state.open_days),
        rows=tuple(units.model.rows),
        choice=units.of_people(state.choice),
        guide=units.model.ties,
        pins=[units.pin_of_people(named[pin.name], pin) for pin in state.pins],
    )


def _meet(goals: Sequence[tuple[Stage, Look]], state: State, budget: Budget) -> int:
    """Find an allocation that meets the bounds of as many looks as can be had at once.

    Returns
    -------
    int
        How many bounds the new incumbent meets; all stages but these are still ahead. A
        single bound is left to the search of a stage alone, once there is an incumbent.
    """
    length, least = len(goals), 1 if state.begun else 0
    while length > least:
        stage, look = goals[length - 1]
        watch(budget, "meet", stage.name)
        open_days, pins = look.goal
        choice = settle(open_days, state.rows, pins, state.guide, budget)
        if choice is not None:
            state.choice = choice
            budget.desk.keep(choice)
            state.open_days, state.pins = look.open_days, list(look.pins)
            return length
        length //= 2
    return 0


def _alone(
    units: Units,
    stage: Stage,
    state: State,
    settled: Mapping[str, Reached],
    budget: Budget,
) -> list[Reached]:
    """Settle a stage by itself; none is reached where nothing is left to decide."""
    if stage.name in settled:
        return [_as_settled(units, stage, state, settled[stage.name])]
    if not units.table(stage)[state.open_days].any():
        return []
    if not state.begun:
        state.choice = first_choice(units, budget)
    began, days = time.monotonic(), int(state.open_days.sum())
    found = (_largest if stage.largest else _sum)(units, stage, state, budget)
    return [reached_of(stage, found, days, time.monotonic() - began)]


def _as_settled(units: Units, stage: Stage, state: State, known: Reached) -> Reached:
    """Pin a stage that is known already at its limit."""
    sign = -1 if stage.most else 1
    state.pins.append(Pin(stage.name, units.cost(stage), sign * known.limit))
    return known


def _as_it_ended(units: Units, stage: Stage, reached: Reached, choice: Choice) -> Reached:
    """Count a stage again: after one that was not proven, a later one may improve it."""
    entries = units.table(stage)[np.arange(len(choice)), choice]
    value = int(entries.max(initial=0) if stage.largest else entries.sum())
    if stage.tolerance:
        value = min(value, reached.value)
    if value == reached.value:
        return reached
    proof = "prices" if value == reached.bound else ""
    limit = limit_of(value, stage.tolerance)
    return replace(reached, value=value, limit=limit, proof=proof)


def _sum(units: Units, stage: Stage, state: State, budget: Budget) -> Minimum:
    """Minimise a sum, then drop the days it rules out and pin what later stages may spend."""
    table = units.cost(stage)
    sign = -1 if stage.most else 1
    seen = watch(budget, "search", stage.name, sign, state.value(table))
    found = minimise(state, table, budget, watch=seen)
    limit = limit_of(found.value, stage.tolerance)
    state.open_days = left(found.priced, limit)
    state.pins.append(Pin(stage.name, table, limit))
    return found


def _largest(units: Units, stage: Stage, state: State, budget: Budget) -> Settled:
    """Find the least z such that everybody can have a day with an entry of at most z.

    For each z the number of people above z is minimised; a bound above 0 shows that z is
    out of reach.
    """
    table = units.table(stage)
    everywhere = np.where(state.open_days, table, np.iinfo(table.dtype).max)
    z = bound = int(everywhere.min(axis=1).max())
    proof, prices, contradiction = "prices", Prices(), None
    people = np.arange(len(state.choice))
    seen = watch(budget, "search", stage.name)
    while z < (worst := int(table[people, state.choice].max())):
        seen.bound(z)
        seen.value(worst)
        found = minimise(state, (table > z).astype(np.int64), budget, enough=1)
        if found.value == 0:
            break
        if found.bound < 1:
            z, proof = worst, ""
            break
        z = bound = z + 1
        proof, prices = found.proof, found.prices
        contradiction = found.contradiction
    else:
        z = int(table[people, state.choice].max())
    state.open_days &= table <= z
    return Settled(z, bound, proof, prices, contradiction)
