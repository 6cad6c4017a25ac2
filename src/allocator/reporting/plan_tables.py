"""Tables of the plan: who leaves when and in which bus, what each bus does, rooms."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.boarding import boarding
from allocator.fairness.seats import seats_of
from allocator.reporting.brief import shortened
from allocator.reporting.grid import listed, named
from allocator.reporting.page import Body, Cell, Table, number
from allocator.reporting.trips import bus_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allocator.offer import Bus, Room, Session
    from allocator.problem import Event
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

    Row = tuple[Cell, ...]


def departures(words: Texts, result: Solution) -> Table | None:
    """Return each visit that is held with its departure, buses, people and return."""
    event, filled = result.problem.timetable, result.allocation.filled()
    aboard = {
        visit: Counter(buses.values())
        for visit, buses in boarding(result.problem, result.allocation).items()
    }
    heads = ("visit", "leaves", "buses", "people", "wheelchairs", "returns", "back")
    rows = (
        (
            named(words, visit.title),
            Cell(words.clock(event.moment(leave.leaves))),
            _in_lines(
                _buses(words, event, visit, aboard.get(visit.id, Counter())),
                words(f"plan.departures.{'none' if visit.id in aboard else 'on_foot'}"),
            ),
            number(words.whole(filled[visit.id])),
            number(words.whole(sum(b.wheelchair for b in _used(event, visit)))),
            Cell(words.clock(event.moment(leave.returns))),
            Cell(words.clock(event.moment(leave.back))),
        )
        for visit in visits_held(event)
        if (leave := visit.departure)
    )
    return listed(words, "plan.departures", heads, rows)


def visits_held(event: Event) -> list[Session]:
    """Return the sessions with a departure that are held, in the order in which they leave."""
    visits = [s for s in event.sessions if s.departure and s.held]
    return sorted(visits, key=lambda s: (s.busy_from, s.id))


def _used(event: Event, visit: Session) -> list[Bus]:
    """Return the buses of a visit."""
    leave = visit.departure
    ids = (leave.bus, *leave.fleet) if leave else ()
    return [bus for bus in event.buses if bus.id in ids]


def _buses(words: Texts, event: Event, visit: Session, aboard: Counter[str]) -> Iterator[str]:
    for bus in _used(event, visit):
        people = _taken(words, aboard[bus.id], bus.seats)
        yield words("plan.departures.bus", bus=bus.title, people=people)


def _in_lines(lines: Iterable[str], otherwise: str = "–") -> Cell:
    first, *others = [*lines] or [otherwise]
    return Cell(first, lines=tuple(others))


def trips(words: Texts, result: Solution) -> Table | None:
    """Return each bus with its trips through the day; those without say so."""
    event = result.problem.timetable
    served: dict[str, tuple[Session, ...]] = {}
    for day in bus_days(event):
        served[day.bus.id] = (*served.get(day.bus.id, ()), *day.visits)
    priced = any(bus.cost for bus in event.buses)
    heads = ("bus", "trips", "seats", "wheelchairs", *(("cost",) * priced))
    rows = (
        (
            named(words, bus.title),
            _in_lines(_trips(words, event, served.get(bus.id, ())), words("plan.trips.none")),
            number(words.whole(bus.seats)),
            number(words.whole(bus.wheelchair)),
            *((number(words.whole(bus.cost)),) * priced),
        )
        for bus in event.buses
    )
    return listed(words, "plan.trips", heads, rows)


def _trips(words: Texts, event: Event, visits: Sequence[Session]) -> Iterator[str]:
    for visit in visits:
        yield words(
            "plan.trips.trip",
            hours=words.hours(event.moment(visit.busy_from), event.moment(visit.busy_until)),
            visit=visit.title,
        )


def rooms(words: Texts, result: Solution) -> Table | None:
    """Return what is held in each room, a column for each round with rooms."""
    event = result.problem.timetable
    used = [r for r in event.rounds if any(s.room for s in event.offer[r.id])]
    if not used or not any(s.rooms for s in event.sessions):
        return None
    filled = result.allocation.filled()
    columns = (
        Cell(words("plan.rooms.room")),
        *(named(words, r.title) for r in used),
    )
    rows = tuple(
        (
            _room(words, room),
            *(_held_in(words, result, filled, room, r.id) for r in used),
        )
        for room in event.rooms
    )
    return shortened(words, Table(words("plan.rooms.caption"), columns, (Body(None, rows),)))


def _room(words: Texts, room: Room) -> Cell:
    seats = words("plan.rooms.seats", seats=words.whole(room.seats))
    return replace(named(words, room.title), note=seats)


def _held_in(
    words: Texts, result: Solution, filled: Counter[str], room: Room, round_id: str
) -> Cell:
    lines = (
        line
        for s in result.problem.timetable.offer[round_id]
        if s.room == room.id and s.held
        for line in (s.title, _taken(words, filled[s.id], seats_of(result.problem, s) or 0))
    )
    return _in_lines(lines)


def _taken(words: Texts, people: int, seats: int) -> str:
    return words("part", value=words.whole(people), whole=words.whole(seats))
