"""How little can do at best, counted from the reasons: a bound that ends searches early."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from allocator.explainer.values import Reason
    from allocator.offer import Session
    from allocator.problem import Problem

LACKING = frozenset({"too few places", "too few places for some"})
STRANDED = frozenset({"no day", "fixed places clash"})


def least_missing(reasons: Sequence[Reason]) -> int:
    """Return how many people must at least be left out, or be let off a rule of their own.

    Each of them takes one away from the people who lack places in a set of sessions; and
    whoever has no day must be one of them.
    """
    stranded = {p for r in reasons if r.kind in STRANDED for p in r.people}
    short = (r.numbers["short"] for r in reasons if r.kind in LACKING)
    return max(1, len(stranded), *short)


def least_seats(problem: Problem, reasons: Sequence[Reason]) -> int:
    """Return how many seats must at least be added anywhere.

    A seat is a place for one person, or for more where a room or bus serves several
    sessions of the round, or where people are expected to stay away.
    """
    admits = math.ceil(1 / (1 - problem.event.no_show))
    found = [1]
    for reason in reasons:
        if reason.kind in LACKING:
            serves = _serves(problem, reason.words["round"])
            found.append(-(-reason.numbers["short"] // (admits * serves)))
    return max(found)


def _serves(problem: Problem, round_id: str) -> int:
    """Return for how many sessions of a round one seat may serve, at most."""
    shared: dict[str, list[Session]] = {}
    for session in problem.event.offer[round_id]:
        leave = session.departure
        places = [f"room {r}" for r in (*session.rooms, session.room) if r is not None]
        places += [f"bus {b}" for b in (leave.fleet if leave else ())]
        for place in places:
            shared.setdefault(place, []).append(session)
    return max((_apart(sessions) for sessions in shared.values()), default=1)


def _apart(sessions: Sequence[Session]) -> int:
    """Return how many sessions may follow one another, one if they all overlap.

    A bus may go out twice while its first visit lasts, but not within a ride to and fro.
    """
    last_begin = max(s.departure.options[-1] if s.departure else s.start for s in sessions)
    first_free = min(_free(s) for s in sessions)
    return 1 if last_begin < first_free else len(sessions)


def _free(session: Session) -> datetime:
    if session.departure is None:
        return session.end
    return session.departure.options[0] + 2 * session.ride
