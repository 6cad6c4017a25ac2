"""Rank rounds: all first wishes by lot, then the second ones of those still without a place.

The Boston mechanism, round after round of the event. Abdulkadiroğlu, Sönmez, "School
choice: a mechanism design approach", American Economic Review 93, 2003.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.queueing import serve
from allocator.serial import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from allocator.model import Model
    from allocator.queueing import Counts
    from allocator.rows import Mask, Table
    from allocator.wish_tables import RoundTables

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
    left = np.tile(np.array(seats, dtype=np.int64), (len(order), 1))
    counted = [*(row.counts(people) for row in rows), np.zeros(people, dtype=np.intp)]
    counts = np.array(counted, dtype=bool).T
    node = np.zeros(order.shape, dtype=np.intp)
    offers = model.problem.event.offer
    for r, branch in enumerate(_branches(model)):
        waiting, after = node != UNPLACED, np.full(order.shape, UNPLACED, dtype=np.intp)
        ids = [s.id for s in offers[model.problem.event.rounds[r].id]]
        for step in _steps(model.wishes[r], model.round_ties[r], ids):
            if len(order) < people:
                for draw in zip(order, node, after, waiting, left, strict=True):
                    _serve_draw(step, branch, counts, *draw)
            else:
                _serve(order, step, branch, counts, node, after, waiting, left)
        node = after
    return _days(model, node)


def _days(model: Model, node: Index) -> Index:
    """Return the days that nodes of the last round stand for."""
    sizes = [len(model.problem.event.offer[r.id]) + 1 for r in model.problem.event.rounds]
    day = np.full(np.prod(sizes, dtype=np.intp) + 1, UNPLACED, dtype=np.intp)
    day[np.ravel_multi_index(tuple(model.picks.T), sizes)] = np.arange(len(model.days))
    return day[node]


def _serve(
    order: Index,
    step: Index,
    branch: Branch,
    counts: Mask,
    node: Index,
    after: Index,
    waiting: Mask,
    left: NDArray[np.int64],
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


def _serve_draw(
    step: Index,
    branch: Branch,
    counts: Mask,
    order: Index,
    node: Index,
    after: Index,
    waiting: Mask,
    left: NDArray[np.int64],
) -> None:
    """Serve one order as `_serve` does, many people at a time; without the axis of draws."""

    def choose(people: Index, left: Counts) -> tuple[Index, Counts, Counts]:
        who = people[:, np.newaxis]
        to = node[who] * branch.choices + step[people]
        rows = branch.rows[to]
        free = ((left[rows] > 0) | ~counts[who[:, :, np.newaxis], rows]).all(axis=2)
        open_ = (step[people] >= 0) & branch.fits[who, to] & free
        best = (np.arange(len(people)), open_.argmax(axis=1))
        placed = open_[best]
        taken = np.zeros((len(people), len(left)), dtype=np.int64)
        for column in rows[best].T:
            taken[best[0], column] += counts[people, column] & placed
        return np.where(placed, to[best], UNPLACED), taken, np.zeros_like(taken)

    queue = order[waiting[order] & (step[order, 0] >= 0)]
    serve(queue, left, choose, after)
    waiting[queue] = after[queue] == UNPLACED


def _steps(said: RoundTables, ties: Table, ids: Sequence[str]) -> Iterator[Index]:
    """Yield tier after tier the picks of each person, shape (people, picks).

    Parameters
    ----------
    said
        What people said of the round.
    ties
        Seeded small costs, shape (people, sessions).
    ids
        Sessions of the round.
    """
    people, sessions = ties.shape
    by_id = np.broadcast_to(np.argsort(np.argsort(ids)), ties.shape)
    order = np.lexsort((by_id, ties, said.tier))
    at_once = np.where(said.fixed, 0, sessions + 1)[:, np.newaxis]
    step = np.where(said.wished[:, np.newaxis], 1 + said.tier, at_once)
    ordered = np.take_along_axis(step, order, axis=1)
    for k in range(sessions + 2):
        mine = ordered == k
        place = np.cumsum(mine, axis=1) - 1
        width = int(place.max()) + 1
        if width:
            picks = np.full((people, width), UNPLACED, dtype=np.intp)
            picks[np.nonzero(mine)[0], place[mine]] = order[mine]
            yield picks
    yield np.full((people, 1), sessions)


def _branches(model: Model) -> Iterator[Branch]:
    """Yield round after round what may follow, see `Branch`."""
    sizes = [len(model.problem.event.offer[r.id]) + 1 for r in model.problem.event.rounds]
    rows = model.filling_rows
    uses = np.array([row.uses for row in rows], dtype=bool).reshape(-1, len(model.days))
    days = np.flatnonzero(np.any(model.permitted, axis=0))
    node = np.zeros(len(days), dtype=np.intp)
    nodes, before = 1, np.zeros((len(rows), 1), dtype=bool)
    for r, choices in enumerate(sizes):
        node, nodes = node * choices + model.picks[days, r], nodes * choices
        starts = np.flatnonzero(np.diff(node, prepend=-1))
        fits = np.zeros((len(model.people), nodes), dtype=bool)
        fits[:, node[starts]] = np.logical_or.reduceat(model.permitted[:, days], starts, axis=1)
        used = np.zeros((len(rows), nodes), dtype=bool)
        used[:, node[starts]] = np.logical_and.reduceat(uses[:, days], starts, axis=1)
        new = used & ~np.repeat(before, choices, axis=1)
        yield Branch(choices, fits, _padded(new))
        before = used


def _padded(new: Mask) -> Index:
    """Return the rows of each node side by side, filled up with one row too many."""
    spare, lists = len(new), [np.flatnonzero(column) for column in new.T]
    width = max(map(len, lists), default=0)
    return np.array(
        [[*rows, *[spare] * (width - len(rows))] for rows in lists], dtype=np.intp
    ).reshape(new.shape[1], width)
