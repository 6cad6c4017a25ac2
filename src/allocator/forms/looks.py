"""What a person sees in a sheet beside its texts: hidden, struck out, coloured, merged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.language import told
from allocator.sheets.book import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.fields import Field
    from allocator.forms.notes import Notes
    from allocator.forms.table import Table
    from allocator.sheets.book import Place

HALF = 0.5
RARE = 0.34


def say_looks(table: Table, fields: Sequence[Field], notes: Notes) -> None:
    """Tell of everything in a table that may mean something and is no text.

    Rows that are hidden, struck out or coloured are read like all others; somebody has to
    decide about them. A formula without a value, an error and merged cells stop where they
    stand in a column that is needed.

    Parameters
    ----------
    table, fields
        The table and its columns.
    notes
        Takes what is found.
    """
    _say_hidden(table, fields, notes)
    _say_struck(table, notes)
    _say_coloured(table, notes)
    needed = {field.number for field in fields if field.role is not Role.UNUSED}
    _say_without_text(table, needed, notes)
    _say_merged(table, needed, notes)


def _say_hidden(table: Table, fields: Sequence[Field], notes: Notes) -> None:
    rows = [(line.number, 0) for line in table.lines if line.number in table.sheet.hidden_rows]
    if rows:
        notes.say("N710", told("is hidden, perhaps by a filter, and read like all rows"), *rows)
    for field in fields:
        if field.number in table.sheet.hidden_columns:
            notes.say(
                "N713",
                told("column {column} is hidden, and read", column=letters(field.number)),
                (table.header_rows[-1], field.number),
            )


def _filled(table: Table) -> dict[int, list[Place]]:
    """Return the cells with text of each data row."""
    return {
        line.number: [(line.number, at) for at, text in enumerate(line.cells, 1) if text]
        for line in table.lines
    }


def _say_struck(table: Table, notes: Notes) -> None:
    if not table.sheet.struck:
        return
    for row, cells in _filled(table).items():
        struck = [place for place in cells if place in table.sheet.struck]
        if len(struck) > HALF * len(cells):
            notes.say(
                "N711", told("is struck out, and read: has the person withdrawn?"), (row, 0)
            )
        else:
            for place in struck:
                notes.say("N711", told("is struck out, and read"), place)


def _say_coloured(table: Table, notes: Notes) -> None:
    """Tell of rows in a colour that few rows have; bands and tables are only decoration."""
    if not table.sheet.filled:
        return
    rows: defaultdict[str, list[Place]] = defaultdict(list)
    for row, cells in _filled(table).items():
        colours = [table.sheet.filled.get(place, "") for place in cells]
        for colour in sorted(set(colours) - {""}):
            if colours.count(colour) > HALF * len(colours):
                rows[colour].append((row, 0))
    for colour, places in sorted(rows.items()):
        if len(places) <= max(1, RARE * len(table.lines)):
            notes.say(
                "N712",
                told("has the colour {colour}; what it means is not known here", colour=colour),
                *places,
            )


def _say_without_text(table: Table, needed: set[int], notes: Notes) -> None:
    rows = {line.number for line in table.lines}
    for places, message, stops, notice in (
        (
            table.sheet.without_value,
            told("is a formula whose value was not saved"),
            "E709",
            "N719",
        ),
        (
            table.sheet.broken,
            told("holds an error such as #REF! instead of a value"),
            "E710",
            "N719",
        ),
    ):
        for place in sorted(p for p in places if p[0] in rows):
            notes.say(stops if place[1] in needed else notice, message, place)


def _say_merged(table: Table, needed: set[int], notes: Notes) -> None:
    rows = {line.number for line in table.lines}
    for first, last in table.sheet.merged:
        columns = needed & set(range(first[1], last[1] + 1))
        if columns and rows & set(range(first[0], last[0] + 1)):
            notes.say(
                "E711",
                told("is merged with its neighbours, so it is not clear whose it is"),
                first,
            )
