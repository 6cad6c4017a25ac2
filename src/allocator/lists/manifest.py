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
    tr = material.tr
    ticks = (tr("Left"), tr("Arrived"), tr("Returned"))
    rows = placed(material, trip.visits, trip.people, len(ticks))
    total = ("", tr("Counted (of {n})", n=len(rows)))
    head = columns(material, ticks)
    return Listing(
        key=trip.key,
        short=tr("{way} {clock}", way=way(material, trip), clock=tr.clock(trip.leaves)),
        title=_title(material, trip),
        facts=tuple(_facts(material, trip)),
        columns=head,
        sections=(
            Section(
                rows,
                note="" if rows else nobody(material, trip),
                total=(*total, *("",) * (len(head) - len(total))),
            ),
            *(_queues(material, trip, len(ticks)) if waiting else ()),
        ),
    )


def nobody(material: Material, trip: Trip) -> str:
    """Return what to do about a trip without people."""
    if trip.bus is None:
        return material.tr("Nobody has a place here.")
    return material.tr("Nobody has a place here: the bus can be cancelled for this trip.")


def way(material: Material, trip: Trip) -> str:
    """Return the bus, or that the trip is on foot."""
    return trip.bus.title if trip.bus else material.tr("On foot")


def _title(material: Material, trip: Trip) -> str:
    """Return the bus and where it goes; a visit that is called by its bus says both."""
    by, first = way(material, trip), trip.visits[0]
    if len(trip.visits) > 1:
        return f"{by} – {_ids(trip)}"
    return first.title if f"{first.title} ".startswith(f"{by} ") else f"{by} – {called(first)}"


def _ids(trip: Trip) -> str:
    return ", ".join(v.id for v in trip.visits)


def _facts(material: Material, trip: Trip) -> Iterator[Fact]:
    tr, place = material.tr, material.held.event.place
    yield Fact(
        tr("Meet and leave"),
        tr("{moment}, {place}", moment=on_day(tr, trip.leaves), place=place),
    )
    for visit in trip.visits:
        yield from _ride(material, visit, f"{visit.id}: " if len(trip.visits) > 1 else "")
    yield Fact(tr("Places"), _places(material, trip))
    if others := _other_buses(material, trip):
        yield Fact(tr("Other buses"), ", ".join(others))
    if trip.bus:
        yield Fact(tr("Wheelchair places"), _wheelchairs(material, trip))
    yield Fact(tr("In charge"), tr("Phone"), blank=True)


def _other_buses(material: Material, trip: Trip) -> list[str]:
    """Return the other buses to the same visits, where they have several."""
    return [
        way(material, other)
        for other in material.trips
        if other != trip and set(other.riders) & set(trip.riders)
    ]


def _ride(material: Material, visit: Session, which: str) -> Iterator[Fact]:
    tr, leave = material.tr, visit.departure
    assert leave is not None
    arrives = tr("{clock}, {place}", clock=tr.clock(visit.start), place=leave.drop_off)
    back = tr(
        "{clock} from {place}, back {back}",
        clock=tr.clock(leave.returns),
        place=leave.return_place,
        back=tr.clock(leave.back),
    )
    yield Fact(tr("Arrival"), f"{which}{arrives}")
    yield Fact(tr("Trip back"), f"{which}{back}")


def _places(material: Material, trip: Trip) -> str:
    filled = len(trip.people)
    if trip.bus is None:
        (visit,) = trip.visits
        seats = seats_in(material.held, visit)
        return places(material.tr, filled, seats, visit.reserve)
    kept = sum(v.reserve for v in trip.visits if v.departure and len(v.departure.fleet) < 2)
    return places(material.tr, filled, trip.bus.seats - kept, kept)


def _wheelchairs(material: Material, trip: Trip) -> str:
    assert trip.bus is not None
    taken = trip.wheelchairs(material.held)
    if not trip.bus.wheelchair:
        return material.tr("none")
    return material.tr("{taken} of {places} taken", taken=taken, places=trip.bus.wheelchair)


def _queues(material: Material, trip: Trip, ticks: int) -> Iterator[Section]:
    tr = material.tr
    for visit in trip.visits:
        heading = tr("Waiting list")
        if len(trip.visits) > 1:
            heading = tr("Waiting list for {session}", session=called(visit))
        yield from waiting_section(material, visit, heading, ticks)
