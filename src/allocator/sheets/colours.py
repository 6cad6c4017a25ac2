"""The colours of cells, which workbooks give in four ways."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING

from allocator.sheets.elements import DRAWING, Elements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.sheets.package import Package

EIGHT = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
PALETTE = tuple(
    f"""{EIGHT} {EIGHT} 800000 008000 000080 808000 800080 008080 C0C0C0 808080
    9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080
    800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC
    99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399
    333333""".split()
)
WHITE = "FFFFFF"
SCHEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)))
"""Names of a theme's colours, in the order in which numbers mean them."""


def theme_colours(package: Package, part: str) -> dict[str, str]:
    """Return the colours of a theme, by name."""
    colours: dict[str, str] = {}
    name = ""

    def enter(slot: str) -> None:
        nonlocal name
        name = slot

    def take(attributes: Mapping[str, str]) -> None:
        colours.setdefault(name, attributes.get("lastClr") or attributes.get("val", ""))

    starts = {slot: lambda _, slot=slot: enter(slot) for slot in SCHEME}
    package.parse(part, Elements({**starts, "srgbClr": take, "sysClr": take}, spaces=DRAWING))
    return colours


def colour_of(attributes: Mapping[str, str], theme: Mapping[str, str]) -> str:
    """Return a colour as RGB in hex, "" for white or what cannot be told.

    Parameters
    ----------
    attributes
        Of a colour element: rgb, indexed or theme, and tint.
    theme
        From `theme_colours`.

    Examples
    --------
    >>> colour_of({"rgb": "FFFFF2CC"}, {}), colour_of({"indexed": "13"}, {})
    ('FFF2CC', 'FFFF00')
    >>> colour_of({"theme": "4", "tint": "0.5"}, {"accent1": "000080"})
    '4040FF'
    """
    number = attributes.get("indexed") or attributes.get("theme") or ""
    at = int(number) if number.isdecimal() and len(number) < 3 else 99
    colour = attributes.get("rgb", "")[-6:]
    if "indexed" in attributes:
        colour = PALETTE[at] if at < len(PALETTE) else ""
    elif "theme" in attributes:
        colour = theme.get(SCHEME[at], "") if at < len(SCHEME) else ""
    try:
        colour = _tinted(colour, float(attributes.get("tint", "0")[:20]))
    except ValueError:
        return ""
    return "" if colour == WHITE else colour


def _tinted(colour: str, tint: float) -> str:
    """Return a colour made darker (tint below 0) or lighter."""
    if len(colour) != 6 or not -1 <= tint <= 1:
        raise ValueError(colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    hue, light, saturation = colorsys.rgb_to_hls(*parts)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)
