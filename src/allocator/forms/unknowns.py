"""Texts that name no session: told with what may be meant, never guessed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from allocator.forms.answer import Unknown
from allocator.forms.listing import COARSE, FINE
from allocator.forms.nearest import Near, Nearest
from allocator.forms.normal import normal
from allocator.forms.notes import short
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.said import Context
    from allocator.language import Told
    from allocator.problem import Event
    from allocator.sheets.book import Place

CODE = re.compile(r"[A-Za-z]{0,3}[-_ ]?\d{1,4}|[A-Za-z]\d?")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?: 00:00:00)?")
WORD = re.compile(r"[^\W\d_]{4,}")
LONGEST = 80
OFTEN = 3
SHOWN = 8


def say_unknown(context: Context) -> tuple[Unknown, ...]:
    """Tell of each text that names no session, once with all its cells.

    Parameters
    ----------
    context
        Holds the texts and takes the findings.

    Returns
    -------
    tuple of Unknown
        The same for programs.
    """
    event = context.lists.options.event
    nearest = Nearest(event)
    found, codes = [], []
    words = {word for s in event.sessions for word in WORD.findall(s.title.casefold())}
    for text, places in _parted(context.unknown, event).items():
        near = nearest.find(text)
        found.append(Unknown(text, tuple(places), near.sessions))
        if CODE.fullmatch(text):
            codes.append(found[-1])
            continue
        like = near.sessions or near.other or len(places) >= OFTEN or _is_like(text, words)
        what, mend = _shown(text, like=bool(like)), _mend(text, near, event)
        message = told("{what} is no option of the event; {mend}", what=what, mend=mend)
        context.notes.say("E724", message, *places)
    _say_codes(codes, context)
    return tuple(found)


def _say_codes(codes: Sequence[Unknown], context: Context) -> None:
    """Tell of all codes at once: a list of codes mends them all."""
    if not codes:
        return
    shown = ", ".join(unknown.text for unknown in codes[:SHOWN])
    left = len(codes) - SHOWN
    message = told(
        "holds codes that are no options of the event ({codes}{more}); give the list of "
        "codes too, or export the answers as texts",
        codes=shown,
        more=told_of(left, " and {n} more", " and {n} more") if left > 0 else "",
    )
    places = sorted(place for unknown in codes for place in unknown.places)
    context.notes.say("E708", message, *places)


def _parted(unknown: Mapping[str, list[Place]], event: Event) -> dict[str, list[Place]]:
    """Return the texts, those cut in two that are made of others."""
    codes = {normal(s.id) for s in event.sessions}
    found: dict[str, list[Place]] = {}
    for text, places in unknown.items():
        parts = _parts(text, unknown, codes)
        for part in parts:
            found.setdefault(part, []).extend(places)
    return found


def _parts(text: str, others: Mapping[str, object], codes: set[str]) -> Sequence[str]:
    for sign in (COARSE, FINE):
        parts = [part for part in sign.split(text) if part.strip()]
        if len(parts) < 2:
            continue
        if all(part in others or normal(part).split(" ")[0] in codes for part in parts):
            return parts
    return (text,)


def _is_like(text: str, words: set[str]) -> bool:
    """Tell whether a text looks like an option: it has words of titles, and no name inside."""
    written = WORD.findall(text)
    names = [w for w in written[1:] if w != w.casefold() and w.casefold() not in words]
    return (
        not names and len(text) <= LONGEST and not words.isdisjoint(map(str.casefold, written))
    )


def _shown(text: str, *, like: bool) -> str:
    """Return a text as far as it may be shown: what people write freely is their own."""
    if "@" in text or not (like or MOMENT.fullmatch(text)):
        return told_of(len(text), "a text of {n} character", "a text of {n} characters")
    return told("{text!r}", text=short(text, 120))


def _mend(text: str, near: Near, event: Event) -> Told:
    if MOMENT.fullmatch(text):
        return told("a spreadsheet program may have made a date of a code such as 1-2")
    if near.foreign:
        letters = ", ".join(f"U+{ord(letter):04X}" for letter in near.foreign)
        return told(
            "it looks like {title!r} but has the non-Latin {letters}",
            title=event.session[near.sessions[0]].title,
            letters=letters,
        )
    if near.sessions:
        session = event.session[near.sessions[0]]
        twins = [s.id for s in event.sessions if normal(s.title) == normal(session.title)]
        if len(twins) > 1:
            return told(
                "if {title!r} is meant, write under each of the sessions {ids} in event.yaml: "
                "aliases: [{text}]",
                title=session.title,
                ids=", ".join(twins),
                text=json.dumps(" ".join(text.split()), ensure_ascii=False),
            )
        return told(
            "if {title!r} is meant, write it for session {id} in the workbook (sheet "
            "Sessions, column Other names) or in event.yaml: aliases: [{text}]",
            title=session.title,
            id=session.id,
            text=json.dumps(" ".join(text.split()), ensure_ascii=False),
        )
    if near.other:
        return told(
            "the nearest is {title!r}, but numbers or codes differ, so nothing is guessed; "
            "correct the cell, or write it under the aliases of the session that is meant",
            title=event.session[near.other].title,
        )
    return told("correct the cell, or write it under the aliases of the session that is meant")
