"""The facts of a quarrel in clauses: each with the numbers and ids that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.explainer.values import Clause, Reason
from allocator.problem import WHEELCHAIR

BUDGET = "hire budget"
SHOWN = 3
"""Facts of one rule that are told before it is said how many more there are."""

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from allocator.explainer.case import Case, Fact
    from allocator.explainer.quarrel import Quarrel
    from allocator.explainer.values import WayOut
    from allocator.problem import Problem

    Saying = Callable[[Case, Sequence[Fact]], Iterator[Clause]]


def quarrel_told(case: Case, found: Quarrel) -> Reason:
    """Return a quarrel as a reason.

    Parameters
    ----------
    case
        The question.
    found
        Facts that leave no allocation, none to spare.
    """
    ids = tuple(sorted(case.people[i] for i in found.people))
    clauses = list(_clauses(case, found.facts))
    named = {person for fact in found.facts for person in fact.people}
    counted = any(case.counts_anybody(fact) for fact in found.facts)
    if counted and len(ids) and not named >= set(ids):
        whole = len(ids) == len(case.people)
        clauses.insert(
            0,
            Clause(
                kind="people in all" if whole else "these people",
                numbers={"people": len(ids)},
                people=() if whole else ids,
            ),
        )
    return Reason(
        kind="quarrel",
        numbers={"people": len(ids), "facts": len(found.facts)},
        sessions=tuple(dict.fromkeys(s for clause in clauses for s in clause.sessions)),
        people=ids,
        rules=tuple(dict.fromkeys(fact.rule for fact in found.facts)),
        because=tuple(clauses),
    )


def budget_told(problem: Problem, reason: Reason, found: Sequence[WayOut]) -> Reason:
    """Return a quarrel as arithmetic, where the budget for buses alone is in the way.

    Parameters
    ----------
    problem
        The question.
    reason
        Why it has no allocation.
    found
        Ways out; the least budget that does is what the cheapest buses cost.
    """
    cheapest = [way.value for way in found if way.kind == "budget" and way.value is not None]
    budget = problem.event.budget
    if budget is None or not cheapest or BUDGET not in reason.rules:
        return reason
    cost, rules = {"cost": cheapest[0]}, (BUDGET,)
    return Reason(
        kind="budget too small",
        numbers={"budget": budget, "short": cheapest[0] - budget, **cost},
        rules=rules,
        because=(
            Clause(kind="cheapest buses", numbers=cost, rules=rules),
            Clause(kind="budget", numbers={"budget": budget}, rules=rules),
        ),
    )


def _clauses(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Yield what the facts of each rule say."""
    for rule in dict.fromkeys(fact.rule for fact in facts):
        own = [fact for fact in facts if fact.rule == rule]
        clauses = list(_SAYINGS.get(rule, _rule)(case, own))
        yield from clauses[:SHOWN]
        if (rest := len(clauses) - SHOWN) > 0:
            yield Clause(kind="more of rule", numbers={"more": rest}, rules=(rule,))


