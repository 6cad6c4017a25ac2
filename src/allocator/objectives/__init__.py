"""The notions of fairness, one file each. This list is the table of contents."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.objectives.balanced import Balanced
from allocator.objectives.budgeted import Budgeted
from allocator.objectives.classes import stages_of
from allocator.objectives.generous import Generous
from allocator.objectives.leximin import Leximin
from allocator.objectives.min_regret import MinRegret
from allocator.objectives.protocol import Objective
from allocator.objectives.rank_maximal import RankMaximal
from allocator.objectives.total import LeastTotal

if TYPE_CHECKING:
    from collections.abc import Sequence

OBJECTIVES: tuple[Objective, ...] = (
    Balanced(),
    LeastTotal(),
    Leximin(),
    MinRegret(),
    RankMaximal(),
    Generous(),
    Budgeted(),
)

__all__ = ["OBJECTIVES", "Budgeted", "Objective", "named", "stages_of"]

BUDGETED = re.compile(r"budgeted(?: ([0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?) ?%)?")


def named(name: str, objectives: Sequence[Objective] = OBJECTIVES) -> Objective:
    """Return the objective with a name; "budgeted 5 %" sets the dial of `Budgeted`.

    Parameters
    ----------
    name
        As `allocator objectives` lists them; "budgeted" alone takes the default dial.
    objectives
        Where to look first.

    Raises
    ------
    UsageTrouble
        If there is none of this name.

    Examples
    --------
    >>> named("budgeted 2.5 %").name
    'budgeted 2.5 %'
    """
    for objective in objectives:
        if objective.name == name:
            return objective
    if dial := BUDGETED.fullmatch(name):
        return Budgeted(Fraction(dial.group(1))) if dial.group(1) else Budgeted()
    names = ", ".join(o.name for o in objectives)
    raise UsageTrouble(
        told("no objective is called {name!r}; there are {names}", name=name, names=names)
    )
