"""A column an option: the cell is a rank (L3), or a rating, an answer, a tick (L4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.direction import number_in
from allocator.forms.layouts.cells import say_no_wish
from allocator.forms.said import Said
from allocator.forms.scales import Scale, answer_of, rating_of, says_nothing, tick_of
from allocator.language import told

if TYPE_CHECKING:
    from allocator.forms.fields import Field
    from allocator.forms.said import Context
    from allocator.language import Told
    from allocator.sheets.book import Place


def read_value(text: str, field: Field, place: Place, context: Context) -> Said | None:
    """Return what a cell says of the option of its column, None if it says nothing.

    Parameters
    ----------
    text
        What stands there; not empty.
    field
        Its column.
    place
        The cell.
    context
        Takes what is found.
    """
    scale = field.scale or Scale.RANK
    value = _value(text, scale, field, context)
    if value is None:
        if not says_nothing(text):
            context.notes.say(*_complaint(scale, field), place)
        elif scale is not Scale.BOX:
            say_no_wish(context, place)
        return None
    if not value and scale is Scale.RANK:
        say_no_wish(context, place)
    if not value or not field.session_id:
        return None
    if field.role is Role.REFUSAL:
        return Said(field.session_id, None, "", place)
    return Said(field.session_id, scale, value, place, field.across)


def _value(text: str, scale: Scale, field: Field, context: Context) -> str | None:
    """Return the value on a scale, "" for a box without a tick, None where it has none."""
    if scale is Scale.RANK:
        rank = number_in(text)
        fits = rank is not None and field.least <= rank <= field.most
        return (str(rank) if rank else "") if fits else None
    if scale is Scale.RATING:
        return rating_of(text)
    if scale is Scale.ANSWER:
        return answer_of(text)
    ticked = tick_of(text)
    if ticked is None and field.head.is_named_by(context.lists.options.find(text)):
        ticked = True
    return None if ticked is None else ("yes" if ticked else "")


def _complaint(scale: Scale, field: Field) -> tuple[str, Told]:
    if scale is Scale.RANK:
        return "E706", told("must be a rank, 1..{most}, or empty", most=field.most)
    if scale is Scale.RATING:
        return "E707", told("is no rating, as the other cells of this question are")
    if scale is Scale.ANSWER:
        return "E707", told("is not yes, maybe or no, as the other cells of this question are")
    return "E707", told("is neither ticked nor unticked, as the other cells are")
