"""The engine in a child process: whatever becomes of it, the best so far is kept."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from allocator.deciding import Decided, decide
from allocator.drawing import fair_draw
from allocator.engine.budget import Budget
from allocator.engine.child import Ended, in_child
from allocator.engine.news import Desk, Incumbent, News
from allocator.engine.plans import Planned
from allocator.engine.reached import Reached
from allocator.engine.salvage import Kept, salvaged
from allocator.engine.stage import State
from allocator.errors import LimitReached
from allocator.language import told

if TYPE_CHECKING:
    from threading import Event as Flag

    from allocator.deciding import Asked
    from allocator.engine.child import Say
    from allocator.engine.first import Choice
    from allocator.engine.reached import Progress
    from allocator.model import Model
    from allocator.plan import Plan


def decide_apart(
    asked: Asked,
    budget: Budget,
    progress: Progress | None = None,
    memory: float | None = None,
) -> Decided:
    """Let a child process decide; where it ends too early, return the best so far.

    Parameters
    ----------
    asked, budget, progress
        As for `decide`; the answer is the same. A second interrupt ends the child at once.
    memory
        Bytes that the child may take; None for no limit.

    Raises
    ------
    Infeasible, SelfCheckFailed
        As `decide`.
    LimitReached
        Also where the child ended before any allocation was found.
    """
    _ = asked.model.ties  # drawn before the processes part: both need them
    ear = Ear(budget.desk, progress)
    listened = budget.desk.news is not None
    work = partial(_decide, asked, budget.seconds, listened)
    try:
        return in_child(work, ear.hear, ear.idle, budget.stop, memory)
    except Ended as ended:
        return _best_so_far(asked, ear.kept, ended)


def _decide(asked: Asked, seconds: float, listened: bool, say: Say, stop: Flag) -> Decided:
    """Decide, in the child."""
    desk = Desk(say if listened else None, say)
    return decide(asked, Budget(seconds, stop, desk=desk), say)


class Ear:
    """Keeps what a child says, and passes it on."""

    def __init__(self, desk: Desk, progress: Progress | None) -> None:
        self.kept = Kept()
        self._tell, self._progress = desk.news, progress
        self._last: tuple[News, float] | None = None

    def hear(self, message: object) -> None:
        """Take what the child says."""
        if isinstance(message, Incumbent):
            self.kept.incumbent = message
        elif isinstance(message, Reached):
            self.kept.reached.append(message)
            if self._progress:
                self._progress(message)
        elif isinstance(message, News) and self._tell:
            self._last = message, time.monotonic()
            self._tell(message)

    def idle(self) -> None:
        """Tell the last news again, with the time that has gone since."""
        if self._last and self._tell:
            news, at = self._last
            more = time.monotonic() - at
            left = max(0.0, news.left - more)
            self._tell(replace(news, seconds=news.seconds + more, left=left))


def _best_so_far(asked: Asked, kept: Kept, ended: Ended) -> Decided:
    """Count what the best allocation so far comes to; no solver is asked."""
    best = kept.incumbent
    if best is None:
        raise LimitReached(
            told(
                "the solver ended unexpectedly ({why}) before any allocation was found",
                why=ended.why,
            )
        )
    model, choice = asked.model, best.days.astype(np.intp)
    reached = salvaged(model, asked.stages, choice, kept.reached)
    planned = None
    if best.plan is not None:
        judging = {stage.name for stage in asked.judging}
        planned = _planned(model, best.plan, choice, [r for r in reached if r.name in judging])
        model = model.decided(best.plan)
    lottery = None
    if asked.fair:
        state = State(model.permitted, tuple(model.rows), choice, model.ties)
        nothing = Budget(0.0)
        lottery = fair_draw(model, asked.stages, state, nothing, asked.seed, proven=False)
    why = "" if ended.interrupted else ended.why
    return Decided(choice, reached, planned, lottery, ended=why)


def _planned(model: Model, plan: Plan, choice: Choice, judged: list[Reached]) -> Planned:
    return Planned(
        plan=plan,
        choice=choice,
        reached=tuple(judged),
        cost=sum(model.decisions[decision] for decision in plan.decisions),
        cost_bound=0,
        decisions=len(model.decisions),
        cuts=0,
        tried=0,
    )
