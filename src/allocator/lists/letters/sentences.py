"""What is said to one person: when, where, how to get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.letters.place import Place


def at(held: Held, tr: Speaker, moment: datetime) -> str:
    """Return a time of day, with its date where the event has several days."""
    if len(held.event.days) == 1:
        return tr.clock(moment)
    return tr("{day}, {time}", day=tr.day(moment.date()), time=tr.clock(moment))


def time(held: Held, tr: Speaker, place: Place) -> str:
    """Return from when until when a place lasts, the way there and back included."""
    session = place.session
    if session is None:
        return ""
    span = tr.span(session.busy_from, session.busy_until)
    if len(held.event.days) == 1:
        return span
    return tr("{day}, {time}", day=tr.day(session.busy_from.date()), time=span)


def where(tr: Speaker, place: Place) -> str:
    """Return the room of a session, or the bus of a visit."""
    session = place.session
    if session is None:
        return ""
    if session.departure is None:
        return place.room
    return place.bus or tr("on foot")


def way(held: Held, tr: Speaker, place: Place) -> str:
    """Return how a visit is left for and when people are back; "" where there is no way."""
    session = place.session
    if session is None or session.departure is None:
        return ""
    leave = session.departure
    facts = {
        "bus": place.bus,
        "leaves": tr.clock(leave.leaves),
        "venue": held.event.place,
        "drop_off": leave.drop_off,
        "back": tr.clock(leave.back),
    }
    if place.bus:
        return tr(
            "{bus} leaves from {venue} at {leaves} for {drop_off}. You are back at {back}.",
            **facts,
        )
    return tr(
        "The group walks from {venue} at {leaves} to {drop_off}. You are back at {back}.",
        **facts,
    )


def lines(held: Held, tr: Speaker, place: Place) -> Iterator[str]:
    """Yield what a letter says of one place, a line or two."""
    session = place.session
    if session is None:
        yield tr("{round}: no place", round=place.round.title)
        return
    facts = {"time": time(held, tr, place), "title": session.title, "room": place.room}
    yield (
        tr("{time}: {title}, {room}", **facts) if place.room else tr("{time}: {title}", **facts)
    )
    if said := way(held, tr, place):
        yield said


def letter(held: Held, tr: Speaker, name: str, day: tuple[Place, ...]) -> str:
    """Return a whole letter to one person; it speaks of nobody else.

    Parameters
    ----------
    held
        The result.
    tr
        The language.
    name
        What the person is called; "" where that is not known.
    day
        What the person has.
    """
    event = held.event
    hello = tr("Dear {name},", name=name) if name else tr("Hello,")
    days = " – ".join(map(tr.day, (event.days[0], event.days[-1])[: len(event.days)]))
    intro = tr("This is your programme at {event}, {days}:", event=event.title, days=days)
    told = [line for place in day for line in lines(held, tr, place)]
    end = [
        tr(
            "Can you not come, or is something wrong? Please tell the organisers, so that "
            "somebody else can have the place."
        ),
        tr("We look forward to seeing you!"),
    ]
    return "\n\n".join((hello, intro, "\n".join(told), _fair(held, tr), *end))


def _fair(held: Held, tr: Speaker) -> str:
    """Say how places were given, and no more than is true."""
    if held.proven:
        return tr(
            "Many wished for the same places. They were given so that the day as a whole is as "
            "fair to everybody as can be."
        )
    return tr("Many wished for the same places. One rule gave them to everybody alike.")