def _rule(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say a rule by its own sentence, with what it speaks of here."""
    (rule,) = {fact.rule for fact in facts}
    sentence = next(r.sentence for r in case.rules if r.name == rule)
    about = [", ".join((*f.sessions, *f.rounds, *_subject(f), *f.people)) for f in facts]
    each = tuple(dict.fromkeys(filter(None, about)))
    words = {"rule": rule, "sentence": sentence, "about": "; ".join(each[:SHOWN])}
    people = tuple(sorted({p for fact in facts for p in fact.people}))
    rest = len(each) - SHOWN
    numbers = {"more": rest} if rest > 0 else {}
    yield Clause(kind="rule", numbers=numbers, words=words, people=people, rules=(rule,))


def _subject(fact: Fact) -> Iterator[str]:
    """Yield what a row speaks of, if it says; half of "exactly one" is not told."""
    if fact.subject:
        yield fact.subject.removesuffix(" (one)").removesuffix(" (some)")


def _rounds(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    rounds = [r for fact in facts for r in fact.rounds]
    kind = "need a session" if len(rounds) == 1 else "need sessions"
    yield Clause(kind=kind, words={"rounds": ", ".join(rounds)}, rules=(facts[0].rule,))


def _limit(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say how many people a session or bus takes, or needs."""
    event = case.problem.event
    for fact in facts:
        seats = case.seats(fact)
        session = event.session.get(fact.subject)
        if session is not None and session.rooms and fact.rule == "room seats":
            rooms = ", ".join(f"{r} ({event.room[r].seats})" for r in session.rooms)
            yield _about(fact, "rooms to choose", {}, {"rooms": rooms}, (session.id,))
        elif seats is None:
            yield from _rule(case, [fact])
        elif session is not None:
            words = {"room": session.room} if session.room else {}
            numbers = {"places": seats, "least": -seats}
            yield _about(fact, fact.rule, numbers, words, (session.id,))
        else:
            words = {"bus": fact.subject.removeprefix("bus ")}
            yield _about(fact, fact.rule, {"places": seats}, words)


def _about(
    fact: Fact,
    kind: str,
    numbers: Mapping[str, int],
    words: Mapping[str, str],
    sessions: tuple[str, ...] = (),
) -> Clause:
    return Clause(
        kind=kind,
        numbers=numbers,
        words=words,
        sessions=sessions,
        people=fact.people,
        rules=(fact.rule,),
    )


def _fleets(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say which buses a visit can have."""
    event = case.problem.event
    for fact in facts:
        leave = event.session[fact.subject].departure
        fleet = leave.fleet if leave else ()
        buses = ", ".join(f"{b} ({event.bus[b].seats})" for b in fleet)
        yield _about(fact, fact.rule, {}, {"buses": buses}, (fact.subject,))


def _groups(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say how many of a group a session is to have."""
    for fact in facts:
        session, _, group = fact.subject.partition(" ")
        seats = case.seats(fact)
        if seats is None:
            yield from _rule(case, [fact])
            continue
        numbers = {"places": seats, "least": -seats}
        yield _about(fact, fact.rule, numbers, {"group": group}, (session,))


def _in_time(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say of each later session which earlier ones end too late for it."""
    event, late = case.problem.event, dict[str, list[str]]()
    for fact in facts:
        if len(fact.sessions) != 2:
            yield from _rule(case, [fact])
            continue
        first, second = sorted(fact.sessions, key=lambda s: event.session[s].busy_from)
        late.setdefault(second, []).append(first)
    for second, firsts in late.items():
        yield Clause(
            kind="too late for",
            words={"begins": event.moment(event.session[second].busy_from)},
            sessions=(second, *firsts),
            rules=(facts[0].rule,),
        )


def _themes(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    for fact in facts:
        if fact.sessions:
            yield Clause(kind="same theme", sessions=fact.sessions, rules=(fact.rule,))
        else:
            yield from _rule(case, [fact])


def _pairs(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say who is to be kept together or apart, and in which round."""
    rule = facts[0].rule
    kind, pairs = ("together", case.problem.together)
    if rule == "apart":
        kind, pairs = ("apart", case.problem.apart)
    for fact in facts:
        rounds = [p.round_id for p in pairs if {p.one, p.other} == set(fact.people)]
        words: Mapping[str, str] = {}
        if rounds and all(rounds):
            words = {"round": ", ".join(rounds)}
        yield Clause(kind=kind, words=words, people=fact.people, rules=(rule,))


def _fixed(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    for fact in facts:
        for person in fact.people:
            fixed = case.problem.attendee[person].fixed
            yield Clause(kind="fixed", sessions=fixed, people=(person,), rules=(fact.rule,))


def _hours(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    for fact in facts:
        for person in fact.people:
            attendee = case.problem.attendee[person]
            for kind, moment in (("arrives", attendee.arrives), ("leaves", attendee.leaves)):
                if moment is not None:
                    words = {kind: case.problem.event.moment(moment)}
                    yield Clause(kind=kind, words=words, people=(person,), rules=(fact.rule,))


def _refused(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    for fact in facts:
        for person in fact.people:
            refused = tuple(sorted(case.problem.wishes_of(person).refused))
            yield Clause(kind="refuses", sessions=refused, people=(person,), rules=(fact.rule,))


def _needs(case: Case, facts: Sequence[Fact]) -> Iterator[Clause]:
    """Say who uses a wheelchair and who cannot walk far, together."""
    people = sorted({p for fact in facts for p in fact.people})
    users = [p for p in people if WHEELCHAIR in case.problem.attendee[p].needs]
    others = [p for p in people if p not in users]
    for kind, members in (("wheelchair users", users), ("no long walk", others)):
        if members:
            yield Clause(kind=kind, people=tuple(members), rules=(facts[0].rule,))
    if not people:
        yield from _rule(case, facts)


_SAYINGS: dict[str, Saying] = {
    "one session a round": _rounds,
    "room seats": _limit,
    "session limit": _limit,
    "bus seats": _limit,
    "guided walks": _limit,
    "smallest size": _limit,
    "wheelchair places": _limit,
    "fleet seats": _fleets,
    "group at most": _groups,
    "group at least": _groups,
    "spread": _groups,
    "reached in time": _in_time,
    "not the same theme twice": _themes,
    "parties": _pairs,
    "apart": _pairs,
    "fixed places": _fixed,
    "hours present": _hours,
    "refused sessions": _refused,
    "cannot walk far": _needs,
    "wheelchair rooms": _needs,
}
