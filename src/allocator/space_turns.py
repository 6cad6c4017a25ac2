"""People choose in turn among all days of a space, as `serial.in_fair_turn` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.serial import UNPLACED
from allocator.space_cheapest import cheapest
from allocator.space_search import FAR, Tolls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.rows import Index
    from allocator.space import Ints, Space


def in_fair_turn_by_parts(space: Space, orders: Sequence[Index]) -> Index:
    """Let people choose in turn as an organiser would, all orders at once.

    Parameters
    ----------
    space
        All days.
    orders
        Each a permutation of the positions in `space.people`.

    Returns
    -------
    ndarray of int, shape (orders, people, rounds)
        The parts of each person's day, or -1 for the unplaced.
    """
    order, rows = np.array(orders), [row for row in space.rows if row.fills]
    people = order.shape[1]
    uses = np.array([row.uses for row in rows], dtype=np.int64).reshape(-1, space.loss.shape[1])
    counts = np.array([row.counts(people) for row in rows], dtype=np.int64)
    counts = counts.reshape(-1, people).T
    own = counts * needed(space, uses)
    seats = np.array([row.seats for row in rows], dtype=np.int64)
    left = np.tile(seats - own.sum(axis=0), (len(order), 1))
    worth = np.where(space.permitted, _worth(space), FAR)
    chosen = np.full((*order.shape, len(space.rounds)), UNPLACED, dtype=np.intp)
    for turn in range(people):
        who = order[:, turn]
        left += own[who]
        gone = ((left <= 0) * counts[who]) @ uses > 0
        _, days = cheapest(Tolls(space, np.where(gone, FAR, worth[who])), 0, np.inf)
        served = who[days.person]
        chosen[days.person, served] = days.parts
        left[days.person] -= counts[served] * uses[:, days.parts].any(axis=2).T
    return chosen


def needed(space: Space, uses: Ints) -> NDArray[np.bool_]:
    """Tell which rows a person needs in some round, whatever the day, shape (people, rows).

    Parameters
    ----------
    space
        All days.
    uses
        What a part counts in each row, shape (rows, parts).
    """
    other = [
        (space.permitted[:, r].astype(np.int64) @ (1 - uses[:, r]).T) == 0 for r in space.rounds
    ]
    found: NDArray[np.bool_] = np.any(other, axis=0)
    return found


def _worth(space: Space) -> Ints:
    """Return what a person keeps small: refused and missing places, then loss, then ties."""
    tables = space.tables
    lost = (space.losses + 1) * (tables.refused + tables.gaps.astype(np.int64)) + space.loss
    ties = tables.ties.astype(np.int64)
    return lost * (len(space.rounds) * int(ties.max(initial=0)) + 1) + ties
