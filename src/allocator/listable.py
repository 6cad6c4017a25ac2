"""Whether all days of an event can be listed, and whether they must be."""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

from allocator import choices
from allocator.policies import SameTheme

if TYPE_CHECKING:
    from allocator.problem import Event

MOST_DAYS = 50_000
"""Different days that are listed."""
MOST_CELLS = 400_000_000
"""Entries of a table over people and days, or over people and pairs of parts."""


def days_possible(event: Event) -> int:
    """Return the number of combinations of one session or none a round."""
    return prod(len(offer) + 1 for offer in event.offer.values())


def listable(event: Event, people: int) -> bool:
    """Tell whether all days can be listed for so many people."""
    days = days_possible(event)
    return days <= MOST_DAYS and people * days <= MOST_CELLS


def must_be_listed(event: Event) -> bool:
    """Tell whether days must be listed: a plan is open, or days with one theme are better."""
    decides = (choices.run, choices.rooms, choices.departures, choices.buses)
    open_ = any(decide(session) for session in event.sessions for decide in decides)
    return open_ or event.same_theme is SameTheme.PREFER


def pairs_possible(event: Event) -> int:
    """Return the number of pairs of a session, or none, in two different rounds."""
    sizes = [len(offer) + 1 for offer in event.offer.values()]
    return sum(one * other for one, other in combinations(sizes, 2))
