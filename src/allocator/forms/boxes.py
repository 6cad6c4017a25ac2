"""Lists that are no rankings: boxes that people ticked, listed as the form lists them."""

from __future__ import annotations

from itertools import pairwise
from math import factorial, log2
from typing import TYPE_CHECKING

from allocator.forms.presets import speaks_of
from allocator.forms.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.forms.fields import Field
    from allocator.forms.listing import Lists

    Order = tuple[int, ...]

CERTAIN = 10.0
"""How many times chance would have to toss heads to bring about such an order."""


def kind_of_lists(field: Field, lists: Lists) -> Scale | None:
    """Return whether lists are rankings or ticked boxes, None where nobody can tell.

    The header says so, else the lists: people who rank do not all keep to one order. If they
    do, it is the form's, where chance would hardly bring that about; else it may be either.

    Parameters
    ----------
    field
        A column with a list in each cell.
    lists
        Cuts the cells.
    """
    for name, kind in (("ordering", Scale.RANK), ("ticking", Scale.BOX)):
        if speaks_of(name, field.head.text):
            return kind
    order = {s.id: at for at, s in enumerate(lists.options.event.sessions)}
    found: set[Order] = set()
    for text in field.texts:
        pieces = lists.pieces(text)
        if any(piece.number is not None for piece in pieces):
            return Scale.RANK
        named = [lists.options.within(p.ids, field.round_id) for p in pieces]
        found.add(tuple(order[ids[0]] for ids in named if len(ids) == 1 and ids[0]))
    several = {seen for seen in found if len(seen) > 1}
    if not _in_one_order(several):
        return Scale.RANK
    programme = all(list(seen) == sorted(seen) for seen in several)
    free = 0.0 if programme else log2(factorial(len(set().union(*several))))
    tosses = sum(log2(factorial(len(seen))) for seen in several) - free
    if not several:
        return Scale.RANK
    return Scale.BOX if tosses >= CERTAIN else None


def _in_one_order(found: Iterable[Order]) -> bool:
    """Tell whether all lists can be parts of one list."""
    later: dict[int, set[int]] = {}
    for seen in found:
        for one, other in pairwise(seen):
            later.setdefault(one, set()).add(other)
            later.setdefault(other, set())
    while later:
        last = {at for at, after in later.items() if not after & later.keys()}
        if not last:
            return False
        for at in last:
            del later[at]
    return True
