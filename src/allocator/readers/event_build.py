"""From the models of `event.yaml` to the frozen `Event`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from allocator.errors import Finding
from allocator.offer import Bus, Departure, Room, Round, Session
from allocator.problem import Assumption, Event, History, Refusals, SameTheme, Unlisted
from allocator.readers.event_schema import (
    EventPart,
    Part,
    RoundPart,
    SessionPart,
    SpeakerPart,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from allocator.readers.event_tree import Path, Tree


@dataclass
class Report:
    """Findings of one file, placed by their path in it."""

    file: str
    tree: Tree
    findings: list[Finding] = field(default_factory=list)

    def say(self, path: Path, message: str, code: str) -> None:
        """Add a finding at a path."""
        row, column = self.tree.at(path)
        self.findings.append(Finding(self.file, row, column, message, code))


@dataclass(frozen=True)
class Clock:
    """Turns local times of the event's day into aware datetimes."""

    day: date
    zone: ZoneInfo

    def at(self, text: str) -> datetime:
        """Return the moment of a local time 'HH:MM'."""
        return datetime.combine(self.day, time.fromisoformat(text), self.zone)

    def trouble(self, text: str) -> str:
        """Return why a local time names no single moment, '' if it does."""
        moment = self.at(text)
        early, late = moment.utcoffset(), moment.replace(fold=1).utcoffset()
        if early == late:
            return ""
        gap = early is not None and late is not None and early < late
        what = "does not exist" if gap else "comes twice"
        return f"{text} {what} on {self.day}, the clock is changed"


def _clock_texts(part: BaseModel | None) -> Iterator[tuple[str, str]]:
    for name in ("start", "end", "leaves", "returns", "back"):
        text = getattr(part, name, None)
        if text is not None:
            yield name, text


def check_clock(part: EventPart, clock: Clock, report: Report) -> bool:
    """Refuse times that a change of the clock makes doubtful; tell whether none is."""
    good = True
    for at, round_ in enumerate(part.rounds):
        here: Path = ("rounds", at)
        parts: list[tuple[Path, BaseModel | None]] = [(here, round_)]
        for s, session in enumerate(round_.sessions):
            place: Path = (*here, "sessions", s)
            parts.append((place, session))
            parts.append(((*place, "departure"), session.departure))
        for path, piece in parts:
            for name, text in _clock_texts(piece):
                trouble = clock.trouble(text)
                if trouble:
                    good = False
                    report.say((*path, name), trouble, "E320")
    return good


def _departure(session: SessionPart, start: datetime, clock: Clock) -> Departure | None:
    part = session.departure
    if part is None:
        return None
    leaves, returns = clock.at(part.leaves), clock.at(part.returns)
    back = clock.at(part.back) if part.back else returns + (start - leaves)
    bus = part.bus if part.by == "bus" else None
    return Departure(bus, leaves, part.drop_off, returns, part.return_place, back)


def _session(
    part: SessionPart, round_: RoundPart, clock: Clock, report: Report, path: Path
) -> Session | None:
    """Build a session; say so where it has no start or end."""
    leave = part.departure
    start = part.start or round_.start
    end = part.end or (leave.returns if leave else round_.end)
    for name, text in (("start", start), ("end", end)):
        if text is None:
            report.say(path, f"session {part.id}: {name} is missing", "E321")
    if start is None or end is None:
        return None
    began = clock.at(start)
    return Session(
        id=part.id,
        round_id=round_.id,
        title=part.title,
        start=began,
        end=clock.at(end),
        theme=part.theme,
        room=part.room,
        seats=part.seats,
        speakers=tuple(s.name if isinstance(s, SpeakerPart) else s for s in part.speakers),
        walking=part.walking,
        departure=_departure(part, began, clock),
    )


def _assumed(place: str, part: Part) -> Iterator[Assumption]:
    for name in part.assumed:
        value: Any = getattr(part, name)
        shown = value if isinstance(value, str) else str(value)
        if isinstance(value, bool):
            shown = str(value).lower()
        elif isinstance(value, list | BaseModel):
            shown = "as given"
        yield Assumption(f"{place} {name}", shown)


def _assumed_of_session(session: SessionPart) -> Iterator[Assumption]:
    place = f"sessions {session.id}"
    yield from _assumed(place, session)
    if session.departure:
        yield from _assumed(f"{place} departure", session.departure)
    for at, speaker in enumerate(session.speakers, start=1):
        if isinstance(speaker, SpeakerPart):
            yield from _assumed(f"{place} speakers {at}", speaker)


def _assumptions(part: EventPart) -> Iterator[Assumption]:
    yield from _assumed("event", part)
    yield from _assumed("wishes", part.wishes)
    if part.history:
        yield from _assumed("history", part.history)
    for room in part.rooms:
        yield from _assumed(f"rooms {room.id}", room)
    for bus in part.buses:
        yield from _assumed(f"buses {bus.id}", bus)
    for round_ in part.rounds:
        yield from _assumed(f"rounds {round_.id}", round_)
        for session in round_.sessions:
            yield from _assumed_of_session(session)
    for text in part.assumed_notes:
        yield Assumption("event", text)


def build_event(part: EventPart, clock: Clock, report: Report) -> Event | None:
    """Build the event.

    Parameters
    ----------
    part
        The content of `event.yaml`.
    clock
        Day and zone of its times.
    report
        Takes findings.

    Returns
    -------
    Event | None
        None where a session lacks a start or an end.
    """
    sessions: list[Session] = []
    whole = True
    for at, round_ in enumerate(part.rounds):
        for s, session in enumerate(round_.sessions):
            path: Path = ("rounds", at, "sessions", s)
            built = _session(session, round_, clock, report, path)
            whole = whole and built is not None
            if built:
                sessions.append(built)
    if not whole:
        return None
    order = {r.id: at for at, r in reversed(list(enumerate(part.rounds)))}
    return Event(
        title=part.title,
        date=part.date,
        timezone=part.timezone,
        place=part.place,
        rounds=tuple(Round(r.id, r.title, r.weight) for r in part.rounds),
        sessions=tuple(sorted(sessions, key=lambda s: (order[s.round_id], s.id))),
        rooms=tuple(
            Room(r.id, r.title, r.seats) for r in sorted(part.rooms, key=lambda r: r.id)
        ),
        buses=tuple(
            Bus(b.id, b.title, b.seats) for b in sorted(part.buses, key=lambda b: b.id)
        ),
        transfer=timedelta(minutes=part.transfer_minutes),
        same_theme=SameTheme(part.same_theme),
        refusals=Refusals(part.wishes.refusals),
        staying_away=part.staying_away,
        wish_costs=tuple(part.wishes.costs or ()),
        unlisted=Unlisted(part.wishes.unlisted),
        at_least=part.wishes.at_least,
        history=_history(part),
        seed=part.seed,
        assumptions=tuple(_assumptions(part)),
    )


def _history(part: EventPart) -> History | None:
    """Return the setting with its factor as people wrote it: 0.1 is one tenth."""
    said = part.history
    return History(Fraction(str(said.factor)), said.most) if said else None
