"""The default: nobody far behind, and no waste below that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.objectives.stages import guards, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


class Balanced:
    """Smallest worst total regret, then least sum of squares, then most first wishes.

    Min-max with a convex sum: Ogryczak and others, "Fair optimization and networks: a
    survey", Journal of Applied Mathematics, 2014.
    """

    name = "balanced"
    meaning = told(
        "Nobody's day is further from the person's best than it must be; after that the "
        "days are as even and as good as possible, with most first wishes."
    )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, then the common tail."""
        return (*guards(problem), *tail(problem))
