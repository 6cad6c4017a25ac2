"""The worst off first, person by person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.objectives.stages import counts_from_above, guards, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


class Leximin:
    """Fewest people at the worst regret, then at the next level, and so on.

    Counting levels: Ogryczak, Śliwiński, "On direct methods for lexicographic min-max
    optimization", ICCSA 2006.
    """

    name = "leximin"
    meaning = told(
        "The worst-off people are as few and as well off as possible, then the next "
        "worst-off, and so on down to those who lose least."
    )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, the worst regret, the counts from above, then the common tail."""
        head = counts_from_above(problem)
        return (*guards(problem), *head, *tail(problem, head))
