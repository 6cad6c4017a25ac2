"""Headers that hold a question and one of its options: where the question ends."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.normal import normal, untagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

SIGN = re.compile(
    r"\s*>>\s*|\s+[-–—|/→>]\s+|\s*[\[(]\s*|[:.?!]\s+|\?\.|\.(?=\S)|\s*:\s*|_(?=\S)"
)
CLOSED = {"[": "]", "(": ")"}
PARTS = " >> "
"""Between the parts of a header that stands in several rows."""


def split_by_question(heads: Mapping[int, str]) -> list[tuple[str, dict[int, str]]]:
    """Return the questions of columns, each with the option of every column.

    A question is the longest beginning that several columns share, unless only some of
    them share a longer one: options may begin alike too.

    Parameters
    ----------
    heads
        Headers by number of the column, in the order of the table.

    Examples
    --------
    >>> split_by_question({1: "Day 1 [A]", 2: "Day 1 [B]", 3: "Day 2 [C]", 4: "Day 2 [D]"})
    [('Day 1', {1: 'A', 2: 'B'}), ('Day 2', {3: 'C', 4: 'D'})]
    """
    texts = {number: _plain(head) for number, head in heads.items()}
    return [
        (_tidy(text), {number: _option(texts[number], text) for number in group})
        for text, group in _groups(texts, "", list(texts))
    ]


def _groups(
    texts: Mapping[int, str], beginning: str, numbers: list[int]
) -> Iterator[tuple[str, list[int]]]:
    """Yield beginnings with their columns, as far down as they part all columns."""
    parts = _longer(texts, beginning, numbers)
    covered = [number for _, group in parts for number in group]
    if not parts or (beginning and len(covered) < len(numbers)):
        if beginning and len({_option(texts[n], beginning) for n in numbers}) == len(numbers):
            yield beginning, numbers
        return
    for longer, group in parts:
        yield from _groups(texts, longer, group)


def _longer(
    texts: Mapping[int, str], beginning: str, numbers: Iterable[int]
) -> list[tuple[str, list[int]]]:
    """Return the next longer beginnings that two columns or more share."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    written: dict[str, str] = {}
    for number in numbers:
        longer = next((b for b in _beginnings(texts[number]) if len(b) > len(beginning)), "")
        if longer:
            found[normal(longer)].append(number)
            written.setdefault(normal(longer), longer)
    return [(written[key], group) for key, group in found.items() if len(group) > 1]


def _beginnings(text: str) -> Iterator[str]:
    for sign in SIGN.finditer(text):
        if text[: sign.start()].strip() and text[sign.end() :].strip(" ]"):
            yield text[: sign.end()]


def _plain(head: str) -> str:
    """Return a header in one line; where it had a new line, the question may end."""
    return " ".join(PARTS.join(filter(None, untagged(head).splitlines())).split())


def _option(text: str, beginning: str) -> str:
    rest = text[len(beginning) :].strip().lstrip("-–—|/→> ")
    sign = beginning.rstrip()[-1:]
    closed = CLOSED.get(sign, "") and rest.endswith(CLOSED[sign])
    return rest[:-1].strip() if closed else rest


def _tidy(question: str) -> str:
    return question.strip().rstrip("[(_").rstrip(" >-–—|/→:.").strip()


def as_text(parts: Sequence[str]) -> str:
    """Return a header of several rows as one text, codes of variables left out above it."""
    return PARTS.join((*(part for part in parts[:-1] if not _is_code(part)), *parts[-1:]))


def _is_code(text: str) -> bool:
    """Tell whether a part is a code such as Q2_1 or v_1_1."""
    return re.fullmatch(r"[A-Za-z]{1,4}_?\d{1,3}(?:_\d{1,3}){0,2}", text.strip()) is not None
