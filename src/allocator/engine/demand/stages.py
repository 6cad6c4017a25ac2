"""Stages over all days of a space: looked ahead at, or settled one by one."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Prices
from allocator.engine.demand.listing import joined, listed
from allocator.engine.demand.settling import settle
from allocator.engine.reached import limit_of, reached_of
from allocator.engine.settling import better_elsewhere, decide_columns
from allocator.engine.stage import NARROW, Settled
from allocator.space_certificate import Costs, SpacePin, days_of
from allocator.space_search import TooMany, within

if TYPE_CHECKING:
    from allocator.engine.demand.ground import Ground
    from allocator.engine.reached import Reached
    from allocator.objectives.protocol import Stage
    from allocator.space_certificate import Open, SpacePriced
    from allocator.space_search import Days

FEW_LISTED, MOST_LISTED = 20_000, 1_000_000
"""Days that a search over all that are near enough may list, at first and at last."""


@dataclass
class State:
    """What the stages so far have left open, and a day of each person that is as good."""

    left: Open
    days: Days
    pins: list[SpacePin] = field(default_factory=list)


@dataclass(frozen=True)
class Look:
    """A stage as it will be if its bound, and those before it, are met.

    Attributes
    ----------
    reached
        Value and bound, equal; None where the stage has nothing left to decide.
    left, pins
        What later stages may use.
    goal
        What an allocation that meets the bounds may use: less where a later stage may spend
        more than this one came to.
    settled, priced
        What is known of the bound, to be used again while all before is as foreseen.
    """

    reached: Reached | None
    left: Open
    pins: tuple[SpacePin, ...]
    goal: tuple[SpacePin, ...]
    settled: Settled | None = None
    priced: SpacePriced | None = None


def signed(stage: Stage, ground: Ground) -> Costs:
    """Return the costs of a stage, negated where more is better."""
    costs = ground.costs[stage.name]
    return costs.negated() if stage.most else costs


def look(stage: Stage, before: Look, ground: Ground) -> Look | None:
    """Bound a stage as if all bounds before were met; None where nobody can keep the rows."""
    costs = signed(stage, ground)
    if _idle(costs, before.left, ground):
        return Look(None, before.left, before.pins, before.goal)
    began = time.monotonic()
    priced = None
    if stage.largest:
        found = _least_largest(costs, before, ground)
        left, pins, goal = before.left.only(costs, found.value), before.pins, before.pins
    else:
        beyond = costs.highest(ground.space) + 1
        priced = ground.best_prices(costs, before.left, before.pins, enough=beyond)
        bound = priced.rounded
        if bound >= beyond:
            return None
        found = Settled(bound, bound, "prices", priced.prices, None)
        limit = limit_of(bound, stage.tolerance)
        left = before.left.after(costs, limit)
        pins = (*before.pins, SpacePin(stage.name, costs, limit))
        goal = (*before.pins, SpacePin(stage.name, costs, bound))
    taken = time.monotonic() - began
    reached = reached_of(stage, found, len(ground.known), taken)
    return Look(reached, left, pins, goal, found, priced)


def alone(
    stage: Stage, state: State, ground: Ground, foreseen: Look | None = None
) -> Reached | None:
    """Settle a stage by itself; None where nothing is left to decide.

    Parameters
    ----------
    stage, state, ground
        What is to be settled, after what, on what.
    foreseen
        The look ahead at this stage, if all stages before came to what it took for granted.
    """
    costs = signed(stage, ground)
    if _idle(costs, state.left, ground):
        return None
    began = time.monotonic()
    if stage.largest:
        found = _largest(costs, state, ground, foreseen.settled if foreseen else None)
        state.left = state.left.only(costs, found.value)
    else:
        found = minimise(costs, state, ground, priced=foreseen.priced if foreseen else None)
        limit = limit_of(found.value, stage.tolerance)
        state.left = state.left.after(costs, limit)
        state.pins.append(SpacePin(stage.name, costs, limit))
    return reached_of(stage, found, len(ground.known), time.monotonic() - began)


def minimise(
    costs: Costs,
    state: State,
    ground: Ground,
    *,
    enough: int | None = None,
    priced: SpacePriced | None = None,
) -> Settled:
    """Make the sum of a stage as small as possible; the days in `state` improve.

    Parameters
    ----------
    costs
        The stage.
    state, ground
        What is open, and what stages stand on.
    enough
        A bound at which the work may stop: more is not asked.
    priced
        The bound of this very question, where it is known.
    """
    space = ground.space
    value = int(costs.sum(space, state.days).sum())
    goal = value if enough is None else min(value, enough)
    if priced is None:
        priced = ground.best_prices(costs, state.left, state.pins, enough=goal)
    bound = priced.rounded
    settled = Settled(value, bound, "prices", priced.prices, None)
    if value <= bound or (enough is not None and bound >= enough):
        return settled
    found = _search(costs, state, priced, ground, FEW_LISTED)
    if not found.proof:
        pins = (*state.pins, SpacePin("this stage", costs, bound))
        days = settle(ground, state.left, pins)
        if days is not None:
            state.days = days
            return replace(settled, value=bound)
        found = _search(costs, state, priced, ground, MOST_LISTED)
    return found


def _search(
    costs: Costs, state: State, priced: SpacePriced, ground: Ground, limit: int
) -> Settled:
    """Widen the listed days, up to a limit, until nothing outside can help."""
    space, width = ground.space, NARROW
    value = int(costs.sum(space, state.days).sum())
    settled = Settled(value, priced.rounded, "", priced.prices, None)
    while not ground.budget.spent:
        close = min(width, max(0, value * SCALE - priced.bound))
        try:
            days = within(priced.tolls, priced.least + close, limit)
        except TooMany:
            break
        columns, parts = listed(space, joined(days, state.days), costs, state.pins)
        found = decide_columns(columns, ground.budget)
        if found.choice is not None:
            better = days_of(space, parts[found.choice])
            if costs.sum(space, better).sum() < value:
                state.days = better
                value = int(costs.sum(space, better).sum())
        settled = replace(settled, value=value)
        if value == priced.rounded:
            return replace(settled, proof="prices")
        if not found.proven:
            break
        outside = -(-(priced.bound + close + 1) // SCALE)
        if close >= value * SCALE - priced.bound or value <= outside:
            doubt = better_elsewhere(found, value)
            return replace(settled, bound=value, proof="search", contradiction=doubt)
        width *= 4
    return settled


def _largest(costs: Costs, state: State, ground: Ground, foreseen: Settled | None) -> Settled:
    """Find the least z such that everybody can have a day that costs at most z.

    The search begins at the bound that was foreseen, where there is one.
    """
    table = costs.of_loss
    assert table is not None
    z = bound = state.left.lowest(ground.space, table)
    proof, prices, contradiction = "prices", Prices(), None
    if foreseen is not None:
        z, bound, prices = foreseen.bound, foreseen.bound, foreseen.prices
    while z < (worst := int(costs.sum(ground.space, state.days).max())):
        above = Costs(of_loss=(table > z).astype(np.int64))
        found = minimise(above, state, ground, enough=1)
        if found.value == 0:
            break
        if found.bound < 1:
            z, proof = worst, ""
            break
        z = bound = z + 1
        proof, prices = found.proof, found.prices
        contradiction = found.contradiction
    else:
        z = worst
    return Settled(z, bound, proof, prices, contradiction)


def _least_largest(costs: Costs, before: Look, ground: Ground) -> Settled:
    """Find the least z that prices do not rule out, in steps that double, then halve."""
    table = costs.of_loss
    assert table is not None
    low, prices = before.left.lowest(ground.space, table), Prices()
    high, step = None, 1
    z = low
    while low < high if high is not None else z < table.max():
        above = Costs(of_loss=(table > z).astype(np.int64))
        priced = ground.best_prices(above, before.left, before.pins, enough=1, only=True)
        if priced.rounded < 1:
            high = z
        else:
            low, prices = z + 1, priced.prices
        step *= 2
        z = min(z + step, int(table.max())) if high is None else (low + high) // 2
    return Settled(low, low, "prices", prices, None)


def _idle(costs: Costs, left: Open, ground: Ground) -> bool:
    """Tell whether a stage has nothing to decide."""
    if costs.of_part is not None and costs.of_part[left.parts].any():
        return False
    if costs.of_loss is None:
        return True
    losses = np.arange(costs.of_loss.shape[1]) >= ground.space.floor[:, np.newaxis]
    if left.losses is not None:
        losses &= left.losses
    return not costs.of_loss[losses].any()
