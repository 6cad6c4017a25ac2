"""What a column of a form was understood to be, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.scales import Scale
from allocator.language import told

if TYPE_CHECKING:
    from allocator.forms.answer import Column
    from allocator.language import Told

HOW = {
    Scale.RANK: told("ranks, 1 is best"),
    Scale.RATING: told("ratings, more is better"),
    Scale.ANSWER: told("yes, maybe, no"),
    Scale.BOX: told("ticks, without order"),
}


def meaning(column: Column, detail: str = "") -> str:
    """Return what a column is in words, "" where it is not used.

    Parameters
    ----------
    column
        As it was understood.
    detail
        What an organiser has stated that it is, such as "needs"; that goes first.

    Examples
    --------
    >>> from allocator.forms.answer import Column, Role
    >>> meaning(Column(3, "1. valg", Role.WISH, round_id="R1", rank=1))
    'wish 1 for R1'
    """
    if detail:
        return detail
    if column.role in (Role.WISH, Role.REFUSAL):
        return _wish(column, refused=column.role is Role.REFUSAL)
    return {
        Role.ID: told("the person's id"),
        Role.RESPONSE: told("the answer's number"),
        Role.EMAIL: told("e-mail"),
        Role.BUYER_EMAIL: told("e-mail of whoever ordered, which tells nobody apart"),
        Role.NAME: told("name"),
        Role.GIVEN_NAME: told("given name"),
        Role.FAMILY_NAME: told("family name"),
        Role.ORGANISATION: told("organisation"),
        Role.STARTED: told("when it was begun"),
        Role.COMPLETED: told("when it was sent"),
        Role.CHANGED: told("when it was changed"),
        Role.COMING: told("whether the person comes"),
        Role.STATUS: told("status"),
        Role.FINISHED: told("whether it was finished"),
        Role.CHANNEL: told("how it came in"),
        Role.RANK: told("rank"),
        Role.ROUND: told("round"),
    }.get(column.role, "")


def _wish(column: Column, *, refused: bool) -> Told:
    what = column.session_id or column.round_id
    if refused:
        return told("cannot attend {what}", what=what) if what else told("cannot attend")
    if not what:
        wishes = told("wishes")
    elif column.rank is None:
        wishes = told("wishes for {what}", what=what)
    else:
        wishes = told("wish {rank} for {what}", rank=column.rank, what=what)
    how = HOW.get(column.scale) if column.scale else None
    return told("{wishes}: {how}", wishes=wishes, how=how) if how else wishes
