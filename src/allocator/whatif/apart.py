"""The comparison in a child process: whatever becomes of it, the result itself is kept."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import Event as Flag
from typing import TYPE_CHECKING

from allocator.engine.child import Ended, in_child
from allocator.whatif.compare import comparison

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.engine.child import Say
    from allocator.fairness.comparison import Comparison
    from allocator.solution import Solution


def compared_apart(
    solution: Solution,
    time_limit: float,
    progress: Callable[[str], None] | None = None,
    stop: Flag | None = None,
    memory: float | None = None,
) -> Solution:
    """Return a result with its comparison; without one where the child ended too early.

    Parameters
    ----------
    solution, time_limit, progress, stop
        As for `comparison`. A second interrupt ends the child at once.
    memory
        Bytes that the child may take; None for no limit.
    """

    def hear(message: object) -> None:
        if progress and isinstance(message, str):
            progress(message)

    work = partial(_compare, solution, time_limit)
    try:
        found = in_child(work, hear, _idle, stop or Flag(), memory)
    except Ended as ended:
        return solution if ended.interrupted else replace(solution, ended=ended.why)
    return replace(solution, comparison=found)


def _compare(solution: Solution, time_limit: float, say: Say, stop: Flag) -> Comparison:
    """Compare, in the child."""
    return comparison(solution, time_limit=time_limit, progress=say, stop=stop)


def _idle() -> None:
    """Nothing is known while a piece of the comparison is worked on."""
