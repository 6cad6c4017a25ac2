"""What one seat is worth: the least total, solved again with a seat more and a seat less.

A price of the linear program bounds it ("at most so much"), but such prices are not
unique; only solving again gives the worth itself.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE
from allocator.engine.lexicographic import optimise
from allocator.errors import Infeasible, LimitReached
from allocator.fairness.comparison import SeatPrice
from allocator.fairness.seats import seats_of
from allocator.objectives.stages import Total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.first import Choice
    from allocator.engine.stage import Minimum
    from allocator.model import Model
    from allocator.rows import Mask, Row
    from allocator.whatif.situation import Situation


@dataclass(frozen=True)
class LeastTotal:
    """The least total with the seats as they are: its proof, and an allocation that has it."""

    found: Minimum
    choice: Choice


def least_total(situation: Situation) -> LeastTotal:
    """Return D*, the least sum of regrets, with as few refused and missing places."""
    return LeastTotal(*situation.least(situation.model.regret))


def seat_price(situation: Situation, base: LeastTotal, session_id: str) -> SeatPrice:
    """Return what one seat more and one seat less in a session do to the least total.

    The seat is added wherever the session is limited: its room, its own limit, its bus.

    Parameters
    ----------
    situation
        The result.
    base
        The least total, proven.
    session_id
        The session.

    Raises
    ------
    LimitReached
        If the limit came before both were proven.
    """
    problem, model = situation.solution.problem, situation.model
    limiting = situation.limiting[session_id]
    own = [row for row in model.seat_rows if row.label in limiting]
    return SeatPrice(
        session_id=session_id,
        seats=seats_of(problem, problem.event.session[session_id]),
        gain=_gain(situation, base, own),
        cost=_cost(situation, base, own, session_id),
    )


def _gain(situation: Situation, base: LeastTotal, own: Sequence[Row]) -> int:
    found = base.found
    slack = found.value * SCALE - found.priced.bound
    at_most = sum(found.prices.rows.get(row.label, 0) for row in own) + slack
    largest = max(map(len, situation.model.same_day), default=1)
    if at_most < SCALE and all(row.seats >= largest for row in own):
        return 0
    rows = _with_seats(situation.model, own, 1)
    wider, _ = situation.least(situation.model.regret, start=base.choice, rows=rows)
    if wider.value != wider.bound:
        raise LimitReached("the worth of a seat is not proven")
    return found.value - wider.value


def _cost(
    situation: Situation, base: LeastTotal, own: Sequence[Row], session_id: str
) -> int | None:
    if all(row.uses[base.choice].sum() < row.seats for row in own):
        return 0
    model = copy.copy(situation.model)
    model.rows = _with_seats(situation.model, own, -1)
    shut = np.any([row.uses for row in model.seat_rows if row.seats < 1], axis=0)
    model.permitted = situation.model.permitted & ~shut
    if not model.permitted.any(axis=1).all():
        return None
    stages = (*situation.guards, Total())
    start = _with_one_moved(model, base.choice, model.attends(session_id))
    try:
        state, reached = optimise(model, stages, situation.budget, start=start)
    except Infeasible:
        return None
    if any(r.value != r.bound for r in reached):
        raise LimitReached("the worth of a seat is not proven")
    people = np.arange(len(base.choice))
    for guard in situation.guards:
        if state.value(table := guard.table(model)) > table[people, base.choice].sum():
            return None
    return state.value(model.regret) - base.found.value


def _with_one_moved(model: Model, choice: Choice, attends: Mask) -> Choice | None:
    """Return the choice with one person moved out of a session to free seats, if one can."""
    uses = np.array([row.uses for row in model.seat_rows], dtype=np.int64)
    seats = np.array([row.seats for row in model.seat_rows], dtype=np.int64)
    used = uses[:, choice].sum(axis=1)
    for person in np.flatnonzero(attends[choice]):
        free = seats - used + uses[:, choice[person]]
        fits = model.permitted[person] & (uses <= free[:, np.newaxis]).all(axis=0)
        if fits.any():
            moved = choice.copy()
            moved[person] = np.flatnonzero(fits)[model.regret[person, fits].argmin()]
            return moved if model.holds(moved) else None
    return None


def _with_seats(model: Model, own: Sequence[Row], more: int) -> list[Row]:
    labels = {row.label for row in own}
    return [
        replace(row, seats=row.seats + more) if row.label in labels else row
        for row in model.rows
    ]
