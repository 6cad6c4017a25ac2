"""What people know already: first come first served, and a random order.

Serial dictatorship over whole days: in some order each person takes the best day that is
still free (Abdulkadiroğlu, Sönmez, "Random serial dictatorship and the core from random
endowments in house allocation problems", Econometrica 66, 1998).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.chance import seed_of
from allocator.fairness.records import Alternative, Fairness
from allocator.fairness.summary import speaking, summarise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.model import Model

DRAWS = 1000
NOBODY = -1


def compare(
    model: Model,
    floors: Mapping[str, int],
    allocation: Allocation,
    outcomes: Sequence[Outcome],
) -> Fairness:
    """Count the numbers of the fairness report, with the baselines beside the answer.

    Parameters
    ----------
    model
        Days, permissions and rows, for the baselines.
    floors, allocation, outcomes
        As for `summarise`.
    """
    found = summarise(model.problem, floors, allocation, outcomes)
    chosen = Alternative("chosen", 1, found.total, found.worst, found.at_worst, found.firsts, 0)
    return replace(found, alternatives=(chosen, *baselines(model)))


def baselines(model: Model) -> tuple[Alternative, ...]:
    """Return first come first served, and the mean of `DRAWS` random orders.

    Parameters
    ----------
    model
        Days, permissions and rows; people with nothing left stay unplaced.
    """
    seed, problem = seed_of(model.problem), model.problem
    position = {person: i for i, person in enumerate(model.people)}
    came = problem.arrival or [a.id for a in problem.attendees]
    come = [position[person] for person in came]
    random = np.random.default_rng(seed % 2**32)
    drawn = [random.permutation(len(model.people)) for _ in range(DRAWS)]
    return (
        _measured(model, "first come", [np.array(come, dtype=np.intp)]),
        _measured(model, "random order", drawn),
    )


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
    choice = np.full(order.shape, NOBODY, dtype=np.intp)
    draws = np.arange(len(order))
    for turn in range(order.shape[1]):
        person = order[:, turn]
        blocked = (left <= 0).astype(np.float32) @ uses > 0
        offered = np.where(blocked, out_of_reach, worth[person])
        day = offered.argmin(axis=1)
        placed = offered[draws, day] < out_of_reach
        choice[draws, person] = np.where(placed, day, NOBODY)
        left -= uses[:, day].T * placed[:, np.newaxis]
    return choice


def _measured(model: Model, name: str, orders: Sequence[NDArray[np.intp]]) -> Alternative:
    choice = in_turn(model, orders)
    placed = choice != NOBODY
    people = np.arange(choice.shape[1])
    said = speaking(model.problem)
    heard = np.array([person in said for person in model.people], dtype=bool)
    regret = np.where(placed & heard, model.regret[people, choice], 0)
    firsts = np.where(placed, model.firsts[people, choice], 0)
    worst = regret.max(axis=1, initial=0)
    at_worst = ((regret == worst[:, np.newaxis]) & placed & heard).sum(axis=1)
    return Alternative(
        name=name,
        draws=len(orders),
        total=_mean(regret.sum(axis=1)),
        worst=_mean(worst),
        at_worst=_mean(at_worst),
        firsts=_mean(firsts.sum(axis=1)),
        unplaced=_mean((~placed).sum(axis=1)),
    )


def _mean(values: NDArray[np.int64]) -> float:
    return round(float(values.mean()), 3)
