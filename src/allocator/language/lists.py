"""Lists of a few things, as sentences say them."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from allocator.language.told import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def both(items: Iterable[str]) -> str:
    """Return things with "and" between, "" for none.

    >>> both(["S1", "S2"])
    'S1 and S2'
    """
    return _between(lambda one, other: told("{one} and {other}", one=one, other=other), items)


def either(items: Iterable[str]) -> str:
    """Return things with "or" between, "" for none.

    >>> either(["09:30", "09:45", "10:00"])
    '09:30 or 09:45 or 10:00'
    """
    return _between(lambda one, other: told("{one} or {other}", one=one, other=other), items)


def _between(pair: Callable[[str, str], str], items: Iterable[str]) -> str:
    found = list(items)
    return reduce(pair, found) if found else ""
