"""Findings that only counting shows: too few seats, sessions that few people want."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.checkup.values import Counts, SessionCount
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
                "round {round}: {people} people, {seats} seats; {n} seat is missing",
                "round {round}: {people} people, {seats} seats; {n} seats are missing",
                round=round_.round_id,
                people=round_.people,
                seats=round_.seats,
            )
            yield Finding(file, 0, "", message, "N850")
    if counts.people.answered:
        for session in counts.sessions:
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
