"""Nobody far behind, then most first wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.objectives.stages import Worst, guards, rank_maximal, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


class MinRegret:
    """Smallest worst total regret, then rank-maximal.

    The bottleneck comes first, then Irving, Kavitha, Mehlhorn, Michail, Paluch,
    "Rank-maximal matchings", ACM Transactions on Algorithms 2, 2006.
    """

    name = "min-regret"
    meaning = told(
        "Nobody's day is further from the person's best than it must be; after that as many "
        "first wishes as possible, then second wishes, even if many end at the limit."
    )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, the worst regret, most places at each level, then the common tail."""
        head = (Worst(), *rank_maximal(problem))
        return (*guards(problem), *head, *tail(problem, head))
