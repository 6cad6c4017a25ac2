"""Tables over people and days in blocks of people: bounded memory, all cores."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Result = TypeVar("Result")

BLOCK = 2**18
"""Entries of a table that are worked on at a time: few enough for a processor's cache."""
ALONE = 4 * BLOCK
"""Entries up to which one core is quicker than several."""


def in_blocks(work: Callable[[slice], Result], people: int, days: int) -> list[Result]:
    """Do something for each block of people, on all cores where there is much to do.

    Parameters
    ----------
    work
        Called with the people of a block, from several threads.
    people, days
        Shape of the tables.

    Returns
    -------
    list
        Results in the order of the people.

    Examples
    --------
    >>> in_blocks(lambda part: part.stop - part.start, 5, BLOCK // 2)
    [2, 2, 1]
    """
    size = max(1, BLOCK // max(1, days))
    parts = [slice(at, min(at + size, people)) for at in range(0, people, size)]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if people * days <= ALONE or (cores or 1) < 2:
        return [work(part) for part in parts]
    with ThreadPoolExecutor(cores) as pool:
        return list(pool.map(work, parts))
