"""People choose in turn, each the best whole day that is still free.

Serial dictatorship: Abdulkadiroğlu, Sönmez, "Random serial dictatorship and the core from
random endowments in house allocation problems", Econometrica 66, 1998.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.queueing import serve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from allocator.model import Model
    from allocator.queueing import Counts
    from allocator.rows import Index
    from allocator.units import Units

    Floats = NDArray[np.float32]
    Places = NDArray[np.int32]

UNPLACED = -1
OUT_OF_REACH = np.iinfo(np.int32).max


def in_turn(model: Model | Units, orders: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    """Let people choose in turn, all orders at once; among equal days the first one.

    Parameters
    ----------
    model
        Days, permissions and rows. Those that people do not fill one by one are not looked
        at: choosing in turn can neither keep a party together nor reach a least number.
    orders
        Each a permutation of the positions in `model.people`.

    Returns
    -------
    ndarray of int, shape (orders, people)
        The day of each person, or -1 for the unplaced.
    """
    nothing = np.zeros((len(model.permitted), len(model.filling_rows)), dtype=bool)
    return _choose(model, orders, _worth(model), nothing)


def in_fair_turn(model: Model, orders: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    """Let people choose in turn as an organiser would, all orders at once.

    As `in_turn`, but among equal days the seeded tie costs decide, not the order of the
    programme; and a seat that all of a person's days need, such as a speaker's own, is kept
    for that person.

    Parameters
    ----------
    model, orders
        As for `in_turn`.

    Returns
    -------
    ndarray of int, shape (orders, people)
        As for `in_turn`.
    """
    ties = model.ties
    place = _worth(model) * (int(ties.max(initial=0)) + 1) + ties
    if place.max(initial=0) >= OUT_OF_REACH:
        place = np.unique(place, return_inverse=True)[1].reshape(place.shape)
    spared = np.array([model.permitted @ ~row.uses for row in model.filling_rows], dtype=bool)
    return _choose(model, orders, place, ~spared.reshape(-1, len(model.people)).T)


def _worth(model: Model | Units) -> NDArray[np.int64]:
    """Return what a person keeps small: refused and missing places, then regret."""
    largest = int(model.regret.max())
    return model.regret.astype(np.int64) + (model.refused + model.gaps) * (largest + 1)


def _choose(
    model: Model | Units,
    orders: Sequence[NDArray[np.intp]],
    worth: NDArray[np.int64],
    kept: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """Let people choose in turn.

    Parameters
    ----------
    model, orders
        As for `in_turn`.
    worth
        Each takes the permitted free day with the least, shape (people, days).
    kept
        Whether a seat in a row waits for a person whom it counts, shape (people, rows).
    """
    order, rows = np.array(orders), model.filling_rows
    uses = np.array([row.uses for row in rows], dtype=np.float32).reshape(-1, len(model.days))
    seats = np.array([row.seats for row in rows], dtype=np.float32)
    counts = np.array([row.counts(order.shape[1]) for row in rows], dtype=np.float32)
    counts = counts.reshape(-1, order.shape[1]).T
    own = kept * counts
    left = np.tile(seats - own.sum(axis=0), (len(order), 1))
    places: Places = np.where(model.permitted, worth, OUT_OF_REACH).astype(np.int32)
    if len(order) < order.shape[1]:
        return np.array(
            [_draw(*each, places, uses, counts, own) for each in zip(order, left, strict=True)]
        )
    return _all_draws(order, left, places, uses, counts, own)


def _draw(
    queue: Index, left: Floats, worth: Places, uses: Floats, counts: Floats, own: Floats
) -> Index:
    """Serve one order, many people at a time; arguments as in `_all_draws`."""

    def choose(people: Index, left: Counts) -> tuple[Index, Counts, Counts]:
        gone = (left + own[people] < counts[people]) & (counts[people] > 0)
        offered = worth[people]
        offered[gone @ uses > 0] = OUT_OF_REACH
        day = offered.argmin(axis=1)
        placed = offered[np.arange(len(day)), day] < OUT_OF_REACH
        taken = uses[:, day].T * counts[people] * placed[:, np.newaxis]
        kept = own[people].astype(np.int64)
        return np.where(placed, day, UNPLACED), taken.astype(np.int64), kept

    choice = np.full(len(queue), UNPLACED, dtype=np.intp)
    serve(queue, left.astype(np.int64), choose, choice)
    return choice


def _all_draws(
    order: Index, left: Floats, worth: Places, uses: Floats, counts: Floats, own: Floats
) -> Index:
    """Serve all orders at once, one person after the other.

    Parameters
    ----------
    order
        Shape (draws, people).
    left
        Free seats, shape (draws, rows).
    worth
        Shape (people, days).
    uses
        Shape (rows, days).
    counts, own
        How many seats of a row a person takes, and finds kept, shape (people, rows).
    """
    choice = np.full(order.shape, UNPLACED, dtype=np.intp)
    draws = np.arange(len(order))
    for turn in range(order.shape[1]):
        person = order[:, turn]
        left += own[person]
        blocked = ((left < counts[person]) & (counts[person] > 0)) @ uses > 0
        offered = np.where(blocked, OUT_OF_REACH, worth[person])
        day = offered.argmin(axis=1)
        placed = offered[draws, day] < OUT_OF_REACH
        choice[draws, person] = np.where(placed, day, UNPLACED)
        left -= uses[:, day].T * counts[person] * placed[:, np.newaxis]
    return choice
