"""Several questions about the same options: one of them is the wishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.presets import speaks_of
from allocator.forms.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.table import Table

BEST_FIRST = (Scale.RANK, Scale.RATING, Scale.ANSWER, Scale.BOX)
LAST = len(BEST_FIRST)
IN_CELLS = (Layout.COLUMN_A_RANK, Layout.LIST_IN_A_CELL)


def settle_rivals(fields: Sequence[Field], table: Table, stated: Stated) -> None:
    """Keep one question for each round, and mark where nobody can tell which.

    A form that asks people to rank, and then whether they have been to a session before,
    wishes by its ranks only: ranks go before ratings, answers and ticks. Of two questions
    of one kind that the same people answer, such as a column without a rank beside ranked
    ones, either may be about something else, and only an organiser knows.

    Parameters
    ----------
    fields
        All columns of the table; they are changed.
    table
        Its rows say who answered both.
    stated
        What an organiser has said to be wishes is never doubted.
    """
    _leave_out(fields)
    kept = [f for f in fields if f.role is Role.WISH and f.texts and f.layout in IN_CELLS]
    for field in kept:
        if field.body.touching and field.head.text not in stated.roles:
            field.contested = _answered_both(
                field, filter(partial(_is_other, field), kept), table
            )


def _leave_out(fields: Sequence[Field]) -> None:
    """Use no question of a round that has one of a better kind."""
    best: dict[str, int] = {}
    asked = [field for field in fields if field.role is Role.WISH and field.texts]
    for field in asked:
        best[field.round_id] = min(_order(field), best.get(field.round_id, LAST))
    for field in asked:
        worse = _order(field) > best[field.round_id]
        if worse and field.layout in (Layout.RATINGS, Layout.LIST_IN_A_CELL):
            field.rival, field.role, field.layout, field.scale = True, Role.UNUSED, None, None


def _order(field: Field) -> int:
    return BEST_FIRST.index(field.scale or Scale.RANK)


def _is_other(field: Field, other: Field) -> bool:
    """Tell whether a column may be another question than an other, and would be the odd one."""
    if field is other or field.round_id not in ("", other.round_id):
        return False
    if field.head.rank is not None and field.head.rank == other.head.rank:
        return bool(field.round_id) and field.head.stem != other.head.stem
    if _has_place(field):
        return False
    return field.layout is not other.layout or field.head.stem != other.head.stem


def _has_place(field: Field) -> bool:
    """Tell whether a header says which wish its column holds."""
    words = any(speaks_of(name, field.head.text) for name in ("favourite", "reserve"))
    return field.layout is Layout.COLUMN_A_RANK and (field.head.rank is not None or words)


def _answered_both(field: Field, others: Iterable[Field], table: Table) -> bool:
    among = list(others)
    return bool(among) and any(
        field.cell(line) and any(other.cell(line) for other in among) for line in table.lines
    )
