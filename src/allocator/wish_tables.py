"""Levels of all people at once: what `fairness.levels` defines, as arrays.

A key orders the sessions of a round for each person: the rank, then one key for all that
was not mentioned, then one for what was refused. A session's level is the number of
different keys below its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from allocator.problem import NO_WISHES, Unlisted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.problem import Event, Problem
    from allocator.rows import Mask, Table

    Levels = NDArray[np.int32]

UNLISTED, REFUSED = 2**31 - 2, 2**31 - 1


@dataclass(frozen=True)
class RoundTables:
    """What everybody said of the sessions of one round.

    Attributes
    ----------
    tier
        Number of the tier of each session, shape (people, sessions); sessions in the
        event's order.
    level
        Level of each session, shape (people, sessions).
    listed, refused
        Whether a person ranked a session, or refused it, shape (people, sessions).
    fixed
        Who has a fixed place in the round, shape (people,).
    wished
        Who has a wish in the round, as `has_wish` has it, shape (people,).
    """

    tier: Levels
    level: Levels
    listed: Mask
    refused: Mask
    fixed: Mask
    wished: Mask


def round_wishes(problem: Problem, people: Sequence[str]) -> tuple[RoundTables, ...]:
    """Return what people said, round after round.

    Parameters
    ----------
    problem
        The question.
    people
        Attendee ids: the rows of all arrays.
    """
    event = problem.event
    column = {session.id: k for k, session in enumerate(event.sessions)}
    keys = _keys(problem, people, column)
    fixed = np.zeros(keys.shape, dtype=bool)
    _mark(fixed, (problem.attendee[p].fixed for p in people), column)
    last = event.unlisted is Unlisted.LAST
    found = []
    for round_ in event.rounds:
        at = [column[s.id] for s in event.offer[round_.id]]
        found.append(_of_round(keys[:, at], fixed[:, at], last=last))
    return tuple(found)


def costs(event: Event, levels: Levels) -> Table:
    """Return what levels count, each as `fairness.levels.cost` has it, of the same shape."""
    if not event.wish_costs:
        return levels
    table = np.array(event.wish_costs, dtype=np.int64)
    found: Table = table[np.minimum(levels, len(table) - 1)]
    return found


def _keys(problem: Problem, people: Sequence[str], column: Mapping[str, int]) -> Levels:
    """Return the key of each session for each person, shape (people, sessions)."""
    said = [problem.wishes.get(p, NO_WISHES) for p in people]
    keys = np.full((len(people), len(column)), UNLISTED, dtype=np.int32)
    lengths = [len(wishes.ranks) for wishes in said]
    count = sum(lengths)
    sessions = np.fromiter(
        map(column.__getitem__, chain.from_iterable(w.ranks for w in said)), np.intp, count
    )
    ranks = np.fromiter(chain.from_iterable(w.ranks.values() for w in said), np.int32, count)
    keys[np.repeat(np.arange(len(people)), lengths), sessions] = ranks
    refused = np.zeros(keys.shape, dtype=bool)
    _mark(refused, (wishes.refused for wishes in said), column)
    keys[refused] = REFUSED
    return keys


def _mark(table: Mask, named: Iterable[Iterable[str]], column: Mapping[str, int]) -> None:
    """Mark the sessions that are named for each person."""
    for row, sessions in enumerate(named):
        for session in sessions:
            table[row, column[session]] = True


def _of_round(keys: Levels, at_fixed: Mask, *, last: bool) -> RoundTables:
    people, sessions = keys.shape
    listed: Mask = keys < UNLISTED
    refused: Mask = keys == REFUSED
    tier = np.zeros((people, sessions), dtype=np.int32)
    order = np.argsort(keys, axis=1)
    ordered = np.take_along_axis(keys, order, axis=1)
    steps = np.zeros((people, sessions), dtype=np.int32)
    np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1, out=steps[:, 1:])
    np.put_along_axis(tier, order, steps, axis=1)
    fixed: Mask = np.any(at_fixed, axis=1)
    ranked: Mask = np.any(listed, axis=1)
    wished: Mask = ~fixed & ranked & (steps[:, -1] > 0)
    level = tier.copy()
    if last:
        someone = ranked[:, np.newaxis]
        level[someone & ~listed] = sessions - 1
        level[someone & refused] = sessions
    return RoundTables(tier, level, listed, refused, fixed, wished)
