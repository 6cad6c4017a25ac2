"""People choose in turn, each the best whole day that is still free.

Serial dictatorship: Abdulkadiroğlu, Sönmez, "Random serial dictatorship and the core from
random endowments in house allocation problems", Econometrica 66, 1998.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.model import Model

UNPLACED = -1


def in_turn(model: Model, orders: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    """Let people choose in turn, all orders at once.

    A person takes the day with the fewest refused and missing places and then the least
    regret; among equal days the seeded tie costs decide, not the order of the programme. A
    seat that all days of a person need, such as a speaker's own, is kept for that person.

    Parameters
    ----------
    model
        Days, permissions and rows.
    orders
        Each a permutation of the positions in `model.people`.

    Returns
    -------
    ndarray of int, shape (orders, people)
        The day of each person, or -1 for the unplaced.
    """
    order = np.array(orders)
    uses = np.array([row.uses for row in model.rows], dtype=np.float32)
    uses = uses.reshape(-1, len(model.days))
    seats = np.array([row.seats for row in model.rows], dtype=np.float32)
    kept = (model.permitted.astype(np.float32) @ (1 - uses).T == 0).astype(np.float32)
    left = np.tile(seats - kept.sum(axis=0), (len(order), 1))
    worth = model.regret + (model.refused + model.gaps) * (model.regret.max() + 1)
    out_of_reach = len(model.days)
    place = np.lexsort((model.ties, worth)).argsort(axis=1)
    place = np.where(model.permitted, place, out_of_reach).astype(np.int32)
    choice = np.full(order.shape, UNPLACED, dtype=np.intp)
    draws = np.arange(len(order))
    for turn in range(order.shape[1]):
        person = order[:, turn]
        left += kept[person]
        blocked = (left <= 0).astype(np.float32) @ uses > 0
        offered = np.where(blocked, out_of_reach, place[person])
        day = offered.argmin(axis=1)
        placed = offered[draws, day] < out_of_reach
        choice[draws, person] = np.where(placed, day, UNPLACED)
        left -= uses[:, day].T * placed[:, np.newaxis]
    return choice
