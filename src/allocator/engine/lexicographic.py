"""Stages in order: each is proven, pinned, and never worsened by a later one."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Pin, Prices
from allocator.engine.first import first_choice
from allocator.engine.stage import Minimum, Settled, State, minimise

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.model import Model
    from allocator.objectives.protocol import Stage

    Progress = Callable[["Reached"], None]

PLANS = "plans"
"""Proof of a stage whose bound was found over all plans, by many cuts."""


@dataclass(frozen=True)
class Reached:
    """What a stage reached.

    Attributes
    ----------
    name
        Name of the stage.
    most
        Whether more is better.
    value, bound
        As the stage counts; they meet exactly when the stage is proven.
    limit
        What later stages keep to: the value, or more where the stage is a budget.
    proof
        "prices", "search", "plans", or "" where it is not proven.
    prices
        The certificate: with them anyone can recount the bound. For a stage that counts
        the largest entry they belong to the table [entry > value - 1].
    days
        Number of (person, day) pairs that were still open before the stage.
    seconds
        Wall clock.
    contradiction
        A better value that the second solver found; None as it should be.
    """

    name: str
    most: bool
    value: int
    bound: int
    limit: int
    proof: str
    prices: Prices
    days: int
    seconds: float
    contradiction: int | None = None


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
    choice = first_choice(model, budget) if start is None else start
    state = State(model.permitted.copy(), tuple(model.rows), choice, model.ties)
    reached: list[Reached] = []
    for stage in stages:
        if not stage.table(model)[state.open_days].any():
            continue
        if stage.name in settled:
            reached.append(_as_settled(model, stage, state, settled[stage.name]))
            continue
        began, days = time.monotonic(), int(state.open_days.sum())
        found = (_largest if stage.largest else _sum)(model, stage, state, budget)
        sign = -1 if stage.most else 1
        entry = Reached(
            name=stage.name,
            most=stage.most,
            value=sign * found.value,
            bound=sign * found.bound,
            limit=sign * limit_of(found.value, stage.tolerance),
            proof=found.proof,
            prices=found.prices,
            days=days,
            seconds=time.monotonic() - began,
            contradiction=found.contradiction,
        )
        reached.append(entry)
        if progress:
            progress(entry)
    tables = {stage.name: stage for stage in stages}
    final = (_as_it_ended(model, tables[r.name], r, state.choice) for r in reached)
    return state, tuple(final)


def _as_settled(model: Model, stage: Stage, state: State, known: Reached) -> Reached:
    """Pin a stage that is known already at its limit."""
    sign = -1 if stage.most else 1
    state.pins.append(Pin(stage.name, sign * stage.table(model), sign * known.limit))
    return known


def _as_it_ended(model: Model, stage: Stage, reached: Reached, choice: Choice) -> Reached:
    """Count a stage again: after one that was not proven, a later one may improve it."""
    entries = stage.table(model)[np.arange(len(choice)), choice]
    value = int(entries.max(initial=0) if stage.largest else entries.sum())
    if stage.tolerance:
        value = min(value, reached.value)
    if value == reached.value:
        return reached
    proof = "prices" if value == reached.bound else ""
    limit = limit_of(value, stage.tolerance)
    return replace(reached, value=value, limit=limit, proof=proof)


def _sum(model: Model, stage: Stage, state: State, budget: Budget) -> Minimum:
    """Minimise a sum, then drop the days it rules out and pin what later stages may spend."""
    table = -stage.table(model) if stage.most else stage.table(model)
    found = minimise(state, table, budget)
    limit = limit_of(found.value, stage.tolerance)
    state.open_days &= ~found.cut(table, limit)
    state.pins.append(Pin(stage.name, table, limit))
    return found


def limit_of(value: int, tolerance: Fraction) -> int:
    """Return what later stages may spend of a stage: floor((1 + tolerance) value)."""
    return value + math.floor(tolerance * value)


def _largest(model: Model, stage: Stage, state: State, budget: Budget) -> Settled:
    """Find the least z such that everybody can have a day with an entry of at most z.

    For each z the number of people above z is minimised; a bound above 0 shows that z is
    out of reach.
    """
    table = stage.table(model)
    everywhere = np.where(state.open_days, table, np.iinfo(np.int64).max)
    z = bound = int(everywhere.min(axis=1).max())
    proof, prices, contradiction = "prices", Prices(), None
    people = np.arange(len(state.choice))
    while z < (worst := int(table[people, state.choice].max())):
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
