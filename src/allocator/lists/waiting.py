"""Waiting lists: who wished for a session more than for what they got, in a stated order."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocator.allocation import Allocation
from allocator.chance import digest
from allocator.parties import parties
from allocator.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.problem import Attendee, Problem

NEVER = math.inf
RULE = "regret of the day, largest first; then rank of the session; then the draw"
"""The order of every waiting list, as `waiting.csv` states it."""


@dataclass(frozen=True, slots=True)
class Waits:
    """One person on the waiting list of one session.

    Attributes
    ----------
    position
        Place on the list, from 1.
    rank
        The person's rank of the session, as written.
    regret
        Of the day that the person has.
    instead
        Id of the session that the person has in that round; "" for none.
    fits
        Whether the person could come without any other change of the day, as far as the
        rules that speak of one person tr, and nobody is to be kept with that person.
    """

    session_id: str
    position: int
    attendee_id: str
    rank: int
    regret: int
    instead: str
    fits: bool


def waiting(held: Held) -> dict[str, tuple[Waits, ...]]:
    """Return the waiting list of each session that is held, by session id.

    Parameters
    ----------
    held
        The result.

    Returns
    -------
    dict
        In the order of the programme. On a list is everybody who ranked the session above
        what he or she has in that round; nobody with a fixed place in it. First comes the
        largest regret of the day, then the best rank, then the draw: HMAC-SHA256 with the
        seed over "waiting", session and person.
    """
    found: dict[str, list[Waits]] = {s.id: [] for s in held.event.sessions if s.held}
    tied = parties(held.problem)
    for attendee in held.problem.attendees:
        for wait in _of(held, attendee, tied):
            found[wait.session_id].append(wait)
    return {session_id: _in_order(held, some) for session_id, some in found.items()}


def _in_order(held: Held, some: list[Waits]) -> tuple[Waits, ...]:
    some.sort(key=lambda w: (-w.regret, w.rank, _draw(held, w)))
    return tuple(replace(wait, position=place) for place, wait in enumerate(some, start=1))


def _draw(held: Held, wait: Waits) -> bytes:
    return digest(held.seed, "waiting", wait.session_id, wait.attendee_id)


def _of(
    held: Held, attendee: Attendee, tied: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[Waits]:
    """Yield what a person waits for, as yet without a position."""
    day = {s.round_id: s.id for s in held.allocation.sessions(held.event, attendee.id)}
    ranks = held.problem.wishes_of(attendee.id).ranks
    alone = held.problem.alone(attendee.id)
    for round_id, offer in held.event.offer.items():
        if any(s.id in attendee.fixed for s in offer):
            continue
        has = day.get(round_id, "")
        company = any(attendee.id in party for party in tied[round_id])
        for session in offer:
            if session.held and ranks.get(session.id, NEVER) < ranks.get(has, NEVER):
                changed = {**day, round_id: session.id}
                fits = not company and _permitted(alone, changed)
                yield Waits(
                    session_id=session.id,
                    position=0,
                    attendee_id=attendee.id,
                    rank=ranks[session.id],
                    regret=held.regrets[attendee.id],
                    instead=has,
                    fits=fits,
                )


def _permitted(alone: Problem, day: Mapping[str, str]) -> bool:
    """Tell whether the rules about one person's own day let somebody spend it."""
    (attendee,) = alone.attendees
    in_order = tuple(day[r.id] for r in alone.event.rounds if r.id in day)
    single = Allocation({attendee.id: in_order}, alone.decided)
    return not any(any(rule.breaches(alone, single)) for rule in RULES if rule.personal)


def rule_in_words(tr: Speaker, seed: int) -> str:
    """Return the order of a waiting list as it stands on each of them."""
    return tr(
        "First whoever got the day furthest from their own wishes (most points), then "
        "whoever ranked this session best, then the draw (number {seed}).",
        seed=seed,
    )
