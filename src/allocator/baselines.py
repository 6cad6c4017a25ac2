"""What people know already: first come first served, and a random order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.chance import seed_of
from allocator.fairness.records import Alternative, Fairness
from allocator.fairness.summary import speaking, summarise
from allocator.serial import UNPLACED, in_turn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.model import Model

DRAWS = 1000


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


def _measured(model: Model, name: str, orders: Sequence[NDArray[np.intp]]) -> Alternative:
    choice = in_turn(model, orders)
    placed = choice != UNPLACED
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
