"""Results for lists without any solving: an event, who is where, names where wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from allocator.allocation import Allocation
from allocator.boarding import boarding
from allocator.lists.held import Held
from allocator.lists.one_line import on_one_line
from allocator.offer import Bus, Departure, Room, Round, Session
from allocator.problem import CANNOT_WALK_FAR, WHEELCHAIR, Attendee, Event, Problem, Wishes
from allocator.readers.people_file import Person

DAY = datetime(2024, 9, 27, tzinfo=UTC)
NASTY = (
    '=HYPERLINK("http://evil.example","Click")',
    "+47 900 00 004",
    "@SUM(1,1)",
    "-2+3",
    "\u202eFuruset\u202c",
    "🚌 Buss «til» fots 👩‍🦽",
    "https://evil.example/?a=1&b=2",
    "&P of &N & more",
    "'quoted'",
    "<script>alert(1)</script>",
    "{x} {{ y }} %s",
    "Langt ord: " + "sammenslutningsbetegnelse" * 12,
)


def at(hour: int, minute: int = 0, day: int = 0) -> datetime:
    """Return a moment of the event."""
    return DAY + timedelta(days=day, hours=hour, minutes=minute)


def departure(bus: str | None, hour: int = 12, minute: int = 35, day: int = 0) -> Departure:
    """Return a ride, or a walk without a bus."""
    return Departure(
        bus,
        at(hour, minute, day),
        "Trygve Lies plass 1",
        at(15, 0, day),
        "Romsås senter 1",
        at(15, 25, day),
    )


def event(**changes: object) -> Event:
    """Return a day with two workshops, a visit by bus and a walk."""
    sessions = (
        Session("W1", "R1", "Boliger", at(9), at(10), room="r1", speakers=("Kari Ås",)),
        Session("W2", "R1", "Møteplasser", at(9), at(10), room="r2", reserve=1),
        Session("V1", "V", "Furuset", at(13), at(15), departure=departure("b1")),
        Session("V2", "V", "Kuben", at(13), at(15), seats=20, walking=True),
    )
    walk = replace(sessions[3], departure=departure(None, 13, 0))
    day = Event(
        title="Erfaringskonferansen",
        date=date(2024, 9, 27),
        timezone="UTC",
        place="Hotell 33 Økern",
        rounds=(Round("R1", "Verksteder"), Round("V", "Befaringer")),
        sessions=(*sessions[:3], walk),
        rooms=(Room("r1", "Sal 1", 45), Room("r2", "Sal 2", 40)),
        buses=(Bus("b1", "Buss 1", 49, wheelchair=2),),
        delete_after=date(2024, 10, 27),
    )
    return replace(day, **changes)  # type: ignore[arg-type]


def held(
    days: dict[str, tuple[str, ...]],
    *,
    day: Event | None = None,
    wishes: dict[str, dict[str, int]] | None = None,
    names: dict[str, str] | None = None,
    regrets: dict[str, int] | None = None,
    people: dict[str, Attendee] | None = None,
    proven: bool = True,
) -> Held:
    """Return a result in which everybody spends the day that is given."""
    own = people or {}
    attendees = tuple(own.get(a, Attendee(a, group="Lillevik kommune")) for a in sorted(days))
    said = {a: Wishes(ranks) for a, ranks in (wishes or {}).items()}
    problem = Problem(day or event(), attendees, said)
    allocation = Allocation(days)
    return Held(
        name="made-up",
        problem=problem,
        allocation=allocation,
        event=on_one_line(problem.timetable),
        aboard=boarding(problem, allocation),
        persons={a: Person(a, name) for a, name in (names or {}).items()},
        regrets={a: (regrets or {}).get(a, 0) for a in days},
        seed=7,
        proven=proven,
        delete_after=problem.event.delete_after,
        result={},
        folder=Path("made-up"),
        people_file=Path("people.xlsx") if names else None,
    )


def needy() -> dict[str, Attendee]:
    """Return people of whom a host must know something."""
    return {
        "A001": Attendee("A001", fixed=("W1",)),
        "A002": Attendee("A002", needs=frozenset({WHEELCHAIR})),
        "A003": Attendee("A003", needs=frozenset({CANNOT_WALK_FAR})),
    }
