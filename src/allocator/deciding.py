"""The engine's part of a solution: the stages with their plan, then the draw."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.drawing import fair_draw
from allocator.engine.plans import optimise_with_plan
from allocator.errors import SelfCheckFailed
from allocator.language import told
from allocator.solution import StageClaim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.first import Choice
    from allocator.engine.plans import Planned
    from allocator.engine.reached import Progress, Reached
    from allocator.lottery import Lottery
    from allocator.model import Model
    from allocator.objectives.protocol import Stage


@dataclass(frozen=True)
class Asked:
    """What the engine is asked.

    Attributes
    ----------
    model
        Days, permissions, rows, and decisions if any are open.
    stages
        In order of importance.
    judging
        Those of them by which plans are judged: all but the draw among equals.
    seed
        Decides a fair draw.
    fair
        Whether equals are decided by a lottery.
    accept_unproved
        Whether a result that a second solver contradicts is kept.
    """

    model: Model
    stages: Sequence[Stage]
    judging: Sequence[Stage]
    seed: int
    fair: bool
    accept_unproved: bool


@dataclass(frozen=True)
class Decided:
    """What the engine answers.

    Attributes
    ----------
    choice
        A day for each person, shape (people,).
    reached
        One entry a stage.
    planned
        The plan; None where nothing was open.
    lottery
        The fair draw; None where seeded costs decide.
    drawing
        Seconds that the draw took.
    ended
        Why the work ended before its end; "" as it should be.
    """

    choice: Choice
    reached: tuple[Reached, ...]
    planned: Planned | None
    lottery: Lottery | None
    drawing: float = 0.0
    ended: str = ""


def decide(asked: Asked, budget: Budget, progress: Progress | None = None) -> Decided:
    """Settle plan and stages, then draw.

    Parameters
    ----------
    asked
        The question.
    budget
        Time, the flag that ends the work with the best so far, and who is told of it.
    progress
        Called after each stage.

    Raises
    ------
    Infeasible, LimitReached, SelfCheckFailed
        As `allocator.solve`.
    """
    settled = optimise_with_plan(asked.model, asked.stages, asked.judging, budget, progress)
    if not asked.accept_unproved:
        refuse_contradictions(settled.reached)
    state, lottery, began = settled.state, None, time.monotonic()
    if asked.fair:
        proven = all(claim_of(entry).status == "proven" for entry in settled.reached)
        lottery = fair_draw(
            settled.model, asked.stages, state, budget, asked.seed, proven=proven
        )
    drawing = time.monotonic() - began
    return Decided(state.choice, settled.reached, settled.planned, lottery, drawing)


def claim_of(entry: Reached) -> StageClaim:
    """Turn what the engine reached into a claim; a contradicted one is not proven."""
    value, bound, proof = entry.value, entry.bound, entry.proof
    if entry.contradiction is not None:
        bound = -entry.contradiction if entry.most else entry.contradiction
        proof = ""
    return StageClaim(entry.name, entry.most, value, bound, entry.limit, proof, entry.prices)


def refuse_contradictions(reached: Sequence[Reached]) -> None:
    """Refuse a result in which a second solver found something better than the best.

    Raises
    ------
    SelfCheckFailed
        If it did.
    """
    complaints = [
        told(
            "stage {stage}: called proven at {n}, a second solver found better",
            stage=r.name,
            n=r.value,
        )
        for r in reached
        if r.contradiction is not None
    ]
    if complaints:
        raise SelfCheckFailed(complaints)
