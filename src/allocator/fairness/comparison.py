"""What else could have been decided: records of the comparisons that need a solver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.allocation import Allocation


@dataclass(frozen=True, slots=True)
class Notion:
    """What one notion of fairness would do on the same wishes and rules.

    Attributes
    ----------
    name
        Name of the objective.
    chosen
        Whether the result was made by it.
    proven
        Whether each of its stages is proven.
    total, worst, at_worst, squares
        Sum of the regrets of those who said something, the largest, how many have it, and
        the sum of squares.
    firsts
        First wishes met.
    levels
        Places at level 0, 1, 2, ... of the lists, over all rounds with a wish.
    regrets
        People who said something at regret 0, 1, 2, ...
    changed
        People whose day differs from the one in the result.
    """

    name: str
    chosen: bool
    proven: bool
    total: int
    worst: int
    at_worst: int
    squares: int
    firsts: int
    levels: tuple[int, ...]
    regrets: tuple[int, ...]
    changed: int


@dataclass(frozen=True, slots=True)
class SeatPrice:
    """What one seat in a session is worth to the least total, found by solving again.

    Attributes
    ----------
    seats
        The tightest limit; None where there is none.
    gain
        By how much one seat more lowers the least total: z(q) - z(q + 1).
    cost
        By how much one seat less raises it: z(q - 1) - z(q); None where then no allocation
        exists, or where more refused or missing places would be needed.
    """

    session_id: str
    seats: int | None
    gain: int
    cost: int | None


@dataclass(frozen=True, slots=True)
class Vote:
    """The allocation that would win most clearly in a vote against the result.

    Attributes
    ----------
    better, worse
        People who would have a better and a worse day than in the result.
    bound
        What no allocation can exceed in better - worse.
    """

    better: int
    worse: int
    bound: int

    @property
    def margin(self) -> int:
        """People for the other allocation less people against it."""
        return self.better - self.worse


@dataclass(frozen=True, slots=True)
class PlanWorth:
    """What the best plan would be if one thing were otherwise, found by solving again.

    Attributes
    ----------
    change
        "bus fewer" or "bus more": one bus such as the subject less, or one more; "departure":
        a visit leaves at a given time; "held" or "cancelled": a session is; "rooms",
        "loading" or "budget": without the limit of this name.
    subject
        Id of the bus or session; for a departure such as "V1 12:45"; else "".
    cost
        Cost of that plan; None where no plan gives everybody a day.
    stages
        Values of the stages of the result, in their order, without the draw among equals;
        empty where there is no plan.
    """

    change: str
    subject: str
    cost: int | None
    stages: tuple[int, ...]


PLAN = "plan: "
"""How what is missing of the worth of the plan begins in `Comparison.unfinished`."""


def unfinished_change(name: str) -> tuple[str, str] | None:
    """Return change and subject that a name in `Comparison.unfinished` speaks of.

    >>> unfinished_change("plan: bus fewer: coach-1"), unfinished_change("leximin")
    (('bus fewer', 'coach-1'), None)
    """
    if not name.startswith(PLAN):
        return None
    change, _, subject = name.removeprefix(PLAN).partition(": ")
    return change, subject


@dataclass(frozen=True, slots=True)
class Comparison:
    """What else could have been decided.

    Attributes
    ----------
    notions
        Other notions of fairness beside the chosen one.
    allocations
        The allocation of each notion, by name.
    least_total, least_bound
        D*, the least sum of regrets, and what is proven of it.
    seat_prices
        In the order of the sessions; empty where D* is not proven.
    spare_gain, spare_bound
        Regret that could be taken off somebody without adding to anybody's: found, and
        what is proven to be the most. 0 and 0 certify that the result is Pareto-optimal.
    vote
        The popularity margin of the result.
    unfinished
        Names of what the limit left out.
    plan_worth
        What single decisions and limits are worth; empty where the event leaves nothing open.
    """

    notions: tuple[Notion, ...]
    allocations: Mapping[str, Allocation]
    least_total: int
    least_bound: int
    seat_prices: tuple[SeatPrice, ...]
    spare_gain: int
    spare_bound: int
    vote: Vote
    unfinished: tuple[str, ...] = ()
    plan_worth: tuple[PlanWorth, ...] = ()
