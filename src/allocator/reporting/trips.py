"""What each bus does through the day: out, waiting, driving empty, back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from allocator.offer import Bus, Session
    from allocator.problem import Event
    from allocator.reporting.texts import Texts

OUT, WAIT, EMPTY, BACK = "out", "wait", "empty", "back"
KINDS = (OUT, WAIT, EMPTY, BACK)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a bus's day.

    Attributes
    ----------
    kind
        One of `KINDS`.
    visits
        The visits whose people are on board; none where it waits or drives empty.
    """

    kind: str
    start: datetime
    end: datetime
    visits: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class BusDay:
    """A bus on one day with its visits, by departure, and its stretches, in order."""

    bus: Bus
    visits: tuple[Session, ...]
    stretches: tuple[Stretch, ...]


def bus_days(event: Event) -> tuple[BusDay, ...]:
    """Return each day of each bus that serves a visit, in the order of the buses.

    Parameters
    ----------
    event
        The event as it is held.

    Notes
    -----
    The bus goes back as long as the people do: from the drop-off to the venue takes the
    ride out, from the venue to where the way back begins takes the ride back. Between two
    visits it goes by the venue at once, and waits where it is needed next.
    """
    found = []
    for bus in event.buses:
        visits = sorted(
            (s for s in event.sessions if _serves(bus.id, s)), key=lambda s: (s.busy_from, s.id)
        )
        for _, group in groupby(visits, key=lambda s: s.day):
            of_day = list(group)
            found.append(BusDay(bus, tuple(of_day), tuple(_stretches(_legs(of_day)))))
    return tuple(found)


def bus_name(words: Texts, event: Event, found: BusDay) -> str:
    """Return the title of a bus, with the day where the event has several."""
    if len(event.days) == 1:
        return found.bus.title
    return f"{found.bus.title}, {words.short_day(found.visits[0].day)}"


def _serves(bus_id: str, session: Session) -> bool:
    leave = session.departure
    return leave is not None and session.held and bus_id in (leave.bus, *leave.fleet)


def _legs(visits: list[Session]) -> list[Stretch]:
    """Return the ways with people on board, in order; visits that ride together share one."""
    ways = [way for visit in visits for way in _ways(visit)]
    ways.sort(key=lambda way: (way.start, way.end, way.kind))
    return [
        Stretch(kind, start, end, tuple(v for way in shared for v in way.visits))
        for (start, end, kind), shared in groupby(ways, lambda w: (w.start, w.end, w.kind))
    ]


def _ways(visit: Session) -> Iterator[Stretch]:
    leave = visit.departure
    assert leave is not None
    yield Stretch(OUT, leave.leaves, leave.leaves + visit.ride, (visit,))
    yield Stretch(BACK, leave.returns, leave.back, (visit,))


def _stretches(legs: list[Stretch]) -> Iterator[Stretch]:
    yield legs[0]
    for before, after in pairwise(legs):
        arrives = before.end + _empty(before, after)
        if before.end < arrives:
            yield Stretch(EMPTY, before.end, arrives)
        if arrives < after.start:
            yield Stretch(WAIT, arrives, after.start)
        yield after


def _empty(before: Stretch, after: Stretch) -> timedelta:
    """Return how long a bus drives empty from the end of one leg to the start of the next."""
    nothing = before.end - before.end
    if before.kind == OUT and after.kind == BACK and before.visits == after.visits:
        return nothing
    to_venue = before.end - before.start if before.kind == OUT else nothing
    from_venue = after.end - after.start if after.kind == BACK else nothing
    return to_venue + from_venue
