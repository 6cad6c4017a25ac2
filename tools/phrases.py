"""Texts that are found by a key: those of the report, and of explanations.

English is written in `locale/en/LC_MESSAGES/<domain>.po`; `make texts` brings bokmål up to
it, with the English above each entry, and compiles both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import catalogues

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

DOMAINS = ("explain", "report")
"""As `allocator.language.phrases` has them."""


def pair(domain: str) -> tuple[Catalog, Catalog]:
    """Return English and bokmål of a domain, with the same keys; new ones are empty."""
    english, known = (catalogues.read(lang, domain) for lang in ("en", "nb"))
    bokmaal = catalogues.Plain("nb")
    for message in (m for m in english if m.id):
        found = known[message.id]
        string = found.string if found and found.id == message.id else None
        shown = catalogues.forms(message.string)
        bokmaal.add(message.id, string, auto_comments=shown, user_comments=_notes(found))
    return english, bokmaal


def _notes(message: object) -> list[str]:
    return list(getattr(message, "user_comments", ()))


def update() -> list[str]:
    """Write all of them; return the keys that have no bokmål."""
    bare = list[str]()
    for domain in DOMAINS:
        english, bokmaal = pair(domain)
        catalogues.write("en", domain, english)
        catalogues.write("nb", domain, bokmaal)
        bare += catalogues.missing(bokmaal)
    return bare
