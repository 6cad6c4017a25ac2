"""The tables of the page: the same numbers as the charts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from allocator.reporting.page import Body, Cell, Table, number
from allocator.reporting.shown import regret_bins, small, wish_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.fairness.records import GroupOutcome
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution

    Row = tuple[Cell, ...]

EVENT_LANGUAGE = "nb"
SIGNIFICANT = 0.05
PLAIN = 20
"""A mean from here on is told without decimals."""


def named(words: Texts, text: str) -> Cell:
    """Return a cell in the language of the event."""
    return Cell(text, lang=None if words.lang == EVENT_LANGUAGE else EVENT_LANGUAGE)


def table_of(words: Texts, key: str, heads: Sequence[str], rows: Iterable[Row]) -> Table | None:
    """Return a table with headings by key; None where there are no rows."""
    body = Body(None, tuple(rows))
    if not body.rows:
        return None
    columns = tuple(
        Cell(words(f"{key}.{head}"), number=cell.number)
        for head, cell in zip(heads, body.rows[0], strict=True)
    )
    return Table(words(f"{key}.caption"), columns, (body,))


def wishes(words: Texts, result: Solution) -> Table | None:
    """Return wishes met by round: share and people."""
    table = wish_table(result.fairness)
    if not any(counts for _, counts in table.rows):
        return None
    heads = [words.wishes(a, b, table.outside) for a, b in table.spans]
    columns = (
        Cell(words("wishes.round")),
        number(words("wishes.people")),
        *(number(head[0].upper() + head[1:]) for head in heads),
    )
    rows = tuple(
        (
            named(words, r.title),
            number(words.count(r.people)),
            *(number(f"{words.whole(n)} ({words.percent(n, r.people)})") for n in counts),
            *(number("–") for _ in table.spans[len(counts) :]),
        )
        for r, counts in table.rows
    )
    return Table(words("wishes.caption"), columns, (Body(None, rows),))


def regrets(words: Texts, result: Solution) -> Table | None:
    """Return how many people are at each regret."""
    found = result.fairness
    rows = (
        (
            Cell(words.span(b.first, b.last, found.worst)),
            number(words.whole(b.people)),
            number(words.percent(b.people, found.with_wishes)),
        )
        for b in regret_bins(found)
    )
    return table_of(words, "regrets", ("level", "people", "share"), rows)


def demand(words: Texts, result: Solution) -> Table | None:
    """Return demand against seats, a body for each round."""
    found, event = result.fairness, result.problem.event
    if not found.sessions:
        return None
    titles = {r.id: r.title for r in event.rounds}
    heads = ("seats", "filled", "firsts", "wished")
    gains = seat_gains(words, result)
    columns = (
        Cell(words("demand.session")),
        *(number(words(f"demand.{head}")) for head in (*heads, *(["gain"] if gains else []))),
    )
    order = list(titles)
    ordered = sorted(found.sessions, key=lambda s: order.index(s.round_id))
    bodies = tuple(
        Body(
            named(words, titles[round_id]),
            tuple(
                (
                    named(words, s.title),
                    number(
                        words("demand.unlimited") if s.seats is None else words.whole(s.seats)
                    ),
                    number(words.whole(s.filled)),
                    number(words.count(s.wished_first)),
                    number(words.count(s.wished)),
                    *([number(gains.get(s.session_id, "–"))] if gains else []),
                )
                for s in sessions
            ),
        )
        for round_id, sessions in groupby(ordered, key=lambda s: s.round_id)
    )
    return Table(words("demand.caption"), columns, bodies)


def seat_gains(words: Texts, result: Solution) -> dict[str, str]:
    """Return what one more seat in each session would give, empty where nobody asked."""
    prices = result.comparison.seat_prices if result.comparison else ()
    return {p.session_id: words.whole(p.gain) for p in prices if p.seats is not None}


def buses(words: Texts, result: Solution) -> Table | None:
    """Return the load of each bus."""
    rows = (
        (
            named(words, b.title),
            Cell(words.clock(b.leaves)),
            number(words.whole(b.seats)),
            number(words.whole(b.filled)),
            number(words.whole(b.seats - b.filled)),
        )
        for b in result.fairness.buses
    )
    return table_of(words, "buses", ("bus", "leaves", "seats", "filled", "free"), rows)


def groups(words: Texts, result: Solution) -> Table | None:
    """Return the mean of each group that is large enough."""
    rows = (
        (
            Cell(words("groups.other")) if g.group == "other" else named(words, g.group),
            number(words.whole(g.people)),
            number(words.decimal(g.mean_regret, 2)),
            number(words.percent(g.first_share)),
            number(_gap(words, g)),
            Cell(_verdict(words, g)),
        )
        for g in result.fairness.groups
    )
    heads = ("group", "people", "mean", "firsts", "gap", "verdict")
    return table_of(words, "groups", heads, rows)


def _gap(words: Texts, group: GroupOutcome) -> str:
    if group.gap is None:
        return "–"
    gap = words.signed(group.gap)
    if group.low is None or group.high is None:
        return gap
    return f"{gap} ({words.signed(group.low)} – {words.signed(group.high)})"


def _verdict(words: Texts, group: GroupOutcome) -> str:
    """Say whether chance alone would often make a gap as large (p after Holm)."""
    if group.p is None:
        return words("groups.untold")
    return words("groups.real" if group.p < SIGNIFICANT else "groups.chance")


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
        )
        for w in result.fairness.alternatives
        if not small(result.fairness.with_wishes)
    )
    heads = ("way", "worst", "at_worst", "total", "firsts", "left")
    return table_of(words, "alternatives", heads, rows)


def _ranged(words: Texts, mean: float, low: float, high: float) -> str:
    """Return such as "161 (148–174)": the mean, and where nine of ten draws lie."""
    if low == high:
        return words.decimal(mean)
    digits = 0 if mean >= PLAIN else 1
    return f"{words.decimal(mean, digits)} ({words.whole(low)}–{words.whole(high)})"
