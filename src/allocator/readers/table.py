"""Text to a table: header, and rows that all have the header's length."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.language import both, either, joined, told
from allocator.sheets.records import DELIMITERS, NotATable, delimited, records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_ROWS = 2_000_000
MOST_COLUMNS = 200


@dataclass(slots=True)
class Row:
    """One row of a file.

    Attributes
    ----------
    number
        In the file, from 1.
    cells
        Without outer blanks.
    place
        Where a column stands among the cells; the same mapping for all rows.
    """

    number: int
    cells: Sequence[str]
    place: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        """Return a cell; a column that the file lacks is empty."""
        at = self.place.get(column)
        return "" if at is None else self.cells[at]

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield column and cell, from left to right."""
        return ((column, self.cells[at]) for column, at in self.place.items())


@dataclass
class Table:
    """Header and rows of a file, and what was found on the way."""

    file: str
    header: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def say(self, row: int, column: str, message: str, code: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(self.file, row, column, message, code))


def _plain(header: str) -> str:
    """Return a header for comparing: composed, small, letters and digits only."""
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(c for c in text if c.isalnum())


def _near(missing: str, header: Sequence[str]) -> str:
    plain = {_plain(h): h for h in header}
    last = _plain(missing.rpartition("_")[2])
    if last in plain and "_" in missing:
        return _perhaps(plain[last])
    near = get_close_matches(_plain(missing), plain, n=1, cutoff=0.75)
    return _perhaps(plain[near[0]]) if near else ""


def _perhaps(name: str) -> str:
    return told("; did you mean {name!r}?", name=name)


def _twice(table: Table, row: int, header: Sequence[str], by_name: bool) -> None:
    seen: dict[str, int] = {}
    for at, name in enumerate(header, start=1):
        key = " ".join(unicodedata.normalize("NFC", name).casefold().split())
        if not key:
            continue
        if key in seen:
            what = told("column {name!r}", name=name) if by_name else told("one column name")
            columns = {"one": seen[key], "other": at}
            why = told(
                "{what} twice: columns {one} and {other} of the header", what=what, **columns
            )
            table.say(row, str(at), why, "E204")
        seen.setdefault(key, at)


def _check_choice(table: Table, row: int, choice: Sequence[str]) -> bool:
    """Tell whether the header has exactly one column of a choice; say so if not."""
    written = {_plain(name): name for name in reversed(table.header) if _plain(name) in choice}
    names = sorted(written.values(), key=table.header.index)
    if len(names) > 1:
        why = told(
            "columns {names} in one file; keep one of them, for all rows",
            names=both(told("{name!r}", name=name) for name in names),
        )
        table.say(row, names[1], why, "E208")
    elif written:
        meant, name = next(iter(written.items()))
        if meant != name:
            table.say(row, "", _no_column(meant, _perhaps(name)), "E203")
        return meant == name
    elif choice:
        known = [told("{name!r}", name=name) for name in choice]
        names_of = either((joined(known[:-1], ", "), known[-1]))
        hint = next(filter(None, (_near(name, table.header) for name in choice)), "")
        table.say(row, "", told("no column {names}{hint}", names=names_of, hint=hint), "E203")
    return not choice


def _no_column(name: str, hint: str) -> str:
    return told("no column {name!r}{hint}", name=name, hint=hint)


def _check_header(
    table: Table,
    row: int,
    needed: Sequence[str],
    choice: Sequence[str],
    optional: Sequence[str],
) -> None:
    header = table.header
    missing = [name for name in needed if name not in header]
    for name in missing:
        table.say(row, "", _no_column(name, _near(name, header)), "E203")
    chosen = _check_choice(table, row, choice)
    _twice(table, row, header, by_name=not missing)
    if missing or not chosen:  # perhaps there is no header: a person's name may stand here
        return
    absent = {_plain(name): name for name in optional if name not in header}
    for name in header:
        if not name or name in (*needed, *choice, *optional):
            continue
        if _plain(name) in absent:
            meant = absent[_plain(name)]
            table.say(row, "", _no_column(meant, _perhaps(name)), "E203")
        else:
            hint = _near(name, list(absent.values()))
            seen = told("column {name!r} is not used{hint}", name=name, hint=hint)
            table.say(row, "", seen, "N203")


def _fill(
    table: Table,
    records: Iterator[tuple[int, list[str]]],
    needed: Sequence[str],
    choice: Sequence[str],
    optional: Sequence[str],
) -> None:
    start, first = next(records, (1, []))
    header = [cell.removeprefix("\ufeff") for cell in first]
    if len(header) > MOST_COLUMNS:
        why = told("more columns than the limit of {most}", most=MOST_COLUMNS)
        table.say(start, "", why, "E203")
        return
    table.header = tuple(header)
    _check_header(table, start, needed, choice, optional)
    place = {name: at for at, name in enumerate(header)}
    for count, (number, cells) in enumerate(records, start=1):
        if count > MOST_ROWS:
            why = told("more rows than the limit of {most}", most=MOST_ROWS)
            table.say(number, "", why, "E206")
            return
        if len(cells) != len(header):
            widths = {"n": len(cells), "wanted": len(header)}
            why = told("row {row} has {n} cells, header has {wanted}", row=number, **widths)
            table.say(number, "", why, "E205")
            continue
        table.rows.append(Row(number, [cell.strip() for cell in cells], place))


def read_table(
    file: str,
    text: str,
    needed: Sequence[str],
    optional: Sequence[str] = (),
    choice: Sequence[str] = (),
) -> Table:
    """Read a table with a header row.

    Parameters
    ----------
    file
        Name for the findings.
    text
        The text of the file.
    needed, optional
        Names of columns; others are a notice.
    choice
        Names of columns of which the table needs exactly one.

    Returns
    -------
    Table
        Rows and findings. Where the header is refused there are no rows.
    """
    table, source = Table(file), delimited(text)
    if source.delimiter != ",":
        name = DELIMITERS[source.delimiter]
        table.say(0, "", told("columns are separated by {name}", name=name), "N202")
    try:
        filled = (record for record in records(source) if "".join(record[1]).strip())
        _fill(table, filled, needed, choice, optional)
    except NotATable as broken:
        table.say(broken.row, "", broken.message, "E207")
    if any(f.code in ("E203", "E204", "E208") for f in table.findings):
        table.rows.clear()
    return table
