"""How tables are made of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.brief import shortened
from allocator.reporting.page import Body, Cell, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.reporting.texts import Texts

    Row = tuple[Cell, ...]

EVENT_LANGUAGE = "nb"


def named(words: Texts, text: str) -> Cell:
    """Return a cell in the language of the event."""
    return Cell(text, lang=None if words.lang == EVENT_LANGUAGE else EVENT_LANGUAGE)


def listed(
    words: Texts,
    key: str,
    heads: Sequence[str],
    rows: Iterable[Row],
    there_are: int | None = None,
) -> Table | None:
    """Return a table of one body, None where there are no rows.

    Parameters
    ----------
    words
        The texts.
    key
        Where caption and headings stand in the texts.
    heads
        Names of the headings, one a column.
    rows
        The first cell of each row is its heading.
    there_are
        Number of rows of which these were chosen; those beyond `MOST_ROWS` are left out.
    """
    body = Body(None, tuple(rows))
    if not body.rows:
        return None
    columns = tuple(
        Cell(words(f"{key}.{head}"), number=cell.number)
        for head, cell in zip(heads, body.rows[0], strict=True)
    )
    table = Table(words(f"{key}.caption"), columns, (body,))
    return shortened(words, table, there_are)
