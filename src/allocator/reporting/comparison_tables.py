"""Tables of other ideas of fairness, of evenness, and of how people answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.page import Cell, number
from allocator.reporting.shown import small
from allocator.reporting.tables import named, table_of

if TYPE_CHECKING:
    from allocator.reporting.page import Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution


def frontier(words: Texts, result: Solution) -> Table | None:
    """Return one row for each notion of fairness, the chosen one first."""
    found = result.comparison
    if found is None or small(result.fairness.with_wishes):
        return None
    rows = (
        (
            Cell(_notion(words, n.name, chosen=n.chosen)),
            number(words.whole(n.worst)),
            number(words.count(n.at_worst)),
            number(words.whole(n.total)),
            number(words.whole(n.firsts)),
            number("–" if n.chosen else words.count(n.changed)),
            Cell(words("stages.proven" if n.proven else "stages.not proven")),
        )
        for n in found.notions
    )
    heads = ("notion", "worst", "at_worst", "total", "firsts", "changed", "proof")
    return table_of(words, "frontier", heads, rows)


def _notion(words: Texts, name: str, *, chosen: bool) -> str:
    called = words.notion(name)
    return words("frontier.chosen", name=called) if chosen else called


def lorenz(words: Texts, result: Solution) -> Table | None:
    """Return the measures of evenness."""
    found = result.fairness
    if small(found.with_wishes) or not found.with_wishes:
        return None
    even = found.inequality
    values = {
        "gini": words.decimal(even.gini, 3),
        "jain": words.decimal(even.jain, 3),
        "atkinson": words.decimal(even.atkinson, 3),
        "tail": words.decimal(found.tail_mean, 2),
    }
    rows = ((Cell(words(f"lorenz.{k}")), number(v)) for k, v in values.items())
    return table_of(words, "lorenz", ("measure", "value"), rows)


ANSWERS = (
    "asked",
    "wishing",
    "tied",
    "one",
    "short",
    "complete",
    "refusing",
    "no_opinion",
    "nothing",
)


def answers(words: Texts, result: Solution) -> Table | None:
    """Return how people answered, a row for each round."""
    titles = {r.id: r.title for r in result.problem.event.rounds}
    asked_for = result.problem.event.at_least is not None
    heads = tuple(h for h in ANSWERS if h != "short" or asked_for)
    rows = (
        (
            named(words, titles[r.round_id]),
            *(number(words.count(getattr(r, head))) for head in heads),
        )
        for r in result.fairness.answers.rounds
    )
    return table_of(words, "answers", ("round", *heads), rows)
