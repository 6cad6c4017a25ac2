"""Which session a text may mean that names none: only ever suggested."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from allocator.forms.normal import normal
from allocator.readers.names import ALIKE, DIGITS

if TYPE_CHECKING:
    from allocator.problem import Event

LONGEST = 300
MOST = 200
FIRST = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Near:
    """What is near a text.

    Attributes
    ----------
    sessions
        Ids of sessions that may be meant, best first: digits and codes are the same.
    other
        Id of the nearest session where digits or codes differ; "" if none is near, or
        `sessions` has any.
    foreign
        Letters that look Latin and are not.
    """

    sessions: tuple[str, ...] = ()
    other: str = ""
    foreign: str = ""


class Nearest:
    """Looks for what may be meant; after many texts no more, as each search takes its time.

    Parameters
    ----------
    event
        Has the sessions.
    """

    def __init__(self, event: Event) -> None:
        self._codes = {normal(s.id): s.id for s in event.sessions}
        self._names: dict[str, str] = {}
        for session in event.sessions:
            for text in (session.title, f"{session.id} {session.title}", *session.aliases):
                self._names.setdefault(normal(text), session.id)
        self._asked = 0

    def find(self, written: str) -> Near:
        """Return what is near a text.

        Parameters
        ----------
        written
            As it stands in the cell.
        """
        self._asked += 1
        if self._asked > MOST:
            return Near()
        foreign = "".join(sorted({c for c in written if c in ALIKE}))
        latin = normal("".join(ALIKE.get(c, c) for c in written))[:LONGEST]
        if foreign and (latin in self._names or latin in self._codes):
            known = self._names.get(latin) or self._codes[latin]
            return Near((known,), foreign=foreign)
        return self._with_holes(latin) or self._similar(latin)

    def _with_holes(self, text: str) -> Near | None:
        """Return the session whose title fits where letters were replaced by `?`."""
        if "?" not in text:
            return None
        pattern = re.compile(".".join(map(re.escape, text.split("?"))))
        fits = {self._names[name] for name in self._names if pattern.fullmatch(name)}
        return Near((fits.pop(),)) if len(fits) == 1 else None

    def _similar(self, text: str) -> Near:
        near = get_close_matches(text, self._names, n=5)
        if not near:
            return Near()
        code = self._code(text)
        agreed = dict.fromkeys(self._names[name] for name in near if _agree(name, text))
        nearest = self._names[near[0]]
        if nearest in agreed and code in ("", nearest):
            return Near(tuple(id_ for id_ in agreed if code in ("", id_)))
        return Near(other=nearest)

    def _code(self, text: str) -> str:
        """Return the session with whose code a text begins, "" if with none."""
        first = FIRST.match(text)
        return self._codes.get(first.group(), "") if first else ""


def _agree(one: str, other: str) -> bool:
    return DIGITS.findall(one) == DIGITS.findall(other)
