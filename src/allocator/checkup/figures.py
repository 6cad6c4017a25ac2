"""Numbers and tables of a check in a language, for the terminal, the page and notebooks."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from allocator.reporting.page import Body, Cell, Table, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.checkup.values import Counts, RoundCount, SessionCount
    from allocator.language import Speaker

EVENT_LANGUAGE = "nb"
MOST_WISHES = 6
"""Columns for numbers of wishes; the last one holds that many and more."""


def whole(tr: Speaker, value: int) -> str:
    """Return a whole number with gaps between thousands, as a language writes it."""
    gap = "\u00a0" if tr.lang == "nb" else ","
    return f"{value:,}".replace(",", gap).replace("-", "−")


def headed(text: str) -> str:
    """Return a text with a capital in front, as a heading has it."""
    return text[:1].upper() + text[1:]


def named(tr: Speaker, text: str) -> Cell:
    """Return a cell with a name in the language of the event."""
    return Cell(text, lang=None if tr.lang == EVENT_LANGUAGE else EVENT_LANGUAGE)


def figures(tr: Speaker, counts: Counts) -> list[tuple[str, str]]:
    """Return the first numbers, each with what it counts."""
    people = counts.people
    return [
        (whole(tr, people.people), tr("people who need a day")),
        (whole(tr, people.answered), tr("of them with at least one wish")),
        (whole(tr, people.silent), tr("without a wish; they get a day all the same")),
        (whole(tr, people.one_only), tr("named only one session in some round")),
        (whole(tr, people.fixed), tr("with a fixed place")),
    ]


def seats_said(tr: Speaker, entry: RoundCount | SessionCount) -> str:
    """Return a number of seats, or why there is none."""
    if entry.seats is None:
        return tr("no limit") if entry.settled else tr("the plan decides")
    if entry.settled:
        return whole(tr, entry.seats)
    return tr("at most {seats}", seats=whole(tr, entry.seats))


def rounds(tr: Speaker, counts: Counts) -> Table:
    """Return people against seats, a row for each round."""
    columns = (
        Cell(tr("Round")),
        number(tr("People")),
        number(headed(tr("seats"))),
        number(tr("Spare seats")),
        number(tr("With wishes")),
    )
    rows = (
        (
            named(tr, r.title),
            number(whole(tr, r.people)),
            number(seats_said(tr, r)),
            number("–" if r.spare is None else whole(tr, r.spare)),
            number(whole(tr, r.wishing)),
        )
        for r in counts.rounds
    )
    return Table(tr("People and seats in each round"), columns, (Body(None, tuple(rows)),))


def usable(tr: Speaker, counts: Counts) -> Table:
    """Return how many people have how many wishes that count, a row for each round."""
    most = min(MOST_WISHES, max(len(r.usable) for r in counts.rounds) - 1)
    heads = [tr.of(k, "{n} wish", "{n} wishes") for k in range(most)]
    last = tr.of(most, "{n} wish", "{n} wishes")
    if any(len(r.usable) > most + 1 for r in counts.rounds):
        last = tr("{n} wishes or more", n=most)
    rows = (
        (named(tr, r.title), *(number(whole(tr, n)) for n in _spread(r.usable, most)))
        for r in counts.rounds
    )
    return Table(
        tr("Wishes that count, people in each round without a fixed place there"),
        (Cell(tr("Round")), *map(number, [*heads, last])),
        (Body(None, tuple(rows)),),
    )


def _spread(counted: tuple[int, ...], most: int) -> Iterator[int]:
    """Yield people with 0, 1, 2, … wishes, and last those with `most` or more."""
    yield from (counted[k] if k < len(counted) else 0 for k in range(most))
    yield sum(counted[most:])


def themes(tr: Speaker, counts: Counts) -> Table | None:
    """Return how much each theme is wanted; None where there are none."""
    if not counts.themes:
        return None
    rows = (
        (
            named(tr, t.theme),
            number(whole(tr, t.sessions)),
            number(whole(tr, t.wished_first)),
            number(whole(tr, t.wished)),
        )
        for t in counts.themes
    )
    heads = (tr("Sessions"), tr("People, as a first wish"), tr("People, at all"))
    return Table(
        tr("How much each theme is wanted"),
        (Cell(tr("Theme")), *map(number, heads)),
        (Body(None, tuple(rows)),),
    )


def by_round(counts: Counts) -> Iterator[tuple[RoundCount, list[SessionCount]]]:
    """Yield the rounds in the order of the day with their sessions."""
    order = {r.round_id: r for r in counts.rounds}
    ids = list(order)
    ordered = sorted(counts.sessions, key=lambda s: ids.index(s.round_id))
    for round_id, sessions in groupby(ordered, key=lambda s: s.round_id):
        yield order[round_id], list(sessions)
