"""What people said of one round: the same few lists come often, and are read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.problem import Event, Problem, Wishes

MOST_KNOWN = 100_000
"""So many different lists are remembered."""


@dataclass(frozen=True, eq=False)
class RoundList:
    """What a person said of one round; people who said the same share one of these.

    Attributes
    ----------
    offer
        Ids of the sessions of the round.
    ranked
        Session id and rank, of those that were ranked.
    refused
        Ids of those that were refused.
    """

    offer: frozenset[str]
    ranked: tuple[tuple[str, int], ...]
    refused: frozenset[str]

    def __reduce__(self) -> tuple[Any, ...]:
        """Be shared again where it is unpickled."""
        return _shared, (self.offer, self.ranked, self.refused)

    @cached_property
    def tiers(self) -> tuple[frozenset[str], ...]:
        """Session ids, best tier first; empty tiers are left out."""
        wished = [
            frozenset(s for s, r in self.ranked if r == rank)
            for rank in sorted({rank for _, rank in self.ranked})
        ]
        unlisted = self.offer - self.refused - {s for s, _ in self.ranked}
        return tuple(tier for tier in (*wished, unlisted, self.refused) if tier)

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """Session id to the number of its tier, from 0."""
        return MappingProxyType({s: k for k, tier in enumerate(self.tiers) for s in tier})

    @cached_property
    def levels_last(self) -> Mapping[str, int]:
        """The levels with `Unlisted.LAST`, see `levels`."""
        if not self.ranked:
            return self.levels
        ranks, deepest = dict(self.ranked), len(self.offer) - 1
        unlisted = {s: deepest for s in self.offer if s not in ranks}
        refused = dict.fromkeys(self.refused, deepest + 1)
        return MappingProxyType({**self.levels, **unlisted, **refused})


def round_list(event: Event, wishes: Wishes, round_id: str) -> RoundList:
    """Return what of a person's wishes concerns a round.

    Parameters
    ----------
    event
        Gives the sessions of the round.
    wishes
        What the person said.
    round_id
        The round.
    """
    offer = event.offer_ids[round_id]
    found: RoundList | None = wishes.lists.get(offer)
    if found is None:
        ranked = tuple([item for item in wishes.ranks.items() if item[0] in offer])
        found = wishes.lists[offer] = _shared(offer, ranked, wishes.refused & offer)
    return found


_shared = lru_cache(maxsize=MOST_KNOWN)(RoundList)


def is_wish(found: RoundList) -> bool:
    """Tell whether a list wishes for something: ranks some session, not all on one tier."""
    return bool(found.ranked) and len(found.tiers) > 1


def count_lists(problem: Problem, round_id: str) -> Counter[RoundList]:
    """Return how many people said the same of a round, of those without a fixed place there.

    Parameters
    ----------
    problem
        The question.
    round_id
        The round.
    """
    event = problem.event
    offer = event.offer_ids[round_id]
    return Counter(
        round_list(event, problem.wishes_of(a.id), round_id)
        for a in problem.attendees
        if offer.isdisjoint(a.fixed)
    )
