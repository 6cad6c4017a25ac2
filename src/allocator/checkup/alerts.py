"""Findings that only counting shows: too few seats, sessions that few people want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.checkup.figures import by_round
from allocator.errors import Finding
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.checkup.values import Counts, RoundCount, SessionCount
    from allocator.problem import Event


def alerts(event: Event, counts: Counts, file: str) -> Iterator[Finding]:
    """Yield a notice for each round and session whose numbers do not fit.

    Parameters
    ----------
    event
        What is offered.
    counts
        What was counted.
    file
        Where the event is stated, for the place of the notices.
    """
    for round_ in counts.rounds:
        if round_.spare is not None and round_.spare < 0 and not event.staying_away:
            message = told_of(
                -round_.spare,
                "{round}: {people} people, {seats} seats; {n} seat is missing",
                "{round}: {people} people, {seats} seats; {n} seats are missing",
                round=round_.title,
                people=round_.people,
                seats=round_.seats,
            )
            yield Finding(file, 0, "", message, "N850")
    if counts.people.answered:
        for round_, sessions in by_round(counts):
            yield from _little_wanted(event, round_, sessions, file)


def _little_wanted(
    event: Event, round_: RoundCount, sessions: Sequence[SessionCount], file: str
) -> Iterator[Finding]:
    """Yield what nobody wishes for, a whole round in one notice."""
    if not any(s.wished + s.fixed for s in sessions):
        message = told(
            "{round}: nobody wishes for any session; was it in the form?", round=round_.title
        )
        yield Finding(file, 0, "", message, "N851")
        return
    for session in sessions:
        yield from _unwanted(event, session, file)


def _unwanted(event: Event, session: SessionCount, file: str) -> Iterator[Finding]:
    stated = event.session[session.session_id]
    wanted = session.wished + session.fixed
    if not wanted:
        message = told("session {session}: nobody wishes for it", session=session.session_id)
        yield Finding(file, 0, "", message, "N851")
    elif wanted < stated.smallest and not stated.cancellable:
        message = told(
            "session {session}: it needs {least} people, and {wished} wish for it",
            session=session.session_id,
            least=stated.smallest,
            wished=wanted,
        )
        yield Finding(file, 0, "", message, "N852")
