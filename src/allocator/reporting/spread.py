"""Tables of how evenly the days are shared: the least and the most, groups, envy."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.reporting.brief import MOST_ROWS, UNLIKELY, groups_shown
from allocator.reporting.grid import listed, named
from allocator.reporting.page import Cell, number
from allocator.reporting.shown import small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.records import GroupOutcome
    from allocator.reporting.page import Table
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

PARTS = (0.1, 0.25, 0.5, 0.75)
"""Shares of the people, those with least first, of whom the table tells."""


def share_of_least(lorenz: Sequence[tuple[float, float]], part: float) -> float:
    """Return what share those with least have, read off the Lorenz curve.

    Parameters
    ----------
    lorenz
        Corners of the curve, (0, 0) and (1, 1) included.
    part
        Share of the people.

    Examples
    --------
    >>> share_of_least([(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)], 0.75)
    0.625
    """
    for (x0, y0), (x1, y1) in pairwise(lorenz):
        if x0 <= part <= x1 and x1 > x0:
            return y0 + (y1 - y0) * (part - x0) / (x1 - x0)
    return 1.0


def lorenz(words: Texts, result: Solution) -> Table | None:
    """Return what those with the least good days have of all that is good."""
    found = result.fairness
    rows = (
        (
            Cell(words("lorenz.least", share=words.percent(part))),
            number(words.percent(share_of_least(found.inequality.lorenz, part))),
        )
        for part in PARTS
        if found.with_wishes and not _few(part, found.with_wishes)
    )
    return listed(words, "lorenz", ("who", "share"), rows)


def _few(part: float, people: int) -> bool:
    """Tell whether a part of the people, or the rest of them, is too few to be told of."""
    return small(part * people) or small((1 - part) * people)


def groups(words: Texts, result: Solution) -> Table | None:
    """Return each group that is large enough beside everybody else."""
    shown = groups_shown(result.fairness, MOST_ROWS)
    rows = (
        (
            Cell(words("groups.other")) if g.group == "other" else named(words, g.group),
            number(words.whole(g.people)),
            number(words.decimal(g.mean_regret, 2)),
            number(words.percent(g.first_share)),
            number(words.signed(g.gap, 2)),
            number(_interval(words, g)),
            Cell(by_chance(words, g.p)),
            number(words.signed(g.floor_gap, 2)),
        )
        for g in shown
    )
    heads = ("group", "people", "mean", "firsts", "gap", "interval", "chance", "floor")
    return listed(words, "groups", heads, rows, there_are=len(result.fairness.groups))


def by_chance(words: Texts, p: float | None) -> str:
    """Say in words whether chance alone would explain a difference."""
    if p is None:
        return "–"
    return words("groups.unlikely" if p < UNLIKELY else "groups.possible")


def _interval(words: Texts, group: GroupOutcome) -> str:
    if group.low is None or group.high is None:
        return words("groups.too_few")
    low, high = words.signed(group.low, 2), words.signed(group.high, 2)
    return words("groups.from_to", low=low, high=high)


def envy(words: Texts, result: Solution) -> Table | None:
    """Return in words who would rather have somebody else's day."""
    found = result.fairness
    if not found.with_wishes or small(found.with_wishes):
        return None
    most = words("fewer", least=MIN_CELL) if small(found.envy.people) else None
    figures = (
        ("people", words.part(found.envy.people, found.with_wishes)),
        ("largest", most or words.whole(found.envy.largest)),
        ("cycles", words("envy.yes" if found.envy.cycles else "envy.no")),
    )
    rows = ((Cell(words(f"envy.{key}")), number(figure)) for key, figure in figures)
    return listed(words, "envy", ("what", "figure"), rows)
