"""The cheapest day of everybody, where parts may be in conflict.

A first look follows the days that seem cheapest. What a day costs at least is foreseen by
dynamic programming without conflicts, raised by prices of conflicts; where the two do not
meet, all days in between are searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.space_search import FAR, LARGEST, Days, Tolls, TooMany, near, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allocator.space import Ints

    Floats = NDArray[np.float64]

SLACK = 20
"""Toll by which the least of a person may be told too low."""
STEPS = 20_000_000
"""Parts that a search for cheaper days may add to beginnings of days."""
LIFTS = 40
"""Steps in which conflicts are priced."""
FEWER = 0.8
"""Share of people still to be foreseen better at which the others are put aside."""
WATCHED = 3
"""Cliques of each person that a second look holds exactly."""


def promising(tolls: Tolls, slack: int = 0) -> tuple[Ints, Days, Tolls]:
    """Return a cheap day of each person, with no long search.

    Parameters
    ----------
    tolls
        What days cost.
    slack
        What the tolls of these days may be above what is foreseen.

    Returns
    -------
    least : ndarray of int, shape (people,)
        Toll of the day; FAR where none was found.
    days : Days
        Such days.
    foreseen : Tolls
        The tolls; where conflicts matter, they foresee more of them.
    """
    least, days = _least_of(tolls, near(tolls))
    if (least <= tolls.hope + slack).all():
        return least, days, tolls
    foreseen = foreseeing(tolls, least, slack)
    days = _together(days, near(foreseen))
    return *_least_of(tolls, days), foreseen


def cheapest(tolls: Tolls, slack: int = SLACK, steps: float = STEPS) -> tuple[Ints, Days]:
    """Return what a day of each person costs at least, shape (people,), and cheapest days.

    Parameters
    ----------
    tolls
        What days cost.
    slack
        What the first may be less than the toll of the second, where conflicts matter.
    steps
        Length of a search, after which a still lower value is returned.

    Returns
    -------
    least : ndarray of int, shape (people,)
        FAR for whoever has no day.
    days : Days
        No day for these.
    """
    least, days, foreseen = promising(tolls, slack)
    hope = foreseen.hope
    unsure = np.flatnonzero(least > hope + slack)
    if not len(unsure):
        return np.minimum(least, np.maximum(hope, least - slack)), days
    some = _second_look(foreseen.some(unsure), least[unsure], slack)
    hope[unsure] = np.maximum(hope[unsure], some.hope)
    better = near(some)
    days = _together(days, Days(unsure[better.person], better.parts))
    least, days = _least_of(tolls, days)
    still = np.flatnonzero(least[unsure] > hope[unsure] + slack)
    most = np.minimum(least[unsure[still]], LARGEST) - slack - 1
    try:
        found = within(some.some(still), most, steps=steps)
    except TooMany:
        return np.minimum(least, hope), days
    found = Days(unsure[still[found.person]], found.parts)
    reached, days = _least_of(tolls, _together(days, found))
    return np.where(reached < LARGEST, np.maximum(hope, reached - slack), FAR), days


def _second_look(foreseen: Tolls, upper: Ints, slack: int) -> Tolls:
    """Hold the cliques exactly that cost people most, and price the others again."""
    lift = foreseen.lift
    if lift is None or not lift.size:
        return foreseen
    count = min(WATCHED, lift.shape[1])
    watched = np.argpartition(-lift, count - 1, axis=1)[:, :count]
    others = lift.copy()
    np.put_along_axis(others, watched, 0, axis=1)
    return foreseeing(foreseen.lifted(others).watching(watched), upper, slack)


def least_whole(tolls: Tolls, unit: int) -> Ints:
    """Return the least toll of each person exactly, where all tolls are multiples of `unit`.

    Whoever has no day has FAR.
    """
    least, _ = cheapest(tolls, unit - 1, np.inf)
    return np.where(least < LARGEST, -(-least // unit) * unit, FAR)


def _together(one: Days, other: Days) -> Days:
    person = np.concatenate([one.person, other.person])
    return Days(person, np.concatenate([one.parts, other.parts]))


def foreseeing(tolls: Tolls, upper: Ints, slack: int = 0) -> Tolls:
    """Return tolls that foresee more of conflicts.

    In a clique no two parts can be in one day. A price for each part of it, given back once,
    raises what a day costs at least (Lagrangian relaxation); prices follow subgradients with
    Polyak's steps. Whoever is foreseen well enough is left as that is.

    Parameters
    ----------
    tolls
        What days cost.
    upper
        Toll of some day of each person, shape (people,), or FAR.
    slack
        What may be left between the two.
    """
    space = tolls.space
    best, high = tolls.lift, tolls.hope
    if best is None:
        best = np.zeros((len(upper), space.cliques.max(initial=-1) + 1), dtype=np.int64)
    best = best.copy()
    price = best.astype(np.float64)
    left, some = np.arange(len(upper)), tolls
    for k in range(LIFTS if price.size else 0):
        now = some.lifted(price[left].astype(np.int64))
        hope, used = now.hope, _used(now)
        assert now.lift is not None
        raised = hope > high[left]
        best[left[raised]] = now.lift[raised]
        high[left] = np.maximum(high[left], hope)
        slope = np.where((used < 1) & (price[left] <= 0), 0, used - 1)
        gap = np.where(upper[left] < LARGEST, upper[left] - hope, np.abs(hope))
        length = (slope**2).sum(axis=1)
        open_ = (upper[left] > high[left] + slack) & (gap > 0) & (length > 0)
        if not open_.any():
            break
        step = 0.95**k * np.maximum(gap, 0) / np.maximum(length, 1)
        price[left] = np.maximum(0, price[left] + step[:, np.newaxis] * slope)
        if open_.mean() < FEWER:
            left = left[open_]
            some = tolls.some(left)
    return tolls.lifted(best)


def _used(tolls: Tolls) -> Floats:
    """Return how often the day that is foreseen of each person uses each clique."""
    cliques = tolls.space.cliques
    days = near(tolls, 1, heed=False)
    used = np.zeros((len(tolls.of_part), cliques.max(initial=-1) + 1))
    clique = cliques[days.parts]
    who = np.broadcast_to(days.person[:, np.newaxis], clique.shape)
    np.add.at(used, (who[clique >= 0], clique[clique >= 0]), 1)
    return used


def _least_of(tolls: Tolls, days: Days) -> tuple[Ints, Days]:
    toll = tolls.sum(days)
    order = np.lexsort((toll, days.person))
    person = days.person[order]
    first = np.flatnonzero(np.diff(person, prepend=-1))
    least = np.full(len(tolls.of_part), FAR, dtype=np.int64)
    least[person[first]] = toll[order][first]
    at = order[first]
    return least, Days(days.person[at], days.parts[at])
