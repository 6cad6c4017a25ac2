"""Serve a long queue in batches: the same answers as one by one, in far fewer steps.

Everybody in a batch chooses from what is free when it begins. Seats only run out, so a
choice stands if its seats are still free when the person's turn comes; the batch ends
before the first for whom they are not, and after anybody who gives a kept seat back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from allocator.rows import Index, Mask

    Counts = NDArray[np.int64]
    Choose = Callable[[Index, Counts], tuple[Index, Counts, Counts]]

FIRST_BATCH = 256
LARGEST_BATCH = 8192


def serve(queue: Index, left: Counts, choose: Choose, choice: Index) -> None:
    """Let a queue choose; changes `left` and `choice`.

    Parameters
    ----------
    queue
        Positions of people, in their order.
    left
        Free seats, shape (rows,).
    choose
        Returns for some people, and what is left, what each picks, shape (people,), the
        seats that each takes, and those that were kept for each and are given back then,
        both of shape (people, rows).
    choice
        What each person picked, shape (all people,).
    """
    begin, size = 0, FIRST_BATCH
    while begin < len(queue):
        batch = queue[begin : begin + size]
        picked, taken, given = choose(batch, left)
        net = taken - given
        before = np.cumsum(net, axis=0) - net
        late: Mask = np.any((taken > 0) & (left + given - before < taken), axis=1)
        freed: Mask = np.any(net < 0, axis=1)
        served = min(_first(late), _first(freed) + 1, len(batch))
        choice[batch[:served]] = picked[:served]
        left -= net[:served].sum(axis=0)
        begin += served
        size = min(LARGEST_BATCH, max(FIRST_BATCH, 2 * served))


def _first(found: Mask) -> int:
    """Return the position of the first True; their number where there is none."""
    return int(found.argmax()) if found.any() else len(found)
