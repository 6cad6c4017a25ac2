"""Rows of people: who, what a host must act on, boxes to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Holds, Row, Section
from allocator.lists.waiting import rule_in_words
from allocator.problem import CANNOT_WALK_FAR, WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allocator.lists.material import Material
    from allocator.lists.waiting import Waits
    from allocator.offer import Session


def columns(material: Material, ticks: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of a list of people with boxes to tick."""
    tr = material.tr
    return (
        Column(tr("No."), 5, Holds.NUMBER),
        *material.roster.columns,
        Column(tr("Note"), 30, grows=True),
        *(Column(tick, 7, Holds.TICK) for tick in ticks),
    )


def placed(
    material: Material, sessions: Sequence[Session], people: Iterable[str], ticks: int
) -> tuple[Row, ...]:
    """Return a row for each person who has a place, in the order of lists.

    Parameters
    ----------
    material
        The result.
    sessions
        What the list is for; they tr what a host must act on.
    people
        Attendee ids.
    ticks
        Number of boxes.
    """
    boxes, roster = ("",) * ticks, material.roster
    return tuple(
        Row(
            who.attendee_id,
            (n, *roster.cells(who), note(material, who.attendee_id, sessions), *boxes),
        )
        for n, who in enumerate(roster.sorted(people), start=1)
    )


def note(material: Material, attendee_id: str, sessions: Sequence[Session]) -> str:
    """Return what a host must act on, and nothing else that is known of a person."""
    said = ", ".join(_notes(material, attendee_id, sessions))
    return said[:1].upper() + said[1:]


def _notes(material: Material, attendee_id: str, sessions: Sequence[Session]) -> Iterator[str]:
    tr, attendee = material.tr, material.held.problem.attendee[attendee_id]
    if len(sessions) > 1:
        day = material.held.allocation.days[attendee_id]
        yield from (s.id for s in sessions if s.id in day)
    if any(s.id in attendee.fixed for s in sessions):
        yield tr("speaker or host")
    if WHEELCHAIR in attendee.needs:
        yield tr("wheelchair")
    if CANNOT_WALK_FAR in attendee.needs and any(s.walking for s in sessions):
        yield tr("cannot walk far")


def waiting_section(
    material: Material, session: Session, heading: str, ticks: int
) -> tuple[Section, ...]:
    """Return the waiting list of a session in the columns of its list; none if nobody waits."""
    waits = material.waits[session.id]
    if not waits:
        return ()
    roster, boxes = material.roster, ("",) * ticks
    rows = tuple(
        Row(
            w.attendee_id,
            (w.position, *roster.cells(roster.who[w.attendee_id]), wish(material, w), *boxes),
        )
        for w in waits
    )
    return (Section(rows, heading, rule_in_words(material.tr, material.held.seed)),)


def wish(material: Material, wait: Waits) -> str:
    """Return which wish a place would be, and whether it would do no harm to the day."""
    if wait.fits:
        return material.tr("Waits, wish no. {rank}", rank=wait.rank)
    return material.tr("Waits, wish no. {rank}; does not fit the day", rank=wait.rank)
