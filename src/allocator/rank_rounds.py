"""Rank rounds: all first wishes by lot, then the second ones of those still without a place.

The Boston mechanism, round after round of the event. Abdulkadiroğlu, Sönmez, "School
choice: a mechanism design approach", American Economic Review 93, 2003.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from allocator.chance import seed_of, tie_costs
from allocator.fairness.levels import has_wish, tiers
from allocator.serial import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from allocator.model import Model
    from allocator.rows import Mask

    Index = NDArray[np.intp]


@dataclass(frozen=True)
class Branch:
    """The days, told round by round: what may follow the places of earlier rounds.

    A node is the combination of the picks so far; pick k of a round with m choices leads
    from node n to node `n * m + k`. The nodes of the last round are the days.

    Attributes
    ----------
    choices
        m: sessions of the round, and none.
    fits
        Whether a permitted day begins like this, shape (people, nodes).
    rows
        The rows in which a node first takes a seat, shape (nodes, most rows of a node);
        filled up with a row that never runs out.
    """

    choices: int
    fits: Mask
    rows: Index


def in_rank_rounds(model: Model, orders: Sequence[Index]) -> Index:
    """Let people choose wish by wish, all orders at once.

    In each round of the event in turn, first come the fixed places, then all first wishes
    in the order drawn, then the second wishes of those still without a place, and so on;
    last those without a wish in the round. A place is given only where the person's places
    so far are the beginning of a permitted day, and a seat is free in every row that people
    fill one by one and that counts the person. The order is the same in every round. Among
    sessions that a person ranked alike the seeded tie costs decide.

    Parameters
    ----------
    model
        Days, permissions and rows.
    orders
        Each a permutation of the positions in `model.people`.

    Returns
    -------
    ndarray of int, shape (orders, people)
        The day of each person, or -1 for those who end without a whole day. The places
        that these were given on the way stay taken.
    """
    order = np.array(orders, dtype=np.intp)
    rows, people = model.filling_rows, len(model.people)
    seats = [*(row.seats for row in rows), np.iinfo(np.int32).max]
    left = np.tile(np.array(seats, dtype=np.int32), (len(order), 1))
    counts = np.array([*(row.counts(people) for row in rows), np.zeros(people, bool)]).T
    node = np.zeros(order.shape, dtype=np.intp)
    for round_, branch in zip(model.problem.event.rounds, _branches(model), strict=True):
        waiting, after = node != UNPLACED, np.full(order.shape, UNPLACED, dtype=np.intp)
        for step in _steps(model, round_.id):
            _serve(order, step, branch, counts, node, after, waiting, left)
        node = after
    return node


def _serve(
    order: Index,
    step: Index,
    branch: Branch,
    counts: Mask,
    node: Index,
    after: Index,
    waiting: Mask,
    left: NDArray[np.int32],
) -> None:
    """Let everybody who waits choose from one tier; changes `after`, `waiting`, `left`.

    Parameters
    ----------
    order
        Shape (draws, people).
    step
        The picks of this tier, best first, filled up with -1, shape (people, picks).
    counts
        Whether a row counts a person, shape (people, rows + 1).
    node, after
        Places before and after this round, shape (draws, people).
    waiting
        Who has no place in this round yet, shape (draws, people).
    left
        Free seats, shape (draws, rows + 1).
    """
    draws = np.arange(len(order))[:, np.newaxis]
    calls = (waiting & (step[:, 0] >= 0))[draws, order]
    for turn in np.flatnonzero(calls.any(axis=0)):
        draw = np.flatnonzero(calls[:, turn])
        for k in range(step.shape[1]):
            person = order[draw, turn]
            pick = step[person, k]
            to = node[draw, person] * branch.choices + pick
            open_ = (pick >= 0) & branch.fits[person, to]
            free = left[draw[:, np.newaxis], branch.rows[to]] > 0
            open_ &= (free | ~counts[person[:, np.newaxis], branch.rows[to]]).all(axis=1)
            given, who, where = draw[open_], person[open_], to[open_]
            after[given, who] = where
            waiting[given, who] = False
            for column in branch.rows[where].T:
                left[given, column] -= counts[who, column]
            draw = draw[~open_]
            if not draw.size:
                break


def _steps(model: Model, round_id: str) -> Iterator[Index]:
    """Yield tier after tier the picks of each person, shape (people, picks)."""
    problem, event = model.problem, model.problem.event
    position = {s.id: k for k, s in enumerate(event.offer[round_id])}
    seed, lists = seed_of(problem), list[list[list[int]]]()
    for person in model.people:
        attendee, said = problem.attendee[person], problem.wishes_of(person)
        ties = tie_costs(seed, person, position)
        wanted = [
            [position[s] for s in sorted(tier, key=lambda s: (ties[s], s))]
            for tier in tiers(event, said, round_id)
        ]
        if position.keys() & set(attendee.fixed):
            lists.append([[*chain(*wanted)]])
        elif has_wish(event, attendee, said, round_id):
            lists.append([[], *wanted])
        else:
            lists.append([*[[]] * (len(position) + 1), [*chain(*wanted)]])
    last = max(map(len, lists))
    nothing = [len(position)]
    lists = [[*steps, *[[]] * (last - len(steps)), nothing] for steps in lists]
    for tier in zip(*lists, strict=True):
        width = max(1, *map(len, tier))
        yield np.array([[*picks, *[-1] * (width - len(picks))] for picks in tier])


def _branches(model: Model) -> Iterator[Branch]:
    """Yield round after round what may follow, see `Branch`."""
    sizes = [len(model.problem.event.offer[r.id]) + 1 for r in model.problem.event.rounds]
    rows = model.filling_rows
    uses = np.array([row.uses for row in rows], dtype=bool).reshape(-1, len(model.days))
    nodes, before = 1, np.zeros((len(rows), 1), dtype=bool)
    for choices in sizes:
        nodes *= choices
        fits = model.permitted.reshape(len(model.people), nodes, -1).any(axis=2)
        reached = model.permitted.any(axis=0).reshape(nodes, -1)
        used = np.all(uses.reshape(-1, *reached.shape) | ~reached, axis=2)
        used = used & reached.any(axis=1)
        new = used & ~np.repeat(before, choices, axis=1)
        yield Branch(choices, np.asarray(fits), _padded(new))
        before = used


def _padded(new: Mask) -> Index:
    """Return the rows of each node side by side, filled up with one row too many."""
    spare, lists = len(new), [np.flatnonzero(column) for column in new.T]
    width = max(map(len, lists), default=0)
    return np.array(
        [[*rows, *[spare] * (width - len(rows))] for rows in lists], dtype=np.intp
    ).reshape(new.shape[1], width)
