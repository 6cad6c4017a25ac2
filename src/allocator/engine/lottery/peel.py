"""Take chances apart into whole allocations, one vertex after the other.

Each allocation peeled off uses only days that still have a chance, and fills every row
that is full. The largest share is taken that leaves no chance below 0 and no row above its
limit, so that each step closes a day or fills a row (Carathéodory; for matrices of chances:
Birkhoff 1946, von Neumann 1953). The arithmetic is exact: a floating-point version leaves
crumbs.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.linear import Linear, solve_linear
from allocator.engine.lottery.fractions import PARTS, snapped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.linear import Floats, Ints
    from allocator.engine.lottery.face import Face

    Exact = NDArray[np.object_]

CRUMBS = Fraction(1, 1_000_000)
CLOSED = 1e-9
WHOLE = 1e-6


@dataclass
class Rest:
    """What is not yet peeled off.

    Attributes
    ----------
    members
        Expected members of each column that are left, exact, shape (columns,).
    loads
        What they use of each row, exact, shape (rows,).
    left
        Probability that is left.
    """

    members: Exact
    loads: Exact
    left: Fraction

    def take(self, members: Exact, loads: Exact, limits: Exact) -> Fraction:
        """Subtract the largest possible share of an allocation and return it."""
        used, spare = members > 0, limits > loads
        share: Fraction = min(
            self.left,
            *(self.members[used] / members[used]),
            *((limits * self.left - self.loads)[spare] / (limits - loads)[spare]),
        )
        self.members = self.members - share * members
        self.loads = self.loads - share * loads
        self.left -= share
        return share


def peeled(face: Face, chances: Floats, budget: Budget) -> tuple[list[Choice], list[Fraction]]:
    """Return allocations and shares of which the chances are a mixture, as far as it goes.

    Parameters
    ----------
    face
        Columns and rows.
    chances
        Expected members in each column, shape (columns,): a point of the face.
    budget
        When it is spent, what was peeled so far is returned.

    Returns
    -------
    support : list of ndarray of int, shape (people,)
        Allocations that obey everything.
    shares : list of Fraction
        They sum to 1 where the chances came apart without a rest.

    Notes
    -----
    With seats in one round every vertex is whole and nothing is left. Where rules couple
    the rounds a vertex may be fractional; peeling ends there.
    """
    rest = _exact(face, chances)
    support: list[Choice] = []
    shares: list[Fraction] = []
    while rest.left > CRUMBS and not budget.spent:
        members = _whole_vertex(face, rest)
        if members is None or not face.obeyed(choice := face.spread(members)):
            break
        whole = members.astype(object)
        share = rest.take(whole, _loads(face, whole), face.part.limits.astype(object))
        if share <= 0:
            break
        support.append(choice)
        shares.append(share)
    return support, shares


def _exact(face: Face, chances: Floats) -> Rest:
    """Return the chances as fractions: small ones if they obey everything, else near ones."""
    small = np.array(snapped(chances), dtype=object)
    loads = _loads(face, small)
    people = np.full(face.part.people, Fraction(0), dtype=object)
    np.add.at(people, face.part.person, small)
    if (people == face.sizes).all() and (loads <= face.part.limits).all():
        return Rest(small, loads, Fraction(1))
    near = np.array([Fraction(round(v * PARTS), PARTS) for v in chances.tolist()], dtype=object)
    return Rest(near, _loads(face, near), Fraction(1))


def _loads(face: Face, members: Exact) -> Exact:
    """Return the left side of each row, exact, shape (rows,)."""
    part = face.part
    loads = np.full(len(part.limits), 0, dtype=object)
    np.add.at(loads, part.entry_row, part.entry_value * members[part.entry_column])
    return loads


def _whole_vertex(face: Face, rest: Rest) -> Ints | None:
    """Return a whole vertex of the smallest face around a point, likely days preferred."""
    part, sizes = face.part, face.sizes
    point = (rest.members / rest.left).astype(np.float64)
    full = (rest.loads / rest.left).astype(np.float64) > part.limits - WHOLE
    open_ = point > CLOSED
    inside, column = np.flatnonzero(open_), np.cumsum(open_) - 1
    entry = open_[part.entry_column]
    vertex = solve_linear(
        Linear(
            cost=-np.minimum(1.0, point[inside] / sizes[part.person[inside]]),
            upper=np.ceil(point[inside] - CLOSED),
            entry_row=np.append(part.person[inside], part.people + part.entry_row[entry]),
            entry_column=np.append(np.arange(len(inside)), column[part.entry_column[entry]]),
            entry_value=np.append(np.ones(len(inside)), part.entry_value[entry]),
            low=np.append(sizes, np.where(full, part.limits, -np.inf)),
            high=np.append(sizes, part.limits),
        )
    )
    if vertex is None or np.abs(vertex.x - np.rint(vertex.x)).max() > WHOLE:
        return None
    members = np.zeros(len(point), dtype=np.int64)
    members[inside] = np.rint(vertex.x)
    return members
