"""Nearest names of sessions: only suggested, never taken."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from allocator.language import either, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.problem import Event

MOST_HINTS = 200
DIGITS = re.compile(r"\d+")
# Cyrillic and Greek letters that look like Latin ones
ALIKE = dict(
    zip(
        "АВЕЅІЈКМНОРСТУХасеіјорѕухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυ",
        "ABESIJKMHOPCTYXaceijopsyxdqwhABEZHIKMNOPTYXavopu",
        strict=True,
    )
)


def plain(text: str) -> str:
    """Return a name for comparing: one form, blanks collapsed, case folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def hint(written: str, known: Iterable[str]) -> str:
    """Return which id may be meant, as `Suggestions` does; "" where nothing is near.

    >>> hint("r2-1", ["R2-1"]), hint("R3-1", ["R2-1"])
    ("; did you mean 'R2-1'?", '')
    """
    names = {plain(id_): id_ for id_ in known}
    near = _near(plain(written)[:300], names, 1)
    return told("; did you mean {name!r}?", name=names[near[0]]) if near else ""


def one_of(names: Sequence[str]) -> str:
    """Return a question for names that may be meant, "" for none."""
    if not names:
        return ""
    quoted = (told("{name!r}", name=name) for name in names)
    return told("; did you mean {names}?", names=either(quoted))


def _near(text: str, names: Iterable[str], most: int) -> list[str]:
    """Return the nearest of three names whose digits are the same."""
    near = get_close_matches(text, names, n=3)
    return [n for n in near if DIGITS.findall(n) == DIGITS.findall(text)][:most]


class Suggestions:
    """Hints which session, or theme, may be meant; never what was written.

    No hint is given where the digits differ: session 4 is not a bad spelling of 5. After
    many different mistakes there are no more hints, as a search takes its time.

    Parameters
    ----------
    event
        Has the sessions.
    themes
        Whether a theme may be meant too.
    """

    def __init__(self, event: Event, *, themes: bool = False) -> None:
        self._ids = event.session.keys()
        self._names = {plain(s.theme): s.theme for s in event.sessions if s.theme and themes}
        self._names |= {plain(s.title): s.id for s in event.sessions}
        self._names |= {plain(s.id): s.id for s in event.sessions}
        self._given: dict[str, str] = {}

    def hint(self, written: str) -> str:
        """Return what to add to a complaint, "" where nothing is near."""
        if written not in self._given:
            if len(self._given) >= MOST_HINTS:
                return ""
            self._given[written] = self._found(written)
        return self._given[written]

    def _found(self, written: str) -> str:
        latin = plain("".join(ALIKE.get(c, c) for c in written))
        foreign = sorted({c for c in written if c in ALIKE})
        if foreign and latin in self._names:
            return told(
                "; it looks like {known!r} but has the non-Latin {letters}",
                known=self._names[latin],
                letters=", ".join(
                    f"U+{ord(c):04X} {unicodedata.name(c).title()}" for c in foreign
                ),
            )
        text = plain(written)[:300]
        if text in self._names:
            known = self._names[text]
            if known in self._ids:
                return told("; write the id {name!r}", name=known)
            return told("; write the theme {name!r}", name=known)
        near = dict.fromkeys(self._names[n] for n in _near(text, self._names, 3))
        return one_of(list(near))
