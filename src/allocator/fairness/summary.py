"""The numbers of the fairness report, counted by hand from wishes and places.

Every table is a tuple of small frozen records, so that the report, the data frames and
`fairness.json` show the same numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.fairness.levels import has_wish, tiers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.problem import Problem, Session

MIN_CELL = 5
"""No figure is shown about fewer people than this."""


@dataclass(frozen=True, slots=True)
class RoundWishes:
    """Wishes met in one round.

    Attributes
    ----------
    people
        People with a wish in this round: the denominator.
    met
        Entry k: people who got their wish number k + 1 (dense ranks).
    outside
        People with a wish who got a session they had not mentioned.
    refused
        People with a wish who got a session they had refused.
    without_wish
        People with a fixed place or no wish; in no denominator.
    """

    round_id: str
    title: str
    people: int
    met: tuple[int, ...]
    outside: int
    refused: int
    without_wish: int


@dataclass(frozen=True, slots=True)
class RegretLevel:
    """How many people have a day with this regret."""

    regret: int
    people: int


@dataclass(frozen=True, slots=True)
class SessionDemand:
    """Demand against seats for one session.

    Attributes
    ----------
    seats
        The tightest of the room, the session's own limit and the bus; None if none.
    wished_first, wished
        People who have it as a first wish, and at any rank.
    """

    session_id: str
    round_id: str
    title: str
    seats: int | None
    filled: int
    wished_first: int
    wished: int


@dataclass(frozen=True, slots=True)
class BusLoad:
    """Seats of a bus and the people in it."""

    bus_id: str
    title: str
    leaves: str
    seats: int
    filled: int


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """One group of at least `MIN_CELL` people; smaller ones are pooled in "other"."""

    group: str
    people: int
    mean_regret: float
    first_share: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """What another way of choosing would have done on the same wishes.

    Means over the draws where there are several.

    Attributes
    ----------
    name
        "chosen", "first come" or "random order".
    draws
        Number of draws behind the means.
    total, worst, firsts, unplaced
        Sum of regrets, largest regret, first wishes met, people left without a day; the
        unplaced count in no other figure.
    at_worst
        People at the largest regret.
    """

    name: str
    draws: int
    total: float
    worst: float
    at_worst: float
    firsts: float
    unplaced: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """The numbers of the fairness report.

    Attributes
    ----------
    people, with_wishes
        Attendees, and those who said something (a wish or a refusal).
    worst, at_worst
        Largest regret of those who said something, and how many have it.
    total, mean
        Sum and mean of their regrets.
    firsts, wishes
        First wishes met, and rounds with a wish, over everybody.
    all_first
        People with wishes whose every wish was met first.
    floors
        People who could not have all first wishes even if alone.
    """

    people: int
    with_wishes: int
    worst: int
    at_worst: int
    total: int
    mean: float
    firsts: int
    wishes: int
    all_first: int
    floors: int
    rounds: tuple[RoundWishes, ...]
    regrets: tuple[RegretLevel, ...]
    sessions: tuple[SessionDemand, ...]
    buses: tuple[BusLoad, ...]
    groups: tuple[GroupOutcome, ...]
    alternatives: tuple[Alternative, ...]


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
