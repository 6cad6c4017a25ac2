"""How sessions, seats and moments are told on lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.seats import seats_of

if TYPE_CHECKING:
    from datetime import datetime

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.offer import Session


def called(session: Session) -> str:
    """Return code and title; the title alone where it begins with the code.

    >>> from datetime import datetime
    >>> from allocator.offer import Session
    >>> nine = datetime(2024, 9, 27, 9)
    >>> called(Session("1A", "R1", "1A Climate", nine, nine)), called(
    ...     Session("V2", "V", "Furuset", nine, nine)
    ... )
    ('1A Climate', 'V2 Furuset')
    """
    title = session.title
    return title if f"{title} ".startswith(f"{session.id} ") else f"{session.id} {title}"


def on_day(tr: Speaker, moment: datetime, end: datetime | None = None) -> str:
    """Return a moment, or a span, with its day."""
    day = tr.day(moment)
    hours = tr.span(moment, end) if end else tr.clock(moment)
    return f"{day[:1].upper()}{day[1:]} {hours}"


def places(tr: Speaker, filled: int, seats: int | None, kept: int = 0) -> str:
    """Return how full something is, in words.

    Parameters
    ----------
    tr
        The language.
    filled
        People who have a place.
    seats
        Places that could be given; None where nothing limits them.
    kept
        Places beyond those, kept for people at the door.
    """
    if seats is None:
        return tr.of(filled, "{n} person, no limit", "{n} people, no limit")
    free = max(0, seats - filled)
    said = tr.of(
        free,
        "{filled} of {seats} taken, {n} free",
        "{filled} of {seats} taken, {n} free",
        filled=filled,
        seats=seats,
    )
    if not kept:
        return said
    return tr("{said}; {kept} more kept for people at the door", said=said, kept=kept)


def seats_in(held: Held, session: Session) -> int | None:
    """Return how many places of a session could be given; None where nothing limits it."""
    return seats_of(held.problem, session)
