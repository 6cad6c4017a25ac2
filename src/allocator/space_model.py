"""All days of a problem by their parts, and beside them a model of the few that are held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.errors import Infeasible, UsageTrouble
from allocator.language import told
from allocator.listable import days_possible, listable
from allocator.rules.posting import post_all, post_parts
from allocator.space_search import FAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Event, Problem
    from allocator.rows import Index
    from allocator.rules.protocol import Rule
    from allocator.space import Space


def refuse_unlistable(problem: Problem) -> None:
    """Refuse what needs a list of all days where there are too many.

    Raises
    ------
    UsageTrouble
        If there are.
    """
    if not listable(problem.event, len(problem.attendees)):
        raise UsageTrouble(
            told(
                "{n} different days are possible, too many for this; only an allocation by "
                "seeded draw can be found",
                n=days_possible(problem.event),
            )
        )


def space_of(problem: Problem, rules: Sequence[Rule]) -> Space:
    """Return all days by their parts.

    Raises
    ------
    Infeasible
        If there are no attendees, or a person has no permitted day.
    UsageTrouble
        If a rule needs a list of all days.
    """
    if not problem.attendees:
        raise Infeasible([told("there are no attendees")])
    space = post_parts(problem, rules)
    stranded = np.flatnonzero(space.floor >= FAR).tolist()
    if stranded:
        people = ", ".join(sorted(space.people[i] for i in stranded))
        raise Infeasible([told("no day is permitted to {people}", people=people)])
    return space


def floors_of(space: Space) -> dict[str, int]:
    """Return the least loss of each person over all days, by attendee id."""
    return dict(zip(space.people, space.floor.tolist(), strict=True))


def model_over(space: Space, rules: Sequence[Rule], allocation: Allocation) -> Model:
    """Return a model of the days that somebody has, with floors over all days."""
    problem = space.tables.problem
    picks = picks_of(problem.event, allocation.days.values())
    return post_all(problem, rules, picks, space.floor)


def picks_of(event: Event, days: Iterable[tuple[str, ...]]) -> Index:
    """Return different days of session ids as `DayTables.picks` has them, (days, rounds)."""
    offers = [[s.id for s in event.offer[r.id]] for r in event.rounds]
    lines = {
        tuple(
            next((k for k, s in enumerate(offer) if s in day), len(offer)) for offer in offers
        )
        for day in set(days)
    }
    return np.array(sorted(lines), dtype=np.intp).reshape(-1, len(offers))
