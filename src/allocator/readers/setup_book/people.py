"""The sheet of people as the text of attendees.csv, and findings back in its cells."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocator.setup_cells import PEOPLE, known, same
from allocator.setup_cells.kinds import KL, date_of, time_of
from allocator.setup_cells.people_sheet import NEEDS
from allocator.sheets.book import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.errors import Finding
    from allocator.readers.setup_book.grids import Grid, Text

MARKS = re.compile(r"[;,\n]")
COLUMNS = tuple(column.path for column in PEOPLE.fields)


@dataclass(frozen=True)
class PeopleSheet:
    """The sheet of people.

    Attributes
    ----------
    file, sheet
        Where it stands.
    text
        The same as attendees.csv would say it.
    rows
        Where the columns of a row stand, by its number, which is that of the sheet.
    """

    file: str
    sheet: str
    text: str
    rows: Mapping[int, Mapping[str, Text]]

    def placed(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings about the text as findings about the cells."""
        return [self._placed(f) for f in findings]

    def _placed(self, found: Finding) -> Finding:
        row = self.rows.get(found.row, {})
        column = PEOPLE[found.column].label if found.column in COLUMNS else ""
        cell = address(row[found.column].spot.place) if found.column in row else ""
        number = found.row if row else 0
        return replace(
            found, file=self.file, sheet=self.sheet, column=column, row=number, cell=cell
        )


def people_sheet(file: str, grids: Mapping[str, Grid]) -> PeopleSheet | None:
    """Return the sheet of people; None where nobody stands in it.

    Parameters
    ----------
    file
        Name for the findings.
    grids
        Rows of the sheets by key.
    """
    grid = grids.get(PEOPLE.key)
    rows = (
        [row for row in grid.rows if any(t.text.strip() for t in row.values())] if grid else []
    )
    if grid is None or not rows:
        return None
    columns = [path for path in COLUMNS if path in rows[0]]
    numbered = {next(iter(row.values())).spot.place[0]: row for row in rows}
    lines = [_line(columns)]
    for number, row in numbered.items():
        lines += [""] * (number - len(lines) - 1)
        lines.append(_line(_plain(path, row[path].text) for path in columns))
    return PeopleSheet(file, grid.sheet, "".join(f"{line}\n" for line in lines), numbered)


def _line(cells: Iterable[str]) -> str:
    """Return a row of attendees.csv."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()


def _plain(column: str, text: str) -> str:
    """Return a cell as attendees.csv has it."""
    text = " ".join(text.split()) if column != "needs" else text
    if column in ("arrives", "leaves"):
        day, _, time = KL.sub("", text).rpartition(" ")
        return f"{date_of(day)} {time_of(time)}".strip()
    if column == "needs":
        words = known(NEEDS.items(), {key: key for key in NEEDS})
        return ";".join(words.get(same(word), word.strip()) for word in MARKS.split(text))
    return text
