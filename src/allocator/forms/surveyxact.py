"""SurveyXact: answers in one sheet or file, texts of questions and codes in two others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.normal import normal
from allocator.forms.presets import words
from allocator.forms.table import Table
from allocator.forms.tail import parted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.forms.listing import Lists
    from allocator.sheets.book import Book, Line, Sheet

    Place = tuple[Book, Sheet]

NEEDED = ("variable", "question", "choice")
FIRST = 5
HALF = 0.5


def survey_table(books: Sequence[Book], lists: Lists) -> Table | None:
    """Return the answers with their headers and codes put into words.

    Parameters
    ----------
    books
        One workbook with three sheets, or three files, in any order.
    lists
        Knows what names a session.

    Returns
    -------
    Table or None
        None where no sheet describes the variables of another one.
    """
    places = [(book, sheet) for book in books for sheet in book.sheets]
    for place in places:
        texts = _structure(place[1])
        others = [other for other in places if other is not place]
        data = _data(others, texts) if texts else None
        if data:
            codes = _codes([o for o in others if o is not data], texts)
            return _table(data, texts, codes, lists)
    return None


def _structure(sheet: Sheet) -> dict[str, tuple[str, ...]]:
    """Return question and choice of each variable, empty where the sheet has none."""
    for at, line in enumerate(sheet.lines[:FIRST]):
        columns = _columns(line)
        if len(columns) == len(NEEDED):
            return dict(_described(sheet.lines[at + 1 :], columns))
    return {}


def _columns(line: Line) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(line.cells):
        for name in NEEDED:
            if normal(text).replace(" ", "") in words(f"structure_{name}"):
                found.setdefault(name, at)
    return found


def _described(
    lines: Iterable[Line], columns: Mapping[str, int]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    for line in lines:
        variable, *texts = (line.cells[columns[name]].strip() for name in NEEDED)
        if variable:
            yield normal(variable), (variable, *filter(None, texts))


def _data(places: Iterable[Place], texts: Mapping[str, object]) -> Place | None:
    """Return the sheet whose first row has the variables; the one with most of them."""
    best, most = None, max(1, HALF * len(texts))
    for place in places:
        first = place[1].lines[:1]
        known = sum(normal(text) in texts for line in first for text in line.cells)
        if known >= most:
            best, most = place, known
    return best


def _codes(places: Iterable[Place], texts: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Return the text of each code, by variable, from rows of variable, code and text."""
    found: dict[str, dict[str, str]] = {}
    for _, sheet in places:
        for line in sheet.lines:
            filled = [text.strip() for text in line.cells[:3]]
            if len(filled) == 3 and normal(filled[0]) in texts and all(filled):
                found.setdefault(normal(filled[0]), {})[normal(filled[1])] = filled[2]
    return found


def _table(
    data: Place,
    texts: Mapping[str, tuple[str, ...]],
    codes: Mapping[str, Mapping[str, str]],
    lists: Lists,
) -> Table:
    book, sheet = data
    header = sheet.lines[0]
    heads = tuple(
        texts.get(normal(text), (text.strip(),) if text.strip() else ())
        for text in header.cells
    )
    lines, passed = parted(sheet.lines[1:], header, lists)
    return Table(book, sheet, (header.number,), heads, lines, passed, codes)
