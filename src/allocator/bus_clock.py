"""The clock of a bus: the trips it may make, and which two of them one bus can make.

A trip serves one visit. The bus takes the group to the drop-off, and brings it back from
the return place later; in between it is free to drive elsewhere, empty.

           leaves    there            returns     back
    venue ----|==out==|--- free ---------|==back====|---- venue
              `-ride--'                  `-ride back'

An empty drive takes as long as the same drive with people, and goes by the venue from one
visit to another. The bus need not move between drop-off and return place of one visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from allocator import choices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from allocator.offer import Bus, Departure, Session
    from allocator.plan import Decision
    from allocator.problem import Event


@dataclass(frozen=True, slots=True)
class Trip:
    """One bus with the people of one visit, there and back.

    Attributes
    ----------
    visit
        Id of the session.
    leaves
        When the bus leaves the venue.
    ride
        How long it takes to the drop-off.
    returns
        When it leaves the return place.
    back
        When it is back at the venue.
    decision
        What the plan must decide for the bus to go; None where it goes in any case.
    stated
        Whether the organisers stated the bus, so that the plan does not choose it.
    """

    visit: str
    leaves: datetime
    ride: timedelta
    returns: datetime
    back: datetime
    decision: Decision | None
    stated: bool

    @property
    def label(self) -> str:
        """Visit and departure in one text, unique for a bus."""
        return f"{self.visit} at {choices.clock(self.leaves)}"


def trips(event: Event, bus_id: str) -> tuple[Trip, ...]:
    """Return every trip that a bus may make, in the order of the sessions, then of time."""
    return tuple(
        Trip(s.id, t, s.ride, leave.returns, leave.back, decision, leave.bus == bus_id)
        for s in event.sessions
        if (leave := s.departure) is not None
        for t, decision in _decisions(s, leave, bus_id)
    )


def _decisions(
    session: Session, leave: Departure, bus_id: str
) -> Iterator[tuple[datetime, Decision | None]]:
    """Yield when a bus may leave with a session, and what must be decided for it."""
    if leave.bus == bus_id:
        often = choices.departures(session)
        for t in leave.options:
            yield t, often.get(t, choices.run(session))
    for (bus, t), decision in choices.buses(session).items():
        if bus == bus_id:
            yield t, decision


@dataclass(frozen=True, slots=True)
class Shared:
    """The visits of one day that state the same bus: they ride in it together.

    Attributes
    ----------
    label
        Id of the bus; with the day where visits of several days state it.
    """

    label: str
    bus: Bus
    visits: tuple[Session, ...]


def shared(event: Event) -> tuple[Shared, ...]:
    """Return the buses that visits state, in the order of the buses, then of the days."""
    found = []
    for bus in event.buses:
        users = [s for s in event.sessions if s.departure and s.departure.bus == bus.id]
        users.sort(key=lambda s: s.day)
        days = {s.day for s in users}
        for day, visits in groupby(users, key=lambda s: s.day):
            label = bus.id if len(days) == 1 else f"{bus.id} {day}"
            found.append(Shared(label, bus, tuple(visits)))
    return tuple(found)


def one_bus_can(one: Trip, other: Trip) -> bool:
    """Tell whether one bus can make two trips.

    It brings the first group home before it leaves with the second; or it drops the first,
    drives back empty, and does the whole second trip before it fetches the first; or it
    drops both, and fetches the first before the second. It never begins two rides at the
    same minute, not even of no length: that would be one ride with two groups.

    More trips than two can be made if and only if each two of them can: between two rides
    next to each other in a day of many trips there is nothing in the day of their two trips
    either, and an empty drive by the venue is never longer than one with rides on its way.
    """
    first, second = sorted((one, other), key=lambda trip: trip.leaves)
    if len({t for trip in (first, second) for t in (trip.leaves, trip.returns)}) < 4:
        return False
    fetch_first, fetch_second = (t.back - t.returns for t in (first, second))
    empty = second.leaves + 2 * second.ride
    in_turn = first.back <= second.leaves
    both_out = first.leaves + 2 * first.ride <= second.leaves
    nested = second.back + fetch_first <= first.returns
    crossed = (
        empty + fetch_first <= first.returns and first.back + fetch_second <= second.returns
    )
    return in_turn or (both_out and (nested or crossed))
