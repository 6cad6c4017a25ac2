"""Rounds and sessions of an `event.yaml` that is refused, so that other files can be checked.

A wrong time in one session must not hide that a preference names a session that is not
there. Nothing here is solved: times and seats stand in for what could not be read.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from allocator.offer import Round, Session
from allocator.policies import History
from allocator.problem import Event
from allocator.readers.schema_words import ID_PATTERN
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterator

ID = re.compile(ID_PATTERN)
SOME_DAY = date(2000, 1, 1)
SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class _Unknown(Exception):
    """A part that other files are held to cannot be read."""


def skeleton(plain: Any) -> Event | None:
    """Return what other files can be held to: ids, titles and themes, and classes.

    Parameters
    ----------
    plain
        The content of `event.yaml` as mappings, lists and scalars.

    Returns
    -------
    Event | None
        None where not every round and session has an id: then nothing can be called
        unknown.

    Examples
    --------
    >>> sessions = [{"id": "W1", "start": "25:00"}, {"id": "W2"}]
    >>> list(skeleton({"rounds": [{"id": "R1", "sessions": sessions}]}).session)
    ['W1', 'W2']
    >>> skeleton({"rounds": [{"id": "R1", "sessions": [{"title": "no id"}]}]}) is None
    True
    """
    try:
        rounds = list(_listed(plain, "rounds"))
        offers = [(_id(round_), list(_listed(round_, "sessions"))) for round_ in rounds]
        sessions = [_session(s, round_id) for round_id, offer in offers for s in offer]
        return Event(
            title="",
            date=SOME_DAY,
            timezone="UTC",
            place="",
            rounds=tuple(Round(round_id, "") for round_id, _ in offers),
            sessions=tuple(sessions),
            classes=tuple(_words(plain.get("classes", []))),
            history=History(Fraction(1), 0) if "history" in plain else None,
        )
    except _Unknown:
        return None


def _listed(node: Any, key: str) -> Iterator[dict[str, Any]]:
    found = node.get(key) if isinstance(node, dict) else None
    if not isinstance(found, list) or not found:
        raise _Unknown
    for entry in found:
        if not isinstance(entry, dict):
            raise _Unknown
        yield entry


def _id(node: dict[str, Any]) -> str:
    found = node.get("id")
    if not isinstance(found, str) or not ID.fullmatch(found):
        raise _Unknown
    return found


def _words(found: Any) -> Iterator[str]:
    if not isinstance(found, list):
        raise _Unknown
    for word in found:
        if not isinstance(word, str):
            raise _Unknown
        yield plain_name(word)


def _session(node: dict[str, Any], round_id: str) -> Session:
    title, theme = (node.get(key) for key in ("title", "theme"))
    if not isinstance(theme, str | None):
        raise _Unknown  # people may have wished for it
    return Session(
        id=_id(node),
        round_id=round_id,
        title=title if isinstance(title, str) else "",
        start=SOME_TIME,
        end=SOME_TIME,
        theme=theme,
    )
