"""What each session of a round would be to a person: a wish, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.levels import has_wish, tiers
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
    offer = [s.id for s in event.offer[round_id]]
    if not has_wish(event, problem.attendee[attendee_id], said, round_id):
        return dict.fromkeys(offer, NO_WISH)
    found = {s: REFUSED if s in said.refused else OUTSIDE for s in offer}
    for k, tier in enumerate(tiers(event, said, round_id)):
        found.update((s, k) for s in tier if s in said.ranks)
    return found
