"""Texts of a workbook: shared ones, rich ones, and what of them is struck through."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.sheets.book import MOST_CELL, MOST_CELLS
from allocator.sheets.elements import Elements
from allocator.sheets.limits import too_many_cells
from allocator.sheets.package import MOST_ELEMENTS
from allocator.sheets.styles import is_on
from allocator.sheets.text import CONTROL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.sheets.package import Package

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    r"""Return a text with its characters written as _x000A_, and blanks for other controls.

    >>> unescaped("en_x000A_to_x0000_")
    'en\nto '
    """
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return CONTROL.sub(" ", text)


class Runs:
    """Puts the text of a cell together from its runs.

    Attributes
    ----------
    struck
        Whether a run that holds text is struck through.
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._open = self._in_reading_aid = self._run_struck = False
        self.struck = False

    def begin(self, _: Mapping[str, str] | None = None) -> None:
        """Begin a cell."""
        self._texts.clear()
        self._open = self._in_reading_aid = self._run_struck = self.struck = False

    def run(self, _: Mapping[str, str]) -> None:
        """Begin a run."""
        self._run_struck = False

    def strike(self, attributes: Mapping[str, str]) -> None:
        """Strike the run through."""
        self._run_struck = is_on(attributes)

    def reading_aid(self, _: Mapping[str, str]) -> None:
        """Begin what says how a text is read aloud; it is no text of the cell."""
        self._in_reading_aid = True

    def end_reading_aid(self) -> None:
        """End it."""
        self._in_reading_aid = False

    def open(self, _: Mapping[str, str]) -> None:
        """Begin text."""
        self._open = not self._in_reading_aid

    def close(self) -> None:
        """End text."""
        self._open = False

    def take(self, text: str) -> None:
        """Take a piece of text."""
        if self._open:
            self._texts.append(text)
            self.struck = self.struck or (self._run_struck and not text.isspace())

    def text(self) -> str:
        """Return the whole."""
        return "".join(self._texts)


def shared_texts(package: Package, part: str) -> tuple[list[str], set[int]]:
    """Return the texts that cells name by number, and which of them are struck through."""
    texts: list[str] = []
    struck: set[int] = set()
    runs = Runs()

    def end() -> None:
        if runs.struck:
            struck.add(len(texts))
        texts.append(unescaped(runs.text()[: MOST_CELL + 1]))
        if len(texts) > MOST_CELLS:
            raise too_many_cells()

    starts = {
        "si": runs.begin,
        "r": runs.run,
        "strike": runs.strike,
        "rPh": runs.reading_aid,
        "t": runs.open,
    }
    ends = {"si": end, "t": runs.close, "rPh": runs.end_reading_aid}
    package.parse(part, Elements(starts, ends, runs.take), most=MOST_ELEMENTS)
    return texts, struck
