"""Parties that are too large for every session, or that hold people to be kept apart."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

from allocator.explainer.rounds import RoundCase
from allocator.explainer.values import Clause, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocator.engine.budget import Budget
    from allocator.explainer.case import Case
    from allocator.problem import Pair, Problem

TOGETHER, APART = "parties", "apart"

Ties = dict[str, list[tuple[str, "Pair"]]]


def company_clashes(case: Case, budget: Budget) -> Iterator[Reason]:
    """Yield parties that cannot be kept, round by round, each reason once."""
    if TOGETHER not in case.models:
        return
    told: set[str] = set()
    for round_ in case.problem.event.rounds:
        ties = _ties(case.problem, round_.id)
        part = RoundCase(case, round_.id)
        needy = {case.people[i] for i in part.needy}
        for reason in (
            *_kept_apart(case, round_.id, ties, needy),
            *_too_large(part, ties, needy, budget),
        ):
            same = repr(reason.because)
            if same not in told:
                told.add(same)
                yield reason


def _ties(problem: Problem, round_id: str) -> Ties:
    """Return for each person the others with whom the person is kept together."""
    found: Ties = {}
    for pair in problem.together:
        known = pair.one in problem.attendee and pair.other in problem.attendee
        if known and pair.round_id in ("", round_id):
            found.setdefault(pair.one, []).append((pair.other, pair))
            found.setdefault(pair.other, []).append((pair.one, pair))
    return found


def _reached(ties: Ties, start: str) -> dict[str, tuple[str, Pair] | None]:
    """Return everybody in the party of a person, with the person and pair before each."""
    came: dict[str, tuple[str, Pair] | None] = {start: None}
    queue = deque([start])
    while queue:
        person = queue.popleft()
        for other, pair in ties.get(person, ()):
            if other not in came:
                came[other] = (person, pair)
                queue.append(other)
    return came


def _kept_apart(case: Case, round_id: str, ties: Ties, needy: set[str]) -> Iterator[Reason]:
    """Yield pairs to be kept apart who are of one party, with the chain between them."""
    if APART not in case.models:
        return
    for pair in case.problem.apart:
        came = _reached(ties, pair.one)
        if pair.round_id not in ("", round_id) or pair.other not in came:
            continue
        chain, person = [], pair.other
        while (step := came[person]) is not None:
            person, tie = step
            chain.append(tie)
        people = tuple(sorted({p for tie in chain for p in (tie.one, tie.other)}))
        if needy & set(people):
            because = (*map(_together, reversed(chain)), _apart(pair))
            yield Reason(
                kind="together and apart",
                words={"round": round_id},
                people=people,
                rules=(TOGETHER, APART),
                because=because,
            )


def _too_large(
    part: RoundCase, ties: Ties, needy: set[str], budget: Budget
) -> Iterator[Reason]:
    """Yield parties that are larger than every session that all of them may attend."""
    seen: set[str] = set()
    position = {person: i for i, person in enumerate(part.case.people)}
    for start in sorted(ties):
        if start in seen:
            continue
        came = _reached(ties, start)
        seen |= set(came)
        if not needy & set(came):
            continue
        members = [position[p] for p in came]
        common = np.flatnonzero(part.options[members].all(axis=0)).tolist()
        seats = part.supply(len(came), part.about(None), budget).seats
        places = {part.sessions[s]: int(seats[s]) for s in common}
        if places and max(places.values()) < len(came):
            yield _large(part, came, places)


def _large(
    part: RoundCase, came: Mapping[str, tuple[str, Pair] | None], places: Mapping[str, int]
) -> Reason:
    chain = [step[1] for step in came.values() if step is not None]
    sessions, largest = tuple(places), max(places.values())
    words = {"round": part.round_id}
    return Reason(
        kind="party too large",
        numbers={"people": len(came), "places": largest, "short": len(came) - largest},
        words=words,
        sessions=sessions,
        people=tuple(sorted(came)),
        rules=(TOGETHER,),
        because=(
            *map(_together, chain),
            Clause(
                kind="largest session",
                numbers={"places": largest},
                words=words,
                sessions=sessions,
            ),
        ),
    )


def _together(pair: Pair) -> Clause:
    return _pair("together", pair, TOGETHER)


def _apart(pair: Pair) -> Clause:
    return _pair("apart", pair, APART)


def _pair(kind: str, pair: Pair, rule: str) -> Clause:
    words = {"round": pair.round_id} if pair.round_id else {}
    return Clause(kind=kind, words=words, people=(pair.one, pair.other), rules=(rule,))
