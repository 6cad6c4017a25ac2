"""Letters and digits that an earlier program lost; nothing can bring them back here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told_of
from allocator.sheets.book import address
from allocator.sheets.text import TWICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from allocator.language import Told
    from allocator.sheets.book import Place, Sheet

LETTER = r"[^\W\d_]"
# a question mark within a word or at its beginning, where no address can be meant
HOLE = re.compile(rf"(?:^|[\s(«\"'-]|{LETTER})\?{LETTER}")
REPLACED = "\ufffd"
SUSPECT = re.compile(r"[?\ufffdÃ]|\dE\+\d")
SHORTENED = re.compile(r"-?\d(?:[.,]\d+)?E\+\d\d+")


def has_hole(text: str) -> bool:
    """Tell whether letters of a text were replaced by question marks.

    >>> has_hole("?áhppes?ohkka"), has_hole("Hvorfor? Fordi."), has_hole("x.no/side?id=1")
    (True, False, False)
    """
    if REPLACED in text:
        return True
    if "?" not in text:
        return False
    words = (word for word in text.split() if "/" not in word and "=" not in word)
    return any(HOLE.search(word) for word in words)


def lost_letters(file: str, sheets: Iterable[Sheet]) -> list[Finding]:
    """Return what shows that letters or digits were lost before, one finding a sheet and kind.

    Parameters
    ----------
    file
        Name for the findings.
    sheets
        Of the file.
    """
    found = []
    for sheet in sheets:
        suspects = list(_suspects(sheet))
        for code, is_bad, say in CHECKS:
            places = [place for place, text in suspects if is_bad(text)]
            if places:
                where = address(places[0]) if sheet.name else ""
                column = "" if sheet.name else str(places[0][1])
                message, row = say(len(places)), places[0][0]
                found.append(Finding(file, row, column, message, code, sheet.name, where))
    return found


def _suspects(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    """Yield the cells in which a check can find anything."""
    for line in sheet.lines:
        if SUSPECT.search("\n".join(line.cells)):
            for column, text in enumerate(line.cells, start=1):
                yield (line.number, column), text


def _letters(n: int) -> Told:
    return told_of(
        n,
        "{n} cell seems to have lost letters (? within a word): export again as .xlsx or as "
        "CSV in UTF-8",
        "{n} cells seem to have lost letters (? within a word), this is the first: export "
        "again as .xlsx or as CSV in UTF-8",
    )


def _twice(n: int) -> Told:
    return told_of(
        n,
        "{n} cell looks double-encoded; export it again as UTF-8",
        "{n} cells look double-encoded, this is the first; export it again as UTF-8",
    )


def _digits(n: int) -> Told:
    return told_of(
        n,
        "{n} number is written as 1.2E+10, so digits are lost: export again without opening "
        "it in a spreadsheet program",
        "{n} numbers are written as 1.2E+10, so digits are lost, this is the first: export "
        "again without opening it in a spreadsheet program",
    )


CHECKS: tuple[tuple[str, Callable[[str], object], Callable[[int], Told]], ...] = (
    ("N108", has_hole, _letters),
    ("E105", TWICE.search, _twice),
    ("N111", SHORTENED.fullmatch, _digits),
)
