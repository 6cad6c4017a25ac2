"""The options of a form: which texts name which session of the event."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.forms.facts import Facts
from allocator.forms.normal import normal
from allocator.forms.presets import alternatives, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from allocator.offer import Session
    from allocator.problem import Event

BETWEEN = (" ", ": ", " - ", "- ", ". ", ") ", ", ", " | ", " / ", "-", ":")
BESIDE = 60

CODE_WORD = re.compile(rf"(?:{alternatives(words('code_words'))})\s+(?=\S)")

Forms = dict[str, tuple[str, ...]]


class Options:
    """All texts that name a session, compared by `normal`.

    The order is fixed: the whole text (title, or id and title), then the id alone or an
    alias, then a theme, then the title with facts about the session beside it, such as
    its time or its room. Nothing is ever matched because it looks similar.

    Parameters
    ----------
    event
        Has the sessions.
    stated
        Session id by option text, as an organiser has stated; "" for no wish.

    Attributes
    ----------
    longest
        How long a text may be that is a title with facts beside it.
    """

    def __init__(self, event: Event, stated: Mapping[str, str] | None = None) -> None:
        self.event = event
        self.stated = {normal(text): id_ for text, id_ in (stated or {}).items()}
        self.titles = _gathered((s, _titles(s)) for s in event.sessions)
        self.codes = _gathered((s, _codes(s)) for s in event.sessions)
        self.themes = _gathered((s, _themes(s)) for s in event.sessions)
        self.longest = max(map(len, self.titles | self.codes), default=0) + BESIDE
        self.coded = _gathered((s, _coded(s)) for s in event.sessions)
        self._found: Forms = {}

    @cached_property
    def facts(self) -> Facts:
        """What is known of the sessions beside their titles."""
        return Facts(self.event, self.titles)

    @property
    def texts(self) -> Iterator[str]:
        """Every text that names a session or was stated, normal."""
        yield from (*self.titles, *self.codes, *self.themes, *self.stated)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids of the sessions that a text names; several are several rounds'.

        Parameters
        ----------
        text
            As written.
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._search(normal(text))
        return found

    def known(self, text: str) -> tuple[str, ...]:
        """Return what a text, already normal, names without facts beside a title."""
        if text in self.stated:
            return (self.stated[text],)
        for forms in (self.titles, self.codes, self.themes):
            if text in forms:
                return forms[text]
        rest = bare(text)
        return self.coded.get(rest, ()) if rest != text else ()

    def title(self, text: str) -> tuple[str, ...]:
        """Return the sessions that a text, as written, names by title; a code is not enough.

        A code is, with a word such as "Workshop" before it.
        """
        seen = normal(text)
        return self.titles.get(seen) or (self.coded.get(bare(seen), ()) if " " in seen else ())

    def _search(self, text: str) -> tuple[str, ...]:
        found = self.known(text)
        if found or not text or len(text) > self.longest:
            return found
        return self.facts.find(text)

    def rounds(self, ids: Iterable[str]) -> frozenset[str]:
        """Return the rounds of sessions."""
        return frozenset(self.event.session[id_].round_id for id_ in ids if id_)

    def within(self, ids: tuple[str, ...], round_id: str) -> tuple[str, ...]:
        """Return the sessions that lie in a round; all where none does, or none is named."""
        if len(ids) < 2 or not round_id:
            return ids
        return tuple(i for i in ids if self.event.session[i].round_id == round_id) or ids


def _gathered(named: Iterable[tuple[Session, Iterable[str]]]) -> Forms:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for session, texts in named:
        for text in dict.fromkeys(texts):
            if text:
                found[text].append(session.id)
    return {text: tuple(ids) for text, ids in found.items()}


def bare(text: str) -> str:
    """Return a normal text without a word such as "Workshop" before a code.

    >>> bare("verksted 1a: vann"), bare("vann")
    ('1a: vann', 'vann')
    """
    found = CODE_WORD.match(text)
    return text[found.end() :] if found else text


def _titles(session: Session) -> Iterator[str]:
    id_, title = normal(session.id), normal(session.title)
    if not title:
        return
    yield title
    yield from _with_title(id_, title)
    if session.theme:
        yield from _with_title(normal(session.theme), title)


def _with_title(code: str, title: str) -> Iterator[str]:
    yield from (f"{code}{sign}{title}" for sign in BETWEEN)
    yield from (f"{title} ({code})", f"({code}) {title}", f"[{code}] {title}")


def _coded(session: Session) -> Iterator[str]:
    """Yield the texts that begin with the id: a word may stand before them."""
    yield normal(session.id)
    yield from (text for text in _titles(session) if text.startswith(normal(session.id)))


def _codes(session: Session) -> Iterator[str]:
    id_ = normal(session.id)
    yield from (id_, f"({id_})", f"[{id_}]", f"{id_}.", f"{id_})", f"{id_}:", f"#{id_}")
    yield from map(normal, session.aliases)


def _themes(session: Session) -> Iterator[str]:
    theme = normal(session.theme or "")
    if theme:
        yield theme
        yield from (f"{word} {theme}" for word in words("theme_words"))
