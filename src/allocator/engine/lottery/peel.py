"""Take chances apart into whole allocations, one vertex after the other.

Each allocation peeled off uses only days that still have a chance, and every row that is
full. The largest share is taken that leaves no chance below 0 and no row above its limit,
so that each step closes a day or fills a row (Carathéodory; for matrices of chances:
Birkhoff 1946, von Neumann 1953).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.linear import Linear, solve_linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats
    from allocator.engine.lottery.face import Face

LEFT = 1e-7
TINY = 1e-9
WHOLE = 1e-6


def peeled(face: Face, chances: Floats, budget: Budget) -> list[Choice]:
    """Return allocations of which the chances are a mixture, as far as that goes.

    Parameters
    ----------
    face
        Columns and rows.
    chances
        Expected members in each column, shape (columns,): a point of the face.
    budget
        When it is spent, what was peeled so far is returned.

    Notes
    -----
    With seats in one round every vertex is whole and nothing is left. Where rules couple
    the rounds a vertex may be fractional; peeling ends there.
    """
    found: list[Choice] = []
    rest, left = chances.copy(), 1.0
    while left > LEFT and not budget.spent:
        members = _whole_vertex(face, rest)
        if members is None:
            break
        choice = face.spread(members)
        if not face.obeyed(choice):
            break
        found.append(choice)
        share = _largest_share(face, rest, members)
        rest = np.maximum(0.0, rest - share * members) / max(1 - share, TINY)
        left *= 1 - share
    return found


def _whole_vertex(face: Face, rest: Floats) -> NDArray[np.int64] | None:
    """Return a whole vertex of the smallest face around a point, likely days preferred."""
    part, sizes = face.part, face.sizes
    open_, loads = rest > TINY, _loads(face, rest)
    column = np.cumsum(open_) - 1
    entry = open_[part.entry_column]
    inside = np.flatnonzero(open_)
    full = loads > part.limits - WHOLE
    vertex = solve_linear(
        Linear(
            cost=-np.minimum(1.0, rest[inside] / sizes[part.person[inside]]),
            upper=np.ceil(rest[inside] - TINY),
            entry_row=np.append(part.person[inside], part.people + part.entry_row[entry]),
            entry_column=np.append(np.arange(len(inside)), column[part.entry_column[entry]]),
            entry_value=np.append(np.ones(len(inside)), part.entry_value[entry]),
            low=np.append(sizes, np.where(full, part.limits, -np.inf)),
            high=np.append(sizes, part.limits),
        )
    )
    if vertex is None or np.abs(vertex.x - np.rint(vertex.x)).max() > WHOLE:
        return None
    members = np.zeros(len(rest), dtype=np.int64)
    members[inside] = np.rint(vertex.x)
    return members


def _loads(face: Face, members: Floats | NDArray[np.int64]) -> Floats:
    """Return the left side of each row, shape (rows,)."""
    part = face.part
    weights = part.entry_value * members[part.entry_column]
    loads = np.bincount(part.entry_row, weights=weights, minlength=len(part.limits))
    return loads.astype(np.float64)


def _largest_share(face: Face, rest: Floats, members: NDArray[np.int64]) -> float:
    """Return the largest share that may be taken: no chance below 0, no row too full."""
    used = members > 0
    share = min(1.0, float((rest[used] / members[used]).min()))
    room = face.part.limits - _loads(face, rest)
    spared = face.part.limits - _loads(face, members)
    bound = spared > TINY
    return max(0.0, min(share, float((room[bound] / spared[bound]).min(initial=1.0))))
