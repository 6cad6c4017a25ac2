"""The tables of the page: the same numbers as the charts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from allocator.reporting.brief import (
    MOST_ROWS,
    buses_shown,
    columns_shown,
    sessions_shown,
    shortened,
)
from allocator.reporting.grid import listed, named
from allocator.reporting.hidden import hidden_answers, hidden_demand, leaves_open, nearly_all
from allocator.reporting.page import Body, Cell, Table, number
from allocator.reporting.shown import regret_bins, wish_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.fairness.records import Fairness, RoundWishes
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution


def wishes(words: Texts, result: Solution, most: int | None = None) -> Table | None:
    """Return wishes met by round: share and people; later wishes joined beyond `most` kinds."""
    table = wish_table(result.fairness)
    table = table if most is None else columns_shown(table, most)
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
            *_wishing(words, result.fairness, r, counts),
            *(number("–") for _ in table.spans[len(counts) :]),
        )
        for r, counts in table.rows
    )
    return Table(words("wishes.caption"), columns, (Body(None, rows),))


def _wishing(
    words: Texts, found: Fairness, round_: RoundWishes, counts: Sequence[int]
) -> Iterator[Cell]:
    """Yield how many had a wish and how many got each: shares alone where a few had none."""
    if not nearly_all(found, round_):
        yield number(words.whole(round_.people) if counts or not round_.people else "–")
        for n in counts:
            yield number(f"{words.whole(n)} ({words.percent(n, round_.people)})")
        return
    yield number("–")
    shares = [round(100 * n / round_.people) for n in counts]
    told = leaves_open(shares, found.people)
    for n in counts:
        yield number(words.percent(n, round_.people) if told else "–")


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
    return listed(words, "regrets", ("level", "people", "share"), rows)


def demand(words: Texts, result: Solution) -> Table | None:
    """Return demand against seats, a body for each round."""
    found, event = result.fairness, result.problem.event
    if not found.sessions:
        return None
    titles = {r.id: r.title for r in event.rounds}
    gains = seat_gains(result)
    heads = ("seats", "filled", "firsts", "wished", *(("gain",) if gains else ()))
    columns = (
        Cell(words("demand.session")),
        *(number(words(f"demand.{head}")) for head in heads),
    )
    place = {round_id: at for at, round_id in enumerate(titles)}
    ordered = sorted(found.sessions, key=lambda s: place[s.round_id])
    hidden = {what: hidden_demand(ordered, what) for what in ("wished_first", "wished")}
    kept = {s.session_id for s in sessions_shown(found, MOST_ROWS)}
    shown = (s for s in ordered if s.session_id in kept)
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
                    *(
                        number("–" if s.session_id in gone else words.whole(getattr(s, what)))
                        for what, gone in hidden.items()
                    ),
                    *((number(_gained(words, gains, s.session_id)),) if gains else ()),
                )
                for s in sessions
            ),
        )
        for round_id, sessions in groupby(shown, key=lambda s: s.round_id)
    )
    table = Table(words("demand.caption"), columns, bodies)
    return shortened(words, table, len(ordered))


def seat_gains(result: Solution) -> dict[str, int]:
    """Return by how many points one more seat brings all days closer, by session."""
    compared = result.comparison
    return {p.session_id: p.gain for p in compared.seat_prices} if compared else {}


def _gained(words: Texts, gains: Mapping[str, int], session_id: str) -> str:
    return words.whole(gains[session_id]) if session_id in gains else "–"


def buses(words: Texts, result: Solution) -> Table | None:
    """Return the load of each bus."""
    found = result.fairness
    rows = (
        (
            named(words, b.title),
            Cell(words.clock(b.leaves)),
            number(words.whole(b.seats)),
            number(words.whole(b.filled)),
            number(words.whole(b.seats - b.filled)),
        )
        for b in buses_shown(found, MOST_ROWS)
    )
    heads = ("bus", "leaves", "seats", "filled", "free")
    return listed(words, "buses", heads, rows, there_are=len(found.buses))


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
            *(number("–" if head in gone else words.count(getattr(r, head))) for head in heads),
        )
        for r in result.fairness.answers.rounds
        for gone in [hidden_answers(result.fairness, r)]
    )
    return listed(words, "answers", ("round", *heads), rows)
