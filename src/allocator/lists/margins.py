"""What stands at the edge of every page: that it is confidential, and what is not proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.lists.material import Material


def confidential(material: Material) -> str:
    """Return that a list is confidential, and when it is to be deleted."""
    say, day = material.say, material.held.delete_after
    if day is None:
        return say("Confidential. Delete after the event.")
    return say("Confidential. Delete after {day}.", day=say.short_day(day))


def alarm(material: Material) -> str:
    """Return what nobody may miss; "" where the result is proven best."""
    if material.held.proven:
        return ""
    return material.say("NOT PROVEN best: the search ended before everything was settled.")
