"""The options of one question: texts that mean the same are one, and they get an order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from allocator.forms.guess.found import Option
from allocator.forms.listing import COARSE, FINE
from allocator.forms.normal import normal
from allocator.forms.presets import alternatives, words
from allocator.forms.scales import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD = alternatives(words("code_words"))
LETTERS = "A-Za-zÆØÅæøå"
PLAIN = rf"[{LETTERS}]{{0,5}}\d{{1,3}}(?:[-.]\d{{1,3}})?[{LETTERS}]?"
FIRST = re.compile(
    rf"(?:(?:{WORD})\s+)?({PLAIN})(?:\s*[.:)]\s+|\s+[–-]\s+|\s+)(?=\S)(.+)",
    re.DOTALL | re.IGNORECASE,
)
LAST = re.compile(rf"(.+?)\s*[(\[]({PLAIN})[)\]]", re.DOTALL)
ALONE = re.compile(rf"(?:(?:{WORD})\s+)?({PLAIN})", re.IGNORECASE)
CODED = 0.8
"""Share of the options of a question that carry codes, where codes mean anything."""
FEW, RARE = 4, 12
"""With more than FEW options and RARE answers, a text that stands there once is doubtful."""


def code_of(text: str) -> tuple[str, str]:
    """Return the code that an option carries, "" where it has none, and the rest.

    >>> code_of("1A Water"), code_of("Verksted B2: Streets"), code_of("Art (R1-2)")
    (('1A', 'Water'), ('B2', 'Streets'), ('R1-2', 'Art'))
    >>> code_of("1A"), code_of("Buss 1 – Ås"), code_of("2027")
    (('1A', ''), ('', 'Buss 1 – Ås'), ('', '2027'))
    """
    text = text.strip()
    if found := FIRST.fullmatch(text):
        return found.group(1), found.group(2).strip()
    if found := LAST.fullmatch(text):
        return found.group(2), found.group(1).strip()
    alone = ALONE.fullmatch(text)
    return (alone.group(1), "") if alone and not text.isdecimal() else ("", text)


def gathered(cells: Iterable[Sequence[str]]) -> tuple[list[Option], tuple[str, ...]]:
    """Return the options that cells name, and texts that look like none.

    Parameters
    ----------
    cells
        Options of each cell.
    """
    cells = [[text for text in cell if not says_nothing(text)] for cell in cells]
    written: dict[str, Counter[str]] = {}
    for cell in cells:
        for text in cell:
            written.setdefault(normal(text), Counter())[" ".join(text.split())] += 1
    single, several = _parted([Option(_usual(t), t.total()) for t in written.values()])
    options = _with_codes(single)
    doubtful = len(options) > FEW and len(cells) >= RARE and any(o.named > 1 for o in options)
    kept = [option for option in options if option.named > 1 or not doubtful]
    return kept, tuple(o.text for o in [*options, *several] if o not in kept)


def _parted(options: list[Option]) -> tuple[list[Option], list[Option]]:
    """Return options, and texts that hold several of them: "1D Youth / 1C Machines"."""
    if not _coded(options):
        return options, []
    codes = {normal(code_of(option.text)[0]) for option in options} - {""}
    single = [option for option in options if len(_named(option.text) & codes) < 2]
    own = {normal(code_of(option.text)[0]) for option in single}
    single = [o for o in options if o in single or normal(code_of(o.text)[0]) not in own]
    return single, [option for option in options if option not in single]


def _named(text: str) -> set[str]:
    """Return the codes that the parts of a text begin with."""
    parts = [part for piece in COARSE.split(text) for part in FINE.split(piece)]
    return {normal(code_of(part)[0]) for part in parts}


def _usual(texts: Counter[str]) -> str:
    """Return the way of writing that is most common; of two the first by letters."""
    return min(texts, key=lambda text: (-texts[text], text))


def by_code(named: Iterable[tuple[str, int]]) -> tuple[Option, ...]:
    """Return options whose texts stand in headers, in their order."""
    return tuple(_with_codes([Option(" ".join(text.split()), n) for text, n in named]))


def _with_codes(options: list[Option]) -> list[Option]:
    """Make one of options that have the same code: the fullest text, and the others.

    Codes count only where nearly all options have one: "5G og tid" has none.
    """
    if not _coded(options):
        return options
    groups: dict[str, list[Option]] = {}
    for option in options:
        code = code_of(option.text)[0] or option.text
        groups.setdefault(normal(code), []).append(option)
    return [_one(group) for group in groups.values()]


def _coded(options: Sequence[Option]) -> bool:
    coded = sum(bool(code_of(option.text)[0]) for option in options)
    return coded >= CODED * len(options)


def _one(group: Sequence[Option]) -> Option:
    """Return one option for all that have a code: the most common one with a title."""
    first = min(group, key=lambda o: (not code_of(o.text)[1], -o.named, o.text))
    others = (o.text for o in group if o is not first and code_of(o.text)[1])
    return Option(first.text, sum(o.named for o in group), tuple(others))


def in_order(options: Iterable[Option]) -> tuple[Option, ...]:
    """Return options by their texts, numbers in them by size.

    >>> [o.text for o in in_order([Option("Bus 10"), Option("Bus 9"), Option("Art")])]
    ['Art', 'Bus 9', 'Bus 10']
    """
    return tuple(sorted(options, key=lambda option: natural(option.text)))


def natural(text: str) -> list[tuple[int, int, str]]:
    """Return a key by which texts sort as people number them."""
    parts = re.split(r"(\d+)", normal(text))
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p]
