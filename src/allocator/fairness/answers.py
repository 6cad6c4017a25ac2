"""How people answered: counts that the report shows beside its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.fairness.levels import has_wish, tiers
from allocator.problem import NO_WISHES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.problem import Problem, Wishes


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
    event = problem.event
    offer = {s.id for s in event.offer[round_id]}
    asked = [a for a in problem.attendees if not offer & set(a.fixed)]
    said = [(a, problem.wishes_of(a.id)) for a in asked]
    ranked = [[w.ranks[s] for s in offer & w.ranks.keys()] for _, w in said]

    def people(found: Iterable[bool]) -> int:
        return sum(found)

    least = min(event.at_least or 0, len(offer))
    return RoundAnswers(
        round_id=round_id,
        asked=len(asked),
        wishing=people(has_wish(event, a, w, round_id) for a, w in said),
        tied=people(len(set(ranks)) < len(ranks) for ranks in ranked),
        one=people(len(ranks) == 1 for ranks in ranked),
        short=people(0 < len(ranks) < least for ranks in ranked),
        complete=people(len(ranks) == len(offer) for ranks in ranked),
        refusing=people(bool(offer & w.refused) for _, w in said),
        no_opinion=people(_no_opinion(problem, w, round_id) for _, w in said),
        nothing=people(not offer & (w.ranks.keys() | w.refused) for _, w in said),
    )


def _no_opinion(problem: Problem, said: Wishes, round_id: str) -> bool:
    offer = {s.id for s in problem.event.offer[round_id]}
    ranked = bool(offer & said.ranks.keys())
    return ranked and len(tiers(problem.event, said, round_id)) == 1
