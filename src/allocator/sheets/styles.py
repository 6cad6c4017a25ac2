"""How cells look: which numbers are moments, what is struck through, what is coloured."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeVar

from allocator.sheets.colours import colour_of
from allocator.sheets.elements import Elements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.sheets.package import Package

T = TypeVar("T")


class Kind(Enum):
    """What a number in a cell means."""

    NUMBER = auto()
    DATE = auto()
    MOMENT = auto()
    TIME = auto()
    DURATION = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks.

    Attributes
    ----------
    kind
        What its number means.
    digits
        The least number of digits that it shows: five for an id with format 00000.
    struck
        Whether its text is struck through.
    colour
        Of its background, RGB in hex; "" if none.
    """

    kind: Kind = Kind.NUMBER
    digits: int = 1
    struck: bool = False
    colour: str = ""


BUILT_IN = {
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), Kind.DATE),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Kind.TIME),
    22: Kind.MOMENT,
    46: Kind.DURATION,
}
# in a format code: quoted text, [colour] and [$locale] but not [h], escaped characters
SILENT = re.compile(r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[\\_*].')
LONGEST = 255
ELAPSED = re.compile(r"\[[hms]+\]")


def kind_of_format(code: str) -> Kind:
    """Return what a number format makes of a number.

    >>> kind_of_format("[$-414]d. mmmm yyyy"), kind_of_format('#,##0.00 "kr"')
    (<Kind.DATE: 2>, <Kind.NUMBER: 1>)
    >>> kind_of_format("dd.mm.yyyy hh:mm"), kind_of_format("[h]:mm")
    (<Kind.MOMENT: 3>, <Kind.DURATION: 5>)
    """
    shown = SILENT.sub("", code[:LONGEST].partition(";")[0]).lower()
    if shown.strip() in ("general", "standard", "@"):
        return Kind.NUMBER
    if ELAPSED.search(shown):
        return Kind.DURATION
    day, hour = any(c in shown for c in "dy"), any(c in shown for c in "hs")
    if day and hour:
        return Kind.MOMENT
    if hour:
        return Kind.TIME
    return Kind.DATE if day or "m" in shown else Kind.NUMBER


def _digits(code: str) -> int:
    return len(code) if code and set(code) == {"0"} else 1


class _Reading:
    """One pass over styles.xml."""

    def __init__(self, theme: Mapping[str, str]) -> None:
        self._theme = theme
        self._section = ""
        self._codes: dict[str, str] = {}
        self._struck: list[bool] = []
        self._colours: list[str] = []
        self._solid = False
        self.styles: list[Style] = []

    def elements(self) -> Elements:
        sections = ("fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs", "borders")
        enter = {name: lambda _, name=name: self._enter(name) for name in sections}
        return Elements(
            {
                **enter,
                "numFmt": self._format,
                "font": self._font,
                "strike": self._strike,
                "fill": self._fill,
                "patternFill": self._pattern,
                "fgColor": self._colour,
                "xf": self._style,
            }
        )

    def _enter(self, section: str) -> None:
        self._section = section

    def _format(self, attributes: Mapping[str, str]) -> None:
        self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    def _font(self, _: Mapping[str, str]) -> None:
        if self._section == "fonts":
            self._struck.append(False)

    def _strike(self, attributes: Mapping[str, str]) -> None:
        if self._section == "fonts" and self._struck:
            self._struck[-1] = is_on(attributes)

    def _fill(self, _: Mapping[str, str]) -> None:
        if self._section == "fills":
            self._colours.append("")

    def _pattern(self, attributes: Mapping[str, str]) -> None:
        self._solid = attributes.get("patternType", "none") not in ("none", "gray125")

    def _colour(self, attributes: Mapping[str, str]) -> None:
        if self._section == "fills" and self._solid and self._colours:
            self._colours[-1] = colour_of(attributes, self._theme)

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._section != "cellXfs":
            return
        number = attributes.get("numFmtId", "0")
        code = self._codes.get(number)
        if code is None:
            kind = BUILT_IN.get(int(number) if number.isdecimal() else 0, Kind.NUMBER)
        else:
            kind = kind_of_format(code)
        struck = _at(self._struck, attributes.get("fontId", ""), False)
        colour = _at(self._colours, attributes.get("fillId", ""), "")
        self.styles.append(Style(kind, _digits(code or ""), struck, colour))


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether an element such as strike is meant, which may say that it is not."""
    return attributes.get("val", "1") not in ("0", "false")


def _at(values: list[T], number: str, otherwise: T) -> T:
    if number.isdecimal() and len(number) < 9 and int(number) < len(values):
        return values[int(number)]
    return otherwise


def styles_of(package: Package, part: str, theme: Mapping[str, str]) -> list[Style]:
    """Return the styles that cells name by number.

    Parameters
    ----------
    package
        The workbook.
    part
        Name of the part with the styles.
    theme
        From `theme_colours`.
    """
    reading = _Reading(theme)
    package.parse(part, reading.elements())
    return reading.styles
