"""The stages from which objectives are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.problem import Refusals, SameTheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.outcome import Outcome
    from allocator.model import Model, Table
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


@dataclass(frozen=True, slots=True)
class Placed:
    """Fewest rounds without a session; only where the event allows staying away."""

    name: str = "placed"
    most: bool = False
    largest: bool = False

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

    def table(self, model: Model) -> Table:
        """Refused sessions of each day."""
        return model.refused

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of refused places."""
        return sum(o.refused for o in outcomes)


@dataclass(frozen=True, slots=True)
class Worst:
    """Smallest worst total regret: min max_a regret(a, d)."""

    name: str = "worst"
    most: bool = False
    largest: bool = True

    def table(self, model: Model) -> Table:
        """Regret of each day."""
        return model.regret

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Largest regret; 0 where there is nobody."""
        return max((o.regret for o in outcomes), default=0)


@dataclass(frozen=True, slots=True)
class CountAtLeast:
    """Fewest people with a regret of at least `level`."""

    level: int
    most: bool = False
    largest: bool = False

    @property
    def name(self) -> str:
        """Such as "people at 3 or more"."""
        return f"people at {self.level} or more"

    def table(self, model: Model) -> Table:
        """1 where the regret reaches the level."""
        return (model.regret >= self.level).astype(np.int64)

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Count the people at or above the level."""
        return sum(o.regret >= self.level for o in outcomes)


@dataclass(frozen=True, slots=True)
class Squares:
    """Least sum of squared regrets, a convex table: one point from high to low is a gain."""

    name: str = "squares"
    most: bool = False
    largest: bool = False

    def table(self, model: Model) -> Table:
        """Regret squared."""
        return model.regret**2

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of squares."""
        return sum(o.regret * o.regret for o in outcomes)


@dataclass(frozen=True, slots=True)
class Total:
    """Least sum of regrets."""

    name: str = "total"
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

    def table(self, model: Model) -> Table:
        """First wishes of each day."""
        return model.firsts

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of first wishes."""
        return sum(o.firsts for o in outcomes)


@dataclass(frozen=True, slots=True)
class KeptThemes:
    """Most sessions in a theme that the person has met before; where the event prefers it."""

    name: str = "kept themes"
    most: bool = True
    largest: bool = False

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

    def table(self, model: Model) -> Table:
        """Seeded small costs of each day."""
        return model.ties

    def count(self, outcomes: Sequence[Outcome]) -> int:
        """Sum of the seeded small costs."""
        return sum(o.tie for o in outcomes)


def guards(problem: Problem) -> tuple[Stage, ...]:
    """Return the stages that come first in every objective."""
    stages: list[Stage] = []
    if problem.event.staying_away:
        stages.append(Placed())
    refusals = any(said.refused for said in problem.wishes.values())
    if refusals and problem.event.refusals is Refusals.AVOID:
        stages.append(Refused())
    return tuple(stages)


def tail(problem: Problem) -> tuple[Stage, ...]:
    """Return the stages that come last in every objective: equal optima, one report."""
    prefers = problem.event.same_theme is SameTheme.PREFER
    themes: tuple[Stage, ...] = (KeptThemes(),) if prefers else ()
    return (Worst(), Squares(), Firsts(), *themes, Ties())
