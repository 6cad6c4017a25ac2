"""Smallest sizes against people: sessions that must be held, and too few people for them."""

from __future__ import annotations

from itertools import chain, combinations, islice
from typing import TYPE_CHECKING

import numpy as np

from allocator.explainer.rounds import RoundCase
from allocator.explainer.values import Clause, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.explainer.case import Case
    from allocator.rows import Index, Row

GROUP = "group at least"
TRIED = 4000
"""Sets of demands that are tried."""


def minima_too_large(case: Case) -> Iterator[Reason]:
    """Yield for each round the sessions whose smallest sizes together are out of reach."""
    for round_ in case.problem.event.rounds:
        part = RoundCase(case, round_.id)
        for rows in _out_of_reach(part):
            yield _minima(part, rows)


def _out_of_reach(part: RoundCase) -> Iterator[tuple[Row, ...]]:
    """Yield smallest sets of demands that have too few people, none with another in it."""
    found: list[set[str]] = []
    demands = [row for row in part.minima if row.seats < 0]
    sets = (combinations(demands, size) for size in range(1, len(demands)))
    for rows in chain(islice(chain.from_iterable(sets), TRIED), [tuple(demands)]):
        labels = {row.label for row in rows}
        if any(known <= labels for known in found) or not _disjoint(rows):
            continue
        if -sum(row.seats for row in rows) > len(_reach(part, rows)):
            found.append(labels)
            yield rows


def _disjoint(rows: Sequence[Row]) -> bool:
    """Tell whether nobody is counted by two of these rows."""
    return bool(np.sum([row.uses for row in rows], axis=0).max(initial=0) <= 1)


def _reach(part: RoundCase, rows: Sequence[Row]) -> Index:
    """Return the people who could be counted by any of these rows."""
    able = np.zeros(len(part.options), dtype=bool)
    for row in rows:
        who = row.terms[0].people
        at = np.arange(len(able)) if who is None else who
        able[at] |= part.options[at][:, row.uses].any(axis=1)
    return np.flatnonzero(able)


def _minima(part: RoundCase, rows: Sequence[Row]) -> Reason:
    reach = _reach(part, rows)
    least, people = -sum(row.seats for row in rows), len(reach)
    uses = np.any([row.uses for row in rows], axis=0)
    sessions = tuple(part.sessions[s] for s in np.flatnonzero(uses))
    ids = tuple(sorted(part.case.people[i] for i in reach))
    everybody = people == len(part.case.people)
    words = {"round": part.round_id}
    return Reason(
        kind="too few people",
        numbers={"people": people, "least": least, "short": least - people},
        words=words,
        sessions=sessions,
        people=() if everybody else ids,
        rules=tuple(dict.fromkeys(row.rule for row in rows)),
        because=(
            *_asked(part, rows),
            Clause(
                kind=_kind(rows, people, everybody=everybody),
                numbers={"people": people},
                sessions=sessions,
                people=() if everybody else ids,
            ),
        ),
    )


def _asked(part: RoundCase, rows: Sequence[Row]) -> Iterator[Clause]:
    """Yield what is demanded: of sessions together, and of each group by its name."""
    plain = [row for row in rows if row.rule != GROUP]
    if plain:
        uses = np.any([row.uses for row in plain], axis=0)
        sessions = tuple(part.sessions[s] for s in np.flatnonzero(uses))
        least = -sum(row.seats for row in plain)
        yield Clause(kind="least of sessions", numbers={"least": least}, sessions=sessions)
    for row in rows:
        if row.rule == GROUP:
            session, _, group = row.subject.partition(" ")
            yield Clause(
                kind="least of group",
                numbers={"least": -row.seats},
                words={"group": group},
                sessions=(session,),
            )


def _kind(rows: Sequence[Row], people: int, *, everybody: bool) -> str:
    if [row.rule for row in rows] == [GROUP]:
        return "people of group" if people else "nobody of group"
    if not people:
        return "nobody for sessions"
    return "people in all" if everybody else "people for sessions"
