"""A table of sessions: a row for each, with its code, its title, its room and its times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.guess.found import Found, Option, Question
from allocator.forms.guess.naming import named
from allocator.forms.normal import normal
from allocator.forms.presets import role_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.sheets.book import Book, Line, Sheet

HEADS = {
    "code": "kode|code|id|session_id|session id|øktkode|nr|nummer",
    "title": "tittel|title|øktnavn|session|session title|økt|aktivitet|activity|emne|verksted",
    "round": "gruppe|runde|round|bolk|slot|pulje|parallell|spørsmål|question",
    "room": "rom|room|sal|lokale|venue|location|sted",
    "seats": "kapasitet|capacity|plasser|antall plasser|seats|maks|max|maks antall|deltakere",
    "smallest": "minimum|minste antall|minst|min|smallest",
    "start": "start|starttid|starter|fra|begins|start time|starttidspunkt",
    "end": "slutt|sluttid|slutter|til|end|ends|end time|sluttidspunkt",
    "leaves": "avgang|departure|leaves|avreise|bussavgang",
    "by": "transport|reisemåte|transportmiddel|by",
    "theme": "tema|theme|spor|track",
    "wheelchair": "universelt utformet|rullestol|wheelchair|wheelchair accessible|uu",
}
"""What a column may be called, by the key of a session that it fills."""
NAMES = {name: key for key, names in HEADS.items() for name in names.split("|")}
FIRST = 20
NEEDED = "title"
BESIDE = ("code", "seats", "start", "round", "room")
LEAST = 2
PERSONS = (Role.EMAIL, Role.GIVEN_NAME, Role.FAMILY_NAME, Role.BUYER_EMAIL)


def activities(books: Iterable[Book]) -> Found | None:
    """Return the sessions of a table of sessions, None where no sheet is one.

    Parameters
    ----------
    books
        The files.
    """
    for book in books:
        for sheet in book.sheets:
            header = next(filter(_is_header, sheet.lines[:FIRST]), None)
            rows = _rows(sheet, header) if header else []
            titles = {normal(row[NEEDED]) for row in rows}
            if header and rows and len(titles) == len(rows):
                return Found(
                    book.file, sheet.name, "", (header.number,), questions=named(_rounds(rows))
                )
    return None


def _columns(line: Line) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(line.cells):
        key = NAMES.get(normal(text).strip(" *:"))
        if key:
            found.setdefault(key, at)
    return found


def _is_header(line: Line) -> bool:
    columns = _columns(line)
    about_people = any(role_of(text) in PERSONS for text in line.cells if text.strip())
    beside = sum(key in columns for key in BESIDE)
    return NEEDED in columns and beside >= LEAST and not about_people


def _rows(sheet: Sheet, header: Line) -> list[dict[str, str]]:
    columns = _columns(header)
    rows = (
        {key: line.cells[at].strip() for key, at in columns.items()}
        for line in sheet.lines
        if line.number > header.number
    )
    return [row for row in rows if row[NEEDED]]


def _rounds(rows: Sequence[dict[str, str]]) -> tuple[Question, ...]:
    """Return the rounds: those that a column names, else sessions that begin together."""
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row.get("round") or row.get("start", ""), []).append(row)
    named = any(row.get("round") for row in rows)
    return tuple(
        Question(
            name if named else "",
            tuple(Option(row[NEEDED], details=_details(row)) for row in group),
            None,
            (),
        )
        for name, group in groups.items()
    )


def _details(row: dict[str, str]) -> dict[str, str]:
    return {key: text for key, text in row.items() if text and key not in (NEEDED, "round")}
