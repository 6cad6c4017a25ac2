"""The stages from which objectives are made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from allocator.fairness.levels import deepest_level, largest_burden
from allocator.problem import Refusals, SameTheme
from allocator.rows import narrow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.outcome import Outcome
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem
    from allocator.rows import Table

EXACT = Fraction(0)


@dataclass(frozen=True, slots=True)
class Placed:
    """Fewest rounds without a session; only where the event allows staying away."""

    name: str = "placed"
    most: bool = False
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Gaps of each day."""
        return model.gaps

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of gaps."""
        return sum(o.gaps for o in outcomes)


@dataclass(frozen=True, slots=True)
class Refused:
    """Fewest places that people had refused."""

    name: str = "refused"
    most: bool = False
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Refused sessions of each day."""
        return model.refused

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of refused places."""
        return sum(o.refused for o in outcomes)


@dataclass(frozen=True, slots=True)
class Worst:
    """Smallest worst burden: min max_a (regret(a, d) + credit(a)).

    The burden is the regret, raised by what an earlier event left of a disappointment.
    """

    name: str = "worst"
    most: bool = False
    largest: bool = True
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Burden of each day."""
        return model.burden

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Largest burden; 0 where there is nobody."""
        return max((o.burden for o in outcomes), default=0)


@dataclass(frozen=True, slots=True)
class CountAtLeast:
    """Fewest people with a burden of at least `level`."""

    level: int
    most: bool = False
    largest: bool = False
    tolerance: Fraction = EXACT

    @property
    def name(self) -> str:
        """Such as "people at 3 or more"."""
        return f"people at {self.level} or more"

    def table(self, model: Model) -> Table:
        """1 where the burden reaches the level."""
        return (model.burden >= self.level).astype(np.int32)

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Count the people at or above the level."""
        return sum(o.burden >= self.level for o in outcomes)


@dataclass(frozen=True, slots=True)
class Squares:
    """Least sum of squared burdens, a convex table: one point from high to low is a gain."""

    name: str = "squares"
    most: bool = False
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Burden squared."""
        largest = int(model.burden.max(initial=0))
        return narrow(model.burden.astype(np.int64) ** 2, largest**2)

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of squares."""
        return sum(o.burden * o.burden for o in outcomes)


@dataclass(frozen=True, slots=True)
class Total:
    """Least sum of regrets."""

    name: str = "total"
    most: bool = False
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Regret of each day."""
        return model.regret

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of regrets."""
        return sum(o.regret for o in outcomes)


@dataclass(frozen=True, slots=True)
class Budget:
    """Least sum of regrets, of which later stages may spend a share more.

    The stage proves D*, the least total; what comes after keeps the total at or below
    floor((1 + tolerance) D*). Bertsimas, Farias, Trichakis, "The price of fairness",
    Operations Research 59, 2011.
    """

    tolerance: Fraction
    name: str = "budget"
    most: bool = False
    largest: bool = False

    def table(self, model: Model) -> Table:
        """Regret of each day."""
        return model.regret

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of regrets."""
        return sum(o.regret for o in outcomes)


@dataclass(frozen=True, slots=True)
class Firsts:
    """Most first wishes, over all rounds."""

    name: str = "firsts"
    most: bool = True
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """First wishes of each day."""
        return model.firsts

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of first wishes."""
        return sum(o.firsts for o in outcomes)


@dataclass(frozen=True, slots=True)
class PlacesAt:
    """Places at one level of the lists, over all rounds: as many as possible, or as few.

    Level 1 holds the second wishes, and so on; sessions not mentioned and refused ones are
    levels of their own, so that a short list is no threat.
    """

    level: int
    most: bool
    largest: bool = False
    tolerance: Fraction = EXACT

    @property
    def name(self) -> str:
        """Such as "places at level 2"."""
        return f"places at level {self.level}"

    def table(self, model: Model) -> Table:
        """Places at the level in each day."""
        return model.places_at(self.level)

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Count the places at the level."""
        return sum(o.levels.count(self.level) for o in outcomes)


@dataclass(frozen=True, slots=True)
class KeptThemes:
    """Most sessions in a theme that the person has met before; where the event prefers it."""

    name: str = "kept themes"
    most: bool = True
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Kept themes of each day."""
        return model.kept_themes

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of kept themes."""
        return sum(o.kept_themes for o in outcomes)


@dataclass(frozen=True, slots=True)
class Ties:
    """Least sum of seeded small costs: chance decides among equals, see `chance`."""

    name: str = "ties"
    most: bool = False
    largest: bool = False
    tolerance: Fraction = EXACT

    def table(self, model: Model) -> Table:
        """Seeded small costs of each day."""
        return model.ties

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of the seeded small costs."""
        return sum(o.tie for o in outcomes)


def before_the_draw(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return the stages that say which allocations are optimal: all but the ties."""
    return tuple(stage for stage in stages if not isinstance(stage, Ties))


def guards(problem: Problem) -> tuple[Stage, ...]:
    """Return the stages that come first in every objective."""
    stages: list[Stage] = []
    if problem.event.staying_away:
        stages.append(Placed())
    refusals = any(said.refused for said in problem.wishes.values())
    if refusals and problem.event.refusals is Refusals.AVOID:
        stages.append(Refused())
    return tuple(stages)


def rank_maximal(problem: Problem) -> tuple[Stage, ...]:
    """Return the stages most first wishes, most second, and so on down to the last level."""
    further = range(1, deepest_level(problem.event) + 1)
    return (Firsts(), *(PlacesAt(level, most=True) for level in further))


def counts_from_above(problem: Problem) -> tuple[Stage, ...]:
    """Return the stages worst regret, then fewest people at each regret from above."""
    return (Worst(), *(CountAtLeast(t) for t in range(largest_burden(problem), 0, -1)))


def tail(problem: Problem, settled: Sequence[Stage] = ()) -> tuple[Stage, ...]:
    """Return the stages that come last in every objective: equal optima, one report.

    Parameters
    ----------
    problem
        The question.
    settled
        Stages before it; the tail does not repeat them.
    """
    prefers = problem.event.same_theme is SameTheme.PREFER
    themes: tuple[Stage, ...] = (KeptThemes(),) if prefers else ()
    before = {stage.name for stage in settled}
    every: tuple[Stage, ...] = (Worst(), Squares(), Firsts(), *themes, Ties())
    return tuple(stage for stage in every if stage.name not in before)
