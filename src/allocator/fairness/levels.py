"""How far a session is down a person's list: tiers, levels, losses.

Definitions follow the documentation page "What is measured":

    level(a, s, o) = number of tiers that a puts strictly above session o in round s
    loss(a, d)     = sum over rounds s of weight_s * cost(level(a, s, d_s))

Tiers, best first: each distinct rank the person gave; the sessions not mentioned; the
refused ones. Saying less therefore never makes a person dearer to disappoint.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from allocator.problem import Unlisted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.problem import Attendee, Event, Problem, Wishes

    Said = tuple[frozenset[str], tuple[tuple[str, int], ...], frozenset[str]]

MOST_KNOWN = 100_000
"""What people say of one round: so many different lists are remembered."""


def tiers(event: Event, wishes: Wishes, round_id: str) -> tuple[frozenset[str], ...]:
    """Return the sessions of a round in the order in which a person wants them.

    Parameters
    ----------
    event
        Gives the sessions of the round.
    wishes
        What the person said.
    round_id
        The round.

    Returns
    -------
    tuple of frozenset of str
        Session ids, best tier first; empty tiers are left out.
    """
    return _tiers(*_said(event, wishes, round_id))


def _said(event: Event, wishes: Wishes, round_id: str) -> Said:
    """Return what of a person's wishes concerns a round: the same few lists come often."""
    offer = event.offer_ids[round_id]
    ranked = tuple([item for item in wishes.ranks.items() if item[0] in offer])
    return offer, ranked, wishes.refused & offer


@lru_cache(maxsize=MOST_KNOWN)
def _tiers(
    offer: frozenset[str], ranked: tuple[tuple[str, int], ...], refused: frozenset[str]
) -> tuple[frozenset[str], ...]:
    wished = [
        frozenset(s for s, r in ranked if r == rank)
        for rank in sorted({rank for _, rank in ranked})
    ]
    unlisted = offer - refused - {s for s, _ in ranked}
    return tuple(tier for tier in (*wished, unlisted, refused) if tier)


def levels(event: Event, wishes: Wishes, round_id: str) -> Mapping[str, int]:
    """Return the level of every session of a round: 0 is a first wish or no opinion.

    Parameters
    ----------
    event, wishes, round_id
        As for `tiers`.

    Returns
    -------
    Mapping
        Session id to level. With `Unlisted.LAST`, for somebody who ranked something, the
        sessions not mentioned are at m - 1 and the refused ones at m.
    """
    last = event.unlisted is Unlisted.LAST
    return _levels(*_said(event, wishes, round_id), last=last)


@lru_cache(maxsize=MOST_KNOWN)
def _levels(
    offer: frozenset[str],
    ranked: tuple[tuple[str, int], ...],
    refused: frozenset[str],
    *,
    last: bool,
) -> Mapping[str, int]:
    ordered = _tiers(offer, ranked, refused)
    found = {s: level for level, tier in enumerate(ordered) for s in tier}
    if last and ranked:
        ranks, deepest = dict(ranked), len(found) - 1
        found |= {s: deepest for s in found if s not in ranks}
        found |= {s: deepest + 1 for s in found if s in refused}
    return MappingProxyType(found)


def has_wish(event: Event, attendee: Attendee, wishes: Wishes, round_id: str) -> bool:
    """Tell whether a person wished for something in a round.

    A fixed place is no wish, refusals alone are none, and all sessions on one tier are no
    opinion.
    """
    offer = event.offer_ids[round_id]
    return (
        offer.isdisjoint(attendee.fixed)
        and not offer.isdisjoint(wishes.ranks)
        and len(tiers(event, wishes, round_id)) > 1
    )


def cost(event: Event, level: int) -> int:
    """Return what a level counts by the event's table (default: the level itself).

    A level beyond the table counts as its last entry.
    """
    if not event.wish_costs:
        return level
    return event.wish_costs[min(level, len(event.wish_costs) - 1)]


def empty_loss(event: Event, round_id: str) -> int:
    """Return the loss of a round without a session: one level below everything."""
    weight = next(r.weight for r in event.rounds if r.id == round_id)
    return weight * (cost(event, deepest_in(event, round_id)) + 1)


def losses(problem: Problem, attendee_id: str, round_id: str) -> Mapping[str, int]:
    """Return a person's loss for every session of a round.

    Parameters
    ----------
    problem
        The question.
    attendee_id, round_id
        Person and round.

    Returns
    -------
    Mapping
        Session id to loss in weighted points; 0 everywhere in a round with a fixed place.
    """
    event, attendee = problem.event, problem.attendee[attendee_id]
    offer = event.offer[round_id]
    if {s.id for s in offer} & set(attendee.fixed):
        return {s.id: 0 for s in offer}
    weight = next(r.weight for r in event.rounds if r.id == round_id)
    found = levels(event, problem.wishes_of(attendee_id), round_id)
    return {s: weight * cost(event, level) for s, level in found.items()}


def day_loss(problem: Problem, attendee_id: str, day: tuple[str, ...]) -> int:
    """Return loss(a, d), summed over the rounds of a day, in weighted points.

    Sessions of a round in which the day holds nothing count `empty_loss`.
    """
    total = 0
    for round_ in problem.event.rounds:
        table = losses(problem, attendee_id, round_.id)
        held = [table[s] for s in day if s in table]
        total += sum(held) if held else empty_loss(problem.event, round_.id)
    return total


def largest_burden(problem: Problem) -> int:
    """Return a bound on everybody's burden: the largest losses of all rounds, and credit."""
    event = problem.event
    losses = sum(
        empty_loss(event, r.id)
        if event.staying_away
        else r.weight * cost(event, deepest_in(event, r.id))
        for r in event.rounds
    )
    return losses + max(problem.credit.values(), default=0)


def deepest_in(event: Event, round_id: str) -> int:
    """Return the largest level that a list can have in a round."""
    return len(event.offer[round_id]) - 1 + (event.unlisted is Unlisted.LAST)


def deepest_level(event: Event) -> int:
    """Return the largest level that a list can have in any round."""
    return max(deepest_in(event, r.id) for r in event.rounds)
