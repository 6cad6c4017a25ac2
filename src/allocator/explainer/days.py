"""People without any day: which rules exclude each session of a round, and fixed places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from allocator.explainer.excluded import FIXED, PAIRED, excluded
from allocator.explainer.values import Clause, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from allocator.explainer.case import Case
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
        known = alike.setdefault(repr(replace(reason, people=())), reason)
        if known is not reason:
            people = tuple(sorted({*known.people, person.id}))
            alike[repr(replace(known, people=()))] = replace(known, people=people)
    yield from sorted(alike.values(), key=lambda reason: reason.people)


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
    def told(self) -> dict[str, Mask]:
        """Of these the rules that say more than that no round is left empty."""
        empty = [self.case.blank.empty(r.id) for r in self.case.problem.event.rounds]
        return {
            name: days
            for name, days in self.closed.items()
            if name == FIXED or not any(days[gap].all() for gap in empty)
        }

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
        fixed = self.case.problem.attendee[self.id].fixed if FIXED in self.closed else ()
        sets = [p for size in range(1, len(fixed) + 1) for p in combinations(fixed, size)]
        closed = {name: days for name, days in self.told.items() if name != FIXED}
        paired = {name: days for name, days in closed.items() if name in PAIRED}
        everywhere = np.ones_like(self.whole)
        for rules, among in ((closed, everywhere), (paired, self.whole)):
            for places in sets:
                held = [self.case.blank.attends(s) for s in places]
                found = _covering(rules, np.all([among, *held], axis=0))
                if found is not None:
                    return self._clash(places, found)
        return None

    def _clash(self, places: tuple[str, ...], rules: Collection[str]) -> Reason:
        *others, last = places
        because = [
            Clause(kind="fixed", sessions=(s,), people=(self.id,), rules=(FIXED,))
            for s in places
        ]
        for rule in rules:
            beside = self._clashing(last, rule)
            because.append(self._excluded(last, rule, others or beside))
        if not rules:
            words = {"round": self.case.problem.event.session[last].round_id}
            because.append(Clause(kind="same round", words=words, sessions=places))
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
        found = [(self._round(r.id), r.id) for r in rounds]
        lines, round_id = min(found, key=lambda entry: _length(entry[0]))
        return Reason(
            kind="no day",
            words={"round": round_id},
            sessions=tuple(s for line in lines for s in line.sessions),
            people=(self.id,),
            rules=tuple(dict.fromkeys(rule for line in lines for rule in line.rules)),
            because=lines,
        )

    def _round(self, round_id: str) -> tuple[Reason, ...]:
        """Return for each session of a round the fewest rules that exclude it."""
        return tuple(self._line(s.id) for s in self.case.problem.event.offer[round_id])

    def _line(self, session: str) -> Reason:
        days = self.case.blank.attends(session)
        rules = _covering(self.told, days)
        if rules is not None:
            because = [self._excluded(session, r, self._clashing(session, r)) for r in rules]
        else:
            rules = _covering(self.told, days & self.whole) or ()
            because = [clause for r in rules for clause in self._through_others(session, r)]
        return Reason(kind="excluded", sessions=(session,), rules=rules, because=tuple(because))

    def _through_others(self, session: str, rule: str) -> Iterator[Clause]:
        """Yield why a rule leaves nothing to go with a session."""
        if rule in PAIRED and rule != FIXED:
            yield self._excluded(session, rule, self._clashing(session, rule))
            return
        for other in self._clashing(session, rule):
            if self.closed[rule][self.case.blank.attends(other)].all():
                yield self._excluded(other, rule, self._clashing(other, rule))

    def _clashing(self, session: str, rule: str) -> list[str]:
        """Return sessions of other rounds with which a rule lets the person not have one."""
        event, blank = self.case.problem.event, self.case.blank
        if rule == FIXED:
            fixed = self.case.problem.attendee[self.id].fixed
            return [s for s in fixed if s != session]
        found = []
        for other in event.sessions:
            both = blank.attends(session) & blank.attends(other.id)
            elsewhere = other.round_id != event.session[session].round_id
            if elsewhere and both.any() and self.closed[rule][both].all():
                found.append(other.id)
        return found

    def _excluded(self, session: str, rule: str, others: Collection[str]) -> Clause:
        return excluded(self.case.problem, self.id, session, rule, others)


def _length(lines: tuple[Reason, ...]) -> tuple[int, int]:
    """Return how plain the lines of a round are: few that need others, few clauses."""
    clauses = [clause for line in lines for clause in line.because]
    aside = sum(c.sessions[:1] not in {line.sessions for line in lines} for c in clauses)
    return aside, len(clauses)


def _covering(closed: Mapping[str, Mask], days: Mask) -> tuple[str, ...] | None:
    """Return the fewest rules that close all of some days between them; None if none do."""
    left = {name: mask[days] for name, mask in closed.items() if mask[days].any()}
    for size in range(min(MANY, len(left)) + 1):
        for names in combinations(left, size):
            if np.all(np.any([left[n] for n in names], axis=0) | (not days.any())):
                return names
    everything = np.any(list(left.values()), axis=0) if left else np.zeros(1, dtype=bool)
    return tuple(left) if everything.all() else None
