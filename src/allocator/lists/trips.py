"""Trips: one bus, or one walk, that leaves at one time with the people of its visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.problem import WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from allocator.lists.held import Held
    from allocator.offer import Bus, Session


@dataclass(frozen=True, slots=True)
class Trip:
    """A bus or a walk, once.

    Attributes
    ----------
    bus
        None on foot.
    leaves
        When it leaves.
    visits
        Where it goes; several where one bus serves them on the same ride.
    riders
        Attendee ids by visit id, each sorted.
    """

    bus: Bus | None
    leaves: datetime
    visits: tuple[Session, ...]
    riders: dict[str, tuple[str, ...]]

    @property
    def key(self) -> str:
        """Names the trip among all lists."""
        way = self.bus.id if self.bus else "foot"
        return "-".join((way, f"{self.leaves:%Y%m%dT%H%M}", *(v.id for v in self.visits)))

    @property
    def people(self) -> tuple[str, ...]:
        """Ids of all who ride or walk."""
        return tuple(person for some in self.riders.values() for person in some)

    def wheelchairs(self, held: Held) -> int:
        """Return how many of them use a wheelchair."""
        attendee = held.problem.attendee
        return sum(WHEELCHAIR in attendee[person].needs for person in self.people)


def trips(held: Held) -> tuple[Trip, ...]:
    """Return every trip, in the order of departure, then of the buses; walks last.

    A bus that is stated for several visits that leave together carries all their people on
    one trip; a bus that was chosen has a trip for each.
    """
    found: dict[tuple[str, datetime, str], list[Session]] = {}
    for session in held.event.sessions:
        for bus in _ways(held, session):
            found.setdefault((bus, session.busy_from, _ride(session)), []).append(session)
    order = {bus.id: n for n, bus in enumerate(held.event.buses)}
    keys = sorted(found, key=lambda k: (k[1], order.get(k[0], len(order)), k[2]))
    return tuple(_trip(held, key[0], key[1], found[key]) for key in keys)


def _ways(held: Held, session: Session) -> Iterator[str]:
    """Yield the buses of a visit that is held; "" for a walk."""
    leave = session.departure
    asked = held.problem.event.session[session.id].departure
    if leave is None or asked is None or not session.held:
        return
    if asked.on_foot:
        yield ""
    yield from [leave.bus] if leave.bus else leave.fleet


def _ride(session: Session) -> str:
    """Return what visits on the same ride share: the stated bus, else nothing."""
    return "" if session.departure and session.departure.bus else session.id


def _trip(held: Held, bus: str, leaves: datetime, visits: list[Session]) -> Trip:
    riders = {v.id: tuple(_riders(held, v, bus)) for v in visits}
    return Trip(held.event.bus[bus] if bus else None, leaves, tuple(visits), riders)


def _riders(held: Held, visit: Session, bus: str) -> Iterator[str]:
    aboard = held.aboard.get(visit.id, {})
    for person in held.attending[visit.id]:
        if aboard.get(person, "") == bus:
            yield person
