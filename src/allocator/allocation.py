"""The answer: who spends which day, and the plan. Frozen, without any claim about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.offer import Session
    from allocator.problem import Event


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who spends which day, and what was decided of rooms, buses and departures.

    Attributes
    ----------
    days
        For each attendee id the ids of the sessions of that person's day, in the order of
        the rounds. A bad allocation may miss a round or hold two sessions in one.
    plan
        The decisions; empty where the event leaves nothing to decide.
    """

    days: Mapping[str, tuple[str, ...]]
    plan: Plan = field(default_factory=Plan)

    def sessions(self, event: Event, attendee_id: str) -> tuple[Session, ...]:
        """Return the sessions of one person's day."""
        return tuple(map(event.session.__getitem__, self.days.get(attendee_id, ())))

    def filled(self) -> Counter[str]:
        """Return the number of people in each session.

        >>> Allocation({"A001": ("W1", "V2"), "A002": ("W1", "V1")}).filled()["W1"]
        2
        """
        return Counter(s for day in self.days.values() for s in day)
