"""The answer with the claims about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.allocation import Allocation
    from allocator.certificate import Prices
    from allocator.fairness.comparison import Comparison
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.lottery import Lottery
    from allocator.problem import Problem


@dataclass(frozen=True, slots=True)
class StageClaim:
    """What is claimed of one stage.

    Attributes
    ----------
    name
        Name of the stage.
    most
        Whether more is better.
    value
        What the allocation reaches.
    bound
        What no allocation can beat, earlier stages kept.
    limit
        What later stages keep to: the value, or more where the stage is a budget.
    proof
        Who closed it: "prices" (recountable by hand), "search" (CP-SAT, agreed by HiGHS),
        "plans" (bounds of every plan, found one by one), or "" where value and bound do
        not meet.
    prices
        The certificate of the bound.
    """

    name: str
    most: bool
    value: int
    bound: int
    limit: int
    proof: str
    prices: Prices

    @property
    def status(self) -> str:
        """Whether value and bound meet: "proven" or "not proven"."""
        return "proven" if self.value == self.bound else "not proven"


@dataclass(frozen=True, slots=True)
class PlanClaim:
    """What is claimed of the plan: no other one is fairer, and none as fair is cheaper.

    Attributes
    ----------
    cost
        What the hired buses cost.
    cost_bound
        What no plan as fair can beat.
    decisions
        Number of decisions that were open.
    cuts
        Number of cuts, each of which bounds every plan.
    tried
        Number of plans under which the people's program was solved.
    proven
        Whether no plan is better, in the stages and then in cost.
    """

    cost: int
    cost_bound: int
    decisions: int
    cuts: int
    tried: int
    proven: bool

    @property
    def status(self) -> str:
        """Whether it is proven: "proven" or "not proven"."""
        return "proven" if self.proven else "not proven"


@dataclass(frozen=True)
class Solution:
    """An allocation, the question it answers, and the claims about it.

    Attributes
    ----------
    problem
        The question, with the seed that was used.
    objective
        Name of the notion of fairness.
    allocation
        Who spends which day.
    stages
        One claim for each stage that had something to decide.
    fairness
        The numbers of the fairness report.
    seed
        The seed that was used.
    seed_source
        "given" or "derived" (from the question itself).
    outcomes
        Everybody's day in numbers, in the order of `problem.attendees`.
    lottery
        The lottery that the allocation was drawn from; None where ties of seeded costs, the
        last stage, decide among equals.
    seconds
        Wall clock by step: "model", "solve", "draw" (with a lottery), "measure".
    comparison
        What else could have been decided; None where nobody asked.
    plan
        What is claimed of the plan, `allocation.plan`; None where nothing was open.
    ended
        Why the solver ended unexpectedly; "" as it should be.
    """

    problem: Problem
    objective: str
    allocation: Allocation
    stages: tuple[StageClaim, ...]
    fairness: Fairness
    seed: int
    seed_source: str
    outcomes: tuple[Outcome, ...] = ()
    lottery: Lottery | None = None
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)
    comparison: Comparison | None = None
    plan: PlanClaim | None = None
    ended: str = ""

    @property
    def proven(self) -> bool:
        """Whether every stage is proven, and the lottery and the plan if there are any."""
        fair = self.lottery is None or self.lottery.proven
        fair = fair and (self.plan is None or self.plan.proven)
        return fair and all(stage.status == "proven" for stage in self.stages)

    @property
    def status(self) -> str:
        """Whether everything is proven: "optimal" or "feasible"."""
        return "optimal" if self.proven else "feasible"

    def __repr__(self) -> str:
        """Objective, people and stage values on one line."""
        values = ", ".join(f"{s.name} {s.value}" for s in self.stages)
        people = len(self.allocation.days)
        return f"<Solution {self.objective}, {people} people, {self.status}: {values}>"

    def _repr_html_(self) -> str:
        """Show the stages as a small table in a notebook."""
        rows = "".join(
            f'<tr><th scope="row">{s.name}</th><td>{s.value}</td><td>{s.bound}</td>'
            f"<td>{s.status}</td></tr>"
            for s in self.stages
        )
        caption = f"{self.objective}: {len(self.allocation.days)} people, {self.status}"
        heads = "".join(
            f'<th scope="col">{h}</th>' for h in ("stage", "value", "bound", "status")
        )
        return (
            f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )
