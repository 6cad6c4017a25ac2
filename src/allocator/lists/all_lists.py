"""Every list of a result, in the order in which people look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lists.door import door
from allocator.lists.everybody import everybody
from allocator.lists.manifest import manifest

if TYPE_CHECKING:
    from allocator.lists.listing import Listing
    from allocator.lists.material import Material


def all_lists(material: Material) -> tuple[Listing, ...]:
    """Return the alphabetical list, the door lists, and the lists of buses and walks."""
    return (everybody(material), *door_lists(material), *manifests(material))


def door_lists(material: Material, *, waiting: bool = True) -> tuple[Listing, ...]:
    """Return the list of each session indoors, in the order of the programme."""
    return tuple(door(material, s, waiting=waiting) for s in material.indoors)


def manifests(material: Material, *, waiting: bool = True) -> tuple[Listing, ...]:
    """Return the list of each bus and walk, in the order of departure."""
    return tuple(manifest(material, t, waiting=waiting) for t in material.trips)
