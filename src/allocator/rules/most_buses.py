"""Largest number of buses of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class MostBuses:
    """A visit is served by so many buses at most: sum_(b, t) bus[v, b, t] <= most_buses(v)."""

    name = "most buses"
    sentence = "No visit is served by more buses than it can take."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add one rule about decisions for each visit with such a number."""
        for visit in problem.event.sessions:
            buses = choices.buses(visit).values()
            if buses and visit.departure and visit.departure.most_buses is not None:
                each = {model.decide(d): 1 for d in buses}
                model.plan_at_most(self.name, visit.id, each, visit.departure.most_buses)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the buses of each visit."""
        for visit in problem.event.sessions:
            most = visit.departure.most_buses if visit.departure else None
            buses = [d.value for d in allocation.plan.of("bus", visit.id)]
            if most is not None and len(buses) > most:
                yield told(
                    "{id} is served by {n} buses, at most {most} may",
                    id=visit.id,
                    n=len(buses),
                    most=most,
                )
