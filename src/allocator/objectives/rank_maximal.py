"""Most first wishes, then most second wishes, and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.objectives.stages import guards, rank_maximal, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


class RankMaximal:
    """Most places at level 0, then at level 1, and so on, pooled over the rounds.

    Irving, Kavitha, Mehlhorn, Michail, Paluch, "Rank-maximal matchings", ACM Transactions
    on Algorithms 2, 2006.
    """

    name = "rank-maximal"
    meaning = told(
        "As many first wishes as possible, then as many second wishes, and so on, even "
        "where a few people end far down their lists."
    )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, most places at each level from the top, then the common tail."""
        head = rank_maximal(problem)
        return (*guards(problem), *head, *tail(problem, head))
