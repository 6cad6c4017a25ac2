"""The worst off first, within a budget: fairness may cost so much of the best average."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.objectives.stages import Budget, counts_from_above, guards, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem

DEFAULT_DELTA = Fraction(2)


@dataclass(frozen=True)
class Budgeted:
    """Leximin among the days whose sum of regrets is within `delta` % of the least.

    Bertsimas, Farias, Trichakis, "The price of fairness", Operations Research 59, 2011;
    Chen, Hooker, "A guide to formulating fairness in an optimization model", 2022.

    Attributes
    ----------
    delta
        Per cent that fairness may cost, at least 0: the total stays at or below
        floor((1 + delta / 100) D*), D* the proven least total.
    """

    delta: Fraction = DEFAULT_DELTA

    @property
    def name(self) -> str:
        """Such as "budgeted 2 %"."""
        return f"budgeted {_written(self.delta)} %"

    @property
    def meaning(self) -> str:
        """The notion with its dial."""
        return told(
            "All days together are within {share} % of the least distance possible; within "
            "that, the worst-off people are as few and as well off as possible, then the next.",
            share=_written(self.delta),
        )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, the budget, the counts from above, then the common tail."""
        head = (Budget(self.delta / 100), *counts_from_above(problem))
        return (*guards(problem), *head, *tail(problem, head))


def _written(delta: Fraction) -> str:
    """Return per cent as people write it: 2 or 2.5, never 5/2 where it can be helped."""
    decimal = f"{float(delta):.10g}"
    return decimal if Fraction(decimal) == delta else str(delta)
