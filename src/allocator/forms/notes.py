"""What is found on the way, equal things told once with all their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told, told_of
from allocator.sheets.book import address

if TYPE_CHECKING:
    from allocator.forms.table import Table
    from allocator.language import Told
    from allocator.sheets.book import Place

SHOWN = 6
LONGEST = 60


def short(text: str, most: int = LONGEST) -> str:
    """Return a text on one line, cut where it is long."""
    seen = " ".join(text.split())
    return seen if len(seen) <= most else seen[: most - 1].rstrip() + "…"


class Notes:
    """Findings about one table.

    Parameters
    ----------
    table
        Where they are made.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._places: dict[tuple[str, Told], list[Place]] = {}

    def say(self, code: str, message: Told, *places: Place) -> None:
        """Keep a finding; row 0 means the table, column 0 the whole row."""
        self._places.setdefault((code, message), []).extend(places or [(0, 0)])

    @property
    def findings(self) -> list[Finding]:
        """All of them; each at its first place, with the others named."""
        return [
            self._finding(code, message, list(dict.fromkeys(places)))
            for (code, message), places in self._places.items()
        ]

    def _finding(self, code: str, message: Told, places: list[Place]) -> Finding:
        row, column = places[0]
        book = self._table.book
        if len(places) > 1:
            message = told("{what}{more}", what=message, more=_others(places[1:]))
        cell = address(places[0]) if row and column and book.kind != "csv" else ""
        header = " – ".join(self._table.heads[column - 1]) if column else ""
        return Finding(
            book.file, row, short(header), message, code, self._table.sheet.name, cell
        )


def _others(places: list[Place]) -> Told:
    shown = ", ".join(address(p) if p[1] else str(p[0]) for p in places[:SHOWN])
    left = len(places) - SHOWN
    rest = told_of(left, " and {n} more", " and {n} more") if left > 0 else ""
    if places[0][1]:
        return told("; also in {cells}{rest}", cells=shown, rest=rest)
    return told("; also in row {rows}{rest}", rows=shown, rest=rest)
