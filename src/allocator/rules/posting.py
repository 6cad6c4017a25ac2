"""What the rules write, before any plan: all days, permissions, rows and decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE
from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.model import Model
from allocator.space import PartTables, Space, pairs_of_parts, single_parts
from allocator.space_cheapest import least_whole
from allocator.space_search import FAR, Tolls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from allocator.problem import Problem
    from allocator.rows import Index, Row
    from allocator.rules.protocol import Rule


def post_all(
    problem: Problem,
    rules: Iterable[Rule],
    picks: Index | None = None,
    floor: NDArray[np.int64] | None = None,
) -> Model:
    """Let rules write their parts of a model; all days are there, be they possible or not.

    Parameters
    ----------
    problem, picks, floor
        As for `Model`.
    rules
        What every allocation must obey.
    """
    model = Model(problem, picks, floor)
    for rule in rules:
        rule.post(problem, model)
    return model


def post_parts(problem: Problem, rules: Sequence[Rule]) -> Space:
    """Let rules speak of days by their parts, where there are too many days to list.

    Rules are asked about each part alone and about each two parts of different rounds.

    Raises
    ------
    UsageTrouble
        If a rule says something of days that does not follow from two of their parts, or
        not of everybody alike, or leaves decisions to a plan.
    """
    parts, pairs = pairs_of_parts(problem.event)
    singles = single_parts(problem.event)
    count = len(singles)
    model = post_all(problem, rules, np.concatenate([singles, pairs]))
    possible, permitted = model.possible[:, :count], model.permitted[:, :count]
    both = model.possible[:, count:]
    apart = possible[:, parts[:, 0]] & possible[:, parts[:, 1]]
    conflict = np.any(apart & ~both, axis=0)
    alike = not (both & conflict).any()
    closed = permitted[:, parts[:, 0]] & permitted[:, parts[:, 1]]
    alike = alike and bool((model.permitted[:, count:] == (both & closed)).all())
    rows = [row for row in model.rows if row.opens or not _adds_up(row, parts, conflict)]
    if model.decisions or rows or not alike:
        raise UsageTrouble(
            told(
                "too many different days are possible, and not all rules can be kept "
                "without a list of them"
            )
        )
    conflicts = np.zeros((count, count), dtype=bool)
    conflicts[tuple(parts[conflict].T)] = True
    first = np.arange(len(model.days)) < count
    space = Space(
        tables=PartTables(problem),
        possible=possible,
        permitted=permitted,
        conflicts=conflicts | conflicts.T,
        rows=tuple(row.over(first) for row in model.rows),
        floor=np.zeros(len(model.people), dtype=np.int64),
    )
    tolls = Tolls(space, np.where(possible, space.loss * SCALE, FAR))
    floor = least_whole(tolls, SCALE)
    return replace(space, floor=np.where(floor < FAR, floor // SCALE, FAR))


def _adds_up(row: Row, parts: Index, conflict: NDArray[np.bool_]) -> bool:
    """Tell whether a row counts in each possible pair what it counts in the two parts."""
    return all(
        bool(
            (
                term.uses[len(term.uses) - len(parts) :].astype(int)
                == term.uses[parts].sum(axis=1)
            )[~conflict].all()
        )
        for term in row.terms
    )
