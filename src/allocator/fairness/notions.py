"""The numbers of one notion of fairness, counted from the allocation it leads to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.fairness.comparison import Notion
from allocator.fairness.summary import speaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.problem import Problem


def count_notion(
    problem: Problem,
    outcomes: Sequence[Outcome],
    *,
    name: str,
    proven: bool,
    changed: int | None = None,
) -> Notion:
    """Count what a notion of fairness does to everybody.

    Parameters
    ----------
    problem
        The question.
    outcomes
        Everybody's day in numbers.
    name
        Name of the objective.
    proven
        Whether each of its stages is proven.
    changed
        People whose day differs from the one in the result; None for the result itself.
    """
    heard = speaking(problem)
    regrets = [o.regret for o in outcomes if o.attendee_id in heard]
    people, places = Counter(regrets), Counter(k for o in outcomes for k in o.levels)
    worst = max(regrets, default=0)
    return Notion(
        name=name,
        chosen=changed is None,
        proven=proven,
        total=sum(regrets),
        worst=worst,
        at_worst=people[worst],
        squares=sum(r * r for r in regrets),
        firsts=places[0],
        levels=tuple(places[k] for k in range(max(places, default=0) + 1)),
        regrets=tuple(people[t] for t in range(worst + 1)),
        changed=changed or 0,
    )


def days_changed(one: Allocation, other: Allocation) -> int:
    """Return the number of people whose days differ, wherever sessions differ.

    >>> from allocator.allocation import Allocation
    >>> days_changed(Allocation({"A": ("W1",)}), Allocation({"A": ("W2",)}))
    1
    """
    people: Mapping[str, tuple[str, ...]] = one.days
    return sum(set(day) != set(other.days.get(person, ())) for person, day in people.items())
