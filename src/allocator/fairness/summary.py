"""The numbers of the fairness report, counted by hand from wishes and places.

Every table is a tuple of small frozen records, so that the report, the data frames and
`fairness.json` show the same numbers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.chance import seed_of, subseed
from allocator.fairness.answers import answers
from allocator.fairness.groups import group_gaps, pool_small
from allocator.fairness.inequality import atkinson, gini, jain, lorenz, utilities
from allocator.fairness.levels import empty_loss, has_wish, list_losses
from allocator.fairness.lists import count_lists, is_wish
from allocator.fairness.places import places
from allocator.fairness.profile import (
    NO_WISH,
    NOTHING,
    pooled,
    rank_profile,
    with_all_first,
    with_some_first,
)
from allocator.fairness.records import (
    MIN_CELL,
    Fairness,
    GroupOutcome,
    Inequality,
    RegretLevel,
    RoundWishes,
    SessionDemand,
)
from allocator.fairness.seats import bus_loads, seats_of
from allocator.fairness.tails import at_worst, tail_mean, worst

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.profile import Profile
    from allocator.fairness.records import Alternative, Envy, Gap
    from allocator.problem import Problem

AVERSION = 1.0
"""The e of Atkinson's index in the report."""


def summarise(
    problem: Problem,
    floors: Mapping[str, int],
    allocation: Allocation,
    outcomes: Sequence[Outcome],
    envy: Envy,
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
    envy
        Who would rather have another's day; it takes the permissions to tell.
    alternatives
        The answer beside other ways of choosing.
    """
    wishful, heard = wishing(problem), speaking(problem)
    regrets = [o.regret for o in outcomes if o.attendee_id in heard]
    at, largest = Counter(regrets), worst(regrets)
    firsts = [o.firsts for o in outcomes]
    wishes = [len(wishful[o.attendee_id]) for o in outcomes]
    profiles = [_profile(problem, allocation, r.id) for r in problem.event.rounds]
    whole = pooled(profiles)
    return Fairness(
        people=len(problem.attendees),
        with_wishes=len(regrets),
        worst=largest,
        at_worst=at_worst(regrets),
        tail_mean=round(tail_mean(regrets), 6),
        total=sum(regrets),
        mean=round(sum(regrets) / len(regrets), 6) if regrets else 0.0,
        squares=sum(regret**2 for regret in regrets),
        firsts=sum(firsts),
        wishes=sum(wishes),
        some_first=with_some_first(firsts, wishes),
        all_first=with_all_first(firsts, wishes),
        floors=sum(floor > 0 for floor in floors.values()),
        levels=whole.met,
        outside=whole.outside,
        refused=whole.refused,
        rounds=tuple(_rounds(problem, profiles)),
        regrets=tuple(RegretLevel(t, at[t]) for t in range(largest + 1)),
        sessions=tuple(_demand(problem, allocation)),
        buses=bus_loads(problem, allocation),
        groups=tuple(_groups(problem, floors, outcomes, wishful)),
        inequality=_inequality(regrets, regret_scale(problem)),
        envy=envy,
        alternatives=tuple(alternatives),
        answers=answers(problem),
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


def regret_scale(problem: Problem) -> int:
    """Return R, the largest regret that the form and the answers allow.

    Sum over the rounds of the largest loss that any session would be to anybody: m - 1
    where somebody ranked all m sessions, 3 where nobody ranked more than three of more, one
    more where somebody refused on top, times the weight. A missing session counts where the
    event allows staying away. It hangs on the question only, so that allocations of one
    event are measured alike; compare nothing between events.
    """
    event = problem.event

    def largest(round_id: str) -> int:
        if event.staying_away:
            return empty_loss(event, round_id)
        tables = (list_losses(event, x, round_id) for x in count_lists(problem, round_id))
        return max((loss for table in tables for loss in table.values()), default=0)

    return sum(largest(r.id) for r in event.rounds)


def _profile(problem: Problem, allocation: Allocation, round_id: str) -> Profile:
    def held() -> Iterator[int]:
        for attendee in problem.attendees:
            kinds = places(problem, attendee.id, round_id)
            mine = [kinds[s] for s in allocation.days.get(attendee.id, ()) if s in kinds]
            wished = NO_WISH not in kinds.values()
            yield from mine or ([NOTHING] if wished else [])

    return rank_profile(held())


def _rounds(problem: Problem, profiles: Sequence[Profile]) -> Iterator[RoundWishes]:
    for round_, found in zip(problem.event.rounds, profiles, strict=True):
        without = len(problem.attendees) - found.people
        yield RoundWishes(
            round_.id,
            round_.title,
            found.people,
            found.met,
            found.outside,
            found.refused,
            without,
        )


def _demand(problem: Problem, allocation: Allocation) -> list[SessionDemand]:
    event, filled = problem.event, allocation.filled()
    first, wished = Counter[str](), Counter[str]()
    for round_ in event.rounds:
        for said, people in count_lists(problem, round_.id).items():
            if is_wish(said):
                first.update(dict.fromkeys(said.tiers[0], people))
                wished.update({session: people for session, _ in said.ranked})
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


def _inequality(regrets: Sequence[int], scale: int) -> Inequality:
    """Measure inequality; where nobody was heard all have the same."""
    top = max(scale, *regrets, 0)
    values = utilities(regrets or [0], top)
    return Inequality(
        gini=round(gini(values), 6),
        jain=round(jain(values), 6),
        atkinson=round(atkinson(values, AVERSION), 6),
        aversion=AVERSION,
        scale=top,
        lorenz=tuple((round(x, 6), round(y, 6)) for x, y in lorenz(values)),
    )


def _groups(
    problem: Problem,
    floors: Mapping[str, int],
    outcomes: Sequence[Outcome],
    wishful: Mapping[str, tuple[str, ...]],
) -> Iterator[GroupOutcome]:
    """Tell of each group that is large enough, with its gap to everybody else."""
    told = _told_of(outcomes, wishful, speaking(problem))
    groups = pool_small((problem.attendee[o.attendee_id].group, o) for o in told)
    seed = seed_of(problem)
    regret = {g: [o.regret for o in members] for g, members in groups.items()}
    floor = {g: [floors[o.attendee_id] for o in members] for g, members in groups.items()}
    gaps = group_gaps(regret, subseed(seed, "groups", "regret"))
    floor_gaps = group_gaps(floor, subseed(seed, "groups", "floor"))
    for group, members in groups.items():
        wishes = sum(len(wishful[o.attendee_id]) for o in members) or 1
        yield GroupOutcome(
            group,
            len(members),
            round(sum(regret[group]) / len(members), 6),
            round(sum(o.firsts for o in members) / wishes, 6),
            *_figures(gaps.get(group)),
            *_figures(floor_gaps.get(group)),
        )


def _told_of(
    outcomes: Sequence[Outcome],
    wishful: Mapping[str, tuple[str, ...]],
    heard: frozenset[str],
) -> list[Outcome]:
    """Return those whom groups tell of: the wishful, and with them all that were heard.

    Where few were heard without a wish, because they only refused, the totals of all that
    were heard would tell what those few have.
    """
    without = [o for o in outcomes if o.attendee_id in heard and not wishful[o.attendee_id]]
    few = 0 < len(without) < MIN_CELL
    return [o for o in outcomes if wishful[o.attendee_id] or (few and o.attendee_id in heard)]


def _figures(gap: Gap | None) -> tuple[float | None, float | None, float | None, float | None]:
    return (None,) * 4 if gap is None else (gap.difference, gap.low, gap.high, gap.p)
