"""How people answered: counts that the report shows beside its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.fairness.lists import count_lists, is_wish
from allocator.problem import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.fairness.lists import RoundList
    from allocator.problem import Problem


@dataclass(frozen=True, slots=True)
class RoundAnswers:
    """How people answered for one round.

    Attributes
    ----------
    asked
        People without a fixed place there; the other counts are of them.
    wishing
        People with a wish: some session ranked, and not all on one tier.
    tied
        People with two or more sessions on one rank.
    one
        People who ranked one session only.
    short
        People who ranked something, but less than the form asked for, and not every
        session; 0 where it asked for no number.
    complete
        People who ranked every session.
    refusing
        People who refused some session.
    no_opinion
        People who ranked sessions, all of them on one tier.
    nothing
        People who said nothing of any session of the round.
    """

    round_id: str
    asked: int
    wishing: int
    tied: int
    one: int
    short: int
    complete: int
    refusing: int
    no_opinion: int
    nothing: int


@dataclass(frozen=True, slots=True)
class Answers:
    """How people answered.

    Attributes
    ----------
    rounds
        In the order of the day.
    silent
        People who said nothing at all.
    credited
        People whose burden an earlier disappointment raises.
    factor, most
        How it counts: min(most, floor(factor x regret)); factor is text, such as "1/2", and
        "" where no history counts.
    """

    rounds: tuple[RoundAnswers, ...]
    silent: int
    credited: int
    factor: str
    most: int


def answers(problem: Problem) -> Answers:
    """Count how people answered.

    Parameters
    ----------
    problem
        The question.

    Returns
    -------
    Answers
        Counts of people only; nobody is named.
    """
    history = problem.event.history
    return Answers(
        rounds=tuple(_round(problem, r.id) for r in problem.event.rounds),
        silent=sum(problem.wishes_of(a.id) == NO_WISHES for a in problem.attendees),
        credited=len(problem.credit),
        factor=str(history.factor) if history else "",
        most=history.most if history else 0,
    )


def _round(problem: Problem, round_id: str) -> RoundAnswers:
    lists = count_lists(problem, round_id)
    least = min(problem.event.at_least or 0, len(problem.event.offer[round_id]))

    def people(kind: Callable[[RoundList], bool]) -> int:
        return sum(n for found, n in lists.items() if kind(found))

    return RoundAnswers(
        round_id=round_id,
        asked=lists.total(),
        wishing=people(is_wish),
        tied=people(lambda said: len({rank for _, rank in said.ranked}) < len(said.ranked)),
        one=people(lambda said: len(said.ranked) == 1),
        short=people(lambda said: 0 < len(said.ranked) < least),
        complete=people(lambda said: len(said.ranked) == len(said.offer)),
        refusing=people(lambda said: bool(said.refused)),
        no_opinion=people(lambda said: bool(said.ranked) and not is_wish(said)),
        nothing=people(lambda said: not said.ranked and not said.refused),
    )
