"""What each session of a round would be to a person: a wish, or none."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from allocator.fairness.levels import has_wish
from allocator.fairness.lists import MOST_KNOWN, RoundList, round_list
from allocator.fairness.profile import NO_WISH, OUTSIDE, REFUSED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.problem import Problem


def places(problem: Problem, attendee_id: str, round_id: str) -> Mapping[str, int]:
    """Return what a place in each session of a round is to a person.

    Parameters
    ----------
    problem
        The question.
    attendee_id, round_id
        Person and round.

    Returns
    -------
    Mapping
        Session id to 0, 1, 2, … for wish number 1, 2, 3, … (dense ranks), or `OUTSIDE`,
        `REFUSED`, or `NO_WISH` for every session where the person has no wish in the round.
    """
    event, said = problem.event, problem.wishes_of(attendee_id)
    wished = has_wish(event, problem.attendee[attendee_id], said, round_id)
    return _places(round_list(event, said, round_id), wished=wished)


@lru_cache(maxsize=MOST_KNOWN)
def _places(found: RoundList, *, wished: bool) -> Mapping[str, int]:
    if not wished:
        return MappingProxyType(dict.fromkeys(found.offer, NO_WISH))
    ranks = {s: found.levels[s] for s, _ in found.ranked}
    refused = dict.fromkeys(found.refused, REFUSED)
    return MappingProxyType({**dict.fromkeys(found.offer, OUTSIDE), **ranks, **refused})
