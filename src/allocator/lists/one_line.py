"""Texts as a line of a list can hold them: no line ends, nothing that turns text around."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.offer import Departure, Session
    from allocator.problem import Event

TURNING = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
"""Marks by which Unicode turns the direction of what follows, perhaps of a whole line."""


def one_line(text: str) -> str:
    r"""Return a text on one line, blanks collapsed.

    >>> one_line("Visit\n to \u202eFuruset")
    'Visit to Furuset'
    """
    return " ".join(text.translate(TURNING).split())


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many letters, cut at a blank where there is one.

    >>> shortened("Fysiske og sosiale grep", 14), shortened("Sal 1", 14)
    ('Fysiske og …', 'Sal 1')
    """
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip()} …"


def on_one_line(event: Event) -> Event:
    """Return an event of which every text that lists show is on one line."""
    return replace(
        event,
        title=one_line(event.title),
        place=one_line(event.place),
        rounds=tuple(replace(r, title=one_line(r.title)) for r in event.rounds),
        rooms=tuple(replace(r, title=one_line(r.title)) for r in event.rooms),
        buses=tuple(replace(b, title=one_line(b.title)) for b in event.buses),
        sessions=tuple(_session(s) for s in event.sessions),
    )


def _session(session: Session) -> Session:
    return replace(
        session,
        title=one_line(session.title),
        speakers=tuple(map(one_line, session.speakers)),
        departure=session.departure and _departure(session.departure),
    )


def _departure(leave: Departure) -> Departure:
    return replace(
        leave, drop_off=one_line(leave.drop_off), return_place=one_line(leave.return_place)
    )
