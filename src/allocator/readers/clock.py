"""Local times of the event's days, and those that a change of the clock makes doubtful."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import product
from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from pydantic import BaseModel

    from allocator.readers.event_schema import EventPart
    from allocator.readers.event_tree import Path
    from allocator.readers.report import Report

TIMES = ("start", "end", "starts", "ends", "leaves", "returns", "back")


@dataclass(frozen=True)
class Clock:
    """Turns local times of a day into aware datetimes.

    Attributes
    ----------
    day
        The day that is meant where nothing else is said.
    zone
        Time zone of the event.
    """

    day: date
    zone: ZoneInfo

    def on(self, day: date) -> Clock:
        """Return the clock of another day."""
        return replace(self, day=day)

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
        values = {"time": text, "day": self.day}
        if gap:
            return told("{time} does not exist on {day}, the clock is changed", **values)
        return told("{time} comes twice on {day}, the clock is changed", **values)


def _mappings(part: EventPart) -> Iterator[tuple[Path, BaseModel | None, set[date]]]:
    """Yield what may hold times, with its place and its days; a bus serves on all of them."""
    days = {part.date, *map(part.day_of, part.rounds)}
    for at, bus in enumerate(part.buses):
        yield ("buses", at), bus, days
    for at, round_ in enumerate(part.rounds):
        here: Path = ("rounds", at)
        day = {part.day_of(round_)}
        yield here, round_, day
        for s, session in enumerate(round_.sessions):
            place: Path = (*here, "sessions", s)
            yield place, session, day
            yield (*place, "departure"), session.departure, day


def _texts(path: Path, mapping: BaseModel | None) -> Iterator[tuple[Path, str]]:
    """Yield the times of a mapping, each with its place."""
    for name in TIMES:
        said = getattr(mapping, name, None)
        if isinstance(said, str):
            yield (*path, name), said
        elif isinstance(said, list):
            yield from (((*path, name, at), text) for at, text in enumerate(said))


def check_clock(part: EventPart, clock: Clock, report: Report) -> bool:
    """Refuse times that a change of the clock makes doubtful; tell whether none is."""
    good = True
    for path, mapping, days in _mappings(part):
        for (place, text), day in product(_texts(path, mapping), sorted(days)):
            trouble = clock.on(day).trouble(text)
            if trouble:
                good = False
                report.say(place, trouble, "E320")
    return good
