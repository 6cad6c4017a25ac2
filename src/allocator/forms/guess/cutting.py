"""Cells that hold several options: where one ends and the next begins, without a list."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.forms.normal import normal
from allocator.forms.ordinals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIGNS = (";", "\n", " | ", " / ", " > ", " → ", ", ", ",")
"""What tools put between options, the surest first."""
SEVERAL, ENOUGH = 0.3, 3
MOST_OPTIONS = 200


def cut(texts: Counter[str]) -> tuple[list[list[str]], list[str]]:
    """Return the options of each cell, once for each cell, and those that hold the sign.

    The sign is the first that cuts many cells into texts that recur. Where two parts stand
    beside each other in every cell and in the same order, they are one option that holds
    the sign itself: "Klimatilpasning, arealplan og overvann".

    Parameters
    ----------
    texts
        Different cells, and how often each stands there.

    Returns
    -------
    cells : list of lists
        Options in the order of the cell; lists of one where nothing separates.
    holding : list of str
        Options that were put together again.
    """
    for sign in SIGNS:
        cells = [_parts(text, sign) for text in texts.elements()]
        joined = _joined(cells, sign)
        surely = sign == ";" and all(text.rstrip().endswith(sign) for text in texts)
        if _fits(joined, surely=surely):
            found = dict.fromkeys(option for cell in joined for option in cell)
            return joined, [option for option in found if _holds(option, sign)]
    return [[text.strip()] for text in texts.elements()], []


def _parts(text: str, sign: str) -> list[str]:
    pieces = re.split(r"\s*\n\s*" if sign == "\n" else re.escape(sign), text)
    return [numbered(piece)[1] or piece.strip() for piece in pieces if piece.strip()]


def _holds(option: str, sign: str) -> bool:
    return (sign.strip() or sign) in option and sign != "\n"


def _fits(cells: Sequence[Sequence[str]], *, surely: bool) -> bool:
    """Tell whether cells are lists of options: many of several, and the options recur.

    Parameters
    ----------
    cells
        Their parts.
    surely
        Whether the sign stands behind every last part too, as Microsoft Forms puts it.
    """
    several = sum(len(cell) > 1 for cell in cells)
    counts = Counter(normal(option) for cell in cells for option in cell)
    if several < max(1, SEVERAL * len(cells)) or len(counts) > MOST_OPTIONS:
        return False
    different = {tuple(map(normal, cell)) for cell in cells}
    parts = Counter(option for cell in different for option in set(cell))
    if not surely and max(parts.values(), default=0) < 2:
        return False  # each text stands by itself, whatever signs it holds
    once = sum(n == 1 for n in counts.values())
    return len(cells) < ENOUGH or once <= counts.total() / ENOUGH


def _joined(cells: list[list[str]], sign: str) -> list[list[str]]:
    """Put parts together that are never apart; needs cells that do not all look alike."""
    while True:
        pair = _inseparable(cells)
        if pair is None:
            return cells
        between = f"{sign.rstrip()} " if sign in (";", ",") else sign
        cells = [_with(cell, pair, between) for cell in cells]


def _inseparable(cells: Iterable[Sequence[str]]) -> tuple[str, str] | None:
    """Return two parts of which neither is ever without the other right beside it."""
    cells = list(cells)
    if len({tuple(cell) for cell in cells}) < ENOUGH:
        return None
    alone, beside = Counter[str](), Counter[tuple[str, str]]()
    for cell in cells:
        alone.update(cell)
        beside.update(pairwise(cell))
    for (one, other), n in sorted(beside.items(), key=lambda item: (-item[1], item[0])):
        if one != other and n == alone[one] == alone[other] and n >= ENOUGH:
            return one, other
    return None


def _with(cell: list[str], pair: tuple[str, str], between: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(cell):
        if tuple(cell[at : at + 2]) == pair:
            found.append(between.join(pair))
            at += 2
        else:
            found.append(cell[at])
            at += 1
    return found


def reordered(cells: Iterable[Sequence[str]]) -> bool:
    """Tell whether people put options in different orders; boxes keep that of the form.

    >>> reordered([["A", "B"], ["B", "A"]]), reordered([["A", "B"], ["A"], ["A", "B"]])
    (True, False)
    """
    seen = {(one, other) for cell in cells for one, other in pairwise(cell)}
    return any((other, one) in seen for one, other in seen)
