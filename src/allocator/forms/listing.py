"""One cell with several options: cut with the known texts, not with trust in a sign."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.forms.normal import normal, untagged
from allocator.forms.options import bare
from allocator.forms.ordinals import numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.options import Options

    Span = tuple[int, int]
    Part = tuple["Piece", slice]

RUN = re.compile(r"[^\S\n\r]{2,}")
WEAK = re.compile(r"[#(\[]?(?:\d{1,2}|\w)[.):\]]?")
COARSE = re.compile(r"\s*[;\n\r]+\s*")
FINE = re.compile(r"\s*(?:[;,/|\t\n\r>→•·+&]+|\s(?:og|and|eller|or|samt)(?=\s))\s*")
SIGNS = (re.compile(r"[;\n\r]"), re.compile(r"[,|\t>→•·]"))
"""Signs that part options, the surest first; any other joins words of an option as well."""


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
    joined
        Whether a word or sign such as og or / stands between it and another option.
    """

    text: str
    ids: tuple[str, ...] = ()
    number: int | None = None
    weak: bool = False
    joined: bool = False


class Lists:
    """Cuts cells into options.

    The longest known text goes first, so that an option may hold the very sign that
    separates options. What stands between two separating signs is an option as a whole: a
    known text beside an unknown one is none, so that "Arts and crafts" is never "Arts".

    Parameters
    ----------
    options
        Texts that are known.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self._starts = _starts(options)
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
        if len(text) <= self.options.longest:
            whole = self._piece(text.strip())
            if whole.ids:
                return [whole]
        cut = self._cut(text)
        between = [text[one[1].stop : other[1].start] for one, other in pairwise(cut)]
        parts = _parting([*between, text[cut[-1][1].stop :]] if cut else [])
        found: list[Piece] = []
        unknown: slice | None = None
        for segment in _segments(cut, between, parts):
            pieces = [piece for piece, _ in segment]
            if all(piece.ids for piece in pieces):
                found += _rest(text, unknown)
                found += [replace(p, joined=True) for p in pieces] if pieces[1:] else pieces
                unknown = None
            else:
                start = segment[0][1].start if unknown is None else unknown.start
                unknown = slice(start, segment[-1][1].stop)
        return found + _rest(text, unknown)

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

    def _cut(self, text: str) -> list[Part]:
        """Return the known options of a text, and what lies between them, with places."""
        spans = _spans(text)
        found: list[Part] = []
        at = 0
        while at < len(spans):
            piece, used = self._longest(text, spans[at:])
            found.append((piece, slice(spans[at][0], spans[at + used - 1][1])))
            at += used
        return found

    def _longest(self, text: str, spans: Sequence[Span]) -> tuple[Piece, int]:
        first = text[spans[0][0] : spans[0][1]]
        most = self._starts.get(first)
        if most is None:
            most = self._most(first)
        for used in range(min(most, len(spans)), 0, -1):
            piece = self._piece(text[spans[0][0] : spans[used - 1][1]])
            if piece.ids:
                return piece, used
        return Piece(first), 1

    def _most(self, first: str) -> int:
        """Return the most parts of a known text that begins with this one, and keep it."""
        firsts = (normal(first), normal(numbered(first)[1]))
        most = max(self._starts.get(p, 1) for seen in firsts for p in (seen, bare(seen)))
        self._starts[first] = most
        return most


def _parting(between: Sequence[str]) -> re.Pattern[str] | None:
    """Return the signs that part options in a cell: the surest that it has."""
    return next((sign for sign in SIGNS if any(map(sign.search, between))), None)


def _segments(
    cut: Sequence[Part], between: Sequence[str], parts: re.Pattern[str] | None
) -> list[list[Part]]:
    """Return what stands between the signs that part options."""
    found: list[list[Part]] = []
    for at, part in enumerate(cut):
        if at and not (parts and parts.search(between[at - 1])):
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _rest(text: str, place: slice | None) -> list[Piece]:
    """Return the text that no option accounts for, in one piece: nobody knows its signs."""
    return [Piece(text[place])] if place else []


def _starts(options: Options) -> dict[str, int]:
    """Return the most parts of a known text, by its first part, where it has several."""
    found: defaultdict[str, int] = defaultdict(lambda: 1)
    for text in options.texts:
        spans = _spans(text)
        if len(spans) > 1:
            first = text[: spans[0][1]]
            found[first] = max(found[first], len(spans))
    return dict(found)


def _spans(text: str) -> list[Span]:
    """Return where the parts between all signs begin and end, empty ones left out."""
    spans, begin = [], 0
    for found in FINE.finditer(text):
        spans.append((begin, found.start()))
        begin = found.end()
    spans.append((begin, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]
