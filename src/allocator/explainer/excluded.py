"""Why a rule keeps a person out of a session: one clause for each rule, with its facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.explainer.turns import MINUTE
from allocator.explainer.values import Clause

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from allocator.offer import Session
    from allocator.problem import Attendee, Event, Problem

FIXED = "fixed places"
PAIRED = {
    FIXED: "fixed elsewhere",
    "reached in time": "not in time",
    "lunch": "no lunch",
    "not the same theme twice": "same theme",
    "exclusions": "excludes",
}
"""Rules that keep a person out because of other sessions."""

FULL = frozenset({"room seats", "session limit", "bus seats", "fleet seats", "guided walks"})


def excluded(
    problem: Problem, person: str, session_id: str, rule: str, others: Collection[str] = ()
) -> Clause:
    """Say why a rule keeps a person out of a session.

    Parameters
    ----------
    problem
        The question.
    person, session_id, rule
        Whom, from where, and by which rule.
    others
        Ids of sessions with which the rule lets nobody like this person have the session.
    """
    session, attendee = problem.event.session[session_id], problem.attendee[person]
    paired = rule in PAIRED and bool(others)
    if paired:
        told = Clause(kind=PAIRED[rule], words=_window(problem.event, session))
    elif rule in FULL:
        told = Clause(kind="no seat")
    elif rule in _ALONE:
        told = _ALONE[rule](problem, attendee, session)
    else:
        told = Clause(kind="by rule", words={"rule": rule})
    sessions = (session_id, *others) if paired else (session_id,)
    return replace(told, sessions=sessions, rules=(rule,))


def _window(event: Event, session: Session) -> dict[str, str]:
    ends = f"{session.busy_until:%H:%M}"
    return {"begins": event.moment(_begins(session)), "ends": ends}


def _begins(session: Session) -> datetime:
    """Return when its people must be ready, at the latest of its departures."""
    return session.departure.options[-1] if session.departure else session.start


def _hours(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    clock = problem.event.moment
    if attendee.arrives is not None and _begins(session) < attendee.arrives:
        words = {"begins": clock(_begins(session)), "arrives": clock(attendee.arrives)}
        return Clause(kind="before arriving", words=words)
    back, margin = clock(session.busy_until), problem.event.margin
    if attendee.leaves is not None and session.departure is not None and margin:
        words = {"back": back, "latest": clock(attendee.leaves - margin)}
        return Clause(kind="back too late", words=words, numbers={"margin": margin // MINUTE})
    leaves = clock(attendee.leaves) if attendee.leaves else ""
    return Clause(kind="after leaving", words={"back": back, "leaves": leaves})


def _walk(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    return Clause(kind="long walk")


def _room(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    rooms = session.room or ", ".join(session.rooms)
    return Clause(kind="no wheelchair room", words={"room": rooms})


def _no_place(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    return Clause(kind="no wheelchair place")


def _refused(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    return Clause(kind="refused")


def _language(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    return Clause(kind="language", words={"language": session.language or ""})


def _earlier(problem: Problem, attendee: Attendee, session: Session) -> Clause:
    needed = [first for second, first in problem.event.prerequisites if second == session.id]
    return Clause(kind="only after", words={"earlier": ", ".join(needed)})


_ALONE: dict[str, Callable[[Problem, Attendee, Session], Clause]] = {
    "hours present": _hours,
    "cannot walk far": _walk,
    "wheelchair rooms": _room,
    "wheelchair places": _no_place,
    "refused sessions": _refused,
    "languages": _language,
    "prerequisites": _earlier,
}
