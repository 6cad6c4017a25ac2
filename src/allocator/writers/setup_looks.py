"""How the cells of the workbook look."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

TEXT = "@"
"""Cells for text are marked as text, so that 1E5 and 09.00 stay what somebody typed."""


CHOSEN, FRAME = {"bg_color": "#FFF2CC"}, {"border": 1}
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
        Columns to fill in.
    """

    def __init__(self, book: Workbook) -> None:
        plain = {"valign": "top", "align": "left", "text_wrap": True}
        self.intro = book.add_format({"bold": True, "font_size": 12})
        self.head = book.add_format(
            {**plain, "bold": True, "bg_color": "#D9E2F3", "border": 1, "num_format": TEXT}
        )
        self.help = book.add_format({**plain, "italic": True, "font_color": "#595959"})
        self._cells = {
            (texts, chosen, framed): book.add_format(
                (CHOSEN if chosen else {})
                | (FRAME if framed else {})
                | ({"num_format": TEXT} if texts else {})
                | plain
            )
            for texts in (True, False)
            for chosen in (False, True)
            for framed in (False, True)
        }
        self.text, self.number = self.cell(texts=True), self.cell(texts=False)

    def cell(self, *, texts: bool, chosen: bool = False, framed: bool = False) -> Format:
        """Return the format of a cell.

        Parameters
        ----------
        texts
            Whether it is for texts, else for numbers.
        chosen
            Whether what it holds is assumed.
        framed
            Whether a frame shows that it is to be filled in.
        """
        return self._cells[texts, chosen, framed]
