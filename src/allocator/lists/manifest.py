"""The list aboard: who rides or walks, counted three times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Fact, Listing, Section
from allocator.lists.people_rows import columns, placed, waiting_section
from allocator.lists.sessions import called, on_day, places, seats_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.lists.material import Material
    from allocator.lists.trips import Trip
    from allocator.offer import Session


def manifest(material: Material, trip: Trip, *, waiting: bool = True) -> Listing:
    """Return the list of a trip.

    Parameters
    ----------
    material
        The result.
    trip
        A bus or a walk.
    waiting
        Whether the waiting lists of its visits stand under it.
    """
    say = material.say
    ticks = (say("Left"), say("Arrived"), say("Returned"))
    rows = placed(material, trip.visits, trip.people, len(ticks))
    total = ("", say("Counted, of {n}", n=len(rows)))
    head = columns(material, ticks)
    return Listing(
        key=trip.key,
        short=say("{way} {clock}", way=way(material, trip), clock=say.clock(trip.leaves)),
        title=_title(material, trip),
        facts=tuple(_facts(material, trip)),
        columns=head,
        sections=(
            Section(
                rows,
                note="" if rows else say("Nobody has a place here."),
                total=(*total, *("",) * (len(head) - len(total))),
            ),
            *(_queues(material, trip, len(ticks)) if waiting else ()),
        ),
    )


def way(material: Material, trip: Trip) -> str:
    """Return the bus, or that the trip is on foot."""
    return trip.bus.title if trip.bus else material.say("On foot")


def _title(material: Material, trip: Trip) -> str:
    where = called(trip.visits[0]) if len(trip.visits) == 1 else _ids(trip)
    return f"{way(material, trip)} – {where}"


def _ids(trip: Trip) -> str:
    return ", ".join(v.id for v in trip.visits)


def _facts(material: Material, trip: Trip) -> Iterator[Fact]:
    say, place = material.say, material.held.event.place
    yield Fact(
        say("Meet and leave"),
        say("{moment}, {place}", moment=on_day(say, trip.leaves), place=place),
    )
    for visit in trip.visits:
        yield from _ride(material, visit, f"{visit.id}: " if len(trip.visits) > 1 else "")
    yield Fact(say("Places"), _places(material, trip))
    if trip.bus:
        yield Fact(say("Wheelchair places"), _wheelchairs(material, trip))
    yield Fact(say("In charge"), say("Phone"), blank=True)


def _ride(material: Material, visit: Session, which: str) -> Iterator[Fact]:
    say, leave = material.say, visit.departure
    assert leave is not None
    arrives = say("{clock}, {place}", clock=say.clock(visit.start), place=leave.drop_off)
    back = say(
        "{clock} from {place}, back {back}",
        clock=say.clock(leave.returns),
        place=leave.return_place,
        back=say.clock(leave.back),
    )
    yield Fact(say("Arrives"), f"{which}{arrives}")
    yield Fact(say("Way back"), f"{which}{back}")


def _places(material: Material, trip: Trip) -> str:
    filled = len(trip.people)
    if trip.bus is None:
        (visit,) = trip.visits
        seats = seats_in(material.held, visit)
        return places(material.say, filled, seats, visit.reserve)
    kept = sum(v.reserve for v in trip.visits if v.departure and len(v.departure.fleet) < 2)
    return places(material.say, filled, trip.bus.seats - kept, kept)


def _wheelchairs(material: Material, trip: Trip) -> str:
    assert trip.bus is not None
    taken = trip.wheelchairs(material.held)
    if not trip.bus.wheelchair:
        return material.say("none")
    return material.say("{taken} of {places} taken", taken=taken, places=trip.bus.wheelchair)


def _queues(material: Material, trip: Trip, ticks: int) -> Iterator[Section]:
    say = material.say
    for visit in trip.visits:
        heading = say("Waiting list")
        if len(trip.visits) > 1:
            heading = say("Waiting list for {session}", session=called(visit))
        yield from waiting_section(material, visit, heading, ticks)
