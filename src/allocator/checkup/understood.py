"""What a form export was understood to be, in lines and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.checkup.figures import headed, whole
from allocator.importing.counting import why
from allocator.importing.doubts import Doubt
from allocator.language import say
from allocator.reporting.page import Body, Cell, Table, number
from allocator.sheets.book import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.checkup.values import Export
    from allocator.language import Speaker

SHOWN = 30
"""Columns that the terminal shows."""


def place_said(tr: Speaker, export: Export) -> str:
    """Return where the answers stand, and by what tool they were collected."""
    place = " › ".join(filter(None, (export.file, export.sheet)))
    rows = ", ".join(map(str, export.header_rows))
    if not export.tool:
        return tr("{place}, header in row {rows}", place=place, rows=rows)
    return tr(
        "{place} ({tool}), header in row {rows}", place=place, rows=rows, tool=export.tool
    )


def answers_said(tr: Speaker, export: Export) -> list[tuple[str, str]]:
    """Return how many rows there are and what became of them, each with what it counts."""
    found = [(export.answers, tr("answers in the file"))]
    for kind, rows in export.left_out.items():
        reason = say(why(Doubt(kind)), tr.lang)
        found.append((rows, tr("left out: a row that {why}", why=reason)))
    if export.replaced:
        found.append((export.replaced, tr("replaced by another answer of the same person")))
    if export.silent:
        found.append((export.silent, tr("people registered who have not answered")))
    if export.unknown:
        found.append((export.unknown_cells, tr("cells with a text that is no session's")))
    found.append((export.people, tr("people in all")))
    return [(whole(tr, value), label) for value, label in found]


def export_lines(tr: Speaker, export: Export) -> Iterator[str]:
    """Yield what was understood as lines of plain text."""
    yield place_said(tr, export)
    used = [column for column in export.columns if column.meaning]
    for column in used[:SHOWN]:
        name = letters(column.number).rjust(4)
        yield f"{name}  {column.header}  →  {say(column.meaning, tr.lang)}"
    if len(used) > SHOWN:
        yield tr("  … and {n} columns more", n=len(used) - SHOWN)
    for value, label in answers_said(tr, export):
        yield f"  {value:>6}  {label}"


def columns_table(tr: Speaker, export: Export) -> Table:
    """Return what each column was understood to be."""
    rows = tuple(
        (
            Cell(letters(column.number)),
            Cell(column.header or "–"),
            Cell(say(column.meaning, tr.lang) or tr("not used")),
        )
        for column in export.columns
    )
    columns = (Cell(tr("Column")), Cell(tr("Heading")), Cell(tr("What it is")))
    return Table(tr("Columns of the form"), columns, (Body(None, rows),))


def answers_table(tr: Speaker, export: Export) -> Table:
    """Return what became of the rows."""
    said = answers_said(tr, export)
    rows = tuple((Cell(headed(label)), number(value)) for value, label in said)
    columns = (Cell(tr("What was counted")), number(tr("Number")))
    return Table(tr("Answers in the file"), columns, (Body(None, rows),))
