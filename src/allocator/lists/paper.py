"""How much of a page texts take: widths of columns, heights of rows."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Holds, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

NARROW = frozenset(" fijlrtI.,:;'·|!()/-")
BLANK = 0.55
BOLD = 1.1
MARGIN, LEAST = 2.5, 8
LINE = 13.5
"""Points from line to line."""
ROW_HEIGHT = 20.25
KNOWN = 1 << 16
"""Texts whose width is remembered: in lists most of them come again."""
LONGER = 1.25
"""How much longer a list may become for standing upright: some rows on two lines."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of A4.

    Attributes
    ----------
    letters
        On a line, at the size in which lists are written or little smaller.
    points
        Between the margins, from top to bottom, at that size.
    squeezed
        Points that can still be read when they are squeezed into one page.
    """

    letters: float
    points: float
    squeezed: float


ACROSS = Paper(138, 498.0, 700.0)
UPRIGHT = Paper(104, 800.0, 1000.0)


def paper_of(listing: Listing) -> Paper:
    """Return how a list stands on paper: upright, where its rows keep to one line so."""
    if listing.across:
        return ACROSS
    narrow, wide = (_tall(listing, paper) for paper in (UPRIGHT, ACROSS))
    return UPRIGHT if narrow <= LONGER * wide else ACROSS


def is_squeezed(listing: Listing, paper: Paper) -> bool:
    """Tell whether a list is squeezed into one page, where it can still be read."""
    beside = 2 + len(listing.facts) + 2 * len(listing.sections)
    if sum(len(section.rows) for section in listing.sections) * ROW_HEIGHT > paper.squeezed:
        return False
    return _tall(listing, paper) + beside * ROW_HEIGHT <= paper.squeezed


def _tall(listing: Listing, paper: Paper) -> float:
    columns = widths(listing, paper.letters)
    return sum(
        row_height(row.cells, columns) for section in listing.sections for row in section.rows
    )


def row_height(
    cells: Sequence[str | int],
    columns: Sequence[float],
    least: float = ROW_HEIGHT,
    size: float = 1.0,
) -> float:
    """Return the points that a row takes.

    Parameters
    ----------
    cells
        What stands in it.
    columns
        Widths in letters.
    least
        Points of a row of one line.
    size
        Of the type, 1 as lists are written.
    """
    tall = max(lines(str(c), w / size) for c, w in zip(cells, columns, strict=False))
    return max(least, tall * LINE + 4)


def widths(listing: Listing, page: float = ACROSS.letters) -> list[float]:
    """Return the width of each column in letters.

    A column is as wide as its longest cell, within what it wants. Those that grow share
    what the page has left, or give up what it lacks.

    Examples
    --------
    >>> from allocator.lists.listing import Column, Holds
    >>> columns = (Column("No.", 5, Holds.NUMBER), Column("Name", 20, grows=True))
    >>> widths(Listing("all", "All", "All", (), columns, ()))
    [5.6, 132.4]
    """
    cells = [row.cells for section in listing.sections for row in section.rows]
    wanted = [
        _wanted(column, [str(row[at]) for row in cells])
        for at, column in enumerate(listing.columns)
    ]
    growing = sum(w for w, c in zip(wanted, listing.columns, strict=True) if c.grows)
    spare = page - sum(wanted)
    return [
        round(max(LEAST, _title(c), w + spare * w / growing), 1) if c.grows else w
        for w, c in zip(wanted, listing.columns, strict=True)
    ]


def _wanted(column: Column, cells: Sequence[str]) -> float:
    title = _title(column)
    if column.holds is not Holds.TEXT:
        return round(max(column.width, title), 1)
    longest = max(map(letters, cells), default=0)
    return round(min(max(longest + MARGIN, title), max(column.width, title)), 1)


def _title(column: Column) -> float:
    """Return the width below which a word of the heading would be broken."""
    return max(map(letters, column.title.split()), default=0) * BOLD + MARGIN


@lru_cache(KNOWN)
def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, rather too many than too few.

    >>> lines("one two three", 8), lines("incomprehensible", 8), lines("", 8)
    (2, 2, 1)
    """
    room = max(width - 0.7, 1)
    count, used = 1, 0.0
    for word in text.split():
        size = letters(word)
        if used and used + BLANK + size > room:
            count, used = count + 1, 0.0
        used += size + (BLANK if used else 0)
        count += math.ceil(used / room) - 1
        used = used - (math.ceil(used / room) - 1) * room
    return count


@lru_cache(KNOWN)
def letters(text: str) -> float:
    """Return the width of a text in letters; those of East Asia and pictures count twice."""
    return sum(_letter(character) for character in text)


@lru_cache(KNOWN)
def _letter(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if character in NARROW:
        return 0.55
    return 1.3 if character.isupper() or character in "mw—" else 0.98
