"""Several questions about the same options: one of them is the wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.fields import Field

BEST_FIRST = (Scale.RANK, Scale.RATING, Scale.ANSWER, Scale.BOX)


def settle_rivals(fields: Sequence[Field]) -> None:
    """Keep one kind of question for each round: ranks before ratings, answers and ticks.

    A form that asks people to rank, and then whether they have been to a session before,
    wishes by its ranks only.

    Parameters
    ----------
    fields
        All columns of the table; they are changed.
    """
    best: dict[str, int] = {}
    for field in fields:
        if field.role is Role.WISH and field.texts:
            order = _order(field)
            best[field.round_id] = min(order, best.get(field.round_id, order))
    for field in fields:
        if field.role is Role.WISH and field.layout is Layout.RATINGS:
            field.rival = _order(field) > best.get(field.round_id, _order(field))
            if field.rival:
                field.role, field.layout, field.scale = Role.UNUSED, None, None


def _order(field: Field) -> int:
    return BEST_FIRST.index(field.scale or Scale.RANK)
