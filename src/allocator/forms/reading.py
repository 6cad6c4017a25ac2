"""From books to what a form export says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Answer, Layout, Stated, Understood
from allocator.forms.choice import choose
from allocator.forms.columns import settle
from allocator.forms.fields import fields_of
from allocator.forms.layouts.cells import read_cell
from allocator.forms.layouts.grids import read_value
from allocator.forms.listing import Lists
from allocator.forms.notes import Notes
from allocator.forms.options import Options
from allocator.forms.persons import persons_of
from allocator.forms.presets import recognised
from allocator.forms.said import Context, Said, column_for, written
from allocator.forms.unknowns import say_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.forms.codebook import CodeRow
    from allocator.forms.fields import Field
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table
    from allocator.problem import Event
    from allocator.sheets.book import Book, Line, Place

GRIDS = (Layout.COLUMN_AN_OPTION, Layout.RATINGS)


def understand(
    books: Sequence[Book],
    event: Event,
    *,
    codebook: Sequence[CodeRow] = (),
    stated: Stated | None = None,
) -> Understood:
    """Understand a form export: its table, its columns, and what each row wishes for.

    Nothing is decided about people: every row of the table becomes an answer, also those of
    tests, duplicates and people who withdrew.

    Parameters
    ----------
    books
        The files of one export, as they were read; most often one.
    event
        Has the sessions that options are.
    codebook
        Question, code and text, where answers are codes; see `read_codebook`.
    stated
        What an organiser has said about the form.

    Returns
    -------
    Understood
        With findings; those that stop refuse the export.
    """
    stated = stated or Stated()
    lists = Lists(Options(event, stated.options))
    table, findings = choose(books, lists, stated)
    if table is None:
        file = books[0].file if books else ""
        return Understood(file, findings=findings)
    tool = recognised(part for head in table.heads for part in head)
    fields = fields_of(table, lists, codebook)
    settle(fields, table, lists, tool, stated)
    context = Context(lists, Notes(table))
    value_column = column_for(fields)
    answers = _answers(table, fields, context, value_column, tool)
    unknown = say_unknown(context)
    return Understood(
        file=table.book.file,
        sheet=table.sheet.name,
        tool=tool.name,
        header_rows=table.header_rows,
        columns=tuple(field.column for field in fields),
        value_column=value_column,
        answers=answers,
        matched=context.matched,
        unknown=unknown,
        findings=[*findings, *context.notes.findings],
    )


def _answers(
    table: Table, fields: Sequence[Field], context: Context, value_column: str, tool: Tool
) -> list[Answer]:
    rounds = {s.id: s.round_id for s in context.lists.options.event.sessions}
    wishes = [field for field in fields if field.is_wish]
    return [
        Answer(line.number, person, written(_said(line, wishes, context), value_column, rounds))
        for line, person in zip(table.lines, persons_of(table, fields, tool), strict=True)
    ]


def _said(line: Line, fields: Sequence[Field], context: Context) -> list[Said]:
    return [
        word
        for field in fields
        if (text := field.cell(line))
        for word in _of_cell(text, field, (line.number, field.number), context)
    ]


def _of_cell(text: str, field: Field, place: Place, context: Context) -> Iterator[Said]:
    if field.layout in GRIDS:
        word = read_value(text, field, place, context)
        if word is not None:
            yield word
    else:
        yield from read_cell(text, field, place, context)
