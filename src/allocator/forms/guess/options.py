"""The options of one question: texts that mean the same are one, and they get an order."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from allocator.forms.guess.found import Option
from allocator.forms.normal import normal
from allocator.forms.scales import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CODE = re.compile(
    r"([A-Za-zÆØÅæøå]{0,3}\d{1,3}[A-Za-zÆØÅæøå]?)(?:\s*[.:)–-]\s*|\s+)(?=\S)(.+)", re.DOTALL
)
ALONE = re.compile(r"[A-Za-zÆØÅæøå]{0,3}\d{1,3}[A-Za-zÆØÅæøå]?")
FEW, RARE = 4, 12
"""With more than FEW options and RARE answers, a text that stands there once is doubtful."""


def code_of(text: str) -> tuple[str, str]:
    """Return the code at the beginning of an option, "" where there is none, and the rest.

    >>> code_of("1A Water"), code_of("B2: Streets"), code_of("Buss 1 – Ås"), code_of("2027")
    (('1A', 'Water'), ('B2', 'Streets'), ('', 'Buss 1 – Ås'), ('', '2027'))
    """
    found = CODE.fullmatch(text.strip())
    return (found.group(1), found.group(2).strip()) if found else ("", text.strip())


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
    options = _with_codes([Option(_usual(texts), texts.total()) for texts in written.values()])
    doubtful = len(options) > FEW and len(cells) >= RARE and any(o.named > 1 for o in options)
    kept = [option for option in options if option.named > 1 or not doubtful]
    return kept, tuple(option.text for option in options if option not in kept)


def _usual(texts: Counter[str]) -> str:
    """Return the way of writing that is most common; of two the first by letters."""
    return min(texts, key=lambda text: (-texts[text], text))


def by_code(named: Iterable[tuple[str, int]]) -> tuple[Option, ...]:
    """Return options whose texts stand in headers, in their order."""
    return tuple(_with_codes([Option(" ".join(text.split()), n) for text, n in named]))


def _with_codes(options: list[Option]) -> list[Option]:
    """Make one of options that have the same code: the most common text, and the others."""
    whole: dict[str, list[Option]] = {}
    for option in sorted(options, key=lambda o: (-o.named, o.text)):
        code = code_of(option.text)[0]
        if not code and ALONE.fullmatch(option.text):
            code = option.text
        whole.setdefault(normal(code) or normal(option.text), []).append(option)
    merged = {
        key: Option(
            _fullest(group).text,
            sum(option.named for option in group),
            tuple(o.text for o in group if o is not _fullest(group) and code_of(o.text)[0]),
        )
        for key, group in whole.items()
    }
    order = dict.fromkeys(_key(option) for option in options)
    return [merged[key] for key in order]


def _fullest(group: Sequence[Option]) -> Option:
    """Return the option that is more than a code; the most common of those."""
    return next((o for o in group if code_of(o.text)[0]), group[0])


def _key(option: Option) -> str:
    code = code_of(option.text)[0]
    if not code and ALONE.fullmatch(option.text):
        code = option.text
    return normal(code) or normal(option.text)


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
