"""Rooms and buses that may change places: of such plans the master need see one only.

Two ids are interchangeable if swapping them in every decision leaves every cost, every rule
about decisions and every row as they are; that is read from the model itself, so a rule
that knows one of them by name keeps them apart. Of each set of equals the first then takes
the larger share, in lexicographic order (Margot, "Symmetry in integer linear programming",
2010).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.plan import BUS, HIRE, ROOM
from allocator.rows import PlanRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocator.model import Model
    from allocator.plan import Decision

LARGEST_POWER = 25


def orders(model: Model) -> Iterator[PlanRow]:
    """Yield for each two neighbours among equals a rule: the first one goes first.

    Parameters
    ----------
    model
        Decisions, rows and rules about decisions.
    """
    ids = sorted({_resource(d) for d in model.decisions} - {""})
    for one, other in pairwise(ids):
        if _interchangeable(model, one, other):
            firsts = [d for d in sorted(model.decisions) if _resource(d) == one]
            weights: dict[Decision, int] = {}
            for power, decision in enumerate(firsts[:LARGEST_POWER]):
                weights[decision] = -(2**power)
                weights[_swapped(decision, one, other)] = 2**power
            yield PlanRow("interchangeable", f"{one} before {other}", weights, 0)


def _resource(decision: Decision) -> str:
    """Return the room or bus of a decision; "" if it has none."""
    if decision.kind in (ROOM, BUS):
        return decision.value
    return decision.subject if decision.kind == HIRE else ""


def _swapped(decision: Decision, one: str, other: str) -> Decision:
    names = {one: other, other: one}
    if decision.kind == HIRE:
        return replace(decision, subject=names.get(decision.subject, decision.subject))
    if decision.kind in (ROOM, BUS):
        return replace(decision, value=names.get(decision.value, decision.value))
    return decision


def _interchangeable(model: Model, one: str, other: str) -> bool:
    def swapped(of: Mapping[Decision, int]) -> dict[Decision, int]:
        return {_swapped(d, one, other): n for d, n in of.items()}

    if swapped(model.decisions) != model.decisions:
        return False
    if any(swapped(row.opens) != row.opens for row in model.rows):
        return False
    plain = Counter((frozenset(r.coefficients.items()), r.limit) for r in model.plan_rows)
    other_way = Counter(
        (frozenset(swapped(r.coefficients).items()), r.limit) for r in model.plan_rows
    )
    return plain == other_way
