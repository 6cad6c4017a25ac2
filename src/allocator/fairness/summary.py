"""The numbers of the fairness report, counted by hand from wishes and places.

Every table is a tuple of small frozen records, so that the report, the data frames and
`fairness.json` show the same numbers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.fairness.levels import has_wish, tiers
from allocator.fairness.records import (
    MIN_CELL,
    Alternative,
    BusLoad,
    Fairness,
    GroupOutcome,
    RegretLevel,
    RoundWishes,
    SessionDemand,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.problem import Problem, Session


def summarise(
    problem: Problem,
    floors: Mapping[str, int],
    allocation: Allocation,
    outcomes: Sequence[Outcome],
    alternatives: Sequence[Alternative] = (),
) -> Fairness:
    """Count the numbers of the fairness report.

    Parameters
    ----------
    problem
        The question.
    floors
        Least loss of each person if alone.
    allocation
        The answer.
    outcomes
        Everybody's day in numbers, in the order of `problem.attendees`.
    alternatives
        Baselines to compare with.
    """
    wishful, heard = wishing(problem), speaking(problem)
    regrets = [o.regret for o in outcomes if o.attendee_id in heard]
    levels = Counter(regrets)
    worst = max(regrets, default=0)
    return Fairness(
        people=len(problem.attendees),
        with_wishes=len(regrets),
        worst=worst,
        at_worst=levels[worst],
        total=sum(regrets),
        mean=round(sum(regrets) / len(regrets), 6) if regrets else 0.0,
        firsts=sum(o.firsts for o in outcomes),
        wishes=sum(len(rounds) for rounds in wishful.values()),
        all_first=sum(o.firsts == len(wishful[o.attendee_id]) > 0 for o in outcomes),
        floors=sum(floor > 0 for floor in floors.values()),
        rounds=tuple(_round(problem, allocation, r.id, r.title) for r in problem.event.rounds),
        regrets=tuple(RegretLevel(t, levels[t]) for t in range(worst + 1)),
        sessions=tuple(_demand(problem, allocation)),
        buses=tuple(_buses(problem, allocation)),
        groups=_groups(problem, outcomes, wishful),
        alternatives=tuple(alternatives),
    )


def speaking(problem: Problem) -> frozenset[str]:
    """Return the ids of those who said something, be it a wish or a refusal."""
    return frozenset(
        person for person, said in problem.wishes.items() if said.ranks or said.refused
    )


def wishing(problem: Problem) -> dict[str, tuple[str, ...]]:
    """Return for each attendee id the rounds in which the person wished for something."""
    event = problem.event
    return {
        a.id: tuple(
            r.id for r in event.rounds if has_wish(event, a, problem.wishes_of(a.id), r.id)
        )
        for a in problem.attendees
    }


def _round(problem: Problem, allocation: Allocation, round_id: str, title: str) -> RoundWishes:
    event, met = problem.event, Counter[int]()
    people = outside = refused = 0
    for attendee in problem.attendees:
        said = problem.wishes_of(attendee.id)
        if not has_wish(event, attendee, said, round_id):
            continue
        people += 1
        for session in allocation.sessions(event, attendee.id):
            if session.round_id != round_id:
                continue
            if session.id in said.ranks:
                ordered = tiers(event, said, round_id)
                met[next(k for k, t in enumerate(ordered) if session.id in t)] += 1
            elif session.id in said.refused:
                refused += 1
            else:
                outside += 1
    return RoundWishes(
        round_id,
        title,
        people,
        tuple(met[k] for k in range(max(met, default=0) + 1)),
        outside,
        refused,
        len(problem.attendees) - people,
    )


def seats_of(problem: Problem, session: Session) -> int | None:
    """Return the tightest limit of a session: room, own limit or bus; None if none."""
    event = problem.event
    limits = [session.seats] if session.seats is not None else []
    if session.room:
        limits.append(event.room[session.room].seats)
    if session.departure and session.departure.bus:
        limits.append(event.bus[session.departure.bus].seats)
    return min(limits, default=None)


def _demand(problem: Problem, allocation: Allocation) -> list[SessionDemand]:
    event, filled = problem.event, allocation.filled()
    first, wished = Counter[str](), Counter[str]()
    for attendee in problem.attendees:
        said = problem.wishes_of(attendee.id)
        for round_ in event.rounds:
            if has_wish(event, attendee, said, round_.id):
                first.update(tiers(event, said, round_.id)[0])
                wished.update(s.id for s in event.offer[round_.id] if s.id in said.ranks)
    return [
        SessionDemand(
            s.id,
            s.round_id,
            s.title,
            seats_of(problem, s),
            filled[s.id],
            first[s.id],
            wished[s.id],
        )
        for s in event.sessions
    ]


def _buses(problem: Problem, allocation: Allocation) -> list[BusLoad]:
    event, filled = problem.event, allocation.filled()
    loads = []
    for bus in event.buses:
        served = [s for s in event.sessions if s.departure and s.departure.bus == bus.id]
        if served:
            leaves = f"{served[0].busy_from:%H:%M}"
            people = sum(filled[s.id] for s in served)
            loads.append(BusLoad(bus.id, bus.title, leaves, bus.seats, people))
    return loads


def _groups(
    problem: Problem,
    outcomes: Sequence[Outcome],
    wishful: Mapping[str, tuple[str, ...]],
) -> tuple[GroupOutcome, ...]:
    """Pool small groups until nothing about fewer than `MIN_CELL` people can be told."""
    members: dict[str, list[Outcome]] = {}
    for o in outcomes:
        if wishful[o.attendee_id]:
            members.setdefault(problem.attendee[o.attendee_id].group, []).append(o)
    shown = {g: m for g, m in members.items() if g and len(m) >= MIN_CELL}
    other = [o for g, m in members.items() if g not in shown for o in m]
    for group in sorted(shown, key=lambda g: (len(shown[g]), g)):
        if not 0 < len(other) < MIN_CELL:
            break
        other += shown.pop(group)
    pooled = [*sorted(shown.items()), *([("other", other)] if other else [])]
    return tuple(
        GroupOutcome(
            group,
            len(people),
            round(sum(o.regret for o in people) / len(people), 6),
            round(
                sum(o.firsts for o in people)
                / sum(len(wishful[o.attendee_id]) for o in people),
                6,
            ),
        )
        for group, people in pooled
        if len(people) >= MIN_CELL
    )
