"""Lists that are no rankings: boxes that people ticked, listed as the form lists them."""

from __future__ import annotations

from math import factorial, log2
from typing import TYPE_CHECKING

from allocator.forms.presets import speaks_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.forms.fields import Field
    from allocator.forms.listing import Lists

CERTAIN = 10.0
"""How many times chance would have to toss heads to bring about such an order."""
DIFFERENT = 3


def are_boxes(field: Field, lists: Lists) -> bool:
    """Tell whether the lists of a column are ticked boxes, not wishes in order.

    They are where every list follows the order of the programme, with so many different
    lists that this is no chance, and the question does not ask for an order.

    Parameters
    ----------
    field
        A column with a list in each cell.
    lists
        Cuts the cells.
    """
    if speaks_of("ranking", field.head.text):
        return False
    order = {s.id: at for at, s in enumerate(lists.options.event.sessions)}
    found: set[tuple[int, ...]] = set()
    for text in field.texts:
        named = [lists.options.within(p.ids, field.round_id) for p in lists.pieces(text)]
        found.add(tuple(order[ids[0]] for ids in named if len(ids) == 1 and ids[0]))
    if any(list(seen) != sorted(seen) for seen in found):
        return False
    return len(found) >= DIFFERENT and _tosses(found) >= CERTAIN


def _tosses(found: Iterable[tuple[int, ...]]) -> float:
    return sum(log2(factorial(len(seen))) for seen in found)
