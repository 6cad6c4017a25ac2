"""Stages in order over all days of a space, as `engine.lexicographic` has them."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from allocator.engine.budget import Budget
from allocator.engine.demand.settling import settle
from allocator.engine.demand.stages import Look, State, alone, look
from allocator.engine.lexicographic import GRACE
from allocator.engine.reached import limit_of
from allocator.errors import Infeasible, LimitReached
from allocator.language import told
from allocator.space_certificate import Costs, Open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.demand.ground import Ground
    from allocator.engine.reached import Progress, Reached
    from allocator.objectives.protocol import Stage
    from allocator.space_search import Days


def optimise_on_demand(
    ground: Ground,
    stages: Sequence[Stage],
    start: Costs,
    progress: Progress | None = None,
) -> tuple[Days, tuple[Reached, ...]]:
    """Solve stage after stage.

    Parameters
    ----------
    ground
        All days, what stages cost, and time.
    stages
        In order of importance.
    start
        Costs at the prices of which the first days are found: good days for most stages.
    progress
        Called after each stage.

    Returns
    -------
    days : Days
        A day of each person.
    reached : tuple of Reached
        One entry a stage; a stage with nothing left to decide has none.

    Raises
    ------
    Infeasible
        If nobody can keep the rules: proven by prices.
    LimitReached
        If no allocation was found.
    """
    before = Look(None, Open(ground.space.permitted), (), ())
    ground.best_prices(start, before.left, (), enough=start.highest(ground.space) + 1)
    looks = _ahead(stages, before, ground)
    met, days = _meet(looks, before, ground)
    if days is None:
        raise _nothing(ground, before)
    reached = [one.reached for one in looks[:met] if one.reached]
    last = looks[met - 1] if met else before
    state = State(last.left, days, list(last.pins))
    for entry in reached:
        if progress:
            progress(entry)
    came_true = True
    for stage, ahead in zip_longest(stages[met:], looks[met:]):
        found = alone(stage, state, ground, ahead if came_true else None)
        came_true &= ahead is not None and _same(ahead.reached, found)
        if found is not None:
            reached.append(found)
            if progress:
                progress(found)
    named = {stage.name: stage for stage in stages}
    final = (_as_it_ended(named[r.name], r, state.days, ground) for r in reached)
    return state.days, tuple(final)


def _same(one: Reached | None, other: Reached | None) -> bool:
    return (one and one.value) == (other and other.value)


def _ahead(stages: Sequence[Stage], before: Look, ground: Ground) -> list[Look]:
    """Bound stage after stage; a stage with a tolerance is the last."""
    looks: list[Look] = []
    for stage in stages:
        if ground.budget.spent:
            break
        found = look(stage, looks[-1] if looks else before, ground)
        if found is None:
            if not looks:
                raise _nothing(ground, before)
            break
        looks.append(found)
        if stage.tolerance:
            break
    return looks


def _meet(looks: Sequence[Look], before: Look, ground: Ground) -> tuple[int, Days | None]:
    """Meet all bounds at once; if that cannot be, the first; or else find any allocation."""
    for met in sorted({len(looks), min(len(looks), 1), 0}, reverse=True):
        if ground.budget.spent:
            ground.budget = Budget(GRACE)
        aim = looks[met - 1] if met else before
        days = settle(ground, aim.left, aim.goal)
        if days is not None:
            return met, days
    return 0, None


def _nothing(ground: Ground, before: Look) -> Exception:
    """Say that there is no allocation, if prices prove it, or that none was found."""
    space = ground.space
    priced = ground.best_prices(Costs(), before.left, (), enough=1)
    if priced.bound <= 0:
        return LimitReached(
            told("the limit came before any allocation was found; allow more time")
        )
    scarce = [row for row in space.rows if row.label in priced.prices.rows]
    names = ", ".join(f"{row.subject} ({row.seats})" for row in scarce)
    return Infeasible(
        [told("more people need these places than there are seats: {names}", names=names)]
    )


def _as_it_ended(stage: Stage, reached: Reached, days: Days, ground: Ground) -> Reached:
    """Count a stage again: after one that was not proven, a later one may improve it."""
    entries = ground.costs[stage.name].sum(ground.space, days)
    value = int(entries.max(initial=0) if stage.largest else entries.sum())
    if stage.tolerance:
        value = min(value, reached.value)
    if value == reached.value:
        return reached
    proof = "prices" if value == reached.bound else ""
    return replace(reached, value=value, limit=limit_of(value, stage.tolerance), proof=proof)
