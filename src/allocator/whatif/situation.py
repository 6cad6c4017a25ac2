"""A result seen as the starting point of further questions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allocator.drawing import allocation_of
from allocator.engine.first import first_choice
from allocator.engine.question import least
from allocator.fairness.outcome import outcomes
from allocator.objectives.stages import guards
from allocator.rules.posting import post_all
from allocator.solver import build_model
from allocator.units import Units

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.allocation import Allocation
    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.stage import Minimum
    from allocator.fairness.outcome import Outcome
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.rows import Mask, Row, Table
    from allocator.rules.protocol import Rule
    from allocator.solution import Solution


@dataclass(frozen=True)
class Situation:
    """A result with its model, and the time that further questions may take.

    Attributes
    ----------
    solution
        The result.
    model
        Days, permissions and rows.
    budget
        Time left for all questions together.
    rules
        What every allocation must obey.
    """

    solution: Solution
    model: Model
    budget: Budget
    rules: Sequence[Rule]

    @classmethod
    def of(cls, solution: Solution, rules: Sequence[Rule], budget: Budget) -> Situation:
        """Build the model of a result again."""
        return cls(solution, build_model(solution.problem, rules), budget, rules)

    @cached_property
    def choice(self) -> Choice:
        """Each person's day in the result, as a column of the model, shape (people,)."""
        column = {frozenset(day): d for d, day in enumerate(self.model.days)}
        days = self.solution.allocation.days
        return np.array([column[frozenset(days[p])] for p in self.model.people], dtype=np.intp)

    @cached_property
    def first(self) -> Choice:
        """The allocation from which every run of this question begins, shape (people,)."""
        units = Units(self.model)
        return units.of_people(first_choice(units, self.budget))

    @cached_property
    def regret(self) -> NDArray[np.int64]:
        """Each person's regret in the result, shape (people,)."""
        people = np.arange(len(self.choice))
        return self.model.regret[people, self.choice].astype(np.int64)

    @cached_property
    def guards(self) -> tuple[Stage, ...]:
        """Stages that come before every objective; questions keep them as they are."""
        return guards(self.solution.problem)

    def least(
        self,
        table: Table,
        *,
        start: Choice | None = None,
        open_days: Mask | None = None,
        rows: Sequence[Row] | None = None,
    ) -> tuple[Minimum, Choice]:
        """Make the sum of a table as small as possible, guards kept; see `engine.question`."""
        return least(
            self.model,
            table,
            self.budget,
            start=self.choice if start is None else start,
            kept=self.guards,
            open_days=open_days,
            rows=rows,
        )

    @cached_property
    def limiting(self) -> Mapping[str, frozenset[str]]:
        """By session, the labels of the seats that it takes: its room, limit and bus."""
        whole = post_all(self.solution.problem, self.rules)
        rows = [(row.label, row.uses) for row in whole.seat_rows]
        return {
            session.id: frozenset(
                label for label, uses in rows if uses[whole.attends(session.id)].all()
            )
            for session in self.solution.problem.event.sessions
        }

    def allocation(self, choice: Choice) -> Allocation:
        """Return columns as an allocation."""
        return allocation_of(self.model, choice)

    def outcomes(self, allocation: Allocation) -> tuple[Outcome, ...]:
        """Return everybody's day in numbers."""
        floors = dict(zip(self.model.people, self.model.floor.tolist(), strict=True))
        return outcomes(self.solution.problem, floors, allocation)
