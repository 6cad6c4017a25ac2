"""Columns whose cells hold options: which rank each is, or whether a cell is a whole list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.boxes import kind_of_lists
from allocator.forms.presets import speaks_of
from allocator.forms.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.listing import Lists

OFTEN, HALF = 0.3, 0.5


def settle_ranks(fields: Sequence[Field], lists: Lists, stated: Stated) -> None:
    """Give each such column its rank: stated, by a number at the end, or by its order.

    Equal questions are ranks in the order of their columns, each round for itself. A column
    without a rank, whose cells name several options, is a list.

    Parameters
    ----------
    fields
        All columns of the table; they are changed.
    lists, stated
        Cuts the cells, and what an organiser has said.
    """
    groups: defaultdict[str, list[Field]] = defaultdict(list)
    for field in fields:
        if field.layout is Layout.COLUMN_A_RANK and field.role is Role.WISH:
            groups[field.round_id].append(field)
        elif field.layout is Layout.COLUMN_A_RANK and field.body.listing:
            field.layout = Layout.LIST_IN_A_CELL
    for round_id, group in groups.items():
        for field in group:
            field.rank, field.across = field.head.rank, not round_id
            if _is_list(field, alone=len(group) == 1):
                field.layout, field.rank = Layout.LIST_IN_A_CELL, None
                kind = stated.scales.get(field.head.text) or kind_of_lists(field, lists)
                field.scale = Scale.BOX if kind is Scale.BOX else None
                field.unclear = kind is None
        single = [field for field in group if field.layout is Layout.COLUMN_A_RANK]
        _number([f for f in single if f.rank is None], {f.rank for f in single})


def _is_list(field: Field, *, alone: bool) -> bool:
    """Tell whether cells are lists: a header may speak of ranks only to explain itself."""
    body = field.body
    if field.head.rank is not None:
        return alone and body.listing > HALF * body.filled
    return body.listing > (0 if alone else OFTEN * body.filled)


def _number(fields: Sequence[Field], taken: set[int | None]) -> None:
    numbers = [field.head.index or 1 for field in fields]
    if (
        len(set(numbers)) == len(numbers)
        and not taken - {None}
        and min(numbers, default=0) == 1
    ):
        for field, number in zip(fields, numbers, strict=True):
            field.rank = number
        return
    free = iter(n for n in range(1, len(fields) + len(taken) + 1) if n not in taken)
    for field in sorted(fields, key=_in_words):
        field.rank = next(free)


def _in_words(field: Field) -> int:
    """Return where a header without a rank stands among others: a reserve stands last."""
    return speaks_of("reserve", field.head.text) - speaks_of("favourite", field.head.text)
