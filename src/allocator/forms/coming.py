"""A question whether people come at all: whoever says no to it wants no place."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.normal import normal
from allocator.forms.presets import alternatives, speaks_of, words
from allocator.forms.scales import says_nothing

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.table import Table
    from allocator.problem import Event

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
MOSTLY = 0.8


def coming_of(text: str) -> str:
    """Return whether a cell says that somebody comes: "yes", "no", or "" for neither.

    >>> coming_of("Ja!"), coming_of("Nei, jeg kan ikke komme"), coming_of("I can't make it")
    ('yes', 'no', 'no')
    >>> coming_of("Jeg kommer dessverre ikke"), coming_of("Oslo")
    ('no', '')
    """
    found = WORD.findall(normal(text))
    seen = f" {' '.join(found)} "
    if found and found[0] in words("coming_no"):
        return "no"
    if any(f" {phrase} " in seen for phrase in words("not_coming")) or (
        found and found[-1] in words("coming_no")
    ):
        return "no"
    return "yes" if found and found[0] in words("coming_yes") else ""


def settle_coming(
    fields: Sequence[Field], table: Table, event: Event, stated: Container[str]
) -> None:
    """Find the column, if there is one, that asks whether people come to the event.

    Its header asks for that and for no part of the event; or nobody who says no wishes for
    anything, while nearly everybody else does.

    Parameters
    ----------
    fields
        All columns; the one that asks gets its role.
    table
        The rows.
    event
        Its title and its rounds tell the event from its parts.
    stated
        Headers of columns that an organiser has spoken of.
    """
    wishes = [field for field in fields if field.is_wish]
    for field in fields:
        asks = field.role is Role.UNUSED and field.head.text not in stated
        if asks and _asks(field) and _is_of_the_whole(field, wishes, table, event):
            field.role = Role.COMING


def _asks(field: Field) -> bool:
    header = _header(field)
    asks = _question().search(header) or header.strip(" ?:*.") in words("coming_alone")
    if field.head.sessions or not asks or speaks_of("companion", header):
        return False
    said = [(coming_of(text), n) for text, n in field.texts.items()]
    known = sum(n for word, n in said if word)
    return any(word == "no" for word, _ in said) and known > MOSTLY * field.texts.total()


def _header(field: Field) -> str:
    return normal(field.head.parts[-1]) if field.head.parts else ""


@cache
def _question() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(words('coming'))})(?!\w)")


def _is_of_the_whole(field: Field, wishes: Sequence[Field], table: Table, event: Event) -> bool:
    about = set(WORD.findall(_question().sub(" ", _header(field)))) - words("coming_alone")
    about -= words("whole_event") | set(WORD.findall(normal(event.title)))
    rounds = {word for round_ in event.rounds for word in WORD.findall(normal(round_.title))}
    if about & (words("part_of_event") | rounds):
        return False
    return not about or _decides(field, wishes, table)


def _decides(field: Field, wishes: Sequence[Field], table: Table) -> bool:
    """Tell whether wishes are there just where the column does not say no."""
    counts = {"yes": [0, 0], "no": [0, 0]}
    for line in table.lines:
        word = coming_of(field.cell(line)) or "yes"
        wished = any(text and not says_nothing(text) for text in (w.cell(line) for w in wishes))
        counts[word][wished] += 1
    without, with_ = counts["yes"]
    return counts["no"][1] == 0 and with_ > MOSTLY * (without + with_)
