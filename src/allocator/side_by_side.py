"""Notions of fairness and baselines side by side, in one tidy data frame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from allocator.engine.budget import Budget
from allocator.errors import UsageTrouble
from allocator.fairness.inequality import gini, price_of_fairness, utilities
from allocator.fairness.tails import tail_mean
from allocator.language import told
from allocator.objectives import OBJECTIVES, named
from allocator.objectives.total import LeastTotal
from allocator.rules import RULES
from allocator.solver import TIME_LIMIT, solve
from allocator.whatif.notions import chosen, other, others
from allocator.whatif.seat_prices import least_total
from allocator.whatif.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.comparison import Notion
    from allocator.fairness.records import Alternative
    from allocator.objectives import Objective
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule

    Row = dict[str, str | float | bool]

TYPES = {
    "kind": "str",
    "proven": "boolean",
    **dict.fromkeys(("total", "mean", "worst", "at_worst", "squares"), "float64"),
    **dict.fromkeys(("firsts", "tail_mean", "gini"), "float64"),
    "changed": "Int64",
    **dict.fromkeys(("unplaced", "price"), "float64"),
}


def compare(
    problem: Problem,
    objectives: Sequence[str | Objective] = OBJECTIVES,
    *,
    baselines: bool = True,
    seed: int | None = None,
    rules: Sequence[Rule] = RULES,
    time_limit: float = TIME_LIMIT,
) -> pd.DataFrame:
    """Set notions of fairness side by side on the same wishes, rules and seed.

    Parameters
    ----------
    problem
        The question, from `read`.
    objectives
        Notions by name, such as "leximin" or "budgeted 5 %", or your own; the first is the
        one that days are compared with. One named twice is solved once.
    baselines
        Whether "first come", "random order" and "rank rounds" follow, the last two as means
        over 1,000 seeded draws.
    seed
        Decides among equals, as for `solve`.
    rules
        What every allocation must obey.
    time_limit
        Deterministic seconds for the first notion, and again for all the others together.

    Returns
    -------
    DataFrame
        A row a notion or baseline, by `name`, in the order asked for: `kind` ("notion" or
        "baseline"); `proven`; `total`, `mean`, `worst`, `at_worst` and `squares` of regrets
        in points; `firsts` met; `tail_mean` of the worst tenth; `gini` of utilities;
        `changed`: people whose day differs from the first notion's; `unplaced`: people left
        without a whole day, who are in no other figure; `price`: (D - D*) / D*, D* the
        proven least total. What a mean over draws or a baseline does not tell is missing.

    Raises
    ------
    UsageTrouble
        If no objective is named, one is unknown, or the seed is out of range.
    Infeasible
        If no allocation obeys all rules.
    LimitReached
        If the limit came before a notion had any allocation.

    Examples
    --------
    >>> import allocator
    >>> problem = allocator.read("instances/tiny")
    >>> frame = allocator.compare(problem, ["balanced", "total"], baselines=False)
    >>> frame[["total", "worst", "changed", "price"]]
              total  worst  changed  price
    name
    balanced    3.0    1.0        0    0.5
    total       2.0    2.0        3    0.0
    """
    notions = [named(o) if isinstance(o, str) else o for o in objectives]
    if not notions:
        raise UsageTrouble(told("name at least one objective to compare"))
    result = solve(problem, notions[0], seed=seed, rules=rules, time_limit=time_limit)
    situation = Situation.of(result, rules, Budget(time_limit))
    further = {o.name: o for o in others(situation, notions)}
    points = [chosen(situation)[0], *(other(situation, o)[0] for o in further.values())]
    least = _least(situation, points)
    scale, ways = result.fairness.inequality.scale, result.fairness.alternatives
    rows = [_notion(p, scale, least) for p in points]
    if baselines:
        rows += [_baseline(way, scale, least) for way in ways if way.name != "chosen"]
    return pd.DataFrame(rows, columns=["name", *TYPES]).set_index("name").astype(TYPES)


def _least(situation: Situation, points: Sequence[Notion]) -> int | None:
    """Return D*: of the notion that has it, or else solved for; None if it is not proven.

    With priority classes the notion of least total serves the first class first, at a total
    that need not be least.
    """
    classes = situation.solution.problem.event.classes
    for point in points:
        if point.name == LeastTotal.name and not classes:
            return point.total if point.proven else None
    found = least_total(situation).found
    return found.value if found.value == found.bound else None


def _notion(point: Notion, scale: int, least: int | None) -> Row:
    row = _row(point, point.regrets, least)
    told: Row = {"kind": "notion", "proven": point.proven, "changed": point.changed}
    return {**row, **told, **_spread(point.regrets, scale), "unplaced": 0.0}


def _baseline(way: Alternative, scale: int, least: int | None) -> Row:
    row = _row(way, way.regrets, least)
    spread: Row = _spread(way.regrets, scale) if way.draws == 1 else {}
    return {**row, "kind": "baseline", **spread, "unplaced": way.unplaced}


def _row(way: Notion | Alternative, regrets: Sequence[float], least: int | None) -> Row:
    people = sum(regrets)
    return {
        "name": way.name,
        "total": float(way.total),
        "mean": way.total / people if people else 0.0,
        "worst": float(way.worst),
        "at_worst": float(way.at_worst),
        "squares": float(way.squares),
        "firsts": float(way.firsts),
        "price": math.nan if least is None else price_of_fairness(way.total, least),
    }


def _spread(regrets: Sequence[float], scale: int) -> Row:
    """Return what takes everybody's regret, from the people at regret 0, 1, 2, ..."""
    each = np.repeat(np.arange(len(regrets)), np.array(regrets, dtype=np.int64)).tolist()
    top = max(scale, *each, 0)
    return {"tail_mean": tail_mean(each), "gini": gini(utilities(each or [0], top))}
