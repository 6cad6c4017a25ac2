"""A list of codes and their texts, for forms whose answers are codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.normal import normal
from allocator.forms.presets import words
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.sheets.book import Book, Line

CodeRow = tuple[str, str, str]
"""Question, code, text; question "" stands for all."""


def read_codebook(book: Book) -> tuple[tuple[CodeRow, ...], list[Finding]]:
    """Read the codes of a file: question, code and text; or what is written and what it means.

    Parameters
    ----------
    book
        Its first sheet that has such columns is read. A text may be an option or the id of
        a session.

    Returns
    -------
    tuple
        The rows, and what was found (E712 where no sheet has such columns).
    """
    for sheet in book.sheets:
        for at, line in enumerate(sheet.lines[:10]):
            places = _places(line)
            if "code" in places and "text" in places:
                rows = (_row(below, places) for below in sheet.lines[at + 1 :])
                return tuple(row for row in rows if row[1]), []
    message = told(
        "no columns question, code and text (or written and session_id) were found, "
        "so it is no list of codes"
    )
    return (), [Finding(book.file, 0, "", message, "E712")]


def _places(line: Line) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, text in enumerate(line.cells):
        for name in ("question", "code", "text"):
            if normal(text).replace(" ", "") in words(f"codebook_{name}"):
                places.setdefault(name, at)
    return places


def _row(line: Line, places: Mapping[str, int]) -> CodeRow:
    question = line.cells[places["question"]].strip() if "question" in places else ""
    return question, line.cells[places["code"]].strip(), line.cells[places["text"]].strip()
