"""The best average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.objectives.stages import Total, guards, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


class LeastTotal:
    """Least summed regret; among those the most generous one.

    Rank efficiency: Featherstone, "Rank efficiency: modeling a common policymaker
    objective", 2020.
    """

    name = "total"
    meaning = told(
        "All days together are as close to everybody's best as possible, even where a few "
        "people pay for it; among equal totals the most generous to the worst off."
    )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, least total, then the common tail."""
        return (*guards(problem), Total(), *tail(problem))
