"""A plain sheet for other programs to read: headers in row 1, one row a person."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDEST, NARROWEST = 48, 9


def plain_sheet(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], footer: str
) -> bytes:
    """Return a workbook of one sheet: no merged cells, no blank rows, texts only.

    Parameters
    ----------
    title
        Name of the sheet, at most 31 characters.
    header
        Of the columns.
    rows
        As many cells each.
    footer
        On every printed page; "" for the page number alone.
    """
    into = BytesIO()
    with workbook(into, title=title) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True})
        for at, name in enumerate(header):
            longest = max(len(name), *(_width(row[at]) for row in rows), NARROWEST)
            sheet.set_column(at, at, min(longest, WIDEST) + 1)
            sheet.write_string(0, at, name, bold)
            for row, cells in enumerate(rows, start=1):
                sheet.write_string(row, at, cells[at])
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        left = f"&L{footer.replace('&', '&&')}" if footer else ""
        sheet.set_footer(f"{left}&R&P / &N")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return into.getvalue()


def _width(text: str) -> int:
    return max(map(len, text.split("\n")))
