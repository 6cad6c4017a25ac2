"""Which round a header speaks of, where the options themselves leave it open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.forms.facts import TIME
from allocator.forms.normal import normal
from allocator.forms.ordinals import BY_WORD, rankless
from allocator.forms.presets import alternatives, speaks_of, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.problem import Event

_KIND = alternatives(words("round_words") - {"dag", "day"})
_ORDINAL = alternatives(BY_WORD)
BEGIN, END = r"(?<![^\W_])", r"(?![^\W_])"
NUMBERED = re.compile(
    rf"{BEGIN}(?:{_KIND}) ?(?:nr\.? ?)?(\d{{1,2}}){END}"
    rf"|(?<![\w.])(\d{{1,2}})\. ?(?:{_KIND}){END}"
    rf"|{BEGIN}({_ORDINAL})[ -]?(?:{_KIND}){END}"
)
WORKSHOP = re.compile(rf"{BEGIN}(?:{alternatives(words('code_words'))}) (\d{{1,2}}){END}")


def round_of(header: str, event: Event) -> str:
    """Return the id of the round that a header speaks of; "" where it is not clear.

    Parameters
    ----------
    header
        As written.
    event
        Has the rounds.
    """
    seen = rankless(header)
    for clue in (_by_name, _by_number, _by_time, _by_kind, _by_workshop):
        found = set(clue(seen, event))
        if len(found) == 1:
            return found.pop()
    return ""


def named_round(header: str, event: Event) -> str:
    """Return the id of the only round whose title stands in a header; "" where none does."""
    seen = normal(header)
    titles = ((normal(round_.title), round_.id) for round_ in event.rounds)
    found = {
        id_
        for title, id_ in titles
        if title and re.search(rf"{BEGIN}{re.escape(title)}{END}", seen)
    }
    return found.pop() if len(found) == 1 else ""


def _by_name(text: str, event: Event) -> Iterator[str]:
    for round_ in event.rounds:
        for name in {normal(round_.title), normal(round_.id)} - {""}:
            if re.search(rf"{BEGIN}{re.escape(name)}{END}", text):
                yield round_.id


def _by_number(text: str, event: Event) -> Iterator[str]:
    for one, other, word in NUMBERED.findall(text):
        yield from _numbered(int(one or other or BY_WORD[word]), event)


def _by_workshop(text: str, event: Event) -> Iterator[str]:
    """Yield the round of "Workshop 2": whoever attends a second one does so in round 2."""
    for number in WORKSHOP.findall(text):
        yield from _numbered(int(number), event)


def _numbered(number: int, event: Event) -> Iterator[str]:
    if 1 <= number <= len(event.rounds):
        yield event.rounds[number - 1].id


def _by_time(text: str, event: Event) -> Iterator[str]:
    times = {f"{int(hours):02}:{minutes}" for hours, minutes in TIME.findall(text)}
    for session in event.sessions:
        if f"{session.start:%H:%M}" in times or f"{session.busy_from:%H:%M}" in times:
            yield session.round_id


def _by_kind(text: str, event: Event) -> Iterator[str]:
    if speaks_of("visit", text):
        yield from {s.round_id for s in event.sessions if s.departure}
