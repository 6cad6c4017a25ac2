"""What can be made of a result for people. This list is the table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocator.language import Speaker, Told
    from allocator.lists.held import Held

    Make = Callable[[Held, Speaker], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be made of a result.

    Attributes
    ----------
    name
        As on the command line.
    means
        What it is, in a few words.
    make
        Returns contents by file name, with at most one folder in it, such as
        "ics/session-01.ics"; no name comes from data. The same result gives the same bytes.
    """

    name: str
    means: Told
    make: Make


KINDS: tuple[Kind, ...] = ()
