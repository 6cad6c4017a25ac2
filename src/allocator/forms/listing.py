"""One cell with several options: cut with the known texts, not with trust in a sign."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.forms.normal import normal, untagged
from allocator.forms.options import bare
from allocator.forms.ordinals import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.options import Options

    Span = tuple[int, int]

RUN = re.compile(r"[^\S\n\r]{2,}")
WEAK = re.compile(r"[#(\[]?(?:\d{1,2}|\w)[.):\]]?")
COARSE = re.compile(r"\s*[;\n\r]+\s*")
FINE = re.compile(r"\s*(?:[;,/|\t\n\r>→•·+&]+|\s(?:og|and|eller|or|samt)(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a cell.

    Attributes
    ----------
    text
        As written.
    ids
        Sessions that it names; empty where it names none. An organiser may have stated
        that it is no wish: then the only id is "".
    number
        The rank that is written before it; None where there is none.
    weak
        Whether a bare number or letter names it, which may mean anything.
    """

    text: str
    ids: tuple[str, ...] = ()
    number: int | None = None
    weak: bool = False


class Lists:
    """Cuts cells into options.

    The longest known text goes first, so that an option may hold the very sign that
    separates options.

    Parameters
    ----------
    options
        Texts that are known.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._coarse = _starts(options, COARSE)
        self._fine = _starts(options, FINE)
        self._cut_cells: dict[str, tuple[Piece, ...]] = {}
        self._known: dict[str, Piece] = {}

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return the parts of a cell: each a known option, or a text that is none."""
        found = self._cut_cells.get(text)
        if found is None:
            found = self._cut_cells[text] = tuple(self._pieces(RUN.sub(" ", untagged(text))))
        return found

    def mentions(self, text: str) -> bool:
        """Tell whether a cell names any session by more than a number or letter."""
        return any(any(piece.ids) and not piece.weak for piece in self.pieces(text))

    def _pieces(self, text: str) -> list[Piece]:
        if COARSE.search(text) is None:
            whole = self._piece(text.strip())
            if whole.ids:
                return [whole]
        found: list[Piece] = []
        for piece in self._cut(text, COARSE, self._coarse):
            parts = [piece] if piece.ids else self._cut(piece.text, FINE, self._fine)
            found += parts if any(p.ids for p in parts) else [piece]
        return found

    def _piece(self, text: str) -> Piece:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._made(text)
        return found

    def _made(self, text: str) -> Piece:
        ids = self.options.find(text)
        if ids:
            return Piece(text, ids, weak=WEAK.fullmatch(text) is not None)
        number, rest = numbered(text)
        return Piece(text, self.options.find(rest) if rest else (), number)

    def _cut(self, text: str, sign: re.Pattern[str], starts: dict[str, int]) -> list[Piece]:
        spans = _spans(text, sign)
        found: list[Piece] = []
        at = unknown = 0
        while at < len(spans):
            piece, used = self._longest(text, spans, at, starts)
            if piece is None:
                at += 1
                continue
            found += _rest(text, spans[unknown:at])
            found.append(piece)
            at += used
            unknown = at
        return found + _rest(text, spans[unknown:])

    def _longest(
        self, text: str, spans: Sequence[Span], at: int, starts: dict[str, int]
    ) -> tuple[Piece | None, int]:
        begin, end = spans[at]
        first = text[begin:end]
        most = starts.get(first)
        if most is None:
            most = self._most(first, starts)
        for used in range(min(most, len(spans) - at), 0, -1):
            seen = text[begin : spans[at + used - 1][1]]
            piece = self._known.get(seen) or self._piece(seen)
            if piece.ids:
                return piece, used
        return None, 0

    def _most(self, first: str, starts: dict[str, int]) -> int:
        """Return the most parts of a known text that begins with this one, and keep it."""
        firsts = (normal(first), normal(numbered(first)[1]))
        most = max(starts.get(part, 1) for seen in firsts for part in (seen, bare(seen)))
        starts[first] = most
        return most


def _rest(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Return the text that no option accounts for, in one piece: nobody knows its signs."""
    return [Piece(text[spans[0][0] : spans[-1][1]])] if spans else []


def _starts(options: Options, sign: re.Pattern[str]) -> dict[str, int]:
    """Return the most parts of a known text, by its first part, where it has several."""
    found: defaultdict[str, int] = defaultdict(lambda: 1)
    for text in options.texts:
        spans = _spans(text, sign)
        if len(spans) > 1:
            first = text[: spans[0][1]]
            found[first] = max(found[first], len(spans))
    return dict(found)


def _spans(text: str, sign: re.Pattern[str]) -> list[Span]:
    """Return where the parts between the signs begin and end, empty ones left out."""
    spans, begin = [], 0
    for found in sign.finditer(text):
        spans.append((begin, found.start()))
        begin = found.end()
    spans.append((begin, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]
