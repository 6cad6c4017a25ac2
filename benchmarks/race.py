"""Contestants side by side, each in a process of its own, until its limit."""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allocator.problem import Problem

    Engine = Callable[[Problem, float], int | None]
    Family = Callable[[int], Problem]

MEGABYTE = 1_000_000
GRACE = 1.5
"""So many limits after it began, an engine that does not look at the clock is ended."""


@dataclass(frozen=True)
class Timed:
    """What a contestant reached; value None where it was not proven within the limit."""

    value: int | None
    seconds: float
    megabytes: float


def race(
    family: Family, engines: Mapping[str, Engine], sizes: Sequence[int], limit: float
) -> dict[str, dict[int, Timed]]:
    """Ask each engine one size after the other, until one is not proven in time.

    Returns
    -------
    dict
        By engine, by number of people.

    Raises
    ------
    AssertionError
        If engines that finished disagree.
    """
    found: dict[str, dict[int, Timed]] = {name: {} for name in engines}
    for people in sizes:
        for name, engine in engines.items():
            if all(t.value is not None for t in found[name].values()):
                found[name][people] = apart(family, engine, people, limit)
                print(f"{people:>9,}  {name:<20} {found[name][people]}", flush=True)
        values = {runs[people].value for runs in found.values() if people in runs}
        assert len(values - {None}) <= 1, f"{people} people: {found}"
    return found


def apart(family: Family, engine: Engine, people: int, limit: float) -> Timed:
    """Run a contestant in a fresh process; making the question is not timed."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_timed, family, engine, people, limit).result()


def _timed(family: Family, engine: Engine, people: int, limit: float) -> Timed:
    problem = family(people)
    began = time.perf_counter()
    value = engine(problem, limit)
    seconds = time.perf_counter() - began
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    late = seconds > GRACE * limit
    return Timed(None if late else value, seconds, peak / MEGABYTE)


def growth(runs: Mapping[int, Timed], least: int) -> float | None:
    """Return the exponent b of seconds = a people^b, by least squares on logarithms.

    Parameters
    ----------
    runs
        By number of people.
    least
        From so many people on; None where fewer than three sizes remain.
    """
    points = [(n, t.seconds) for n, t in runs.items() if n >= least and t.value is not None]
    if len(points) < 3:
        return None
    logs = np.log(np.array(points))
    return float(np.polyfit(logs[:, 0], logs[:, 1], 1)[0])
