"""What stands at the edge of every page: that it is confidential, and what is not proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.lists.material import Material


def confidential(material: Material) -> str:
    """Return that a list is confidential, and when it is to be deleted."""
    tr, day = material.tr, material.held.delete_after
    if day is None:
        return tr("Confidential. Delete after the event.")
    return tr("Confidential. Delete after {day}.", day=tr.short_day(day))


def alarm(material: Material) -> str:
    """Return what nobody may miss; "" where the result is proven best."""
    if material.held.proven:
        return ""
    return material.tr("NOT PROVEN best: the search ended before everything was settled.")
