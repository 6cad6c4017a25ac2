"""Tables of what else could have been decided: notions, seats, votes, other ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.grid import listed
from allocator.reporting.page import Cell, number
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from allocator.reporting.page import Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

PLAIN = 20
"""A mean from here on is told without decimals."""


def frontier(words: Texts, result: Solution) -> Table | None:
    """Return what each notion of fairness would do; the chosen one says so."""
    compared = result.comparison
    if compared is None or small(result.fairness.with_wishes):
        return None
    rows = (
        (
            Cell(
                words.notion(n.name),
                mark=words("frontier.chosen") if n.chosen else "",
                note=words.about_notion(n.name, "text"),
            ),
            number(words.whole(n.worst)),
            number(words.count(n.at_worst)),
            number(words.whole(n.total)),
            number(words.count(n.firsts)),
            number("–" if n.chosen else words.count(n.changed)),
            Cell(words("frontier.yes" if n.proven else "frontier.no")),
        )
        for n in compared.notions
    )
    heads = ("notion", "worst", "at_worst", "total", "firsts", "changed", "proven")
    return listed(words, "frontier", heads, rows)


def gain(words: Texts, result: Solution) -> Table | None:
    """Return what somebody could gain, and how a vote would end."""
    compared = result.comparison
    if compared is None or small(result.fairness.with_wishes):
        return None
    vote = compared.vote
    figures = (
        ("spare", words.whole(compared.spare_gain)),
        ("spare_most", words.whole(compared.spare_bound)),
        ("better", words.count(vote.better)),
        ("worse", words.count(vote.worse)),
    )
    rows = ((Cell(words(f"gain.{key}")), number(figure)) for key, figure in figures)
    return listed(words, "gain", ("what", "figure"), rows)


def alternatives(words: Texts, result: Solution) -> Table | None:
    """Return this allocation beside simpler ways of choosing."""
    rows = (
        (
            Cell(words.maybe(f"way.{w.name}") or w.name),
            number(_ranged(words, w.worst, w.worst_low, w.worst_high)),
            number(words.count(w.at_worst) if w.draws == 1 else words.decimal(w.at_worst)),
            number(_ranged(words, w.total, w.total_low, w.total_high)),
            number(_ranged(words, w.firsts, w.firsts_low, w.firsts_high)),
            number(words.count(w.unplaced) if w.draws == 1 else words.decimal(w.unplaced)),
            number("–" if w.as_good is None else words.percent(w.as_good)),
        )
        for w in result.fairness.alternatives
        if not small(result.fairness.with_wishes)
    )
    heads = ("way", "worst", "at_worst", "total", "firsts", "left", "as_good")
    return listed(words, "alternatives", heads, rows)


def _ranged(words: Texts, mean: float, low: float, high: float) -> str:
    """Return such as "161 (148–174)": the mean, and where nine of ten draws lie."""
    if low == high:
        return words.decimal(mean)
    digits = 0 if mean >= PLAIN else 1
    return f"{words.decimal(mean, digits)} ({words.whole(low)}–{words.whole(high)})"
