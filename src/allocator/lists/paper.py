"""How much of a page texts take: widths of columns, heights of rows."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from allocator.lists.listing import Column, Holds, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence

ACROSS, UPRIGHT = 138, 94
"""Letters on a line of A4 across, and upright, at the size in which lists are written."""
NARROW = frozenset(" fijlrtI.,:;'·|!()/-")
BLANK = 0.55
BOLD = 1.1
MARGIN, LEAST = 1.5, 8
LINE = 13.5
"""Points from line to line."""


def widths(listing: Listing, page: float = ACROSS) -> list[float]:
    """Return the width of each column in letters.

    A column is as wide as its longest cell, within what it wants. Those that grow share
    what the page has left, or give up what it lacks.

    Examples
    --------
    >>> from allocator.lists.listing import Column, Holds
    >>> columns = (Column("No.", 5, Holds.NUMBER), Column("Name", 20, grows=True))
    >>> widths(Listing("all", "All", "All", (), columns, ()))
    [5, 133.0]
    """
    cells = [row.cells for section in listing.sections for row in section.rows]
    wanted = [
        _wanted(column, [str(row[at]) for row in cells])
        for at, column in enumerate(listing.columns)
    ]
    growing = sum(w for w, c in zip(wanted, listing.columns, strict=True) if c.grows)
    spare = page - sum(wanted)
    return [
        round(max(LEAST, w + spare * w / growing), 1) if c.grows else w
        for w, c in zip(wanted, listing.columns, strict=True)
    ]


def _wanted(column: Column, cells: Sequence[str]) -> float:
    title = max(map(letters, column.title.split()), default=0) * BOLD
    if column.holds is not Holds.TEXT:
        return round(max(column.width, title + MARGIN), 1)
    longest = max(map(letters, cells), default=0)
    return round(min(max(longest, title, LEAST) + MARGIN, max(column.width, title + MARGIN)), 1)


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


def letters(text: str) -> float:
    """Return the width of a text in letters; those of East Asia and pictures count twice."""
    return sum(_letter(character) for character in text)


def _letter(character: str) -> float:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if character in NARROW:
        return 0.55
    return 1.3 if character.isupper() or character in "mw—" else 0.98
