"""Options in the cells: a list in one cell (L1), or a column a rank (L2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.listing import Piece
from allocator.forms.normal import normal
from allocator.forms.presets import words
from allocator.forms.said import Said
from allocator.forms.scales import Scale, says_nothing
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.said import Context
    from allocator.sheets.book import Place

NO_WISH = "N703"


def read_cell(text: str, field: Field, place: Place, context: Context) -> Iterator[Said]:
    """Yield what one cell says.

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
    if field.role is Role.REFUSAL and normal(text) in words("all"):
        context.session(Piece(text), "", place)  # a person has to say what that means
        return
    if says_nothing(text) or (field.role is Role.REFUSAL and _is_no(text)):
        if field.role is Role.WISH:
            say_no_wish(context, place)
        return
    pieces = [p for p in context.lists.pieces(text) if p.ids or not says_nothing(p.text)]
    _say_several(pieces, field, place, context)
    in_list = field.layout is Layout.LIST_IN_A_CELL
    for position, piece in enumerate(pieces, start=1):
        if not _is_sure(piece, position if in_list else None, field):
            piece = replace(piece, ids=())
        session = context.session(piece, field.round_id, place)
        if session:
            yield _said(session, position if in_list else field.rank, field, place)


def _say_several(pieces: Sequence[Piece], field: Field, place: Place, context: Context) -> None:
    """Tell of several options in the place of one."""
    if field.rank and sum(any(piece.ids) for piece in pieces) > 1:
        context.notes.say("N704", told("several options in one cell; they tie"), place)
    elif any(piece.joined for piece in pieces):
        message = told("a word or sign joins two options, such as og or /; each is read")
        context.notes.say("N704", message, place)


def _is_sure(piece: Piece, position: int | None, field: Field) -> bool:
    """Tell whether a number is no trap.

    One before an option may belong to another option's text; one alone may be a code of the
    form where the header does not say that options stand here.
    """
    if piece.number is not None:
        return piece.number == position
    return not (piece.weak and field.body.weak)


def _said(session: str, rank: int | None, field: Field, place: Place) -> Said:
    if field.role is Role.REFUSAL:
        return Said(session, None, "", place)
    if field.scale is Scale.BOX:
        return Said(session, Scale.BOX, "yes", place)
    listed = field.layout is Layout.LIST_IN_A_CELL
    return Said(session, Scale.RANK, str(rank or 1), place, field.across, listed)


def _is_no(text: str) -> bool:
    seen = normal(text)
    return seen in words("unticked") or seen in words("no")


def say_no_wish(context: Context, place: Place) -> None:
    """Tell that a cell says in words that there is no wish."""
    context.notes.say(NO_WISH, told("says that there is no wish; read as no wish"), place)
