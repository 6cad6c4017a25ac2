"""From what was found, and what people state, to an event with its assumptions marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from typing import TYPE_CHECKING, Any

from allocator.forms.guess.rounds import Rounds
from allocator.language import Speaker, say
from allocator.readers.event_schema import EventPart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.guess.found import Found, Question
    from allocator.readers.event_tree import Path

DAY, ZONE = Date(2030, 1, 1), "Europe/Oslo"
"""Assumed where nobody says when and where."""


@dataclass(frozen=True)
class Stated:
    """What an organiser says that no form knows.

    Attributes
    ----------
    title, place, timezone
        Of the event; None where nobody says.
    date
        The first day.
    seats
        By session id; "" stands for all others.
    starts, ends
        Times such as "09:00", by round id.
    days
        By round id.
    """

    title: str | None = None
    date: Date | None = None
    place: str | None = None
    timezone: str | None = None
    seats: Mapping[str, int] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, Date] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """An event to begin with.

    Attributes
    ----------
    part
        The event.
    notes
        Comments for event.yaml, by path.
    """

    part: EventPart
    notes: Mapping[Path, Sequence[str]]


def event_of(
    found: Found, stated: Stated, lang: str, rounds: Sequence[Question] | None = None
) -> Draft:
    """Return the event of what was found.

    Parameters
    ----------
    found
        What a file asks.
    stated
        What an organiser says.
    lang
        Language of texts that stand for what nobody has stated.
    rounds
        The questions that are rounds; by default all that were found.
    """
    made = Rounds(found, stated, lang, found.questions if rounds is None else rounds)
    event: dict[str, Any] = {**_event(found, stated, lang, made.days), **made.plain()}
    event["assumed_notes"] = [say(text, lang) for text in made.said()]
    return Draft(EventPart.model_validate(event), _notes(found, made, lang))


def _event(found: Found, stated: Stated, lang: str, days: Sequence[Date]) -> dict[str, Any]:
    tr = Speaker(lang)
    stem = found.file.rpartition(".")[0] or found.file
    first = stated.date or min(days, default=None) or DAY
    said = {
        "title": stated.title,
        "date": stated.date or min(days, default=None),
        "timezone": stated.timezone,
        "place": stated.place,
    }
    assumed = {
        "title": stem,
        "date": first,
        "timezone": ZONE,
        "place": tr("the place is not stated"),
    }
    missing = [key for key, value in said.items() if not value]
    whole = {key: value or assumed[key] for key, value in said.items()}
    return {**whole, **({"assumed": missing} if missing else {})}


def _notes(found: Found, made: Rounds, lang: str) -> dict[Path, list[str]]:
    tr = Speaker(lang)
    top = tr("Guessed by allocator init from {file}.", file=found.file)
    what = tr("What stands under `assumed` is in no file: state it, and delete its name there.")
    notes: dict[Path, list[str]] = {(): [top, what]}
    for at, lines in enumerate(made.asked(tr)):
        notes["rounds", at, "sessions"] = lines
    return notes
