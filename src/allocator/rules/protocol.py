"""What a rule is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Rule(Protocol):
    """One sentence that every allocation obeys, said twice.

    `post` and `breaches` share no code, so that each can prove the other wrong; a law in
    the tests holds them to one meaning.
    """

    @property
    def name(self) -> str:
        """Short name, as rows and breaches carry it."""
        ...

    @property
    def sentence(self) -> str:
        """The rule in one sentence for people."""
        ...

    @property
    def personal(self) -> bool:
        """Whether it speaks of each person's own day alone, whatever others do.

        Regret is measured from the best day that the personal rules permit; where the plan
        is open such a rule permits what any plan would.
        """
        ...

    def post(self, problem: Problem, model: Model) -> None:
        """Say the rule to the solver: forbid days, or add rows. Sees no answer."""
        ...

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Say the rule to a person: one line for each breach, by plain counting."""
        ...
