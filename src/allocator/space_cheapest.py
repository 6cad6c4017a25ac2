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
    from allocator.space import Ints

SLACK = 20
"""Toll by which the least of a person may be told too low."""
STEPS = 20_000_000
"""Parts that a search for cheaper days may add to beginnings of days."""
LIFTS = 40
"""Steps in which conflicts are priced."""
WATCHED = 3
"""Cliques of each person that a second look holds exactly."""


def promising(tolls: Tolls) -> tuple[Ints, Days, Tolls]:
    """Return a cheap day of each person, with no long search.

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
    if (least <= tolls.hope).all():
        return least, days, tolls
    foreseen = foreseeing(tolls, least)
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
    least, days, foreseen = promising(tolls)
    hope = foreseen.hope
    unsure = np.flatnonzero(least > hope + slack)
    if not len(unsure):
        return np.minimum(least, np.maximum(hope, least - slack)), days
    some = _second_look(foreseen.some(unsure), least[unsure])
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


def _second_look(foreseen: Tolls, upper: Ints) -> Tolls:
    """Hold the cliques exactly that cost people most, and price the others again."""
    lift = foreseen.lift
    if lift is None or not lift.size:
        return foreseen
    count = min(WATCHED, lift.shape[1])
    watched = np.argpartition(-lift, count - 1, axis=1)[:, :count]
    others = lift.copy()
    np.put_along_axis(others, watched, 0, axis=1)
    return foreseeing(foreseen.lifted(others).watching(watched), upper)


def least_whole(tolls: Tolls, unit: int) -> Ints:
    """Return the least toll of each person exactly, where all tolls are multiples of `unit`.

    Whoever has no day has FAR.
    """
    least, _ = cheapest(tolls, unit - 1, np.inf)
    return np.where(least < LARGEST, -(-least // unit) * unit, FAR)


def _together(one: Days, other: Days) -> Days:
    person = np.concatenate([one.person, other.person])
    return Days(person, np.concatenate([one.parts, other.parts]))


def foreseeing(tolls: Tolls, upper: Ints) -> Tolls:
    """Return tolls that foresee more of conflicts.

    In a clique no two parts can be in one day. A price for each part of it, given back once,
    raises what a day costs at least (Lagrangian relaxation); prices follow subgradients with
    Polyak's steps.

    Parameters
    ----------
    tolls
        What days cost.
    upper
        Toll of some day of each person, shape (people,), or FAR.
    """
    space = tolls.space
    best, high = tolls.lift, tolls.hope
    if best is None:
        best = np.zeros((len(upper), space.cliques.max(initial=-1) + 1), dtype=np.int64)
    price = best.astype(np.float64)
    for k in range(LIFTS if price.size else 0):
        lift = price.astype(np.int64)
        now = tolls.lifted(lift)
        hope = now.hope
        best = np.where((hope > high)[:, np.newaxis], lift, best)
        high = np.maximum(high, hope)
        days = near(now, 1, heed=False)
        used = np.zeros_like(price)
        clique = space.cliques[days.parts]
        who = np.broadcast_to(days.person[:, np.newaxis], clique.shape)
        np.add.at(used, (who[clique >= 0], clique[clique >= 0]), 1)
        slope = np.where((used < 1) & (price <= 0), 0, used - 1)
        gap = np.where(upper < LARGEST, upper - hope, np.abs(hope))
        length = (slope**2).sum(axis=1)
        if not ((gap > 0) & (length > 0)).any():
            break
        step = 0.95**k * np.maximum(gap, 0) / np.maximum(length, 1)
        price = np.maximum(0, price + step[:, np.newaxis] * slope)
    return tolls.lifted(best)


def _least_of(tolls: Tolls, days: Days) -> tuple[Ints, Days]:
    toll = tolls.sum(days)
    order = np.lexsort((toll, days.person))
    person = days.person[order]
    first = np.flatnonzero(np.diff(person, prepend=-1))
    least = np.full(len(tolls.of_part), FAR, dtype=np.int64)
    least[person[first]] = toll[order][first]
    at = order[first]
    return least, Days(days.person[at], days.parts[at])
