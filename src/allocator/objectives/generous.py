"""As few bad places as possible, level by level from the bottom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.levels import deepest_level
from allocator.language import told
from allocator.objectives.stages import PlacesAt, guards, tail

if TYPE_CHECKING:
    from allocator.objectives.protocol import Stage
    from allocator.problem import Problem


class Generous:
    """Fewest places at the lowest level, then at the next, pooled over the rounds.

    "Fair matching": Huang, Kavitha, Mehlhorn, Michail, "Fair matchings and related
    problems", Algorithmica 74, 2016. It looks at single places: two bad places of one
    person count like one each of two people.
    """

    name = "generous"
    meaning = told(
        "As few places as possible at the bottom of people's lists, then at the next level "
        "up, and so on; each round's place counts by itself."
    )

    def stages(self, problem: Problem) -> tuple[Stage, ...]:
        """Guards, fewest places at each level from the bottom, then the common tail."""
        deepest = deepest_level(problem.event)
        head = [PlacesAt(level, most=False) for level in range(deepest, 0, -1)]
        return (*guards(problem), *head, *tail(problem))
