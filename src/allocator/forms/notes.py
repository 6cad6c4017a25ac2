"""What is found on the way, equal things told once with all their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import told, told_of
from allocator.sheets.book import address

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    file, sheet
        Where it stands.
    heads
        Of each column the parts of its header.
    cells
        Whether its cells have addresses: those of a text file have rows and columns.

    Attributes
    ----------
    said
        How many times something was found.
    """

    def __init__(
        self,
        file: str,
        sheet: str = "",
        heads: Sequence[Sequence[str]] = (),
        *,
        cells: bool = False,
    ) -> None:
        self._file, self._sheet = file, sheet
        self._heads, self._cells = heads, cells
        self._places: dict[tuple[str, Told], list[Place]] = {}
        self.said = 0

    def say(self, code: str, message: Told, *places: Place) -> None:
        """Keep a finding; row 0 means the table, column 0 the whole row."""
        self.said += 1
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
        if len(places) > 1:
            message = told("{what}{more}", what=message, more=_others(places[1:]))
        cell = address(places[0]) if row and column and self._cells else ""
        parts = self._heads[column - 1] if 0 < column <= len(self._heads) else ()
        header = short(" – ".join(parts))
        return Finding(self._file, row, header, message, code, self._sheet, cell)


def _others(places: list[Place]) -> Told:
    shown = ", ".join(address(p) if p[1] else str(p[0]) for p in places[:SHOWN])
    left = len(places) - SHOWN
    rest = told_of(left, " and {n} more", " and {n} more") if left > 0 else ""
    if places[0][1]:
        return told("; also in {cells}{rest}", cells=shown, rest=rest)
    return told("; also in row {rows}{rest}", rows=shown, rest=rest)
