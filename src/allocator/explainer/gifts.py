"""What a seat more at a place does to the rows: read off the model, not reckoned again."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from allocator.engine.kinds import Gift
from allocator.explainer.case import posted
from allocator.explainer.dials import dials
from allocator.explainer.values import WayOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.explainer.case import Case
    from allocator.explainer.dials import Dial
    from allocator.plan import Decision
    from allocator.problem import Problem

    Key = tuple[str, "Decision | None"]
    Limits = dict[Key, int]


def seat_gifts(case: Case, places: Sequence[Dial], most: int) -> list[tuple[Gift, Dial]]:
    """Return gifts of up to `most` seats at each place.

    A seat mostly adds one to a limit; where people are expected to stay away it now and
    then adds two. Each stretch of equal steps is a gift, given after the one before.
    """
    base = _limits(case, case.problem)
    found: list[tuple[Gift, Dial]] = []
    for dial in places:
        first = True
        for step, size in _steps(case, dial, base, min(most, dial.span)):
            after = None if first else len(found) - 1
            found.append((_gift(step, size, after), dial))
            first = False
    return found


def given_at(named: Sequence[tuple[Gift, Dial]], given: Sequence[int]) -> tuple[WayOut, ...]:
    """Return how far each number is turned, for what is given of each gift."""
    total = Counter[int]()
    for (_, dial), n in zip(named, given, strict=True):
        total[id(dial)] += n
    each = {id(dial): dial for _, dial in named}
    return tuple(way_of(dial, total[key]) for key, dial in each.items() if total[key])


def way_of(dial: Dial, amount: int) -> WayOut:
    """Return the turn of a number as a way out."""
    return WayOut(
        kind=dial.kind,
        amount=amount,
        value=dial.at(amount),
        words=dial.words,
        sessions=dial.sessions,
    )


def turned(problem: Problem, parts: Sequence[WayOut]) -> Problem:
    """Return the problem with several numbers turned."""
    for part in parts:
        every = {(d.kind, d.sessions): d for d in dials(problem) if d.words == part.words}
        dial = every[part.kind, part.sessions]
        problem = dial.turned(dial.at(part.amount))
    return problem


def _steps(case: Case, dial: Dial, base: Limits, most: int) -> Iterator[tuple[Limits, int]]:
    """Yield what each seat adds to the rows, and how many seats in a row add the same."""
    one, all_of_them = (_less(_limits(case, dial.turned(dial.at(n))), base) for n in (1, most))
    if not case.problem.event.no_show and all_of_them == {k: most * n for k, n in one.items()}:
        if one:
            yield one, most
        return
    turned = [_limits(case, dial.turned(dial.at(n))) for n in range(1, most + 1)]
    steps = [_less(after, before) for before, after in pairwise([base, *turned])]
    for step, same in groupby(steps):
        yield step, len(list(same))


def _limits(case: Case, problem: Problem) -> Limits:
    """Return the seats of every row and what each decision adds to them."""
    rows = posted(problem, [rule for rule in case.rules if not rule.personal]).rows
    found: Limits = {(row.label, None): row.seats for row in rows}
    for row in rows:
        found |= {(row.label, decision): n for decision, n in row.opens.items()}
    return found


def _less(limits: Limits, base: Limits) -> Limits:
    return {key: n - base.get(key, 0) for key, n in limits.items() if n != base.get(key, 0)}


def _gift(step: Limits, most: int, after: int | None) -> Gift:
    return Gift(
        seats={label: n for (label, decision), n in step.items() if decision is None},
        opens={
            (label, decision): n
            for (label, decision), n in step.items()
            if decision is not None
        },
        most=most,
        after=after,
    )
