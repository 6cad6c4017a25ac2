"""All notions of fairness on one question, as one tidy data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from allocator.engine.budget import Budget
from allocator.fairness import price_of_fairness
from allocator.objectives import OBJECTIVES, named
from allocator.rules import RULES
from allocator.solver import TIME_LIMIT, solve
from allocator.whatif.notions import chosen, other
from allocator.whatif.seat_prices import least_total
from allocator.whatif.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.objectives import Objective
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

NUMBERS = ("proven", "total", "worst", "at_worst", "squares", "firsts", "changed")
MEANS = ("total", "worst", "at_worst", "squares", "firsts", "unplaced")


def compare(
    problem: Problem,
    objectives: Sequence[str | Objective] = OBJECTIVES,
    *,
    baselines: bool = True,
    seed: int | None = None,
    rules: Sequence[Rule] = RULES,
    time_limit: float = TIME_LIMIT,
) -> pd.DataFrame:
    """Solve one question by several notions and put their numbers side by side.

    Parameters
    ----------
    problem
        The question.
    objectives
        Names such as "leximin" or "budgeted 5 %", or objectives of your own.
    baselines
        Whether first come, random order and rank rounds stand below (means over draws).
    seed
        Decides among equals.
    rules
        What every allocation must obey.
    time_limit
        Deterministic seconds for each of the first notion and all others together.

    Returns
    -------
    DataFrame
        A row a notion, by name: kind, proven, total, mean, worst, at_worst, squares,
        firsts, changed (people whose day differs from the first notion's), unplaced, and
        price, (D - D*) / D* with D* the proven least total.

    Raises
    ------
    UsageTrouble, Infeasible, LimitReached
        As `solve`.

    Examples
    --------
    >>> import allocator
    >>> frame = allocator.compare(allocator.read("instances/tiny"), ("balanced", "total"))
    >>> frame.loc["total", ["total", "worst"]].tolist()
    [2.0, 2.0]
    """
    first, *rest = (named(o) if isinstance(o, str) else o for o in objectives)
    result = solve(problem, first, seed=seed, rules=rules, time_limit=time_limit)
    situation = Situation.of(result, rules, Budget(time_limit))
    points = [chosen(situation)[0], *(other(situation, o)[0] for o in rest)]
    rows = [
        {"name": p.name, "kind": "notion", **{k: getattr(p, k) for k in NUMBERS}, "unplaced": 0}
        for p in points
    ]
    if baselines:
        rows += [
            {"name": way.name, "kind": "baseline", **{k: getattr(way, k) for k in MEANS}}
            for way in result.fairness.alternatives[1:]
        ]
    frame = pd.DataFrame(rows).set_index("name")
    frame = frame.astype({"proven": "boolean", "changed": "Int64"})
    heard, least = result.fairness.with_wishes, least_total(situation).found
    frame.insert(3, "mean", frame["total"] / heard if heard else 0.0)
    proven = least.value == least.bound and least.value > 0
    frame["price"] = [
        price_of_fairness(total, least.value) if proven else None for total in frame["total"]
    ]
    return frame
