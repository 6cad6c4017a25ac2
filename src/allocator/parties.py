"""Parties: people who are to be kept together, merged round by round.

Pairs that share a person merge: whoever is with A and whoever is with B are one party as
soon as A and B are a pair.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.problem import Pair, Problem


def couples(problem: Problem, pairs: Iterable[Pair]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return which two people the pairs speak of in each round, each two once.

    Parameters
    ----------
    problem
        The question; pairs with somebody who is no attendee say nothing.
    pairs
        `problem.together` or `problem.apart`.

    Returns
    -------
    dict
        For each round id the couples, sorted, the smaller id first.
    """
    return {
        round_.id: tuple(sorted({_ordered(pair) for pair in _told(problem, pairs, round_.id)}))
        for round_ in problem.event.rounds
    }


def parties(problem: Problem) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the parties of each round: the connected components of the pairs.

    Returns
    -------
    dict
        For each round id the parties of two or more people, sorted, each sorted by id.

    Examples
    --------
    >>> from datetime import date
    >>> from allocator.offer import Round
    >>> from allocator.problem import Attendee, Event, Pair, Problem
    >>> rounds = (Round("R1", "Morning"), Round("R2", "Noon"))
    >>> event = Event("A day", date(2024, 9, 27), "UTC", "Here", rounds, ())
    >>> people = tuple(map(Attendee, ("A001", "A002", "A003", "A004")))
    >>> pairs = (Pair("A001", "A003"), Pair("A003", "A004", "R1"))
    >>> problem = Problem(event, people, {}, together=pairs)
    >>> parties(problem)
    {'R1': (('A001', 'A003', 'A004'),), 'R2': (('A001', 'A003'),)}
    """
    return {
        round_id: _components(joined)
        for round_id, joined in couples(problem, problem.together).items()
    }


def whole_day_parties(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """Return the people who are in one party in every round, and so spend the same day.

    In the example of `parties` these are A001 and A003: A004 is with them in R1 only.

    Returns
    -------
    tuple
        Two or more people each, sorted, each sorted by id.
    """
    joined = parties(problem)
    party_of = {
        (round_id, person): party
        for round_id in joined
        for party in joined[round_id]
        for person in party
    }
    alike: dict[tuple[tuple[str, ...] | None, ...], list[str]] = {}
    for person in sorted({person for _, person in party_of}):
        alike.setdefault(tuple(party_of.get((r, person)) for r in joined), []).append(person)
    return tuple(
        sorted(tuple(people) for key, people in alike.items() if all(key) and len(people) > 1)
    )


def chain(problem: Problem, round_id: str, one: str, other: str) -> tuple[Pair, ...]:
    """Return the shortest chain of pairs that makes two people one party.

    Parameters
    ----------
    problem
        The question.
    round_id
        The round of which this is asked.
    one, other
        Attendee ids.

    Returns
    -------
    tuple of Pair
        From the first person to the last, as they were written; empty where the two are in
        no party.

    Examples
    --------
    >>> from datetime import date
    >>> from allocator.offer import Round
    >>> from allocator.problem import Attendee, Event, Pair, Problem
    >>> event = Event("A day", date(2024, 9, 27), "UTC", "Here", (Round("R1", "Noon"),), ())
    >>> people = tuple(map(Attendee, ("A001", "A002", "A003", "A004")))
    >>> pairs = (Pair("A001", "A003"), Pair("A002", "A003", "R1"))
    >>> problem = Problem(event, people, {}, together=pairs)
    >>> [(pair.one, pair.other) for pair in chain(problem, "R1", "A001", "A002")]
    [('A001', 'A003'), ('A002', 'A003')]
    >>> chain(problem, "R1", "A001", "A004")
    ()
    """
    pairs = _told(problem, problem.together, round_id)
    found: dict[str, tuple[Pair, ...]] = {one: ()}
    waiting = deque([one])
    while waiting and other not in found:
        person = waiting.popleft()
        for pair in pairs:
            if person in (pair.one, pair.other):
                friend = pair.other if person == pair.one else pair.one
                if friend not in found:
                    found[friend] = (*found[person], pair)
                    waiting.append(friend)
    return found.get(other, ())


def _told(problem: Problem, pairs: Iterable[Pair], round_id: str) -> list[Pair]:
    """Return the pairs that say something of a round."""
    here = problem.attendee.keys()
    return [p for p in pairs if p.round_id in ("", round_id) and {p.one, p.other} <= here]


def _ordered(pair: Pair) -> tuple[str, str]:
    return min(pair.one, pair.other), max(pair.one, pair.other)


def _components(joined: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    party: dict[str, frozenset[str]] = {}
    for one, other in joined:
        merged = party.get(one, frozenset({one})) | party.get(other, frozenset({other}))
        party |= dict.fromkeys(merged, merged)
    return tuple(sorted({tuple(sorted(merged)) for merged in party.values()}))
