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

from allocator.fairness.lists import MOST_KNOWN, RoundList, is_wish, round_list
from allocator.problem import Unlisted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.problem import Attendee, Event, Problem, Wishes


def tiers(event: Event, wishes: Wishes, round_id: str) -> tuple[frozenset[str], ...]:
    """Return the sessions of a round in the order in which a person wants them.

    Parameters
    ----------
    event, wishes, round_id
        As for `round_list`.

    Returns
    -------
    tuple of frozenset of str
        Session ids, best tier first; empty tiers are left out.
    """
    return round_list(event, wishes, round_id).tiers


def levels(event: Event, wishes: Wishes, round_id: str) -> Mapping[str, int]:
    """Return the level of every session of a round: 0 is a first wish or no opinion.

    Parameters
    ----------
    event, wishes, round_id
        As for `round_list`.

    Returns
    -------
    Mapping
        Session id to level. With `Unlisted.LAST`, for somebody who ranked something, the
        sessions not mentioned are at m - 1 and the refused ones at m.
    """
    found = round_list(event, wishes, round_id)
    return found.levels_last if event.unlisted is Unlisted.LAST else found.levels


def has_wish(event: Event, attendee: Attendee, wishes: Wishes, round_id: str) -> bool:
    """Tell whether a person wished for something in a round.

    A fixed place is no wish, refusals alone are none, and all sessions on one tier are no
    opinion.
    """
    found = round_list(event, wishes, round_id)
    return is_wish(found) and found.offer.isdisjoint(attendee.fixed)


def cost(event: Event, level: int) -> int:
    """Return what a level counts by the event's table (default: the level itself).

    A level beyond the table counts as its last entry.
    """
    return _cost(event.wish_costs, level)


def _cost(costs: tuple[int, ...], level: int) -> int:
    return costs[min(level, len(costs) - 1)] if costs else level


def empty_loss(event: Event, round_id: str) -> int:
    """Return the loss of a round without a session: one level below everything."""
    return event.weight[round_id] * (cost(event, deepest_in(event, round_id)) + 1)


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
    offer = event.offer_ids[round_id]
    if not offer.isdisjoint(attendee.fixed):
        return dict.fromkeys(offer, 0)
    found = round_list(event, problem.wishes_of(attendee_id), round_id)
    return list_losses(event, found, round_id)


def list_losses(event: Event, found: RoundList, round_id: str) -> Mapping[str, int]:
    """Return the loss of every session of a round to somebody who said this, see `losses`."""
    last = event.unlisted is Unlisted.LAST
    return _losses(found, event.weight[round_id], event.wish_costs, last=last)


@lru_cache(maxsize=MOST_KNOWN)
def _losses(
    found: RoundList, weight: int, costs: tuple[int, ...], *, last: bool
) -> Mapping[str, int]:
    reached = found.levels_last if last else found.levels
    return MappingProxyType({s: weight * _cost(costs, k) for s, k in reached.items()})


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
