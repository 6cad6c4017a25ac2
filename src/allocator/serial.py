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
    left = np.tile(seats, (len(order), 1))
    worth = model.regret + (model.refused + model.gaps) * (model.regret.max() + 1)
    out_of_reach = np.iinfo(np.int32).max
    worth = np.where(model.permitted, worth, out_of_reach).astype(np.int32)
    choice = np.full(order.shape, UNPLACED, dtype=np.intp)
    draws = np.arange(len(order))
    for turn in range(order.shape[1]):
        person = order[:, turn]
        blocked = (left <= 0).astype(np.float32) @ uses > 0
        offered = np.where(blocked, out_of_reach, worth[person])
        day = offered.argmin(axis=1)
        placed = offered[draws, day] < out_of_reach
        choice[draws, person] = np.where(placed, day, UNPLACED)
        left -= uses[:, day].T * placed[:, np.newaxis]
    return choice
