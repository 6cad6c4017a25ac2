"""People against places, round by round: sums, and sets of people who lack seats.

A set of sessions lacks seats if more people can be in these sessions alone than the
sessions take together. All sessions of a round give the plain sum; smaller sets are Hall
violators. If T lacks most seats of all, then the smallest set that lacks any lies in T: for
the deficiency d(S) = people(S) - places(S) is supermodular, so d(S & T) >= d(S) for every S
(L. Lovász, M. D. Plummer, "Matching theory", 1986).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.flow import Demand, most_seated
from allocator.explainer.rounds import RoundCase
from allocator.explainer.values import Clause, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.flow import Supply
    from allocator.explainer.case import Case
    from allocator.rows import Index, Row

WHEELCHAIRS = "wheelchair places"
TRIED = 4000
"""Sets that are tried before the smallest one is looked for by deletion alone."""


def too_few_places(case: Case, budget: Budget) -> Iterator[Reason]:
    """Yield for each round the people who lack places, and for each class with own limits."""
    for round_ in case.problem.event.rounds:
        part = RoundCase(case, round_.id)
        everybody = _Counted(part, None, part.needy, budget)
        if everybody.lacks_in_all:
            yield _sum(everybody)
            continue
        known = list(_sets(everybody))
        yield from known
        for members in () if known else part.classes:
            needy = np.intersect1d(part.needy, members)
            yield from _sets(_Counted(part, members, needy, budget))


@dataclass(frozen=True)
class _Counted:
    """Some people of a round against its places."""

    part: RoundCase
    members: Sequence[int] | None
    people: Index
    budget: Budget

    @cached_property
    def rows(self) -> list[Row]:
        """The limits that bind them."""
        return self.part.about(self.members)

    @cached_property
    def supply(self) -> Supply:
        """What each session takes under its own best plan."""
        return self.part.supply(len(self.people), self.rows, self.budget)

    @cached_property
    def every(self) -> frozenset[int]:
        """All sessions of the round."""
        return frozenset(range(len(self.part.sessions)))

    @cached_property
    def known(self) -> dict[frozenset[int], int]:
        """What `places` has found."""
        return {}

    @property
    def lacks_in_all(self) -> bool:
        """Whether everybody must have a place, and there are too few in all."""
        return len(self.people) == len(self.part.case.people) and self.lacks(self.every)

    def inside(self, sessions: Collection[int]) -> Index:
        """Return the people who can be in these sessions alone."""
        outside = sorted(self.every - frozenset(sessions))
        return self.people[~self.part.options[self.people][:, outside].any(axis=1)]

    def places(self, sessions: Collection[int]) -> int:
        """Return how many of them the sessions take; all of them if that is not known."""
        known = self.known.get(frozenset(sessions))
        if known is None:
            known = self._places(sessions)
            self.known[frozenset(sessions)] = known
        return known

    def _places(self, sessions: Collection[int]) -> int:
        people = len(self.inside(sessions))
        at_most = min(people, self.supply.of(sessions))
        if not any(row.opens for row in self.rows):
            return at_most
        found = self.part.takes(sessions, people, self.rows, self.budget)
        return at_most if found is None else min(at_most, found)

    def lacks(self, sessions: Collection[int]) -> bool:
        """Tell whether these sessions take too few."""
        return self.places(sessions) < len(self.inside(sessions))

    def cut(self) -> frozenset[int]:
        """Return a set that lacks most seats; with an open plan all, if they lack any."""
        options = self.part.options[self.people]
        kinds, count = np.unique(options, axis=0, return_counts=True)
        demands = [
            Demand(int(n), frozenset(np.flatnonzero(kind).tolist()))
            for kind, n in zip(kinds, count, strict=True)
        ]
        lacking = most_seated(demands, self.supply).lacking
        more = not lacking and bool(self.part.case.decisions) and self.lacks(self.every)
        return self.every if more else lacking

    def smallest(self, within: frozenset[int]) -> frozenset[int]:
        """Return a smallest set that lacks seats: one that its people can use up."""
        sets = (
            frozenset(s)
            for size in range(1, len(within))
            for s in combinations(sorted(within), size)
        )
        used = (s for s in islice(sets, TRIED) if self._reached(s) == s)
        found = next((s for s in used if self.lacks(s)), None)
        if found is not None:
            return found
        for session in sorted(within):
            if self.lacks(within - {session}):
                within = within - {session}
        return within

    def _reached(self, sessions: frozenset[int]) -> frozenset[int]:
        used = self.part.options[self.inside(sessions)].any(axis=0)
        return frozenset(np.flatnonzero(used).tolist())


def _sets(counted: _Counted) -> Iterator[Reason]:
    """Yield sets that lack seats, each among the people whom the earlier ones left."""
    while len(counted.people):
        lacking = counted.cut()
        if not lacking:
            return
        sessions = counted.smallest(lacking)
        yield _set(counted, sessions)
        others = np.setdiff1d(counted.people, counted.inside(sessions))
        counted = _Counted(counted.part, counted.members, others, counted.budget)


def _sum(counted: _Counted) -> Reason:
    """Hold all people against all places of a round."""
    part = counted.part
    people, places = len(counted.people), counted.places(range(len(part.sessions)))
    words, rules = {"round": part.round_id}, _rules(counted.rows)
    return Reason(
        kind="too few places",
        numbers={"people": people, "places": places, "short": people - places},
        words=words,
        sessions=part.sessions,
        rules=rules,
        because=(
            Clause(kind="people of round", numbers={"people": people}, words=words),
            Clause(kind="places of round", numbers={"places": places}, words=words),
        ),
    )


def _set(counted: _Counted, sessions: frozenset[int]) -> Reason:
    """Hold the people who can only be in some sessions against the places there."""
    part, inside = counted.part, counted.inside(sessions)
    people, places = len(inside), counted.places(sessions)
    ids = tuple(sorted(part.case.people[i] for i in inside))
    named = tuple(part.sessions[s] for s in sorted(sessions))
    rows = [row for row in counted.rows if row.uses[sorted(sessions)].any()]
    own = [row for row in rows if row.terms[0].people is not None]
    words, rules = (
        {"round": part.round_id},
        _rules(own if counted.members is not None else rows),
    )
    kind = "places of sessions" if counted.members is None else "places for them"
    if rules == (WHEELCHAIRS,):
        kind = "wheelchair places for them"
    return Reason(
        kind="too few places for some",
        numbers={"people": people, "places": places, "short": people - places},
        words=words,
        sessions=named,
        people=ids,
        rules=rules,
        because=(
            Clause(
                kind="people of sessions",
                numbers={"people": people},
                words=words,
                sessions=named,
                people=ids,
            ),
            Clause(
                kind=kind,
                numbers={"places": places},
                sessions=named,
                rules=rules,
            ),
        ),
    )


def _rules(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.rule for row in rows))
