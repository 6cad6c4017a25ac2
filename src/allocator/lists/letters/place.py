"""One person's day, place by place, as letters and calendars tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from allocator.lists.held import Held
    from allocator.offer import Round, Session


@dataclass(frozen=True, slots=True)
class Place:
    """What a person has in one round.

    Attributes
    ----------
    number
        Of the round, counted from 1 in the order of the day.
    session
        None where the person has no place.
    room, bus
        Titles; "" where there is none. The bus is the person's own.
    """

    number: int
    round: Round
    session: Session | None
    room: str = ""
    bus: str = ""

    @property
    def start(self) -> datetime | None:
        """When the person must be there: at the departure of a visit."""
        return self.session.busy_from if self.session else None


def places(held: Held, attendee_id: str) -> tuple[Place, ...]:
    """Return what a person has in each round, in the order of the day.

    Parameters
    ----------
    held
        The result.
    attendee_id
        The person; nobody else's place is looked at.
    """
    event = held.event
    day = {s.round_id: s for s in held.allocation.sessions(event, attendee_id)}
    return tuple(
        _place(held, attendee_id, n, round_, day.get(round_.id))
        for n, round_ in enumerate(event.rounds, start=1)
    )


def _place(
    held: Held, attendee_id: str, number: int, round_: Round, session: Session | None
) -> Place:
    if session is None:
        return Place(number, round_, None)
    event = held.event
    bus = held.aboard.get(session.id, {}).get(attendee_id)
    return Place(
        number,
        round_,
        session,
        event.room[session.room].title if session.room else "",
        event.bus[bus].title if bus else "",
    )


def visits(held: Held) -> tuple[int, ...]:
    """Return the numbers of the rounds in which somebody leaves for a visit."""
    offer = held.event.offer
    return tuple(
        n
        for n, round_ in enumerate(held.event.rounds, start=1)
        if any(s.departure for s in offer[round_.id])
    )
