"""Why a rule keeps a person out of a session: one clause for each rule, with its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.explainer.values import Clause

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import datetime

    from allocator.offer import Session
    from allocator.problem import Attendee, Problem

    Told = tuple[str, Mapping[str, str]]

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
        told: Told = (PAIRED[rule], _window(session))
    elif rule in FULL:
        told = ("no seat", {})
    elif rule in _ALONE:
        told = _ALONE[rule](problem, attendee, session)
    else:
        told = ("by rule", {"rule": rule})
    kind, words = told
    sessions = (session_id, *others) if paired else (session_id,)
    return Clause(kind=kind, words=words, sessions=sessions, rules=(rule,))


def _window(session: Session) -> dict[str, str]:
    return {"begins": clock(_begins(session)), "ends": clock(session.busy_until)}


def clock(moment: datetime) -> str:
    """Return such as "12:35"."""
    return f"{moment:%H:%M}"


def _begins(session: Session) -> datetime:
    """Return when its people must be ready, at the latest of its departures."""
    return session.departure.options[-1] if session.departure else session.start


def _hours(problem: Problem, attendee: Attendee, session: Session) -> Told:
    if attendee.arrives is not None and _begins(session) < attendee.arrives:
        words = {"begins": clock(_begins(session)), "arrives": clock(attendee.arrives)}
        return "before arriving", words
    leaves = clock(attendee.leaves) if attendee.leaves else ""
    return "after leaving", {"back": clock(session.busy_until), "leaves": leaves}


def _walk(problem: Problem, attendee: Attendee, session: Session) -> Told:
    return "long walk", {}


def _room(problem: Problem, attendee: Attendee, session: Session) -> Told:
    return "no wheelchair room", {"room": session.room or ", ".join(session.rooms)}


def _refused(problem: Problem, attendee: Attendee, session: Session) -> Told:
    return "refused", {}


def _language(problem: Problem, attendee: Attendee, session: Session) -> Told:
    return "language", {"language": session.language or ""}


def _earlier(problem: Problem, attendee: Attendee, session: Session) -> Told:
    needed = [first for second, first in problem.event.prerequisites if second == session.id]
    return "only after", {"earlier": ", ".join(needed)}


_ALONE: dict[str, Callable[[Problem, Attendee, Session], Told]] = {
    "hours present": _hours,
    "cannot walk far": _walk,
    "wheelchair rooms": _room,
    "refused sessions": _refused,
    "languages": _language,
    "prerequisites": _earlier,
}
