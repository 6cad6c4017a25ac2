"""What a day is to the person who spends it, counted by hand from wishes and places.

Nothing here looks at a model or a solver: these are the numbers that claims are held
against.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from allocator.chance import seed_of, tie_costs
from allocator.fairness.levels import day_loss, empty_loss, has_wish, levels, losses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.offer import Session
    from allocator.problem import Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person's day in numbers.

    Attributes
    ----------
    regret
        Loss of the day less the least loss the person could have if alone; 0 is best.
    firsts
        Number of first wishes met.
    refused
        Number of places the person had refused.
    gaps
        Number of rounds without a session.
    kept_themes
        Number of sessions whose theme came earlier in the day.
    tie
        Sum of the seeded small costs of the last stage.
    levels
        How far down the list each place is, round by round; rounds without a wish or
        without a place are left out.
    credit
        What earlier disappointments add, see `Problem.credit`.
    """

    attendee_id: str
    regret: int
    firsts: int
    refused: int
    gaps: int
    kept_themes: int
    tie: int
    levels: tuple[int, ...] = ()
    credit: int = 0

    @property
    def burden(self) -> int:
        """Regret and credit."""
        return self.regret + self.credit


def floor_alone(
    problem: Problem, attendee_id: str, permitted: Callable[[tuple[str, ...]], bool]
) -> int:
    """Return the least loss of a day that a person could spend if alone.

    Parameters
    ----------
    problem
        The question.
    attendee_id
        The person.
    permitted
        Tells whether the rules let this person alone spend a day.

    Returns
    -------
    int
        Loss in weighted points.

    Raises
    ------
    ValueError
        If no day at all is permitted.
    """
    event = problem.event
    choices: list[list[tuple[int, tuple[str, ...]]]] = []
    for round_ in event.rounds:
        table = losses(problem, attendee_id, round_.id)
        nothing = empty_loss(event, round_.id)
        choices.append(sorted([*((loss, (s,)) for s, loss in table.items()), (nothing, ())]))
    for loss, day in _cheapest_first(choices):
        if permitted(day):
            return loss
    raise ValueError("no permitted day")


def _cheapest_first(
    choices: Sequence[Sequence[tuple[int, tuple[str, ...]]]],
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield loss and sessions of every day, the least loss first.

    A day is told by a place in the list of each round, cheapest first. It follows the day
    in which its last place that is not 0 is one less, so each comes once, and never before
    a cheaper one.
    """
    first = (0,) * len(choices)
    waiting = [(sum(c[0][0] for c in choices), first, 0)]
    while waiting:
        loss, places, last = heappop(waiting)
        picked = [c[k] for c, k in zip(choices, places, strict=True)]
        yield loss, sum((sessions for _, sessions in picked), ())
        for r in range(last, len(choices)):
            k = places[r] + 1
            if k < len(choices[r]):
                more = loss + choices[r][k][0] - choices[r][k - 1][0]
                heappush(waiting, (more, (*places[:r], k, *places[r + 1 :]), r))


def outcome(problem: Problem, attendee_id: str, day: tuple[str, ...], floor: int) -> Outcome:
    """Return one person's day in numbers.

    Parameters
    ----------
    problem
        The question.
    attendee_id, day
        The person and the ids of the sessions of the day.
    floor
        The person's least possible loss, see `floor_alone`.
    """
    event, said = problem.event, problem.wishes_of(attendee_id)
    attendee = problem.attendee[attendee_id]
    sessions = [event.session[s] for s in day]
    reached = tuple(
        levels(event, said, s.round_id)[s.id]
        for s in sessions
        if has_wish(event, attendee, said, s.round_id)
    )
    return Outcome(
        attendee_id=attendee_id,
        regret=day_loss(problem, attendee_id, day) - floor,
        firsts=reached.count(0),
        refused=sum(s in said.refused for s in day),
        gaps=sum(all(s.round_id != r.id for s in sessions) for r in event.rounds),
        kept_themes=_kept_themes(sessions),
        tie=sum(tie_costs(seed_of(problem), attendee_id, day).values()),
        levels=reached,
        credit=problem.credit.get(attendee_id, 0),
    )


def _kept_themes(sessions: list[Session]) -> int:
    themes = [s.theme for s in sessions if s.theme]
    return len(themes) - len(set(themes))


def outcomes(
    problem: Problem, floors: Mapping[str, int], allocation: Allocation
) -> tuple[Outcome, ...]:
    """Return everybody's day in numbers, in the order of `problem.attendees`."""
    return tuple(
        outcome(problem, a.id, allocation.days.get(a.id, ()), floors[a.id])
        for a in problem.attendees
    )
