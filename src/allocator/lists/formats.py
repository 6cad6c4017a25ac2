"""The look of a workbook: one place for every font, line and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allocator.lists.listing import Holds
from allocator.writers.xlsx import FONT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook

INK, SOFT, LINE, WASH, BLUE, RED = (
    "#1B2430",
    "#4A5663",
    "#B8C1CA",
    "#E9EEF3",
    "#0B4F7D",
    "#8C2F00",
)
THIN = 1
BASE: Mapping[str, Any] = {
    **FONT,
    "font_color": INK,
    "valign": "vcenter",
}
ROW: Mapping[str, Any] = {"bottom": THIN, "bottom_color": LINE, "text_wrap": True}
RIGHT: Mapping[str, Any] = {"align": "right", "num_format": "0_0;-0_0;0_0;@_0"}
"""Numbers keep the width of a digit from the text that follows."""
TICK: Mapping[str, Any] = {"border": THIN, "border_color": INK}


@dataclass(frozen=True)
class Formats:
    """Every way in which a cell is written.

    Attributes
    ----------
    head, row, total
        By what the column holds.
    """

    title: Any
    alarm: Any
    label: Any
    value: Any
    blank: Any
    section: Any
    note: Any
    link: Any
    back: Any
    head: Mapping[Holds, Any]
    row: Mapping[Holds, Any]
    total: Mapping[Holds, Any]


def formats(book: Workbook) -> Formats:
    """Add the formats to a workbook."""

    def made(*parts: Mapping[str, Any], **more: Any) -> Any:
        return book.add_format({k: v for part in (BASE, *parts, more) for k, v in part.items()})

    own: Mapping[Holds, Mapping[str, Any]] = {
        Holds.TEXT: {},
        Holds.NUMBER: RIGHT,
        Holds.TICK: {"align": "center"},
    }
    head = {"bold": True, "bg_color": WASH, "text_wrap": True, "bottom": THIN}
    boxed = {Holds.TICK: TICK}
    washed = {"bold": True, "top": THIN, "bg_color": WASH}
    return Formats(
        title=made(bold=True, font_size=15, text_wrap=True),
        alarm=made(bold=True, font_color=RED, font_size=11, text_wrap=True),
        label=made(bold=True, font_color=SOFT, valign="top", text_wrap=True),
        value=made(valign="top", text_wrap=True),
        blank=made(bottom=THIN, bottom_color=INK),
        section=made(bold=True, font_size=11, valign="bottom", font_color=BLUE, text_wrap=True),
        note=made(font_color=SOFT, text_wrap=True, valign="top", font_size=9),
        link=made(ROW, font_color=BLUE, underline=1, text_wrap=False),
        back=made(font_color=BLUE, underline=1, indent=1),
        head={h: made(head, part) for h, part in own.items()},
        row={h: made(ROW, part, boxed.get(h, {})) for h, part in own.items()},
        total={h: made(ROW, part, boxed.get(h, washed)) for h, part in own.items()},
    )
