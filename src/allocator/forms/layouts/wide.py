"""A row for each answer (L1 to L4), or for each person and round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Answer, Layout, Role
from allocator.forms.layouts.cells import read_cell
from allocator.forms.layouts.grids import read_value
from allocator.forms.persons import who
from allocator.forms.rounds import round_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.said import Context, Said
    from allocator.forms.table import Table
    from allocator.sheets.book import Line, Place

    Read = list[tuple[Answer, list[Said]]]

GRIDS = (Layout.COLUMN_AN_OPTION, Layout.RATINGS)


def read_wide(
    table: Table, fields: Sequence[Field], persons: Sequence[dict[Role, str]], context: Context
) -> Read:
    """Return an answer a row, with what the row says.

    Where a column says which round a row is about, the rows of a person are one answer.

    Parameters
    ----------
    table, fields
        The table, and its columns.
    persons
        What each row says of the person.
    context
        Takes what is found.
    """
    wishes = [field for field in fields if field.is_wish]
    round_ = next((field for field in fields if field.role is Role.ROUND), None)
    found: Read = []
    for line, person in zip(table.lines, persons, strict=True):
        if round_ is not None:
            _turn_to(round_.cell(line), wishes, context)
        found.append((Answer(line.number, person), _said(line, wishes, context)))
    return found if round_ is None else _joined(found)


def _turn_to(text: str, wishes: Sequence[Field], context: Context) -> None:
    """Let columns that go over all rounds speak of the round of one row."""
    event = context.lists.options.event
    for field in wishes:
        field.round_id, field.across = round_of(text, event), False
        field.plain.clear()


def _joined(found: Read) -> Read:
    people: dict[tuple[str, ...], tuple[Answer, list[Said]]] = {}
    for answer, said in found:
        key = who(answer.person) or (str(answer.row),)
        first = people.setdefault(key, (answer, []))
        first[1].extend(said)
    return list(people.values())


def _said(line: Line, fields: Sequence[Field], context: Context) -> list[Said]:
    """Return what a row says; a text that gave no finding is read once for its column."""
    found: list[Said] = []
    for field in fields:
        text = field.cell(line)
        if not text:
            continue
        place = (line.number, field.number)
        words = field.plain.get(text)
        if words is not None:
            found += [word.at(place) for word in words]
            continue
        before = context.troubles
        words = list(_of_cell(text, field, place, context))
        if context.troubles == before:
            field.plain[text] = words
        found += words
    return found


def _of_cell(text: str, field: Field, place: Place, context: Context) -> Iterator[Said]:
    if field.layout in GRIDS:
        word = read_value(text, field, place, context)
        if word is not None:
            yield word
    else:
        yield from read_cell(text, field, place, context)
