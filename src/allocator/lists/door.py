"""The list at a door: who has a place in a session, and who waits for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Fact, Listing, Section
from allocator.lists.people_rows import columns, placed, waiting_section
from allocator.lists.sessions import called, on_day, places, seats_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.lists.material import Material
    from allocator.offer import Session


def door(material: Material, session: Session, *, waiting: bool = True) -> Listing:
    """Return the list of a session.

    Parameters
    ----------
    material
        The result.
    session
        As it is held; without a departure.
    waiting
        Whether the waiting list stands under it.
    """
    tr, people = material.tr, material.held.attending[session.id]
    ticks = (tr("Came"),)
    rows = placed(material, (session,), people, len(ticks))
    nobody = "" if rows else tr("Nobody has a place here.")
    queue = waiting_section(material, session, tr("Waiting list"), len(ticks))
    return Listing(
        key=session.id,
        short=called(session),
        title=called(session),
        facts=tuple(_facts(material, session, len(people))),
        columns=columns(material, ticks),
        sections=(Section(rows, note=nobody), *(queue if waiting else ())),
    )


def _facts(material: Material, session: Session, filled: int) -> Iterator[Fact]:
    tr, event = material.tr, material.held.event
    yield Fact(tr("When"), on_day(tr, session.start, session.end))
    if session.room:
        yield Fact(tr("Where"), event.room[session.room].title)
    if session.speakers:
        yield Fact(tr("Speakers"), ", ".join(session.speakers))
    seats = seats_in(material.held, session)
    yield Fact(tr("Places"), places(tr, filled, seats, session.reserve))
