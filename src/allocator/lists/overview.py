"""The overview: the event, how sure the result is, every session and every trip in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Fact, Holds, Listing, Row, Section
from allocator.lists.manifest import way
from allocator.lists.one_line import shortened
from allocator.lists.sessions import called, seats_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from allocator.lists.material import Material
    from allocator.lists.trips import Trip
    from allocator.offer import Round, Session

KEY = "overview"
UNLIMITED = "–"
FIGURES, WHERE = 4, 30


def overview(material: Material) -> tuple[Listing, ...]:
    """Return the figures of all sessions, and where there are trips, of all trips.

    The key of a row is that of the list about it, "" where there is none.
    """
    return (_sessions(material), *((_trips(material),) if material.trips else ()))


def status(material: Material) -> str:
    """Return how sure the result is, in words."""
    tr = material.tr
    if material.held.proven:
        return tr("Proven best: no other allocation within the rules does better.")
    return tr("NOT PROVEN best: the search ended early. All rules are obeyed.")


def _sessions(material: Material) -> Listing:
    tr, held = material.tr, material.held
    return Listing(
        key=KEY,
        short=tr("Overview"),
        title=held.event.title,
        facts=tuple(_facts(material)),
        columns=session_columns(material),
        sections=tuple(_round(material, r) for r in held.event.rounds),
        across=True,
    )


def session_columns(material: Material) -> tuple[Column, ...]:
    """Return the columns of a table of sessions; see `session_cells`."""
    tr = material.tr
    return (
        Column(tr("When"), 30),
        Column(tr("Code"), 30, link=True),
        Column(tr("Session"), 60, grows=True),
        Column(tr("Where"), WHERE),
        _number(tr("Places")),
        _number(tr("Taken")),
        _number(tr("Free")),
        _number(tr("Waiting")),
    )


def session_cells(material: Material, session: Session) -> tuple[str | int, ...]:
    """Return when, code, title, where, places, taken, free and waiting of a session."""
    when, where = _when(material, session), _where(material, session)
    return (when, session.id, session.title, where, *_figures(material, session))


def _number(title: str) -> Column:
    return Column(title, 9, Holds.NUMBER)


def _facts(material: Material) -> Iterator[Fact]:
    tr, held = material.tr, material.held
    yield Fact(tr("Date"), _days(material))
    yield Fact(tr("Place"), held.event.place)
    yield Fact(tr("Participants"), str(len(held.problem.attendees)))
    yield Fact(tr("Result"), status(material))
    names = held.people_file.name if held.people_file else tr("none: codes stand instead")
    yield Fact(tr("Names from"), names)


def _days(material: Material) -> str:
    days = sorted({s.start.date() for s in material.held.event.sessions})
    return ", ".join(material.tr.day(day) for day in days)


def _round(material: Material, round_: Round) -> Section:
    cells = {s: session_cells(material, s) for s in material.held.event.offer[round_.id]}
    rows = tuple(Row(_list_of(material, s), said) for s, said in cells.items())
    figures = [said[-FIGURES:] for said in cells.values()]
    sums = (_sum(column) for column in zip(*figures, strict=True))
    total = (material.tr("In all"), "", "", "", *sums) if rows else ()
    return Section(rows, round_.title, total=total)


def _sum(column: Sequence[str | int]) -> str | int:
    """Add up a column; a dash where a number is missing."""
    return UNLIMITED if UNLIMITED in column else sum(map(int, column))


def _figures(material: Material, session: Session) -> tuple[str | int, ...]:
    """Return places, taken, free and waiting; a dash where nothing limits the session."""
    taken, seats = len(material.held.attending[session.id]), seats_in(material.held, session)
    waits = len(material.waits.get(session.id, ()))
    if seats is None:
        return (UNLIMITED, taken, UNLIMITED, waits)
    return (seats, taken, max(0, seats - taken), waits)


def _list_of(material: Material, session: Session) -> str:
    if session.departure is None:
        return session.id if session.held else ""
    return next((t.key for t in material.trips if session in t.visits), "")


def _where(material: Material, session: Session) -> str:
    if not session.held:
        return material.tr("cancelled")
    if session.departure:
        ways = [way(material, t) for t in material.trips if session in t.visits]
        return shortened(", ".join(ways), WHERE)
    room = material.held.event.room[session.room].title if session.room else ""
    return shortened(room, WHERE)


def _when(material: Material, session: Session) -> str:
    tr = material.tr
    if session.departure:
        when = tr("leaves {clock}", clock=tr.clock(session.busy_from))
    else:
        when = tr.span(session.start, session.end)
    return _with_day(material, session.start, when)


def _leaves(material: Material, trip: Trip) -> str:
    return _with_day(material, trip.leaves, material.tr.clock(trip.leaves))


def _with_day(material: Material, moment: datetime, when: str) -> str:
    """Put the day before a time where the event has several."""
    several = len({s.start.date() for s in material.held.event.sessions}) > 1
    return f"{material.tr.short_day(moment)} {when}" if several else when


def _trips(material: Material) -> Listing:
    tr = material.tr
    return Listing(
        key="trips",
        short=tr("Buses and walks"),
        title=tr("Buses and walks"),
        facts=(),
        columns=(
            Column(tr("Departure"), 20),
            Column(tr("Bus"), 24, link=True),
            Column(tr("Visit"), 48, grows=True),
            _number(tr("Seats")),
            _number(tr("Aboard")),
            _number(tr("Free")),
            Column(tr("Wheelchairs"), 12, Holds.NUMBER),
        ),
        sections=(Section(tuple(_trip(material, t) for t in material.trips)),),
    )


def _trip(material: Material, trip: Trip) -> Row:
    taken = len(trip.people)
    seats = trip.bus.seats if trip.bus else seats_in(material.held, trip.visits[0])
    free: str | int = UNLIMITED if seats is None else max(0, seats - taken)
    return Row(
        trip.key,
        (
            _leaves(material, trip),
            way(material, trip),
            ", ".join(called(v) for v in trip.visits),
            UNLIMITED if seats is None else seats,
            taken,
            free,
            trip.wheelchairs(material.held),
        ),
    )
