"""The cheapest ways out, each of one kind, computed and confirmed, never guessed.

Single numbers are turned by halving. Where it is open at how many places, or for whom,
something is given, the engine makes the sum least. Every way out is then applied to the
problem itself and asked again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.existence import LEFT_OUT, Answer, Gift, ask
from allocator.errors import LimitReached
from allocator.explainer.case import TOGETHER, asked_of, posted
from allocator.explainer.dials import NUMBERS, SEATS, Dial, dials
from allocator.explainer.gifts import seat_gifts
from allocator.explainer.values import WayOut
from allocator.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.existence import Question
    from allocator.explainer.case import Case, Fact
    from allocator.problem import Problem

NEVER = frozenset({"reached in time", "wheelchair rooms"})
"""Personal rules that no permission can waive: the clock, and a door."""


def ways_out(case: Case, budget: Budget) -> tuple[tuple[WayOut, ...], bool]:
    """Find the cheapest ways out of a problem without any allocation.

    Parameters
    ----------
    case
        The problem and its rules.
    budget
        Time left.

    Returns
    -------
    found : tuple of WayOut
        Those that were found and confirmed.
    complete : bool
        Whether there was time for all.
    """
    search, found = _Search(case, budget), list[WayOut]()
    kinds: tuple[Callable[[], Iterator[WayOut]], ...] = (
        search.seats,
        search.numbers,
        search.relations,
        search.exceptions,
        search.foreign_rules,
        search.fewer_people,
    )
    try:
        for kind in kinds:
            found += kind()
        if all(way.kind == "fewer people" for way in found):
            found += search.several()
    except LimitReached:
        return _without_needless(found), False
    return _without_needless(found), True


def _without_needless(found: Sequence[WayOut]) -> tuple[WayOut, ...]:
    """Leave out seats at several places where one place does with as few."""
    one = min((way.amount for way in found if way.kind in SEATS), default=None)
    return tuple(w for w in found if w.kind != "more seats" or one is None or w.amount < one)


class _Search:
    """What was asked so far."""

    def __init__(self, case: Case, budget: Budget) -> None:
        self.case, self.budget = case, budget
        self.dials = dials(case.problem)
        self.fewest_seats = 1

    def exists(self, problem: Problem) -> bool:
        """Tell whether another problem has an allocation under the same rules."""
        model = posted(problem, self.case.rules)
        return self.asked(asked_of(model)).exists is True

    def asked(self, question: Question) -> Answer:
        """Ask, or raise LimitReached."""
        found = ask(question, self.budget)
        if found.exists is None or (found.exists and not found.proven and not question.free):
            raise LimitReached("the ways out were not all worked out in time")
        return found

    def seats(self) -> Iterator[WayOut]:
        """Yield the least number of seats over all places together."""
        places = [dial for dial in self.dials if dial.kind in SEATS]
        if not places or not self.exists(_loosest(self.case.problem, places)):
            self.dials = [dial for dial in self.dials if dial.kind not in SEATS]
            return
        most, found, named = 8, None, []
        while found is None or not found.exists or found.least > most:
            most *= 4
            named = seat_gifts(self.case, places, most)
            whole = self.case.whole()
            found = self.asked(replace(whole, gifts=[gift for gift, _ in named]))
        parts = _parts(named, found.given)
        self.fewest_seats = found.least
        changed = _turned(self.case.problem, parts)
        if len(parts) > 1 and self.exists(changed):
            yield WayOut(kind="more seats", amount=found.least, parts=parts)

    def numbers(self) -> Iterator[WayOut]:
        """Yield the least turn of every number that makes an allocation possible."""
        for dial in self.dials:
            least = self.fewest_seats if dial.kind in SEATS else 1
            amount = self._least(dial, least)
            if amount is not None:
                yield _way(dial, amount)

    def _least(self, dial: Dial, low: int) -> int | None:
        high = dial.span
        if low > high or not self.exists(dial.turned(dial.loosest)):
            return None
        probe = low
        while low < high:
            if self.exists(dial.turned(dial.at(probe))):
                high = probe
            else:
                low = probe + 1
            probe = (low + high) // 2
        return high

    def relations(self) -> Iterator[WayOut]:
        """Yield the fewest pairs that have to be given up."""
        pairs = [fact for fact in self.case.facts if fact.rule in TOGETHER]
        if not pairs:
            return
        gifts = [self._loosened(fact) for fact in pairs]
        found = self.asked(replace(self.case.whole(), gifts=gifts))
        if found.exists:
            given = [fact for fact, n in zip(pairs, found.given, strict=True) if n]
            parts = tuple(
                WayOut(kind=f"not {f.rule}", amount=1, people=f.people, rules=(f.rule,))
                for f in given
            )
            yield WayOut(kind="relations", amount=found.least, parts=parts)

    def _loosened(self, fact: Fact) -> Gift:
        rows = self.case.question([fact]).rows
        return Gift({row.label: 2 for row in rows})

    def exceptions(self) -> Iterator[WayOut]:
        """Yield for each personal rule the fewest people for whom it has to be waived."""
        for rule in self.case.rules:
            if rule.personal and rule.name not in NEVER:
                question = self._waiving([rule.name])
                found = self.asked(question) if question else Answer(False)
                if found.exists and question:
                    people = self._excepted(question, found)
                    yield WayOut(
                        kind="exceptions",
                        amount=found.least,
                        people=people,
                        rules=(rule.name,),
                    )

    def _waiving(self, rules: Collection[str]) -> Question | None:
        """Return the question in which days that only these rules close cost one."""
        whole = self.case.whole()
        open_days = self.case.blank.possible.copy()
        for name, model in self.case.models.items():
            if name not in rules:
                open_days &= model.possible
        charged = open_days & ~whole.open_days
        if not charged.any():
            return None
        return replace(whole, open_days=open_days, charged=charged)

    def _excepted(self, question: Question, found: Answer) -> tuple[str, ...]:
        at = np.arange(len(found.choice))
        charged = question.charged
        spent = at[charged[at, found.choice]] if charged is not None else at[:0]
        return tuple(sorted(self.case.people[i] for i in spent.tolist()))

    def foreign_rules(self) -> Iterator[WayOut]:
        """Yield rules of the user's own that would have to go."""
        ours = {rule.name for rule in RULES}
        for name in self.case.models:
            if name not in ours:
                kept = [fact for fact in self.case.facts if fact.rule != name]
                if self.asked(self.case.question(kept)).exists:
                    yield WayOut(kind="rule", amount=1, rules=(name,))

    def fewer_people(self) -> Iterator[WayOut]:
        """Yield the fewest people without whom the others have an allocation."""
        found = self.asked(replace(self.case.whole(), may_leave_out=True))
        if not found.exists:
            return
        out = np.flatnonzero(found.choice == LEFT_OUT).tolist()
        people = tuple(sorted(self.case.people[i] for i in out))
        left = _without(self.case.problem, people)
        if left.attendees and self.exists(left):
            yield WayOut(kind="fewer people", amount=found.least, people=people)

    def several(self) -> Iterator[WayOut]:
        """Yield the fewest changes of several kinds where no kind alone does."""
        waived = [r.name for r in self.case.rules if r.personal and r.name not in NEVER]
        question = self._waiving(waived) or self.case.whole()
        pairs = [fact for fact in self.case.facts if fact.rule in TOGETHER]
        places = [d for d in dials(self.case.problem) if d.kind in (*SEATS, *NUMBERS)]
        named = seat_gifts(self.case, places, len(self.case.people))
        gifts = [gift for gift, _ in named]
        loosened = [self._loosened(fact) for fact in pairs]
        found = self.asked(replace(question, gifts=[*gifts, *loosened]))
        if not found.exists:
            return
        parts = _parts(named, found.given[: len(gifts)])
        for fact, n in zip(pairs, found.given[len(gifts) :], strict=True):
            if n:
                kind = f"not {fact.rule}"
                parts += (WayOut(kind=kind, amount=1, people=fact.people),)
        if people := self._excepted(question, found):
            rules = self._broken(found, people)
            way = WayOut(kind="exceptions", amount=len(people), people=people, rules=rules)
            parts += (way,)
        if len(parts) == 1:
            yield parts[0]
        else:
            yield WayOut(kind="several", amount=found.least, parts=parts)

    def _broken(self, found: Answer, people: Collection[str]) -> tuple[str, ...]:
        """Return the personal rules that the days of these people break."""
        at = [i for i, person in enumerate(self.case.people) if person in people]
        days = found.choice[at]
        models = self.case.models.items()
        return tuple(name for name, m in models if not m.possible[at, days].all())


