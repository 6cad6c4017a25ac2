"""`event.yaml`: from text to the models, and complaints in people's words."""

from __future__ import annotations

import re
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from allocator.language import joined, told
from allocator.readers.event_schema import (
    BusPart,
    DeparturePart,
    EventPart,
    GroupLimitPart,
    GuidesPart,
    HistoryPart,
    PrerequisitePart,
    RoomPart,
    RoundPart,
    SessionPart,
    SpeakerPart,
    WishesPart,
)
from allocator.readers.event_tree import Tree, read_tree, shown
from allocator.readers.schema_words import MOST_MONEY, MOST_SEATS, TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.errors import Finding
    from allocator.readers.event_tree import Path, Source

OFFSET = re.compile(r":[0-9]{2}.*([+-][0-9]|[zZ]$)")


def _whole(least: int, most: int) -> str:
    return told("must be a whole number from {least} to {most}", least=least, most=most)


TIME = told("must be a local time such as 09:30")
ID = told("must be an id of letters A-Z a-z, digits, _ and -, beginning with a letter or digit")
CHOICE = told("must be an id, a list of ids, or auto")
SEATS, NUMBER = _whole(1, MOST_SEATS), _whole(0, MOST_SEATS)
SMALL, MONEY = _whole(1, 1_000), _whole(0, MOST_MONEY)
MINUTES = told("must be a whole number of minutes from 0 to 1440")
YES_OR_NO = told("must be true or false")
RULES = {
    "seats": SEATS,
    "spread": SEATS,
    "count": SEATS,
    "people_each": SEATS,
    "group_size": SEATS,
    "smallest": NUMBER,
    "reserve": NUMBER,
    "wheelchair": YES_OR_NO,
    "buses wheelchair": NUMBER,
    "group_limits at_least": NUMBER,
    "at_most": NUMBER,
    "most_buses": SMALL,
    "loading": SMALL,
    "cost": MONEY,
    "budget": MONEY,
    "expected_no_show": told("must be a share such as 5 % or 0.05, at least 0 and less than 1"),
    "weight": _whole(1, 1_000_000),
    "transfer_minutes": MINUTES,
    "lunch_minutes": MINUTES,
    "margin_minutes": MINUTES,
    "seed": _whole(0, 2**63 - 1),
    "costs": told("must be whole numbers, the first 0, never falling"),
    "date": told("must be a date such as 2024-09-27"),
    "timezone": told("must be a time zone such as Europe/Oslo"),
    "start": TIME,
    "end": TIME,
    "starts": TIME,
    "ends": TIME,
    "leaves": TIME,
    "returns": TIME,
    "back": TIME,
    "id": ID,
    "room": CHOICE,
    "bus": CHOICE,
    "session": ID,
    "after": ID,
    "exclusions": told("must be lists of ids of sessions, such as [[R1-1, V2]]"),
    "attendee": ID,
    "language": told("must be a word of small letters such as nb or en"),
    "walking": YES_OR_NO,
    "staying_away": YES_OR_NO,
    "keep_rooms": YES_OR_NO,
    "may_be_cancelled": YES_OR_NO,
    "by": told("must be bus or foot"),
    "same_theme": told("must be forbid, allow or prefer"),
    "refusals": told("must be avoid or forbid"),
    "irregular_ranks": told("must be report or refuse"),
    "unlisted": told("must be tier or last"),
    "at_least": told("must be a whole number of wishes a round, from 1 to 1000"),
    "factor": told("must be a number from 0 to 1"),
    "most": _whole(0, 1_000),
    "assumed": told("must be a list of fields of the same mapping"),
}
KINDS: dict[str, type[BaseModel]] = {
    "rooms": RoomPart,
    "buses": BusPart,
    "rounds": RoundPart,
    "sessions": SessionPart,
    "speakers": SpeakerPart,
    "departure": DeparturePart,
    "guides": GuidesPart,
    "group_limits": GroupLimitPart,
    "prerequisites": PrerequisitePart,
    "wishes": WishesPart,
    "history": HistoryPart,
}
SHAPES = {
    "model_type": told("must be a mapping (key: value)"),
    "list_type": told("must be a list"),
    "string_type": told("must be text; put it in quotes"),
    "string_too_long": told("is too long (at most 2000 characters)"),
    "string_pattern_mismatch": told("must have something other than blanks"),
    "too_short": told("must have at least one entry"),
    "too_long": told("has too many entries"),
    "invalid_key": told("has a key that is not text"),
}


