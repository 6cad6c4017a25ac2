"""Chances and expected regrets of a table of tickets, as exact fractions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from allocator.lottery.table import Day, Table
    from allocator.problem import Event


@dataclass(frozen=True, slots=True)
class Chance:
    """A person's probability of a session, before the draw."""

    attendee_id: str
    round_id: str
    session_id: str
    probability: Fraction


def chances(event: Event, table: Table) -> tuple[Chance, ...]:
    """Return each person's probability of each session, without those that are 0.

    Sorted by person, round and session; a round without a session takes what is left to 1.
    """
    place = {r.id: i for i, r in enumerate(event.rounds)}
    found: list[tuple[str, int, str, Fraction]] = []
    for group, tickets in _tickets(table):
        count: Counter[str] = Counter()
        for day, n in tickets.items():
            for session_id in day:
                count[session_id] += n
        parts = table.total * len(group)
        for session_id, n in count.items():
            r = place[event.session[session_id].round_id]
            found += [(person, r, session_id, Fraction(n, parts)) for person in group]
    return tuple(Chance(p, event.rounds[r].id, s, share) for p, r, s, share in sorted(found))


def expected(table: Table, regret: Callable[[str, Day], int]) -> dict[str, Fraction]:
    """Return each person's expected regret, sorted by id.

    Parameters
    ----------
    table
        Tickets for allocations.
    regret
        Regret of a person's day; alike for equals.
    """
    found: dict[str, Fraction] = {}
    for group, tickets in _tickets(table):
        points = sum(n * regret(group[0], day) for day, n in tickets.items())
        found |= dict.fromkeys(group, Fraction(points, table.total * len(group)))
    return dict(sorted(found.items()))


def _tickets(table: Table) -> Iterator[tuple[tuple[str, ...], Counter[Day]]]:
    """Yield each group of equals with the tickets of each day, over its members."""
    for group in table.groups:
        tickets: Counter[Day] = Counter()
        for n, allocation in zip(table.tickets, table.allocations, strict=True):
            for person in group:
                tickets[allocation.days[person]] += n
        yield group, tickets
