"""The cheapest days of everybody, among all days of a space, at given tolls.

A toll says what each part of a day costs a person, and what each loss of a whole day costs
besides. Where no parts are in conflict, dynamic programming over rounds and losses finds
the cheapest day. What it says of the rounds to come never exceeds the truth, so it guides
and bounds a search where parts are in conflict (branch and bound).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.rows import Index, Mask
    from allocator.space import Ints, Space

FAR = 2**60
"""Toll of what is closed; larger than all else."""
LARGEST = 2**59
WIDTH = 16
"""Days a person that are followed in a first search."""
FRONTIER = 2_000_000
"""Beginnings of days that are looked at together."""


class TooMany(Exception):
    """There are more days than can be listed."""


@dataclass(frozen=True)
class Days:
    """Days of people, person after person.

    Attributes
    ----------
    person
        Whose each is, shape (days,), ascending.
    parts
        The parts of each, shape (days, rounds).
    """

    person: Index
    parts: Index

    def __len__(self) -> int:
        return len(self.person)


class Tolls:
    """What days cost people.

    Parameters
    ----------
    space
        All days.
    of_part
        Toll of each part, shape (people, parts); FAR where it is closed.
    of_loss
        Toll of each loss of a whole day, shape (people, losses), FAR where it is too much;
        None where losses cost nothing.
    lift
        Prices >= 0 of cliques of conflicts, shape (people, cliques): they raise the least
        toll that is foreseen, and no toll. None means 0.

    Raises
    ------
    OverflowError
        If the sums could leave 64 bits.
    """

    def __init__(
        self,
        space: Space,
        of_part: Ints,
        of_loss: Ints | None = None,
        *,
        loss: Ints | None = None,
        lift: Ints | None = None,
        barred: Mask | None = None,
    ) -> None:
        self.barred = barred
        self.space, self.of_part = space, of_part
        self.of_loss = np.zeros((len(of_part), 1), dtype=np.int64)
        self.loss = np.zeros_like(of_part)
        if of_loss is not None:
            self.of_loss = of_loss
            self.loss = space.loss if loss is None else loss
        self.lift = lift
        self.raised = of_part
        self.base = np.zeros(len(of_part), dtype=np.int64)
        if lift is not None:
            self.raised = np.minimum(of_part + space.at_cliques(lift), FAR)
            self.base = lift.sum(axis=1)
        largest = sum(
            int(np.abs(t[t < FAR]).max(initial=0)) for t in (self.raised, self.of_loss)
        )
        if len(of_part) * len(space.rounds) * largest >= LARGEST:
            raise OverflowError("tolls too large to add up in 64 bits")

    def some(self, people: Index) -> Tolls:
        """Return the tolls of some of the people."""
        lift = None if self.lift is None else self.lift[people]
        loss, of_loss = self.loss[people], self.of_loss[people]
        of_part = self.of_part[people]
        return Tolls(self.space, of_part, of_loss, loss=loss, lift=lift, barred=self.barred)

    def lifted(self, lift: Ints) -> Tolls:
        """Return the same tolls, foreseen with other prices of conflicts."""
        loss, barred = self.loss, self.barred
        return Tolls(
            self.space, self.of_part, self.of_loss, loss=loss, lift=lift, barred=barred
        )

    def watching(self, cliques: Index) -> Tolls:
        """Return the same tolls, foreseen with some cliques of each person held exactly.

        To the loss so far comes a digit for each of these cliques, shape (people, cliques):
        how many of its parts there are. Two bar a day (ng-relaxation: Baldacci, Mingozzi,
        Roberti, "New route relaxation and pricing strategies for the vehicle routing
        problem", Operations Research 59, 2011).
        """
        loss, kinds = self.loss, 3 ** cliques.shape[1]
        loss = loss * kinds
        of_part = self.space.cliques[np.newaxis]
        for k, clique in enumerate(cliques.T):
            loss += 3**k * ((of_part == clique[:, np.newaxis]) & (of_part >= 0))
        digits = np.arange(kinds)[:, np.newaxis] // 3 ** np.arange(cliques.shape[1]) % 3
        twice: Mask = np.tile(np.any(digits == 2, axis=1), self.of_loss.shape[1])
        of_loss = np.where(twice, FAR, np.repeat(self.of_loss, kinds, axis=1))
        return Tolls(self.space, self.of_part, of_loss, loss=loss, lift=self.lift, barred=twice)

    @property
    def hope(self) -> Ints:
        """What the day of each person costs at least, as foreseen, shape (people,)."""
        found: Ints = self.ahead[0][:, 0] - self.base
        return found

    @cached_property
    def ahead(self) -> list[Ints]:
        """Least toll of the rounds from each on, after each loss, were there no conflicts.

        One array a round and a last one for the end of the day, shape (people, losses).
        """
        found = [self.of_loss]
        for round_ in reversed(self.space.rounds):
            found.append(self._before(round_, found[-1]))
        return found[::-1]

    def _before(self, round_: slice, after: Ints) -> Ints:
        people, losses = after.shape
        if losses == 1:
            least: Ints = self.raised[:, round_].min(axis=1, keepdims=True) + after
            return np.minimum(least, FAR)
        steps = np.minimum(self.loss[:, round_], losses)
        beyond = np.full((people, int(steps.max(initial=0))), FAR, dtype=np.int64)
        padded = np.concatenate([after, beyond], axis=1)
        shifted = sliding_window_view(padded, losses, axis=1)
        best, everybody = np.full(after.shape, FAR, dtype=np.int64), np.arange(people)
        for step, toll in zip(steps.T, self.raised[:, round_].T, strict=True):
            rest = shifted[everybody, step]
            rest += toll[:, np.newaxis]
            np.minimum(best, rest, out=best)
        if self.barred is not None:
            best[:, self.barred] = FAR
        return best

    def sum(self, days: Days) -> Ints:
        """Return the toll of each day, shape (days,)."""
        who = days.person[:, np.newaxis]
        found: Ints = self.of_part[who, days.parts].sum(axis=1)
        lost = self.loss[who, days.parts].sum(axis=1)
        found += self.of_loss[days.person, np.minimum(lost, self.of_loss.shape[1] - 1)]
        return found


def near(tolls: Tolls, width: int = WIDTH, *, heed: bool = True) -> Days:
    """Return some of everybody's cheapest days, at most `width` each.

    Where no parts are in conflict, or conflicts are not heeded, they are the cheapest; else
    a person may have none.
    """
    space, people = tolls.space, len(tolls.of_part)
    who = np.arange(people)[:, np.newaxis]
    toll = np.zeros((people, 1), dtype=np.int64)
    lost = np.zeros((people, 1), dtype=np.int64)
    parts = np.zeros((people, 1, 0), dtype=np.intp)
    for r, round_ in enumerate(space.rounds):
        spent, gone, hope = _steps(tolls, r, who, toll, lost, parts if heed else parts[..., :0])
        flat = hope.reshape(people, -1)
        kept = min(width, flat.shape[1])
        best = np.argpartition(flat, kept - 1, axis=1)[:, :kept]
        before, pick = np.divmod(best, round_.stop - round_.start)
        toll = np.take_along_axis(spent.reshape(people, -1), best, axis=1)
        lost = np.take_along_axis(gone.reshape(people, -1), best, axis=1)
        hoped = np.take_along_axis(flat, best, axis=1)
        longer = (pick + round_.start)[:, :, np.newaxis]
        parts = np.concatenate([parts[who, before], longer], axis=2)
        toll = np.where(hoped < LARGEST, toll, FAR)
    person, at = np.nonzero(toll < LARGEST)
    return Days(person, parts[person, at])


def _steps(
    tolls: Tolls, r: int, who: Index, toll: Ints, lost: Ints, heeded: Index
) -> tuple[Ints, Ints, Ints]:
    """Add each part of a round to some beginnings of days.

    Returns
    -------
    toll, lost, hope : ndarray of int, shape (..., parts of the round)
        Toll as it is foreseen and loss so far, and the least that the whole day can cost.
    """
    after, round_ = tolls.ahead[r + 1], tolls.space.rounds[r]
    spent = toll[..., np.newaxis] + tolls.raised[who, round_]
    gone = lost[..., np.newaxis] + tolls.loss[who, round_]
    at = np.minimum(gone, after.shape[1] - 1)
    hope = spent + after[who[..., np.newaxis], at] - tolls.base[who][..., np.newaxis]
    hope[gone > at] = FAR
    for q in range(heeded.shape[-1]):
        hope[tolls.space.conflicts[heeded[..., q], round_]] = FAR
    return spent, gone, hope


def within(tolls: Tolls, most: Ints, limit: float = np.inf, steps: float = np.inf) -> Days:
    """Return all days with a toll of at most so much, shape (people,), of everybody.

    Raises
    ------
    TooMany
        If there are more than `limit`, or the search takes more than so many `steps`.
    """
    found: list[Days] = []
    count = 0
    for days in _groups(tolls, most, steps):
        count += len(days)
        if count > limit:
            raise TooMany
        found.append(days)
    person = np.concatenate([d.person for d in found])
    parts = np.concatenate([d.parts for d in found])
    order = np.argsort(person, kind="stable")
    return Days(person[order], parts[order])


def _groups(tolls: Tolls, most: Ints, steps: float) -> Iterator[Days]:
    """Follow beginnings of days round by round; too many at a time are split."""
    rounds = tolls.space.rounds
    start = np.flatnonzero(tolls.hope <= most)
    nothing = np.zeros(len(start), dtype=np.int64)
    waiting = [(0, start, nothing, nothing, np.zeros((len(start), 0), dtype=np.intp))]
    while waiting:
        r, person, toll, lost, parts = waiting.pop()
        if r == len(rounds):
            days = Days(person, parts)
            cheap = tolls.sum(days) <= most[person]
            yield Days(person[cheap], parts[cheap])
            continue
        width = rounds[r].stop - rounds[r].start
        if len(person) > 1 and len(person) * width > FRONTIER:
            middle = len(person) // 2
            for part in (slice(middle, None), slice(0, middle)):
                waiting.append((r, person[part], toll[part], lost[part], parts[part]))
            continue
        steps -= len(person) * width
        if steps < 0:
            raise TooMany
        spent, gone, hope = _steps(tolls, r, person, toll, lost, parts)
        at, pick = np.nonzero(hope <= most[person, np.newaxis])
        longer = np.concatenate([parts[at], (pick + rounds[r].start)[:, np.newaxis]], axis=1)
        waiting.append((r + 1, person[at], spent[at, pick], gone[at, pick], longer))