def _model_at(path: Sequence[int | str]) -> type[BaseModel]:
    named = [KINDS[p] for p in path if isinstance(p, str) and p in KINDS]
    return named[-1] if named else EventPart


def _unknown_key(path: Sequence[int | str]) -> str:
    key = str(path[-1])
    known = list(_model_at(path[:-1]).model_fields)
    near = get_close_matches(key.casefold(), known, n=1)
    hint = told("; known: {names}", names=", ".join(known))
    if near:
        hint = told("; did you mean {name!r}?", name=near[0])
    if not (word := shown(key)):
        return told("unknown key{hint}", hint=hint)
    return told("unknown key {key}{hint}", key=word, hint=hint)


def _offset(value: object) -> bool:
    """Tell whether a time has an offset from UTC."""
    return isinstance(value, str | datetime) and bool(OFFSET.search(str(value)))


def _rule(path: Sequence[int | str]) -> str:
    """Return what the innermost field of a path must be, "" where nothing is said of it."""
    names = [p for p in path if isinstance(p, str) and p not in ("text", "person")]
    return RULES.get(" ".join(names[-2:]), RULES.get(" ".join(names[-1:]), ""))


def _message(error: Any, path: Sequence[int | str]) -> str:
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "assumed":
        return told("names a field that this mapping does not have")
    rule = RULES["costs"] if kind == "costs" else _rule(path)
    if kind == "missing":
        return told("is missing; {rule}", rule=rule) if rule else told("is missing")
    if rule == TIME and _offset(error["input"]):
        return told("has an offset from UTC; local times only, such as 09:30")
    if kind in ("too_short", "too_long", "model_type", "invalid_key"):
        return SHAPES[kind]
    if kind == "string_type" and rule == ID:
        return SHAPES[kind]
    return rule or SHAPES.get(kind, told("is not permitted here"))


def _finding(file: str, tree: Source, error: Any) -> tuple[Path, Finding]:
    path: Path = tuple(part for part in error["loc"] if part not in TAGS)
    if error["type"] in ("assumed", "costs"):
        path = (*path, error["type"])
    unknown = error["type"] in ("extra_forbidden", "invalid_key")
    words = tree.words(path[:-1] if unknown else path)
    message = joined(filter(None, (words, _message(error, path))), ": ")
    return path, tree.finding(file, path, message, "E310" if unknown else "E311")


def validated(file: str, tree: Source) -> tuple[EventPart | None, list[tuple[Path, Finding]]]:
    """Hold the content of an event against the models.

    Parameters
    ----------
    file
        Name for the findings.
    tree
        The content.

    Returns
    -------
    tuple[EventPart | None, list[tuple[Path, Finding]]]
        The event, None where it is refused, and what was found at which path.
    """
    try:
        return EventPart.model_validate(tree.plain), []
    except ValidationError as trouble:
        errors = trouble.errors(include_url=False)
        return None, [_finding(file, tree, error) for error in errors]


def read_event_part(
    file: str, text: str
) -> tuple[EventPart | None, Tree | None, list[Finding]]:
    """Read and validate `event.yaml`.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.

    Returns
    -------
    tuple[EventPart | None, Tree | None, list[Finding]]
        The content, the tree for positions, and what was found.
    """
    tree, findings = read_tree(file, text)
    if tree is None:
        return None, None, findings
    part, wrong = validated(file, tree)
    return part, tree, [found for _, found in wrong]
