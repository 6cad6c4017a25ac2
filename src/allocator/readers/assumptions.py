"""What the organisers have not stated and somebody chose, as the report lists it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic import BaseModel

from allocator.problem import Assumption
from allocator.readers.event_schema import SpeakerPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.readers.event_schema import EventPart, Part, SessionPart


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Fraction):
        return f"{float(100 * value):.10g} %"
    if isinstance(value, list | BaseModel):
        return "as given"
    return str(value)


def _assumed(place: str, part: Part) -> Iterator[Assumption]:
    for name in part.assumed:
        yield Assumption(f"{place} {name}", _shown(getattr(part, name)))


def _of_session(session: SessionPart) -> Iterator[Assumption]:
    place = f"sessions {session.id}"
    yield from _assumed(place, session)
    if session.departure:
        yield from _assumed(f"{place} departure", session.departure)
        if session.departure.guides:
            yield from _assumed(f"{place} departure guides", session.departure.guides)
    for at, speaker in enumerate(session.speakers, start=1):
        if isinstance(speaker, SpeakerPart):
            yield from _assumed(f"{place} speakers {at}", speaker)


def _of_event(part: EventPart) -> Iterator[Assumption]:
    yield from _assumed("event", part)
    yield from _assumed("wishes", part.wishes)
    if part.history:
        yield from _assumed("history", part.history)
    for at, limit in enumerate(part.group_limits, start=1):
        yield from _assumed(f"group_limits {at}", limit)
    for at, prerequisite in enumerate(part.prerequisites, start=1):
        yield from _assumed(f"prerequisites {at}", prerequisite)


def assumptions(part: EventPart) -> Iterator[Assumption]:
    """Yield every assumption of an event, in the order of the day.

    Parameters
    ----------
    part
        The content of `event.yaml`.

    Yields
    ------
    Assumption
        From the lists `assumed` and `assumed_notes`.
    """
    yield from _of_event(part)
    for room in part.rooms:
        yield from _assumed(f"rooms {room.id}", room)
    for bus in part.buses:
        yield from _assumed(f"buses {bus.id}", bus)
    for round_ in part.rounds:
        yield from _assumed(f"rounds {round_.id}", round_)
        for session in round_.sessions:
            yield from _of_session(session)
    for text in part.assumed_notes:
        yield Assumption("event", text)
