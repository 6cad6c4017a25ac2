"""Which answers may not count, each kind of doubt with its rows."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.normal import normal
from allocator.importing.identity import folded
from allocator.importing.statuses import Standing, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.forms.answer import Answer
    from allocator.importing.identity import Identity
    from allocator.importing.source import Source


class Doubt(StrEnum):
    """Why an answer may not count."""

    TEST = "test"
    CANCELLED = "cancelled"
    NOT_COMING = "not-coming"
    WAITING = "waiting"
    UNKNOWN_STATUS = "unknown-status"
    UNFINISHED = "unfinished"
    HIDDEN = "hidden"
    STRUCK = "struck"
    COLOURED = "coloured"
    NAMELESS = "nameless"
    UNREGISTERED = "unregistered"


LEFT_OUT = frozenset({Doubt.TEST, Doubt.CANCELLED, Doubt.NOT_COMING, Doubt.WAITING})
"""Kinds that do not count unless somebody says so; all others count."""

TEST = re.compile(r"test(er|ing|en|esen|sen|person|bruker|user)?")
BY_STANDING = {
    Standing.OUT: Doubt.CANCELLED,
    Standing.WAITING: Doubt.WAITING,
    Standing.TEST: Doubt.TEST,
    Standing.UNFINISHED: Doubt.UNFINISHED,
    Standing.UNKNOWN: Doubt.UNKNOWN_STATUS,
}


def looks_like_a_test(identity: Identity) -> bool:
    """Tell whether a word of the name or of the e-mail says test.

    >>> from allocator.importing.identity import Identity
    >>> looks_like_a_test(Identity("TEST Testesen")), looks_like_a_test(Identity("A. Testrup"))
    (True, False)
    """
    local = identity.email.partition("@")[0]
    words = re.findall(r"[^\W\d_]+", folded(f"{identity.name} {local}"))
    return any(TEST.fullmatch(word) for word in words)


def _by_words(
    answer: Answer, tool: str, statuses: Mapping[str, Standing], times: bool
) -> Iterator[Doubt]:
    """Yield what the columns about the answer say."""
    person = answer.person
    status = person.get(Role.STATUS, "")
    stands = statuses.get(normal(status), standing(status, tool))
    if stands in BY_STANDING:
        yield BY_STANDING[stands]
    if person.get(Role.COMING) == "no":
        yield Doubt.NOT_COMING
    if "preview" in folded(person.get(Role.CHANNEL, "")):
        yield Doubt.TEST
    done = person.get(Role.FINISHED)
    if done == "no" or (done is None and times and not person.get(Role.COMPLETED)):
        yield Doubt.UNFINISHED


def _marked(source: Source, identified: Sequence[int]) -> dict[Doubt, set[int]]:
    """Return rows that a person would see differently from the others."""
    sheet = source.sheet
    return {
        Doubt.HIDDEN: set(sheet.hidden_rows),
        Doubt.STRUCK: {row for row, column in sheet.struck if column in identified},
        Doubt.COLOURED: {row for row, column in sheet.filled if column in identified},
    }


def doubts(
    source: Source, who: Sequence[Identity], statuses: Mapping[str, Standing]
) -> dict[Doubt, list[int]]:
    """Return, for each kind of doubt, the answers to which it applies.

    Parameters
    ----------
    source
        Answers and their sheet.
    who
        Who each answer is from.
    statuses
        What status words say, by word as compared; goes before the known ones.

    Returns
    -------
    dict[Doubt, list[int]]
        Positions of answers, ascending; kinds without any are left out.
    """
    understood = source.understood
    answers = understood.answers
    personal = (Role.EMAIL, Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME)
    identified = [c.number for c in understood.columns if c.role in personal]
    marked = _marked(source, identified or [c.number for c in understood.columns])
    times = any(answer.person.get(Role.COMPLETED) for answer in answers)
    found: dict[Doubt, list[int]] = {kind: [] for kind in Doubt}
    for at, (answer, identity) in enumerate(zip(answers, who, strict=True)):
        kinds = set(_by_words(answer, understood.tool, statuses, times))
        kinds |= {kind for kind, rows in marked.items() if answer.row in rows}
        if looks_like_a_test(identity):
            kinds.add(Doubt.TEST)
        if identified and not identity.key:
            kinds.add(Doubt.NAMELESS)
        for kind in kinds:
            found[kind].append(at)
    return {kind: places for kind, places in found.items() if places}
