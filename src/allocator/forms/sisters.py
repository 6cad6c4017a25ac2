"""Columns beside columns of options whose header names an option that the event has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.heads import openings
from allocator.forms.normal import normal
from allocator.forms.presets import role_of
from allocator.forms.scales import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.options import Options

GRIDS = (Layout.COLUMN_AN_OPTION, Layout.RATINGS)
HALF = 0.5


def unknown_sisters(
    fields: Sequence[Field], options: Options, stated: Stated
) -> Iterator[tuple[Field, str]]:
    """Yield columns that ask the same question as others, about an option that nobody knows.

    Without this a misspelt title in a header would lose the wishes of its column.

    Parameters
    ----------
    fields
        All columns, understood.
    options, stated
        Texts that are known, and what an organiser has said.
    """
    grids = [field for field in fields if field.is_wish and field.layout in GRIDS]
    questions = {field.head.question for field in grids} - {""}
    bare = [field.number for field in grids if not field.head.question]
    for field in fields:
        if field.role is not Role.UNUSED or field.rival or field.head.sessions:
            continue
        if not field.head.parts or field.head.text in stated.roles:
            continue
        asked = next((o for q, o in openings(field.head) if q in questions), "")
        if bare and min(bare) < field.number < max(bare):
            asked = asked or ("" if role_of(field.head.text) else field.head.text)
        no_wish = says_nothing(asked) or options.known(normal(asked)) == ("",)
        if asked and not no_wish and _is_valued(field, asked):
            yield field, asked


def _is_valued(field: Field, option: str) -> bool:
    """Tell whether cells value the option of the header, or repeat it."""
    again = sum(n for text, n in field.texts.items() if normal(text) == normal(option))
    return field.body.filled > 0 and again + field.body.values >= HALF * field.body.filled
