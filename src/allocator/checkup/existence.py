"""An allocation that obeys all rules, built without a solver, so that one is known to exist.

People are seated one by one, those with the fewest days first, each where least is broken
and most room is left; the plan is settled first. What is broken then is mended by local
search: the breakout method (P. Morris, "The breakout method for escaping from local
minima", AAAI 1993), in which a row that stays broken weighs more and more. Whatever comes
out is counted again by the rules' own sentences. A failure proves nothing.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from allocator.allocation import Allocation
from allocator.checkup.trial import Trial
from allocator.rules import RULES
from allocator.rules.posting import post_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.model import Model
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

STARTS, MOVES = 3, 1000
"""How often the search begins anew, and moves after which it does."""
ASKED = 12
"""People of a broken row who are looked at in one move."""


def an_allocation(problem: Problem, rules: Sequence[Rule] = RULES) -> Allocation | None:
    """Return an allocation that obeys all rules, if one is found soon without a solver.

    Parameters
    ----------
    problem
        The question; its plan may be open.
    rules
        What every allocation must obey.

    Returns
    -------
    Allocation or None
        With a plan where one was open. None tells nothing: there may be one all the same.

    Examples
    --------
    >>> import allocator
    >>> problem = allocator.read("instances/tiny")
    >>> len(an_allocation(problem).days) == len(problem.attendees)
    True
    """
    model = post_all(problem, rules)
    if problem.plan is not None:
        model = model.decided(problem.plan)
    if not model.people or not model.permitted.any(axis=1).all():
        return None
    tried = filter(None, (_tried(model, Random(start)) for start in range(STARTS)))
    found = next(tried, None)
    return found if found and not _broken(problem, found, rules) else None


def _tried(model: Model, luck: Random) -> Allocation | None:
    """Settle the plan, seat everybody, and mend."""
    trial = Trial(model)
    _mend(trial, luck, plan_alone=True)
    _seat_all(trial)
    _mend(trial, luck, plan_alone=False)
    if len(trial.broken):
        return None
    days = {p: model.days[d] for p, d in zip(model.people, trial.choice.tolist(), strict=True)}
    return Allocation(days, model.problem.plan or trial.plan)


def _seat_all(trial: Trial) -> None:
    """Seat everybody, those with the fewest days first."""
    permitted = trial.model.permitted
    for person in np.argsort(permitted.sum(axis=1), kind="stable").tolist():
        days = np.flatnonzero(permitted[person])
        uses = trial.uses(person)[:, days].astype(np.int64)
        worse = trial.worse(uses)
        best = worse == worse.min()
        room = np.maximum(1 - trial.excess[: trial.rows], 1)
        crowded = (uses / room[:, np.newaxis]).sum(axis=0)
        trial.seat(person, int(days[np.where(best, crowded, np.inf).argmin()]))


def _mend(trial: Trial, luck: Random, *, plan_alone: bool) -> None:
    """Move what breaks rows until nothing does, or the moves are used up."""
    first = trial.rows if plan_alone else 0
    for _ in range(MOVES):
        broken = trial.broken
        broken = broken[broken >= first]
        if not len(broken):
            return
        row = int(luck.choice(broken.tolist()))
        moves = [*_turns(trial, row, first)]
        if row < trial.rows:
            moves += _seats(trial, row, luck)
        least = min((move[0] for move in moves), default=1)
        if least >= 0:
            trial.weigh(broken)
        if least <= 0:
            _, person, at = luck.choice([move for move in moves if move[0] == least])
            if person < 0:
                trial.turn(at)
            else:
                trial.seat(person, at)


def _turns(trial: Trial, row: int, first: int) -> list[tuple[int, int, int]]:
    effect = np.where(trial.made, -trial.effect[row], trial.effect[row])
    decisions = np.flatnonzero(effect < 0)
    change = trial.turned(decisions)
    if first:
        change[:first] = 0
    return [(int(w), -1, int(k)) for w, k in zip(trial.worse(change), decisions, strict=True)]


def _seats(trial: Trial, row: int, luck: Random) -> list[tuple[int, int, int]]:
    people = _concerned(trial, row)
    found = []
    for person in luck.sample(people, min(ASKED, len(people))):
        uses, now = trial.uses(person).astype(np.int64), trial.choice[person]
        better = trial.model.permitted[person] & (uses[row] < uses[row, now])
        days = np.flatnonzero(better)
        if len(days):
            worse = trial.worse(uses[:, days] - uses[:, [now]])
            least = int(worse.min())
            day = luck.choice(days[worse == least].tolist())
            found.append((least, person, int(day)))
    return found


def _concerned(trial: Trial, row: int) -> list[int]:
    """Return the people whose day counts in a row, or could take from it."""
    found: set[int] = set()
    for term in trial.model.rows[row].terms:
        who = range(len(trial.choice)) if term.people is None else term.people.tolist()
        spends = term.uses[trial.choice]
        found.update(i for i in who if spends[i] == (term.sign > 0))
    return sorted(found)


def _broken(problem: Problem, found: Allocation, rules: Sequence[Rule]) -> bool:
    """Count the answer again by the sentences of the rules."""
    if found.plan.decisions:
        problem = replace(problem, plan=found.plan)
    return any(any(rule.breaches(problem, found)) for rule in rules)
