"""What the best allocation so far comes to, counted without a solver.

Stages that were finished keep their bounds. What the others could come to at best is what
it would be if nobody stood in anybody's way: a bound that needs no prices.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Prices, price
from allocator.engine.lexicographic import PLANS
from allocator.engine.reached import Reached, limit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.first import Choice
    from allocator.engine.news import Incumbent
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.rows import Table


@dataclass
class Kept:
    """What is known of a work that goes on elsewhere.

    Attributes
    ----------
    incumbent
        The best allocation so far; None before there is one.
    reached
        The stages that are finished.
    """

    incumbent: Incumbent | None = None
    reached: list[Reached] = field(default_factory=list)


def salvaged(
    model: Model, stages: Sequence[Stage], choice: Choice, known: Sequence[Reached]
) -> tuple[Reached, ...]:
    """Return one entry a stage that has anything to decide.

    Parameters
    ----------
    model
        Days, permissions and rows; decisions where the plan was open, so that bounds hold
        for every plan.
    stages
        In order of importance.
    choice
        A day for each person that obeys everything, shape (people,).
    known
        The stages that are finished.
    """
    finished = {entry.name: entry for entry in known}
    closed = PLANS if model.decisions else "prices"
    found = []
    for stage in stages:
        table = stage.table(model)
        entries = table[np.arange(len(choice)), choice]
        value = int(entries.max(initial=0) if stage.largest else entries.sum())
        if stage.name in finished:
            found.append(_again(stage, finished[stage.name], value, closed))
        elif table[model.permitted].any():
            found.append(_unfinished(model, stage, table, value))
    return tuple(found)


def _again(stage: Stage, known: Reached, value: int, closed: str) -> Reached:
    """Count a finished stage again: after one that is not proven it may have improved."""
    if stage.tolerance:
        value = min(value, known.value)
    if value == known.value:
        return known
    proof = closed if value == known.bound else ""
    limit = limit_of(value, stage.tolerance)
    return replace(known, value=value, limit=limit, proof=proof)


def _unfinished(model: Model, stage: Stage, table: Table, value: int) -> Reached:
    sign = -1 if stage.most else 1
    if stage.largest:
        everywhere = np.where(model.permitted, table, np.iinfo(table.dtype).max)
        bound = int(everywhere.min(axis=1).max())
    else:
        bound = sign * price(sign * table, model.permitted, (), (), Prices()).rounded
    return Reached(
        name=stage.name,
        most=stage.most,
        value=value,
        bound=bound,
        limit=sign * limit_of(sign * value, stage.tolerance),
        proof="prices" if value == bound else "",
        prices=Prices(),
        days=int(np.count_nonzero(model.permitted)),
        seconds=0.0,
    )
