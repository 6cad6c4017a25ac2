"""Lists of a few things, as sentences say them."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from allocator.language.told import told

if TYPE_CHECKING:
    from collections.abc import Iterable


def both(items: Iterable[str]) -> str:
    """Return one or more things with "and" between.

    >>> both(["S1", "S2"])
    'S1 and S2'
    """
    return reduce(lambda one, other: told("{one} and {other}", one=one, other=other), items)


def either(items: Iterable[str]) -> str:
    """Return one or more things with "or" between.

    >>> either(["09:30", "09:45", "10:00"])
    '09:30 or 09:45 or 10:00'
    """
    return reduce(lambda one, other: told("{one} or {other}", one=one, other=other), items)
