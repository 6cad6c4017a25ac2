"""How the cells of the workbook look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

TEXT = "@"
"""Cells for text are marked as text, so that 1E5 and 09.00 stay what somebody typed."""


LINE, HIGHEST = 15, 405
"""Points that a line of text takes, and that a row can have."""


def height(texts: Iterable[tuple[str, int]]) -> int:
    """Return how high a row is to be, in points.

    Parameters
    ----------
    texts
        Of its cells, each with the width of its column in characters.

    Examples
    --------
    >>> height([("short", 10), ("a text that takes two lines", 20)])
    30
    """
    lines = [
        sum(1 + max(0, len(line) - 1) // width for line in text.splitlines() or [""])
        for text, width in texts
    ]
    return min(HIGHEST, LINE * max(lines, default=1))


class Looks:
    """The formats of one workbook.

    Attributes
    ----------
    intro, head, help
        The sentence on top, headings, helps and examples.
    text, number
        Cells to fill in.
    """

    def __init__(self, book: Workbook) -> None:
        plain = {"valign": "top", "align": "left", "text_wrap": True}
        chosen = {**plain, "bg_color": "#FFF2CC"}
        self.intro = book.add_format({"bold": True, "font_size": 12})
        self.head = book.add_format(
            {**plain, "bold": True, "bg_color": "#D9E2F3", "border": 1, "num_format": TEXT}
        )
        self.help = book.add_format({**plain, "italic": True, "font_color": "#595959"})
        self.text = book.add_format({**plain, "num_format": TEXT})
        self.number = book.add_format(plain)
        self._chosen_text = book.add_format({**chosen, "num_format": TEXT})
        self._chosen_number = book.add_format(chosen)

    def of(self, cell: str | float, chosen: bool) -> Format:
        """Return the format of a cell: of a text or a number, stated or assumed."""
        if isinstance(cell, str):
            return self._chosen_text if chosen else self.text
        return self._chosen_number if chosen else self.number
