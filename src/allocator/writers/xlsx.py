"""Workbooks in which every text is a text, byte-identical when written again."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import BytesIO

    from xlsxwriter import Workbook

WRITTEN = datetime(2000, 1, 1)
"""Stands as the time of making in every workbook, so that equal contents are equal files."""
FONT: Mapping[str, str | int] = {"font_name": "Arial", "font_size": 10}
"""Is on every machine, or a font of the same width is; widths of columns follow from it."""


@contextmanager
def workbook(into: BytesIO, *, title: str = "") -> Iterator[Workbook]:
    """Yield a workbook whose texts never become formulas, links or numbers.

    Parameters
    ----------
    into
        Takes the bytes when the workbook is closed.
    title
        Stands in the properties of the document.
    """
    from xlsxwriter import Workbook

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": dict(FONT),
    }
    book = Workbook(into, options)
    book.set_properties({"title": title, "created": WRITTEN})
    yield book
    book.close()
