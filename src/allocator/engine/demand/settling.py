"""Settle who gets which day, over the days that are nearly the cheapest of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.demand.listing import listed
from allocator.engine.settling import MOST, PATIENCE, TORN, WIDENINGS, decide_columns
from allocator.space_certificate import days_of
from allocator.space_search import TooMany, near, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.demand.ground import Ground
    from allocator.space_certificate import Open, SpacePin, SpacePriced
    from allocator.space_search import Days

ROOM = 4
"""How many times the days that are wanted may be listed before the width is halved."""


def settle(ground: Ground, left: Open, pins: Sequence[SpacePin]) -> Days | None:
    """Look for an allocation among days that many could take equally well.

    As `engine.settling.settle`, with all days of a space in view.

    Returns
    -------
    Days or None
        A day of each person, or None where a short search found none.
    """
    space, guide = ground.space, ground.guide
    most = guide.highest(space) + 1
    priced = ground.best_prices(guide, left, pins, enough=most)
    if priced.rounded >= most:
        return None
    seen = 0
    for k in range(WIDENINGS):
        days = cheapest_days(priced, len(space.people) + TORN * 8**k)
        if len(days) <= seen:
            break
        seen = len(days)
        columns, parts = listed(space, days, guide, pins)
        found = decide_columns(columns, ground.budget, patience=PATIENCE, most=MOST)
        if found.choice is not None:
            return days_of(space, parts[found.choice])
        if ground.budget.spent:
            break
    return None


def cheapest_days(priced: SpacePriced, wanted: int) -> Days:
    """Return all days within some width of everybody's cheapest: about as many as wanted."""
    some = near(priced.tolls)
    reduced = np.sort(priced.tolls.sum(some) - priced.least[some.person])
    width = int(reduced[min(wanted, len(reduced)) - 1])
    while True:
        try:
            return within(priced.tolls, priced.least + width, ROOM * wanted)
        except TooMany:
            width //= 2
            if not width:
                return priced.days
