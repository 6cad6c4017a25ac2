"""The smallest set of facts that quarrel, found by deletion and confirmed by solving again.

Whole rules are dropped first, one at a time; then facts inside the rules that are left, in
halves (U. Junker, "QuickXplain: preferred explanations and relaxations for
over-constrained problems", AAAI 2004); then kinds of people. In the end the set alone is
asked again, and without any one fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.existence import ask
from allocator.errors import LimitReached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.budget import Budget
    from allocator.explainer.case import Case, Fact
    from allocator.rows import Index


@dataclass(frozen=True)
class Quarrel:
    """Facts that leave no allocation, and none of which can be spared.

    Attributes
    ----------
    facts
        The facts, in the order of the rules.
    people
        Positions of people for whom alone they leave none.
    """

    facts: tuple[Fact, ...]
    people: Index


def quarrel(case: Case, budget: Budget, people: Index | None = None) -> Quarrel:
    """Find a smallest set of facts that leaves no allocation, of two the smaller one.

    Parameters
    ----------
    case
        A problem without any allocation.
    budget
        Time left.
    people
        Positions of the people who are looked at; None means all.

    Raises
    ------
    LimitReached
        If the limit came before a set was found and confirmed.
    """
    search = _Search(case, budget, people)
    rules = [rule.name for rule in case.rules]
    found = [search.facts(rules), search.facts(rules[::-1])]
    smaller = min(found, key=lambda facts: (len({f.rule for f in facts}), len(facts)))
    search.confirm(smaller)
    return Quarrel(smaller, search.people(smaller))


@dataclass(frozen=True)
class _Search:
    case: Case
    budget: Budget
    among: Index | None

    def none(self, facts: Sequence[Fact], people: Index | None = None) -> bool:
        """Tell whether these facts leave no allocation to some people."""
        whom = self.among if people is None else people
        found = ask(self.case.question(facts, whom), self.budget).exists
        if found is None:
            raise LimitReached("the reason was not isolated in time")
        return not found

    def facts(self, order: Sequence[str]) -> tuple[Fact, ...]:
        """Drop rules in this order, then facts."""
        kept = list(order)
        for rule in order:
            fewer = [r for r in kept if r != rule]
            if self.none(self._of(fewer)):
                kept = fewer
        facts = self._of(kept)
        core = set(self._core((), False, facts))
        return tuple(f for f in facts if f in core)

    def _of(self, rules: Sequence[str]) -> tuple[Fact, ...]:
        return tuple(f for f in self.case.facts if f.rule in rules)

    def _core(
        self, given: tuple[Fact, ...], changed: bool, facts: tuple[Fact, ...]
    ) -> tuple[Fact, ...]:
        """Return a smallest part of some facts that leaves nothing beside given ones."""
        if changed and self.none(given):
            return ()
        if len(facts) <= 1:
            return facts
        first, second = facts[: len(facts) // 2], facts[len(facts) // 2 :]
        of_second = self._core((*given, *first), bool(first), second)
        of_first = self._core((*given, *of_second), bool(of_second), first)
        return (*of_first, *of_second)

    def confirm(self, facts: tuple[Fact, ...]) -> None:
        """Ask again: the set alone leaves nothing, without any one fact something is left.

        Raises
        ------
        RuntimeError
            If the engine now says otherwise: our own mistake.
        """
        spared = [f for f in facts if self.none([g for g in facts if g != f])]
        if spared or not self.none(facts):
            raise RuntimeError("a smallest set of facts was not confirmed")

    def people(self, facts: tuple[Fact, ...]) -> Index:
        """Drop kinds of people while the facts still leave nothing to the others."""
        if self.among is not None:
            return self.among
        question = self.case.question(facts)
        everybody = np.arange(len(self.case.people))
        if any(t.sign < 0 for row in question.rows if len(row.terms) == 1 for t in row.terms):
            return everybody
        kept = {k: kind.people for k, kind in enumerate(question.kinds)}
        for k in list(kept):
            others = [people for other, people in kept.items() if other != k]
            if others and self.none(facts, np.sort(np.concatenate(others))):
                del kept[k]
        return np.sort(np.concatenate(list(kept.values())))
