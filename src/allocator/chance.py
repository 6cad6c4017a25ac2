"""All chance in one place: the seed, the order of people, the last tie-break.

Everything follows from `HMAC-SHA256(seed, ...)` (RFC 2104), so neither the order of rows,
nor the machine, nor Python's hash seed decides who gets what, and anyone can recount it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import TYPE_CHECKING, Any

from allocator.problem import Unlisted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allocator.offer import Session
    from allocator.problem import Attendee, Problem, Wishes

LARGEST_SEED = 2**63 - 1
LARGEST_TIE = 1000


def digest(seed: int, *words: str) -> bytes:
    """Return HMAC-SHA256 with the seed as key over words joined by a line feed."""
    message = "\n".join(words).encode()
    return hmac.digest(str(seed).encode(), message, "sha256")


def subseed(seed: int, *words: str) -> int:
    """Return a seed of its own for one use of chance, 0..2**256 - 1.

    >>> subseed(7, "groups") != subseed(7, "random order")
    True
    """
    return int.from_bytes(digest(seed, *words))


def impartial_order(seed: int, ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids in the seeded order in which people are modelled.

    Parameters
    ----------
    seed
        Integer key of the HMAC.
    ids
        Attendee ids in any order.

    Returns
    -------
    tuple of str
        The same ids, sorted by HMAC(seed, "order", id).

    Examples
    --------
    >>> impartial_order(7, ["A", "B", "C"]) == impartial_order(7, ["C", "A", "B"])
    True
    """
    return tuple(sorted(ids, key=lambda i: digest(seed, "order", i)))


def tie_costs(seed: int, attendee_id: str, session_ids: Iterable[str]) -> dict[str, int]:
    """Return the small costs by which the last stage breaks ties.

    Parameters
    ----------
    seed
        Integer key of the HMAC.
    attendee_id
        The person.
    session_ids
        Sessions to price.

    Returns
    -------
    dict
        For each session an integer 0..1000, uniform by HMAC(seed, "tie", person, session).
    """
    return {
        s: int.from_bytes(digest(seed, "tie", attendee_id, s)[:8]) % (LARGEST_TIE + 1)
        for s in session_ids
    }


def derived_seed(problem: Problem) -> int:
    """Return the seed that follows from the question alone, 0..2**63 - 1.

    It is taken over the normalised problem as a set, so shuffled rows give the same seed.
    """
    return int.from_bytes(bytes.fromhex(fingerprint(problem))[:8]) & LARGEST_SEED


def seed_of(problem: Problem) -> int:
    """Return the event's seed, or the derived one where the event names none."""
    seed = problem.event.seed
    return derived_seed(problem) if seed is None else seed


def fingerprint(problem: Problem) -> str:
    """Return the SHA-256 of the normalised problem without seed and order, in hex."""
    event = problem.event
    question = {
        "rounds": [[r.id, r.weight] for r in event.rounds],
        "sessions": [_session(s) for s in event.sessions],
        "rooms": sorted([r.id, r.seats] for r in event.rooms),
        "buses": sorted([b.id, b.seats] for b in event.buses),
        "policy": [
            event.transfer.total_seconds(),
            str(event.same_theme),
            str(event.refusals),
            event.staying_away,
            list(event.wish_costs),
        ],
        "attendees": [_attendee(a) for a in problem.attendees],
        "wishes": _wishes(problem.wishes),
    }
    if event.unlisted is not Unlisted.TIER:
        question["unlisted"] = str(event.unlisted)
    if problem.credit:
        question["credit"] = sorted(problem.credit.items())
    text = json.dumps(question, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _session(session: Session) -> list[Any]:
    departure = session.departure
    return [
        session.id,
        session.round_id,
        session.theme,
        session.room,
        session.seats,
        session.walking,
        session.busy_from.isoformat(),
        session.busy_until.isoformat(),
        departure.bus if departure else None,
    ]


def _attendee(attendee: Attendee) -> list[Any]:
    return [
        attendee.id,
        attendee.group,
        sorted(attendee.fixed),
        attendee.arrives and attendee.arrives.isoformat(),
        attendee.leaves and attendee.leaves.isoformat(),
        sorted(attendee.needs),
    ]


def _wishes(wishes: Mapping[str, Wishes]) -> list[Any]:
    return [
        [person, sorted(said.ranks.items()), sorted(said.refused)]
        for person, said in sorted(wishes.items())
    ]
