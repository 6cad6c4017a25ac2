"""Texts that name no session: told with what may be meant, never guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Unknown
from allocator.language import told

if TYPE_CHECKING:
    from allocator.forms.said import Context


def say_unknown(context: Context) -> tuple[Unknown, ...]:
    found = []
    for text, places in context.unknown.items():
        context.notes.say("E704", told("{text!r} is no option of the event", text=text), *places)
        found.append(Unknown(text, tuple(places)))
    return tuple(found)
