"""The fewest pairs given up, people let off a rule, people left out, or changes in all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.engine.kinds import Gift
from allocator.explainer.case import TOGETHER
from allocator.explainer.dials import NUMBERS, SEATS, dials
from allocator.explainer.gifts import given_at, seat_gifts
from allocator.explainer.values import WayOut
from allocator.problem import WHEELCHAIR
from allocator.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from allocator.engine.existence import Answer
    from allocator.engine.kinds import Question
    from allocator.explainer.asking import Asking
    from allocator.explainer.case import Case, Fact
    from allocator.problem import Problem
    from allocator.rows import Index
    from allocator.rules.protocol import Rule

NEVER = frozenset({"reached in time", "wheelchair rooms"})
"""Personal rules that nobody can be let off: the clock, and a door."""
WALKING = "cannot walk far"
OURS = frozenset(rule.name for rule in RULES)


def relations(asking: Asking) -> Iterator[WayOut]:
    """Yield the fewest pairs that have to be given up."""
    case = asking.case
    pairs = [fact for fact in case.facts if fact.rule in TOGETHER]
    if not pairs:
        return
    gifts = [_loosened(case, fact) for fact in pairs]
    found = asking.asked(replace(case.whole(), gifts=gifts))
    if found.exists:
        parts = _given_up(pairs, found.given)
        yield WayOut(kind="relations", amount=found.least, parts=parts)


def exceptions(asking: Asking, rule: Rule) -> Iterator[WayOut]:
    """Yield the fewest people who have to be let off a personal rule."""
    if not rule.personal or rule.name in NEVER:
        return
    question = _waiving(asking.case, [rule.name])
    if question is None:
        return
    found = asking.asked(replace(question, at_least=asking.missing))
    if found.exists:
        people = _let_off(asking.case, question, found)
        yield WayOut(kind="exceptions", amount=found.least, people=people, rules=(rule.name,))


def foreign_rules(asking: Asking, rule: Rule) -> Iterator[WayOut]:
    """Yield a rule of the user's own, if it would have to go."""
    case = asking.case
    if rule.name not in OURS:
        kept = [fact for fact in case.facts if fact.rule != rule.name]
        if asking.asked(case.question(kept)).exists:
            words = {"sentence": rule.sentence}
            yield WayOut(kind="rule", amount=1, rules=(rule.name,), words=words)


def fewer_people(asking: Asking) -> Iterator[WayOut]:
    """Yield the fewest people without whom the others have an allocation."""
    case = asking.case
    whole = case.whole()
    found = asking.asked(replace(whole.leaving_out(), at_least=asking.missing))
    if not found.exists:
        return
    out = np.flatnonzero(found.choice == whole.open_days.shape[1]).tolist()
    people = tuple(sorted(case.people[i] for i in out))
    left = _without(case.problem, people)
    if left.attendees and asking.exists(left):
        yield WayOut(kind="fewer people", amount=found.least, people=people)


def several(asking: Asking) -> Iterator[WayOut]:
    """Yield the fewest changes of several kinds, where no kind alone does."""
    case = asking.case
    waived = [r.name for r in case.rules if r.personal and r.name not in NEVER]
    question = _waiving(case, waived) or case.whole()
    pairs = [fact for fact in case.facts if fact.rule in TOGETHER]
    places = [d for d in dials(case.problem) if d.kind in (*SEATS, *NUMBERS)]
    named = seat_gifts(case, places, len(case.people))
    gifts = [gift for gift, _ in named] + [_loosened(case, fact) for fact in pairs]
    found = asking.asked(replace(question, gifts=gifts))
    if not found.exists:
        return
    parts = given_at(named, found.given[: len(named)])
    parts += _given_up(pairs, found.given[len(named) :])
    if people := _let_off(case, question, found):
        rules = _broken(case, found, people)
        parts += (WayOut(kind="exceptions", amount=len(people), people=people, rules=rules),)
    several_parts = WayOut(kind="several", amount=found.least, parts=parts)
    yield several_parts if len(parts) > 1 else parts[0]


def _loosened(case: Case, fact: Fact) -> Gift:
    """Return the gift that frees two people from each other."""
    return Gift({row.label: 2 for row in case.question([fact]).rows})


def _given_up(pairs: Sequence[Fact], given: Sequence[int]) -> tuple[WayOut, ...]:
    return tuple(
        WayOut(kind=f"not {fact.rule}", amount=1, people=fact.people, rules=(fact.rule,))
        for fact, n in zip(pairs, given, strict=True)
        if n
    )


def _waiving(case: Case, rules: Collection[str]) -> Question | None:
    """Return the question in which days that only these rules close cost one.

    Nobody can be let off what a wheelchair cannot do.
    """
    whole, open_days = case.whole(), case.blank.possible.copy()
    for name, model in case.models.items():
        bound = _bound(case, name) if name in rules else slice(None)
        open_days[bound] &= model.possible[bound]
    charged = open_days & ~whole.open_days
    if not charged.any():
        return None
    return replace(whole, open_days=open_days, charged=charged)


def _bound(case: Case, rule: str) -> Index:
    """Return the positions of people whom nobody can let off a rule: no wheelchair walks."""
    if rule != WALKING:
        return np.zeros(0, dtype=np.intp)
    return np.flatnonzero([WHEELCHAIR in a.needs for a in case.blank.problem.attendees])


def _let_off(case: Case, question: Question, found: Answer) -> tuple[str, ...]:
    """Return the people whose day costs."""
    if question.charged is None:
        return ()
    costs = question.charged[np.arange(len(found.choice)), found.choice]
    return tuple(sorted(case.people[i] for i in np.flatnonzero(costs)))


def _broken(case: Case, found: Answer, people: Collection[str]) -> tuple[str, ...]:
    """Return the personal rules that the days of these people break."""
    at = [i for i, person in enumerate(case.people) if person in people]
    days, models = found.choice[at], case.models.items()
    return tuple(name for name, m in models if not m.possible[at, days].all())


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
