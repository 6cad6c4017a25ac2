"""The alphabetical list: everybody, with the whole day on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Fact, Holds, Listing, Row, Section
from allocator.lists.one_line import shortened

if TYPE_CHECKING:
    from allocator.lists.material import Material
    from allocator.lists.roster import Who
    from allocator.offer import Session

KEY = "everybody"
PLACE = 24
"""Letters of a room or a bus beside the code of a session."""
ORGANISATION = 30
"""Letters of an organisation, so that a row keeps to one line; other lists have it whole."""


def everybody(material: Material) -> Listing:
    """Return the list of all attendees with the place of each in each round."""
    tr, event, roster = material.tr, material.held.event, material.roster
    named = material.held.named
    ids = (Column(tr("Code"), 20),) if named else ()
    rounds = tuple(
        Column(shortened(r.title, 2 * PLACE), PLACE, grows=True) for r in event.rounds
    )
    rows = tuple(
        Row(
            who.attendee_id,
            (
                n,
                *roster.cells(who, ORGANISATION),
                *_id(who, named),
                *_day(material, who.attendee_id),
                "",
            ),
        )
        for n, who in enumerate(roster.who.values(), start=1)
    )
    return Listing(
        key=KEY,
        short=tr("Everybody"),
        title=tr("Everybody, by name") if named else tr("Everybody, by code"),
        facts=(Fact(tr("Participants"), str(len(rows))),),
        columns=(
            Column(tr("No."), 5, Holds.NUMBER),
            *roster.columns,
            *ids,
            *rounds,
            Column(tr("Came"), 9, Holds.TICK),
        ),
        sections=(Section(rows),),
    )


def _row(material: Material, n: int, who: Who) -> Row:
    called = material.roster.cells(who, ORGANISATION), _id(who, material.held.named)
    return Row(
        who.attendee_id, (n, *called[0], *called[1], *_day(material, who.attendee_id), "")
    )


def _id(who: Who, named: bool) -> tuple[str, ...]:
    return (who.attendee_id,) if named else ()


def _day(material: Material, attendee_id: str) -> list[str]:
    event = material.held.event
    has = {s.round_id: s for s in material.held.allocation.sessions(event, attendee_id)}
    return [
        _place(material, has[r.id], attendee_id) if r.id in has else "–" for r in event.rounds
    ]


def _place(material: Material, session: Session, attendee_id: str) -> str:
    """Return a session by its code, with room, or with bus and departure."""
    tr, event = material.tr, material.held.event
    if session.departure:
        bus = material.held.aboard.get(session.id, {}).get(attendee_id)
        by = shortened(event.bus[bus].title, PLACE) if bus else tr("On foot")
        return f"{session.id} · {by} {tr.clock(session.busy_from)}"
    if session.room is None:
        return session.id
    return f"{session.id} · {shortened(event.room[session.room].title, PLACE)}"
