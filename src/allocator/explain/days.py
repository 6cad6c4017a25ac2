"""People without any day: which rules exclude each session of a round, and fixed places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from allocator.explain.excluded import FIXED, excluded
from allocator.explain.values import Clause, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from allocator.explain.case import Case
    from allocator.rows import Mask

MANY = 4
"""Rules that are looked for together before they are taken one by one."""


def without_a_day(case: Case) -> Iterator[Reason]:
    """Yield why people have no day, those with the same reasons together."""
    open_days = np.all([m.permitted for m in case.models.values()], axis=0)
    alike: dict[str, Reason] = {}
    for i in np.flatnonzero(~open_days.any(axis=1)).tolist():
        person = _Person(case, i)
        reason = person.fixed_clash() or person.nothing_left()
        same = repr(reason).replace(repr(person.id), "")
        known = alike.setdefault(same, reason)
        if known is not reason:
            people = tuple(sorted({*known.people, person.id}))
            alike[same] = replace(known, people=people)
    yield from alike.values()


@dataclass(frozen=True)
class _Person:
    """Somebody without a day.

    Attributes
    ----------
    case
        The question.
    position
        The person's row in every table.
    """

    case: Case
    position: int

    @property
    def id(self) -> str:
        """Attendee id."""
        return self.case.people[self.position]

    @cached_property
    def closed(self) -> dict[str, Mask]:
        """Days that each rule closes to this person, of rules that close any."""
        models = self.case.models
        found = {name: ~m.permitted[self.position] for name, m in models.items()}
        return {name: days for name, days in found.items() if days.any()}

    @cached_property
    def whole(self) -> Mask:
        """Days without a gap that one rule closes already, shape (days,)."""
        found = np.ones(len(self.case.blank.days), dtype=bool)
        for round_ in self.case.problem.event.rounds:
            empty = self.case.blank.empty(round_.id)
            if any(closed[empty].all() for closed in self.closed.values()):
                found &= ~empty
        return found

    def fixed_clash(self) -> Reason | None:
        """Return why the person's fixed places cannot all be kept, if that is so."""
        fixed = self.case.problem.attendee[self.id].fixed
        others = {name: days for name, days in self.closed.items() if name != FIXED}
        for size in range(1, len(fixed) + 1 if FIXED in self.closed else 1):
            for places in combinations(fixed, size):
                held = [self.case.blank.attends(s) for s in places]
                days = np.all([self.whole, *held], axis=0)
                rules = _covering(others, days)
                if rules is not None:
                    return self._clash(places, rules)
        return None

    def _clash(self, places: tuple[str, ...], rules: Collection[str]) -> Reason:
        because = [
            Clause(kind="fixed", sessions=(s,), people=(self.id,), rules=(FIXED,))
            for s in places
        ]
        last = places[-1]
        because += [self._excluded(last, rule, among=places[:-1]) for rule in rules]
        event = self.case.problem.event
        if not rules:
            round_id = event.session[last].round_id
            because.append(
                Clause(kind="same round", words={"round": round_id}, sessions=places)
            )
        return Reason(
            kind="fixed places clash",
            sessions=places,
            people=(self.id,),
            rules=(FIXED, *rules),
            because=tuple(because),
        )

    def nothing_left(self) -> Reason:
        """Return the rules that exclude each session of a round, of the plainest round."""
        rounds = self.case.problem.event.rounds
        found = {r.id: self._round(r.id) for r in rounds}
        plainest = min(found, key=lambda r: sum(map(len, found[r].values())))
        because = [
            self._excluded(session, rule)
            for session, rules in found[plainest].items()
            for rule in rules
        ]
        return Reason(
            kind="no day",
            words={"round": plainest},
            sessions=tuple(found[plainest]),
            people=(self.id,),
            rules=tuple(dict.fromkeys(rule for clause in because for rule in clause.rules)),
            because=tuple(because),
        )

    def _round(self, round_id: str) -> dict[str, tuple[str, ...]]:
        """Return for each session of a round the fewest rules that exclude it."""
        found = {}
        for session in self.case.problem.event.offer[round_id]:
            days = self.whole & self.case.blank.attends(session.id)
            rules = _covering(self.closed, days)
            found[session.id] = tuple(self.closed) if rules is None else rules
        return found

    def _excluded(self, session: str, rule: str, among: Collection[str] = ()) -> Clause:
        """Return why a rule excludes a session, beside some others or all."""
        blank, closed = self.case.blank, self.closed[rule]
        own = self.case.problem.event.session[session].round_id
        others = []
        for other in self.case.problem.event.sessions:
            both = blank.attends(session) & blank.attends(other.id)
            if other.round_id != own and both.any() and closed[both].all():
                others.append(other.id)
        fixed = self.case.problem.attendee[self.id].fixed
        if rule == FIXED:
            others = [s for s in fixed if s != session]
        wanted = [s for s in others if s in (among or fixed)]
        return excluded(self.case.problem, self.id, session, rule, wanted or others)


def _covering(closed: Mapping[str, Mask], days: Mask) -> tuple[str, ...] | None:
    """Return the fewest rules that close all of some days between them; None if none do."""
    left = {name: mask[days] for name, mask in closed.items() if mask[days].any()}
    for size in range(min(MANY, len(left)) + 1):
        for names in combinations(left, size):
            if np.all(np.any([left[n] for n in names], axis=0) | (not days.any())):
                return names
    everything = np.any(list(left.values()), axis=0) if left else np.zeros(1, dtype=bool)
    return tuple(left) if everything.all() else None
