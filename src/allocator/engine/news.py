"""What is known of a stage while it is worked on, for whoever waits."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.plan import Plan

    Doing = Literal["begin", "bound", "meet", "search", "measure", "write"]

PAUSE = 0.1
"""Least seconds between two news of the same work."""
ROUNDING = 1e-6
"""Share of a unit by which prices as floats may be too high."""


@dataclass(frozen=True)
class News:
    """What is known of a stage that is not finished.

    Attributes
    ----------
    doing
        "begin": a first allocation is looked for. "bound": what the stage comes to at best,
        if the stages before it meet their bounds. "meet": one allocation that meets the
        bounds of this stage and of all before it. "search": the stage by itself. "measure"
        and "write": the solver is done, its result is measured, or written and checked.
    stage
        Name of the stage, "" at the beginning.
    number, stages
        Place of the stage, counted from 1, and how many there are.
    value, bound
        As the stage counts; None where nothing is known yet.
    seconds
        Wall clock since this work began.
    left
        Deterministic seconds left of the limit.
    """

    doing: Doing
    stage: str = ""
    number: int = 0
    stages: int = 0
    value: int | None = None
    bound: int | None = None
    seconds: float = 0.0
    left: float = 0.0

    @property
    def gap(self) -> int | None:
        """How far value and bound are apart, where both are known."""
        if self.value is None or self.bound is None:
            return None
        return abs(self.value - self.bound)


@dataclass(frozen=True)
class Incumbent:
    """The best allocation so far.

    Attributes
    ----------
    days
        The column of each person's day, shape (people,).
    plan
        What it decides; None where nothing is open.
    """

    days: NDArray[np.int32]
    plan: Plan | None


@dataclass
class Desk:
    """Where the engine says what it is at; nobody need listen.

    Attributes
    ----------
    news
        Called with what is known of the stage that is worked on.
    found
        Called with each new incumbent.
    order
        Names of all stages.
    plan
        The plan under which people are given days at the moment; None where none is open.
    of_people
        Turns a day of each unit into one of each person; None where units are people.
    """

    news: Callable[[News], None] | None = None
    found: Callable[[Incumbent], None] | None = None
    order: tuple[str, ...] = ()
    plan: Plan | None = None
    of_people: Callable[[Choice], Choice] | None = None

    @property
    def listens(self) -> bool:
        """Whether anybody is told of what is found."""
        return self.news is not None or self.found is not None

    def keep(self, choice: Choice) -> None:
        """Tell of a new incumbent: a day for each unit, shape (units,)."""
        if self.found:
            days = choice if self.of_people is None else self.of_people(choice)
            self.found(Incumbent(days.astype(np.int32), self.plan))


class Watch:
    """The work on one stage, as it is told of.

    Parameters
    ----------
    budget
        Whose desk is told.
    first
        What is known at the beginning.
    sign
        -1 where the engine makes the negated table small.
    """

    def __init__(self, budget: Budget | None, first: News, sign: int = 1) -> None:
        self._budget, self._last, self._sign = budget, first, sign
        self._began = time.monotonic()
        self._told = -math.inf
        self._tell()

    def bound(self, bound: float) -> None:
        """Tell of a bound; one that is no better than an earlier one is no news."""
        if self._deaf or not math.isfinite(bound):
            return
        known, found = self._last.bound, math.ceil(bound - ROUNDING)
        if known is None or found > self._sign * known:
            self._last = replace(self._last, bound=self._sign * found)
        self._tell_soon()

    def value(self, value: int) -> None:
        """Tell of the incumbent's value."""
        if not self._deaf:
            self._last = replace(self._last, value=self._sign * value)
            self._tell_soon()

    @property
    def _deaf(self) -> bool:
        return self._budget is None or self._budget.desk.news is None

    def _tell_soon(self) -> None:
        if time.monotonic() - self._told >= PAUSE:
            self._tell()

    def _tell(self) -> None:
        if self._budget is None or self._budget.desk.news is None:
            return
        self._told = time.monotonic()
        left = max(0.0, min(self._budget.seconds, self._budget.guard))
        seconds = self._told - self._began
        self._budget.desk.news(replace(self._last, seconds=seconds, left=left))


UNWATCHED = Watch(None, News("begin"))
"""Work of which nobody is told."""


def watch(
    budget: Budget, doing: Doing, stage: str = "", sign: int = 1, value: int | None = None
) -> Watch:
    """Tell that the work on a stage begins.

    Parameters
    ----------
    budget
        Whose desk is told.
    doing, stage
        As for `News`.
    sign
        -1 where the engine makes the negated table small.
    value
        The incumbent's value, as the engine counts.
    """
    order = budget.desk.order
    number = order.index(stage) + 1 if stage in order else 0
    known = None if value is None else sign * value
    return Watch(budget, News(doing, stage, number, len(order), known), sign)
