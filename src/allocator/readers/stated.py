"""Rooms and buses that are stated, and those among which the plan chooses.

One id states a room or bus. A list, or the word `auto`, leaves the choice to the plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.readers.event_schema import AUTO
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from allocator.readers.event_schema import EventPart, RoomPart, SessionPart


@dataclass(frozen=True, slots=True)
class Choice:
    """What a session says of its room, or a visit of its buses.

    Attributes
    ----------
    stated
        The id that is stated; None where nothing is, or where the plan chooses.
    options
        Ids from which the plan chooses, sorted; empty where it does not.
    """

    stated: str | None = None
    options: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that it may come to."""
        return self.options or ((self.stated,) if self.stated else ())


def lacking(session: SessionPart, room: RoomPart) -> list[str]:
    """Return which features a session needs and a room does not have, sorted."""
    has = set(map(plain_name, room.features))
    return sorted(set(map(plain_name, session.features)) - has)


def room_choice(session: SessionPart, part: EventPart) -> Choice:
    """Return the room of a session, or its rooms; where only one is left, it is stated."""
    said = session.room
    if said is None:
        return Choice()
    if said == AUTO:
        said = [room.id for room in part.rooms if not lacking(session, room)]
    ids = [said] if isinstance(said, str) else sorted(set(said))
    return Choice(ids[0]) if len(ids) == 1 else Choice(options=tuple(ids))


def stated_bus(session: SessionPart) -> str | None:
    """Return the bus that a visit states; None where it has none, or the plan chooses."""
    said = session.departure.bus if session.departure else None
    return said if isinstance(said, str) and said != AUTO else None


def bus_choice(session: SessionPart, part: EventPart) -> Choice:
    """Return the bus of a visit, or its fleet: `auto` is every bus that no visit states.

    A fleet of one remains a choice: the plan may hire that bus, or do without.
    """
    said = session.departure.bus if session.departure else None
    if said is None or session.departure is None or session.departure.by == "foot":
        return Choice()
    if said == AUTO:
        taken = {stated_bus(s) for round_ in part.rounds for s in round_.sessions}
        said = [bus.id for bus in part.buses if bus.id not in taken]
    if isinstance(said, str):
        return Choice(said)
    return Choice(options=tuple(sorted(set(said))))
