"""Several questions about the same options: one of them is the wishes."""

from __future__ import annotations

from collections import defaultdict
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
    rounds: defaultdict[str, list[Field]] = defaultdict(list)
    for field in fields:
        if field.role is Role.WISH and field.texts:
            rounds[field.round_id].append(field)
    for group in rounds.values():
        best = min(map(_order, group))
        for field in group:
            field.rival = field.layout not in (None, Layout.COLUMN_A_RANK) and (
                _order(field) > best
            )
        kept = [field for field in group if not field.rival and field.layout in IN_CELLS]
        _contest([f for f in kept if f.head.text not in stated.roles], kept, table)
        for field in group:
            if field.rival:
                field.role, field.layout, field.scale = Role.UNUSED, None, None


def _order(field: Field) -> int:
    return BEST_FIRST.index(field.scale or Scale.RANK)


def _contest(doubted: Sequence[Field], kept: Sequence[Field], table: Table) -> None:
    """Mark columns that do not belong to the question of the others, if people answer both."""
    for field in doubted:
        if not field.body.touching:
            continue
        others = [other for other in kept if _is_other(field, other)]
        field.contested = _answered_both(field, others, table)


def _is_other(field: Field, other: Field) -> bool:
    """Tell whether a column may be another question than an other, and would be the odd one."""
    if field is other or _has_place(field):
        return False
    return field.layout is not other.layout or field.head.stem != other.head.stem


def _has_place(field: Field) -> bool:
    """Tell whether a header says which wish its column holds."""
    words = any(speaks_of(name, field.head.text) for name in ("favourite", "reserve"))
    return field.layout is Layout.COLUMN_A_RANK and (field.head.rank is not None or words)


def _answered_both(field: Field, others: Iterable[Field], table: Table) -> bool:
    among = list(others)
    return any(
        field.cell(line) and any(other.cell(line) for other in among) for line in table.lines
    )
