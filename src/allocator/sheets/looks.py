"""How cells of a workbook look: what their numbers mean, what is struck through or coloured."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import (
    BUILTIN_FORMATS,
    STRIP_RE,
    is_date_format,
    is_timedelta_format,
)
from openpyxl.xml.constants import DRAWING_NS, SHEET_MAIN_NS

from allocator.sheets.values import Kind, Style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

NAMES = {"": SHEET_MAIN_NS, "a": DRAWING_NS}
WHITE = "FFFFFF"
SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
"""Names of a theme's colours, in the order in which numbers mean them."""


def styles_of(root: Element, theme: Element) -> dict[int, Style]:
    """Return the styles that cells name by number.

    Parameters
    ----------
    root
        Of the part with the styles.
    theme
        The root of the part with the colours.
    """
    codes = dict(BUILTIN_FORMATS)
    for form in root.iterfind("numFmts/numFmt", NAMES):
        codes[int(form.attrib["numFmtId"])] = form.get("formatCode", "")
    colours = _theme_colours(theme)
    fills = [_colour(fill, colours) for fill in root.iterfind("fills/fill", NAMES)]
    fonts = [is_struck(font) for font in root.iterfind("fonts/font", NAMES)]
    struck, coloured = dict(enumerate(fonts)), dict(enumerate(fills))
    styles = {}
    for number, look in enumerate(root.iterfind("cellXfs/xf", NAMES)):
        code = codes.get(int(look.get("numFmtId", "0")), "")
        styles[number] = Style(
            kind_of_format(code),
            len(code) if set(code) == {"0"} else 1,
            struck.get(int(look.get("fontId", "0")), False),
            coloured.get(int(look.get("fillId", "0")), ""),
        )
    return styles


def kind_of_format(code: str) -> Kind:
    """Return what a number format makes of a number.

    >>> kind_of_format("[$-414]d. mmmm yyyy"), kind_of_format('#,##0.00 "kr"')
    (<Kind.DAY: 2>, <Kind.NUMBER: 1>)
    >>> kind_of_format("dd.mm.yyyy hh:mm"), kind_of_format("[h]:mm")
    (<Kind.MOMENT: 3>, <Kind.DURATION: 4>)
    """
    if not is_date_format(code):
        return Kind.NUMBER
    if is_timedelta_format(code):
        return Kind.DURATION
    has_time = {"h", "s"} & set(STRIP_RE.sub("", code).lower())
    return Kind.MOMENT if has_time else Kind.DAY


def is_struck(font: Element | None) -> bool:
    """Tell whether a font strikes text through; an element may say that it does not."""
    strike = None if font is None else font.find("strike", NAMES)
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _theme_colours(root: Element) -> dict[str, str]:
    """Return the colours of a theme, by the numbers that stand for them."""
    return {
        str(number): colour.get("lastClr", colour.get("val", ""))
        for number, name in enumerate(SCHEME)
        for colour in root.iterfind(f".//a:clrScheme/a:{name}/*", NAMES)
    }


def _colour(fill: Element, theme: Mapping[str, str]) -> str:
    """Return the colour of a fill as RGB in hex, "" for white or what cannot be told."""
    pattern = fill.find("patternFill", NAMES)
    if pattern is None or pattern.get("patternType", "none") in ("none", "gray125"):
        return ""
    colour = pattern.find("fgColor", NAMES)
    given = {} if colour is None else colour.attrib
    rgb = theme.get(given.get("theme", ""), given.get("rgb", ""))
    try:
        if "indexed" in given:
            rgb = COLOR_INDEX[int(given["indexed"])]
        rgb = tinted(rgb[-6:], float(given.get("tint", "0")))
    except (IndexError, ValueError):
        return ""
    return "" if rgb == WHITE else rgb


def tinted(colour: str, tint: float) -> str:
    """Return a colour made darker (tint below 0) or lighter.

    >>> tinted("FFF2CC", 0), tinted("000080", 0.5)
    ('FFF2CC', '4040FF')
    """
    if len(colour) != 6 or not -1 <= tint <= 1:
        raise ValueError(colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    hue, light, saturation = colorsys.rgb_to_hls(*parts)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)
