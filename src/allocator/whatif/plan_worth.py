"""What single decisions and limits of the plan are worth: the best plan, sought again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocator import choices
from allocator.engine.plans import best_plan
from allocator.errors import Infeasible, LimitReached, UsageTrouble
from allocator.fairness.comparison import PLAN, PlanWorth
from allocator.objectives import named, stages_of
from allocator.objectives.stages import before_the_draw
from allocator.rows import PlanRow
from allocator.solver import build_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from allocator.allocation import Allocation
    from allocator.engine.budget import Budget
    from allocator.objectives.protocol import Stage
    from allocator.offer import Bus, Session
    from allocator.plan import Decision
    from allocator.problem import Problem
    from allocator.rules.protocol import Rule
    from allocator.solution import Solution

    Found = tuple[tuple[PlanWorth, ...], tuple[str, ...]]


PASSES = 2


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise.

    Attributes
    ----------
    change, subject
        As in `PlanWorth`.
    problem
        The question with the change, its plan open.
    rows
        Rules about decisions that the change adds.
    """

    change: str
    subject: str
    problem: Problem
    rows: tuple[PlanRow, ...] = ()

    @property
    def name(self) -> str:
        """The change among other pieces of work."""
        return f"{PLAN}{self.change}: {self.subject}"


def plan_worth(
    solution: Solution,
    rules: Sequence[Rule],
    budget: Budget,
    tell: Callable[[str], None] = lambda _: None,
) -> Found:
    """Return what the best plan would be if one thing were otherwise, change by change.

    Parameters
    ----------
    solution
        The result; its notion of fairness must be one that has a name.
    rules
        What every allocation must obey.
    budget
        Time left for all changes; each may take an equal share of what is left, and those
        that their share did not finish then share what the others left over.
    tell
        Called with the name of each change before it begins.

    Returns
    -------
    worth : tuple of PlanWorth
        One for each change whose best plan is proven, or proven not to exist.
    unfinished : tuple of str
        Names of the others.

    Notes
    -----
    Where a change only forbids something that the plan does not do, the plan remains the
    best, and nothing is sought.
    """
    claim = solution.plan
    if claim is None or not claim.proven:
        return (), ()
    problem = replace(solution.problem, plan=None)
    try:
        stages = before_the_draw(stages_of(named(solution.objective), problem))
    except UsageTrouble:
        return (), ()
    names = [s.name for s in stages]
    claimed = {s.name: s.value for s in solution.stages}
    shown = [s.name for s in solution.stages if s.name in names]
    same = tuple(claimed[name] for name in shown)
    found: dict[str, PlanWorth] = {}
    changes = [*changes_of(problem, solution)]
    for _ in range(PASSES):
        left = [change for change in changes if change.name not in found]
        for at, change in enumerate(left):
            tell(change.name)
            if change.rows and all(r.holds(solution.allocation.plan) for r in change.rows):
                found[change.name] = PlanWorth(change.change, change.subject, claim.cost, same)
                continue
            share = budget.share(1 / (len(left) - at))
            with suppress(LimitReached):
                found[change.name] = _worth(
                    change, rules, stages, shown, share, solution.allocation
                )
            budget.take(share.taken)
    done = tuple(found[change.name] for change in changes if change.name in found)
    return done, tuple(change.name for change in changes if change.name not in found)


def _worth(
    change: Change,
    rules: Sequence[Rule],
    stages: Sequence[Stage],
    shown: Sequence[str],
    budget: Budget,
    known: Allocation,
) -> PlanWorth:
    """Find the best plan under a change, and prove it; the known one may still be allowed."""
    try:
        model = build_model(change.problem, rules)
        model.plan_rows.extend(change.rows)
        choice = model.choice(known) if model.allows(known) else None
        start = None if choice is None else (known.plan, choice)
        planned = best_plan(model, stages, budget, start=start)
    except Infeasible:
        return PlanWorth(change.change, change.subject, None, ())
    if not planned.proven:
        raise LimitReached("the worth of a decision is not proven")
    value = {entry.name: entry.value for entry in planned.reached}
    values = tuple(value.get(name, 0) for name in shown)
    return PlanWorth(change.change, change.subject, planned.cost, values)


def changes_of(problem: Problem, solution: Solution) -> Iterator[Change]:
    """Yield what may be otherwise: buses, departures, what is held, limits of the plan.

    Parameters
    ----------
    problem
        The question with its plan open.
    solution
        The result with the plan that was made.
    """
    yield from _fleet(problem)
    for session in problem.event.sessions:
        yield from _departures(problem, solution, session)
        if (run := choices.run(session)) is not None:
            if run in solution.allocation.plan.decisions:
                yield _ruled("cancelled", session.id, problem, {run: 1}, 0)
            else:
                yield _ruled("held", session.id, problem, {run: -1}, -1)
    yield from _limits(problem)


def _limits(problem: Problem) -> Iterator[Change]:
    """Yield the limits on the plan that the event sets, each taken away."""
    event = problem.event
    if event.keep_rooms and any(s.rooms for s in event.sessions):
        yield Change("rooms", "", replace(problem, event=replace(event, keep_rooms=False)))
    if any(s.departure and s.departure.fleet for s in event.sessions):
        if event.loading is not None:
            yield Change("loading", "", replace(problem, event=replace(event, loading=None)))
        if event.budget is not None:
            yield Change("budget", "", replace(problem, event=replace(event, budget=None)))


def _departures(problem: Problem, solution: Solution, session: Session) -> Iterator[Change]:
    for time, decision in choices.departures(session).items():
        if decision not in solution.allocation.plan.decisions:
            subject = f"{session.id} {choices.clock(time)}"
            yield _ruled("departure", subject, problem, {decision: -1}, -1)


def _ruled(
    change: str, subject: str, problem: Problem, coefficients: dict[Decision, int], limit: int
) -> Change:
    row = PlanRow("what if", f"{change} {subject}", coefficients, limit)
    return Change(change, subject, problem, (row,))


def _fleet(problem: Problem) -> Iterator[Change]:
    """Yield one bus fewer and one more of each kind that the plan may hire."""
    kinds: dict[object, list[Bus]] = {}
    for bus in problem.event.buses:
        visits = [s.id for s in problem.event.sessions if s.departure and _may(s, bus.id)]
        if visits:
            kinds.setdefault((replace(bus, id="", title=""), *visits), []).append(bus)
    for first, *others in kinds.values():
        hires = {choices.hire(bus.id): 1 for bus in (first, *others)}
        yield _ruled("bus fewer", first.id, problem, hires, len(others))
        yield Change("bus more", first.id, _with_another(problem, first))


def _may(session: Session, bus_id: str) -> bool:
    return session.departure is not None and bus_id in session.departure.fleet


def _with_another(problem: Problem, bus: Bus) -> Problem:
    """Return the question with one more bus just like one that there is."""
    event, twin = problem.event, replace(bus, id=f"{bus.id}+")

    def widened(session: Session) -> Session:
        leave = session.departure
        if leave is None or bus.id not in leave.fleet:
            return session
        fleet = tuple(sorted((*leave.fleet, twin.id)))
        return replace(session, departure=replace(leave, fleet=fleet))

    sessions = tuple(widened(s) for s in event.sessions)
    return replace(problem, event=replace(event, buses=(*event.buses, twin), sessions=sessions))
