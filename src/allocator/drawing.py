"""From the optimal allocations that the stages leave open to a lottery, and its draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.allocation import Allocation
from allocator.engine.lottery import alone, face_of, leximin_mixture
from allocator.lottery import LeastWorst, Lottery, draw, expected, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.lottery import Mixture
    from allocator.engine.stage import State
    from allocator.lottery import Table as Tickets
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.rows import Mask, Table


def fair_draw(
    model: Model,
    stages: Sequence[Stage],
    state: State,
    budget: Budget,
    seed: int,
    *,
    proven: bool,
) -> Lottery:
    """Make the lottery with leximin-best expected regrets, and draw from it.

    Parameters
    ----------
    model
        Days, permissions and rows.
    stages
        The stages that say what is optimal.
    state
        What they have left open.
    budget
        When it is spent, the best lottery so far is returned, as not proven.
    seed
        Decides the draw, not the table.
    proven
        Whether all stages are proven. If not, nobody knows which allocations are optimal,
        and only equals are drawn for.
    """
    tables: list[Table | Mask] = [model.permitted, *(stage.table(model) for stage in stages)]
    face = face_of(state, model.regret, tables)
    mixture = leximin_mixture(face, budget) if proven else alone(face)
    table = _table(model, mixture)
    position = {person: a for a, person in enumerate(model.people)}
    column = {day: d for d, day in enumerate(model.days)}
    regrets = expected(table, lambda p, day: int(model.regret[position[p], column[day]]))
    weights = zip(model.people, mixture.bound.weights.tolist(), strict=True)
    return Lottery(
        table=table,
        drawn=draw(table, seed),
        expected=regrets,
        bound=LeastWorst(
            weights={person: w for person, w in sorted(weights) if w},
            least=mixture.bound.least,
            proof=mixture.bound.proof,
            prices=mixture.bound.prices,
        ),
        closed=mixture.closed,
    )


def _table(model: Model, mixture: Mixture) -> Tickets:
    people = np.array(model.people, dtype=object)
    types = [
        people[mixture.type_of == t].tolist() for t in range(int(mixture.type_of.max()) + 1)
    ]
    pairs = zip(mixture.support, mixture.shares, strict=True)
    return table_of([(allocation_of(model, choice), share) for choice, share in pairs], types)


def allocation_of(model: Model, choice: Choice) -> Allocation:
    """Return a choice of days by attendee id, sorted."""
    days = {p: model.days[d] for p, d in zip(model.people, choice.tolist(), strict=True)}
    return Allocation(dict(sorted(days.items())), model.problem.decided)
