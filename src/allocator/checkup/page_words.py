"""Headings and sentences of the page that do not hang on what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.checkup.figures import headed

if TYPE_CHECKING:
    from allocator.checkup.values import Checkup
    from allocator.language import Speaker


def page_words(tr: Speaker, found: Checkup) -> dict[str, str]:
    """Return the words of the page, by the names that the template has for them.

    Parameters
    ----------
    tr
        The language.
    found
        The check.
    """
    title = found.title or found.name
    return {
        "page_title": tr("Check of the answers: {title}", title=title),
        "skip": tr("Skip to the content"),
        "kind": tr("Check of the answers, before anything is solved"),
        "checked": tr("Checked: {name}", name=found.name),
        "mark": _mark(tr, found),
        "understood": tr("What was understood"),
        "numbers": tr("In numbers"),
        "look": tr("What to look at"),
        "nothing": tr("Nothing was found."),
        "why": tr("Why it matters"),
        "mend": tr("What to do"),
        "people": tr("People, seats and wishes"),
        "demand": tr("Demand against seats"),
        "bars": tr(
            "The dark part of a bar is people who wish for the session first, the whole bar "
            "all who wish for it, and the upright line its seats. The numbers stand beside it."
        ),
        "session": tr("Session"),
        "first": tr("First wish"),
        "wished": tr("Wished for"),
        "seats": headed(tr("seats")),
        "footer": tr(
            "This page holds counts and places in files, no names and no text of a cell. It is "
            "made for those who prepare the event."
        ),
    }


def _mark(tr: Speaker, found: Checkup) -> str:
    if found.exit_code:
        return tr("To be mended first")
    return tr("Ready to be solved") if found.existence.exists else tr("Nothing stops")
