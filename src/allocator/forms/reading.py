"""From books to what a form export says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Stated, Understood
from allocator.forms.choice import choose
from allocator.forms.columns import settle
from allocator.forms.doubts import say_doubts
from allocator.forms.fields import fields_of
from allocator.forms.layouts.ballots import KIND, understand_ballots
from allocator.forms.layouts.long import long_of, read_long
from allocator.forms.layouts.wide import read_wide
from allocator.forms.listing import Lists
from allocator.forms.looks import say_looks
from allocator.forms.options import Options
from allocator.forms.persons import persons_of
from allocator.forms.presets import recognised
from allocator.forms.quarrels import say_quarrels
from allocator.forms.said import Context, column_for, written
from allocator.forms.unknowns import say_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.errors import Finding
    from allocator.forms.codebook import CodeRow
    from allocator.forms.table import Table
    from allocator.problem import Event
    from allocator.sheets.book import Book


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
    if books and all(book.kind == KIND for book in books):
        return understand_ballots(books, lists)
    table, findings = choose(books, lists, stated)
    if table is None:
        return Understood(books[0].file if books else "", findings=findings)
    return _of_table(table, lists, codebook, stated, findings)


def _of_table(
    table: Table,
    lists: Lists,
    codebook: Sequence[CodeRow],
    stated: Stated,
    findings: Sequence[Finding],
) -> Understood:
    tool = recognised(part for head in table.heads for part in head)
    fields = fields_of(table, lists, codebook)
    settle(fields, table, lists, tool, stated)
    long = long_of(fields, table, lists, stated)
    context = Context(lists, table.notes)
    persons = persons_of(table, fields, tool, context.notes)
    said = (
        read_long(long, table, persons, context)
        if long
        else read_wide(table, fields, persons, context)
    )
    column = column_for(fields)
    rounds = {s.id: s.round_id for s in lists.options.event.sessions}
    for answer, words in said:
        say_quarrels(words, rounds, context.notes)
        answer.wishes += written(words, column, rounds)
    unknown = say_unknown(context)
    say_looks(table, fields, context.notes)
    say_doubts(table, fields, tool, context.notes)
    return Understood(
        file=table.book.file,
        sheet=table.sheet.name,
        tool=tool.name,
        header_rows=table.header_rows,
        columns=tuple(field.column for field in fields),
        value_column=column,
        answers=[answer for answer, _ in said],
        matched=context.matched,
        unknown=unknown,
        findings=[*findings, *context.notes.findings],
    )
