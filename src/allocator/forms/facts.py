"""What may stand beside a title without changing what it names: times, rooms, seats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.forms.normal import normal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocator.offer import Session
    from allocator.problem import Event

TIME = re.compile(r"(?<![\d.:])(\d{1,2})[.:](\d{2})(?![\d.:]*\d)")
SEATS = re.compile(
    r"\b(?:maks|max|maksimalt|inntil|ca)?\.? ?\d{1,4} "
    r"(?:ledige )?(?:plasser|plassar|plass|deltakere|deltakarar|personer|seats|places|people)\b"
)
FULL = re.compile(
    r"\b(?:fullt|full|fulltegnet|fullteikna|fullbooket|utsolgt|venteliste|waiting list)\b"
)
SMALL = re.compile(
    r"\b(?:kl|klokka|klokken|fra|frå|til|at|from|to|rom|room|sal|i|in|med|with|v|ved|by|på|on"
    r"|avgang|avreise|avreiser|departure|leaves|retur|tilbake|back|start|slutt|buss|bus"
    r"|dag|day)\b"
)
WORD = re.compile(r"\w")
EDGE = re.compile(r"[ ,;:/|()\[\]'.!*-]+")
AROUND = " ,;:/|'.!*-"


class Facts:
    """Titles with something beside them that agrees with what the event says.

    Parameters
    ----------
    event
        Has the sessions.
    titles
        Session ids by text, as `Options` has them.
    """

    def __init__(self, event: Event, titles: Mapping[str, tuple[str, ...]]) -> None:
        self._event = event
        self._titles = titles
        self._texts: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}

    def find(self, text: str) -> tuple[str, ...]:
        """Return the sessions whose title and facts make up a whole normal text.

        The longest title decides. A time, a room or a round that is not the session's own
        makes the text another text.
        """
        bare = text.strip(AROUND)
        if bare in self._titles:
            return self._titles[bare]
        for head, rest in _parted(bare):
            ids = self._titles.get(head)
            if ids:
                return tuple(id_ for id_ in ids if self._agrees(id_, rest))
        return ()

    def _agrees(self, id_: str, rest: str) -> bool:
        if id_ not in self._texts:
            self._texts[id_] = _known_of(self._event, self._event.session[id_])
        times, words = self._texts[id_]
        if any(f"{int(h):02}:{m}" not in times for h, m in TIME.findall(rest)):
            return False
        left = TIME.sub(" ", rest)
        for word in words:
            left = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", left)
        for pattern in (SEATS, FULL):
            left = pattern.sub(" ", left)
        if left != rest:  # small words mean nothing beside a fact, and something alone
            left = SMALL.sub(" ", left)
        return WORD.search(left) is None


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text cut in two at each edge, the longest first part first; then the reverse."""
    edges = list(EDGE.finditer(text))
    for edge in reversed(edges):
        yield text[: edge.start()], text[edge.start() :]
        yield text[: edge.end()].rstrip(), text[edge.end() :]
    for edge in edges:
        yield text[edge.end() :], text[: edge.end()]


def _known_of(event: Event, session: Session) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the times of a session, and the words that belong to it, longest first."""
    moments = [session.start, session.end]
    words = [*session.speakers, session.theme or "", session.language or ""]
    if session.departure:
        departure = session.departure
        moments += [*departure.options, departure.returns, departure.back]
        words += [departure.drop_off, departure.return_place]
        words += [bus.title for bus in event.buses if bus.id == departure.bus]
    words += [room.title for room in event.rooms if room.id == session.room]
    words += [session.room or ""]
    round_ = next(r for r in event.rounds if r.id == session.round_id)
    words += [round_.title, round_.id]
    times = frozenset(f"{moment:%H:%M}" for moment in moments)
    seen = dict.fromkeys(sorted(filter(None, map(normal, words)), key=len, reverse=True))
    return times, tuple(seen)
