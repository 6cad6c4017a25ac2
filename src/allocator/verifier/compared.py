"""The comparison of a result, counted again as far as it goes without a solver."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.fairness.notions import count_notion, days_changed
from allocator.fairness.outcome import outcomes
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.comparison import Comparison, Notion
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
    from allocator.verifier.written import Written


def counted_again(
    comparison: Comparison, written: Written, floors: Mapping[str, int]
) -> Comparison:
    """Return the comparison with the numbers of each notion counted from its allocation.

    Parameters
    ----------
    comparison
        As it was written; what only a solver can say is taken over.
    written
        The result.
    floors
        Least loss of each person if alone.
    """

    def again(said: Notion) -> Notion:
        allocation = comparison.allocations[said.name]
        return count_notion(
            written.problem,
            outcomes(written.problem, floors, allocation),
            name=said.name,
            proven=said.proven,
            changed=None if said.chosen else days_changed(written.allocation, allocation),
        )

    return replace(comparison, notions=tuple(again(n) for n in comparison.notions))


def wrong_comparison(
    comparison: Comparison, written: Written, rules: Sequence[Rule]
) -> Iterator[str]:
    """Yield a complaint for each rule that a notion breaks, and for each impossible claim."""
    for notion in comparison.notions:
        allocation = comparison.allocations[notion.name]
        yield from _breaches(notion.name, allocation, written.problem, rules)
        if notion.chosen and days_changed(written.allocation, allocation):
            yield told("notions.csv: the chosen notion has other days than assignments.csv")
        least = notion.proven and notion.name == "total" and not written.problem.event.classes
        if least and notion.total != comparison.least_total:
            yield told("fairness.json: the least total is not the one of the notion total")
    if not 0 <= comparison.spare_gain <= comparison.spare_bound:
        yield told("fairness.json: what could be gained lies outside its bound")
    if comparison.vote.margin > comparison.vote.bound:
        yield told("fairness.json: the margin of the vote lies above its bound")


def _breaches(
    name: str, allocation: Allocation, problem: Problem, rules: Sequence[Rule]
) -> Iterator[str]:
    for rule in rules:
        for breach in rule.breaches(problem, allocation):
            yield told(
                "notions.csv: {name} breaks rule '{rule}': {breach}",
                name=name,
                rule=rule.name,
                breach=breach,
            )
