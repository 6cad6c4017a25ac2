"""Rows under a header that are no answers: totals, legends, the header once more."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from allocator.forms.names import looks_like_a_name
from allocator.forms.normal import normal
from allocator.forms.presets import alternatives, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.listing import Lists
    from allocator.sheets.book import Line

NARROW = 4
NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?: ?%)?")


def parted(
    below: Sequence[Line], header: Line, lists: Lists
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the rows that are answers, and those that are not.

    A row of totals has a word such as "Sum" first and no wish, or is one count. After it,
    and after a gap at the end, rows with hardly any cell are legends, unless it is a name.

    Parameters
    ----------
    below
        Rows under the header.
    header
        The lowest header row.
    lists
        Knows what names a session.
    """
    again = tuple(map(normal, header.cells))
    totals = [_is_total(line, lists) for line in below]
    ended = False
    legend = _legend_from(below)
    lines: list[Line] = []
    passed: list[Line] = []
    for at, line in enumerate(below):
        ended = ended or totals[at]
        repeated = _is_same(line, again)
        ends = ended and not is_person(line, lists)
        out = repeated or totals[at] or ends or at >= legend
        (passed if out else lines).append(line)
    return tuple(lines), tuple(passed)


def _is_same(line: Line, header: Sequence[str]) -> bool:
    """Tell whether a row is the header once more."""
    pairs = zip(line.cells, header, strict=True)
    return all(len(text) >= len(seen) and normal(text) == seen for text, seen in pairs)


def _filled(line: Line) -> list[str]:
    return [text for text in line.cells if text.strip()]


def _is_total(line: Line, lists: Lists) -> bool:
    filled = _filled(line)
    if not filled or any("@" in text for text in filled):
        return False
    first = normal(filled[0])
    if _counts().fullmatch(first) and len(filled) == 1:
        return True
    word = first.split(":")[0].strip(" .=")
    begins = word in words("totals") or word.split(" ")[0] in ("totalt", "total", "sum")
    if not begins and _footer().match(first):
        begins = all(NUMBER.fullmatch(text.strip()) for text in filled[1:])
    return begins and not is_person(line, lists)


@cache
def _counts() -> re.Pattern[str]:
    """Return a line that counts one thing: "Kunst: 4 stk"."""
    counted = alternatives(words("counted"))
    return re.compile(
        rf"[^\W\d_]{{3,}}.*?(?: ?[:=] ?\d+(?: (?:{counted}))?| \(\d+(?: (?:{counted}))?\)"
        rf"| [-:=]? ?\d+ (?:{counted}))\.?"
    )


@cache
def _footer() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('footers'))})(?!\w)")


def is_person(line: Line, lists: Lists) -> bool:
    """Tell whether a row has an address or names a session."""
    return any("@" in text or lists.mentions(text) for text in _filled(line))


def _legend_from(below: Sequence[Line]) -> int:
    """Return from which row on there are only lonely texts after a gap."""
    at = len(below)
    while at > 1 and _is_lonely(below[at - 1]):
        at -= 1
    while at < len(below) and below[at].number == below[at - 1].number + 1:
        at += 1
    return at


def _is_lonely(line: Line) -> bool:
    filled = _filled(line)
    if len(line.cells) < NARROW or len(filled) != 1:
        return False
    return "@" not in filled[0] and not looks_like_a_name(filled[0])
