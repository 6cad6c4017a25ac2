"""Questions to the engine while ways out are sought: none may eat up the others' time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.engine.budget import Budget
from allocator.engine.existence import ask
from allocator.errors import LimitReached
from allocator.explainer.bounds import least_missing, least_seats
from allocator.explainer.case import asked_of, posted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.existence import Answer
    from allocator.engine.kinds import Question
    from allocator.explainer.case import Case
    from allocator.explainer.values import Reason
    from allocator.problem import Problem

SLICE = 5.0
"""Seconds that one question may take."""


class Asking:
    """A problem without an allocation, and questions about what would give it one.

    Parameters
    ----------
    case
        The problem and its rules.
    reasons
        Why it has none: they bound what must be given.
    budget
        Time left for all questions.

    Attributes
    ----------
    missing
        No fewer people need something else than this, whatever it is.
    seats
        No fewer seats do.
    """

    def __init__(self, case: Case, reasons: Sequence[Reason], budget: Budget) -> None:
        self.case, self.budget = case, budget
        self.missing = least_missing(reasons)
        self.seats = least_seats(case.problem, reasons)

    def exists(self, problem: Problem) -> bool:
        """Tell whether another problem has an allocation under the same rules.

        Raises
        ------
        LimitReached
            If that is not known in time.
        """
        return bool(self.asked(asked_of(posted(problem, self.case.rules))).exists)

    def asked(self, question: Question) -> Answer:
        """Return a proven answer.

        Raises
        ------
        LimitReached
            If there is none in time.
        """
        part = Budget(min(SLICE, max(self.budget.guard, 0)), self.budget.stop, times=1)
        found = ask(question, part)
        if found.exists is None or (found.exists and not found.proven and not question.free):
            raise LimitReached("a way out was not worked out in time")
        return found
