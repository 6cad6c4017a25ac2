"""One sheet of a workbook, parsed once: its texts, and what a person sees of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.sheets.book import (
    MOST_CELL,
    MOST_COLUMNS,
    Place,
)
from allocator.sheets.elements import Elements
from allocator.sheets.limits import Limits
from allocator.sheets.package import MOST_ELEMENTS, damaged
from allocator.sheets.seen import Seen
from allocator.sheets.styles import Style
from allocator.sheets.texts import Runs, unescaped
from allocator.sheets.values import KEPT, is_rounded, iso, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from allocator.sheets.package import Package

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
DIGITS = "0123456789"
PLAIN = Style()
YES = ("1", "true")


@dataclass
class Shared:
    """What all sheets of a workbook share, and how much has been taken from them so far."""

    texts: Sequence[str] = ()
    struck_texts: AbstractSet[int] = frozenset()
    styles: Sequence[Style] = ()
    macs: bool = False
    limits: Limits = field(default_factory=Limits)


def place_of(reference: str) -> Place | None:
    """Return row and column of an address, None if it is none.

    >>> place_of("H14")
    (14, 8)
    """
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def seen_of(package: Package, part: str, name: str, shared: Shared) -> Seen:
    """Return what a worksheet holds.

    Parameters
    ----------
    package
        The workbook.
    part
        Name of the part with the worksheet.
    name
        Of the sheet.
    shared
        Of the workbook.

    Raises
    ------
    Unreadable
        If it is damaged (E114), or a text lies beyond the limits (E113).
    """
    reader = _Reader(part, name, shared)
    package.parse(part, reader.elements(), most=MOST_ELEMENTS)
    return reader.seen


class _Reader:
    """Takes a worksheet element by element."""

    def __init__(self, part: str, name: str, shared: Shared) -> None:
        self.seen = Seen(name, shared.limits)
        self._take_cells = shared.limits.take_cells
        self._part, self._shared = part, shared
        self._runs = Runs()
        self._columns: dict[str, int] = {}
        self._styles = {str(at): style for at, style in enumerate(shared.styles)}
        self._row, self._digits, self._column = 0, "0", 0
        self._place: Place = (0, 0)
        self._type, self._style = "n", PLAIN
        self._has_formula = self._has_value = False

    def elements(self) -> Elements:
        runs = self._runs
        return Elements(
            {
                "col": self._columns_look,
                "row": self._begin_row,
                "c": self._begin_cell,
                "f": self._formula,
                "v": self._value,
                "t": runs.open,
                "r": runs.run,
                "strike": runs.strike,
                "rPh": runs.reading_aid,
                "mergeCell": self._merge,
            },
            {
                "c": self._end_cell,
                "v": runs.close,
                "t": runs.close,
                "rPh": runs.end_reading_aid,
            },
            runs.take,
        )

    def _columns_look(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in YES:
            first, last = _number(attributes.get("min")), _number(attributes.get("max"))
            self.seen.hide_columns(first, last)

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._take_cells(1)
        self._row = _number(attributes.get("r")) or self._row + 1
        self._digits, self._column = str(self._row), 0
        if attributes.get("hidden") in YES:
            self.seen.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._take_cells(1)
        self._column = self._column_of(attributes.get("r"))
        self._place = (self._row, self._column)
        self._type = attributes.get("t", "n")
        self._style = self._styles.get(attributes.get("s", "0"), PLAIN)
        self._has_formula = self._has_value = False
        self._runs.begin()

    def _column_of(self, reference: str | None) -> int:
        """Return the column; a cell that does not say where it is follows the last one."""
        if reference is None:
            return self._column + 1
        letters = reference.rstrip(DIGITS)
        column = self._columns.get(letters)
        if column is None or reference != letters + self._digits:
            place = place_of(reference)
            if place is None or place[0] != self._row:
                raise damaged(self._part)
            column = self._columns[letters] = place[1]
        return column

    def _formula(self, _: Mapping[str, str]) -> None:
        self._has_formula = True

    def _value(self, attributes: Mapping[str, str]) -> None:
        self._has_value = True
        self._runs.open(attributes)

    def _merge(self, attributes: Mapping[str, str]) -> None:
        start, _, end = attributes.get("ref", "").partition(":")
        first, last = place_of(start), place_of(end)
        if first and last:
            self.seen.merge(first, last)

    def _end_cell(self) -> None:
        place, style = self._place, self._style
        if style.colour and place[1] <= MOST_COLUMNS:
            self.seen.filled[place] = style.colour
        raw = self._runs.text()
        if not raw:
            if self._has_formula and not (self._has_value and self._type == "str"):
                self.seen.put(place, "")
                self.seen.without_value.add(place)
            return
        text, struck = self._shown(raw) if len(raw) <= MOST_CELL else (raw, False)
        if text:
            self.seen.put(place, text)
            if struck or style.struck:
                self.seen.struck.add(place)

    def _shown(self, raw: str) -> tuple[str, bool]:
        """Return the text of a cell, and whether a part of it is struck through."""
        if self._type == "s":
            return self._shared_text(raw)
        if self._type in ("inlineStr", "str"):
            return unescaped(raw), self._runs.struck
        if self._type == "b":
            return "TRUE" if raw.strip() in YES else "FALSE", False
        if self._type == "e":
            self.seen.broken.add(self._place)
            return unescaped(raw), False
        if self._type == "d":
            return iso(raw.strip()), False
        text = shown(raw.strip(), self._style, macs=self._shared.macs)
        if len(text) > KEPT and is_rounded(text):
            self.seen.rounded.append(self._place)
        return unescaped(text), False

    def _shared_text(self, raw: str) -> tuple[str, bool]:
        number = _number(raw.strip(), -1)
        if not 0 <= number < len(self._shared.texts):
            raise damaged(self._part)
        return self._shared.texts[number], number in self._shared.struck_texts


def _number(text: str | None, otherwise: int = 0) -> int:
    if text and len(text) < 9 and text.isascii() and text.isdecimal():
        return int(text)
    return otherwise
