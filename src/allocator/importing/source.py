"""The sheet that answers were understood from: its cells, and findings placed in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.forms.answer import Role
from allocator.forms.presets import speaks_of
from allocator.sheets.book import Sheet, address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.forms.answer import Answer, Understood
    from allocator.sheets.book import Book

PHONE = re.compile(r"\D")
DIGITS = 8
"""Of a phone number, however its country is written."""
SHOWN = 12
"""Rows that a sentence lists before it only counts."""


def rows_said(rows: Sequence[int]) -> str:
    """Return numbers of rows as a sentence has them.

    >>> rows_said([2, 5]), rows_said(range(1, 101))
    ('2, 5', '1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 … (100)')
    """
    first = ", ".join(map(str, rows[:SHOWN]))
    return f"{first} … ({len(rows)})" if len(rows) > SHOWN else first


def short(header: str) -> str:
    """Return a header on one line and not too long, for sentences.

    >>> short(" ".join(["Which"] * 20))
    'Which Which Which Which Which Which Which Which …'
    """
    line = " ".join(header.split())
    return line if len(line) <= 50 else line[:47].rstrip() + " …"


@dataclass(frozen=True)
class Source:
    """Answers with the sheet on which they stand.

    Attributes
    ----------
    understood
        What was understood.
    sheet
        Where the answers are; an empty one if the book is not at hand.
    """

    understood: Understood
    sheet: Sheet

    @classmethod
    def of(cls, understood: Understood, books: Iterable[Book]) -> Source:
        """Find the sheet of what was understood among the books that were read."""
        for book in books:
            for sheet in book.sheets:
                if (book.file, sheet.name) == (understood.file, understood.sheet):
                    return cls(understood, sheet)
        return cls(understood, Sheet(understood.sheet, ()))

    def cells(self) -> dict[int, tuple[str, ...]]:
        """Return the cells of each row, by its number."""
        return {line.number: line.cells for line in self.sheet.lines}

    def phones(self) -> dict[int, str]:
        """Return the last digits of the phone number in each row that has one."""
        columns = [
            column.number
            for column in self.understood.columns
            if column.role is Role.UNUSED
            and speaks_of("phone", column.header)
            and not speaks_of("not_a_person", column.header)
        ]
        found = {}
        for line in self.sheet.lines if columns else ():
            numbers = (PHONE.sub("", line.cells[number - 1]) for number in columns)
            seen = next((number for number in numbers if len(number) >= DIGITS), "")
            if seen:
                found[line.number] = seen[-DIGITS:]
        return found

    def say(self, row: int, message: str, code: str, column: int = 0) -> Finding:
        """Return a finding about a row, or about the cell of a column in it."""
        name = self.sheet.name
        header = next((c.header for c in self.understood.columns if c.number == column), "")
        cell = address((row, column)) if name and row and column else ""
        file = self.understood.file
        return Finding(file, row, short(header), message, code, name, cell)

    def place_of(self, answer: Answer) -> int:
        """Return the column of the first word of an answer, 0 if it has none."""
        return min((wish.place[1] for wish in answer.wishes), default=0)
