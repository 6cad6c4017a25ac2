"""A program of its own: a workbook on its input, its texts as JSON on its output.

The library for old formats has no guard: a cell in a far corner makes it claim all memory,
which no `except` can catch. So it works in a process whose memory and time are limited, and
`allocator.sheets.older` sees only what comes out.
"""

from __future__ import annotations

import json
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

from allocator.sheets.book import MOST_CELLS
from allocator.sheets.values import text_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MEMORY, SECONDS = 512_000_000, 2
PASSWORD, DAMAGED, TOO_LARGE = "password", "damaged", "too large"


def limit() -> None:
    """Limit this process, where the platform can do that."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _sheet(sheet: CalamineSheet) -> dict[str, Any] | None:
    """Return rows with texts from column A on, and merged ranges; None if too large."""
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        return None
    rows = {
        number: [text_of(value) for value in row]
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1)
        if any(value != "" for value in row)
    }
    merged = sheet.merged_cell_ranges or []
    return {"name": sheet.name, "rows": rows, "merged": merged}


def _book(book: CalamineWorkbook) -> dict[str, Any]:
    import python_calamine as calamine

    sheets, hidden = [], []
    for about in book.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if about.visible != calamine.SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        sheet = _sheet(book.get_sheet_by_name(about.name))
        if sheet is None:
            return {"trouble": TOO_LARGE}
        sheets.append(sheet)
    return {"sheets": sheets, "hidden": hidden}


def contents_of(data: bytes) -> dict[str, Any]:
    """Return the sheets of a workbook and the names of hidden ones, or what hinders."""
    import python_calamine as calamine

    try:
        return _book(calamine.CalamineWorkbook.from_filelike(BytesIO(data)))
    except calamine.PasswordError:
        return {"trouble": PASSWORD}
    except calamine.CalamineError:
        return {"trouble": DAMAGED}


if __name__ == "__main__":
    limit()
    json.dump(contents_of(sys.stdin.buffer.read()), sys.stdout)
