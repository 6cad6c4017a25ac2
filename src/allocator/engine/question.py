"""One question about a model that has an answer already: the least sum of a table."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from allocator.certificate import Pin
from allocator.engine.stage import Minimum, State, minimise
from allocator.units import Units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.rows import Mask, Row, Table


def least(
    model: Model,
    table: Table,
    budget: Budget,
    *,
    start: Choice,
    kept: Sequence[Stage] = (),
    open_days: Mask | None = None,
    rows: Sequence[Row] | None = None,
) -> tuple[Minimum, Choice]:
    """Make the sum of a table as small as possible.

    Parameters
    ----------
    model
        Days, permissions and rows.
    table
        Integers, shape (people, days).
    budget
        Time left.
    start
        A day for each person that obeys everything, shape (people,).
    kept
        Summed stages that must stay as good as they are in `start`.
    open_days
        Days that may be chosen, shape (people, days); None means the permitted ones.
    rows
        Shared rules in place of the model's own.

    Returns
    -------
    found : Minimum
        Value, bound and prices, over units.
    choice : ndarray of int, shape (people,)
        A day for each person that has this value.
    """
    asked = copy.copy(model)
    asked.permitted = model.permitted if open_days is None else open_days
    asked.rows = list(model.rows if rows is None else rows)
    units = Units(asked)
    state = State(units.permitted, tuple(units.rows), units.of_units(start), units.ties)
    for stage in kept:
        entries = units.cost(stage)
        state.pins.append(Pin(stage.name, entries, state.value(entries)))
    return minimise(state, units.sum(table), budget), units.of_people(state.choice)
