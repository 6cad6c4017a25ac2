"""All chance in one place: the seed, the order of people, the last tie-break.

Everything follows from `HMAC-SHA256(seed, ...)` (RFC 2104), so neither the order of rows,
nor the machine, nor Python's hash seed decides who gets what, and anyone can recount it.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from allocator.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from hashlib import _Hash as Hash

    from numpy.typing import NDArray

    from allocator.plan import Decision
    from allocator.problem import Problem

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
    ids = list(session_ids)
    drawn = _first_bytes(seed, [attendee_id], ids)
    numbers = (int.from_bytes(drawn[at : at + 8]) for at in range(0, len(drawn), 8))
    return {s: n % (LARGEST_TIE + 1) for s, n in zip(ids, numbers, strict=True)}


@lru_cache(maxsize=16)
def tie_table(
    seed: int, people: tuple[str, ...], session_ids: tuple[str, ...]
) -> NDArray[np.int32]:
    """Return the tie costs of many people, shape (people, sessions); it is remembered.

    Parameters
    ----------
    seed, session_ids
        As for `tie_costs`.
    people
        Attendee ids.

    Examples
    --------
    >>> tie_table(7, ("A",), ("S",)) == [int.from_bytes(digest(7, "tie", "A", "S")[:8]) % 1001]
    array([[ True]])
    """
    drawn = np.frombuffer(_first_bytes(seed, people, session_ids), dtype=">u8")
    found = (drawn % (LARGEST_TIE + 1)).astype(np.int32)
    found = found.reshape(len(people), len(session_ids))
    found.flags.writeable = False
    return found


def _first_bytes(seed: int, people: Iterable[str], session_ids: Sequence[str]) -> bytearray:
    """Return eight bytes a person and session."""
    inner, outer = _keyed(seed)
    first = bytearray()
    for person in people:
        for session in session_ids:
            one, two = inner.copy(), outer.copy()
            one.update(f"tie\n{person}\n{session}".encode())
            two.update(one.digest())
            first += two.digest()[:8]
    return first


@lru_cache(maxsize=8)
def _keyed(seed: int) -> tuple[Hash, Hash]:
    """Return SHA-256 after the inner and the outer key of HMAC (RFC 2104, section 4).

    To start from them is twice as fast as to begin with the key each time.
    """
    key = str(seed).encode().ljust(hashlib.sha256().block_size, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in key) for pad in (0x36, 0x5C))
    return hashlib.sha256(inner), hashlib.sha256(outer)


def plan_costs(seed: int, decisions: Iterable[Decision]) -> dict[Decision, int]:
    """Return the small costs that decide among plans that are equally fair and cheap.

    Parameters
    ----------
    seed
        Integer key of the HMAC.
    decisions
        What the plan may decide.

    Returns
    -------
    dict
        For each decision an integer 1..1000, by HMAC(seed, "plan", decision); never 0, so
        that nothing is decided without need.
    """
    return {
        d: int.from_bytes(digest(seed, "plan", d.kind, d.subject, d.value, d.at)[:8])
        % LARGEST_TIE
        + 1
        for d in decisions
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