def _way(dial: Dial, amount: int) -> WayOut:
    return WayOut(
        kind=dial.kind,
        amount=amount,
        value=dial.at(amount),
        words=dial.words,
        sessions=dial.sessions,
    )


def _parts(named: Sequence[tuple[Gift, Dial]], given: Sequence[int]) -> tuple[WayOut, ...]:
    """Return what is given at each place."""
    total: dict[int, tuple[Dial, int]] = {}
    for (_, dial), n in zip(named, given, strict=True):
        _, before = total.get(id(dial), (dial, 0))
        total[id(dial)] = (dial, before + n)
    return tuple(_way(dial, n) for dial, n in total.values() if n)


def _turned(problem: Problem, parts: Sequence[WayOut]) -> Problem:
    """Return the problem with several numbers turned."""
    for part in parts:
        for dial in dials(problem):
            if (dial.kind, dial.sessions, dial.words) == (
                part.kind,
                part.sessions,
                part.words,
            ):
                problem = dial.turned(dial.at(part.amount))
                break
    return problem


def _loosest(problem: Problem, places: Sequence[Dial]) -> Problem:
    parts = [_way(dial, dial.span) for dial in places if dial.kind != "seats everywhere"]
    return _turned(problem, parts)


def _without(problem: Problem, people: Collection[str]) -> Problem:
    """Return the problem without some people and what is said of them."""
    return replace(
        problem,
        attendees=tuple(a for a in problem.attendees if a.id not in people),
        wishes={p: said for p, said in problem.wishes.items() if p not in people},
        arrival=tuple(p for p in problem.arrival if p not in people),
        credit={p: points for p, points in problem.credit.items() if p not in people},
        together=tuple(t for t in problem.together if not {t.one, t.other} & set(people)),
        apart=tuple(t for t in problem.apart if not {t.one, t.other} & set(people)),
    )
