"""What single decisions and limits of the plan are worth, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.objectives.stages import Ties
from allocator.reporting.brief import shortened
from allocator.reporting.page import Body, Cell, Table, number
from allocator.reporting.verdict import figure, short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.comparison import PlanWorth
    from allocator.problem import Event
    from allocator.reporting.texts import Texts
    from allocator.solution import Solution, StageClaim

MOST_STAGES = 4
"""Later stages hardly ever tell plans apart, and have no room on paper."""


def settled(result: Solution) -> tuple[StageClaim, ...]:
    """Return the stages that say how good a plan is: all but the draw among equals."""
    return tuple(s for s in result.stages if s.name != Ties().name)


def worth(words: Texts, result: Solution) -> Table | None:
    """Return what the best plan would be if one thing were otherwise."""
    compared, claim = result.comparison, result.plan
    if compared is None or claim is None or not compared.plan_worth:
        return None
    stages = settled(result)
    shown = _telling(stages, compared.plan_worth)
    priced = bool(claim.cost) or any(w.cost for w in compared.plan_worth)
    columns = (
        Cell(words("plan.worth.change")),
        Cell(words("plan.worth.days")),
        *(number(short_name(words, stages[k])) for k in shown),
        *((number(words("plan.worth.cost")),) * priced),
    )
    decided = tuple(s.value for s in stages)

    def row(
        change: str, days: str, values: Sequence[int], cost: int | None
    ) -> tuple[Cell, ...]:
        figures = (
            number(figure(words, result.problem, stages[k], values[k]) if values else "–")
            for k in shown
        )
        total = "–" if cost is None else words.whole(cost)
        return (Cell(change), Cell(days), *figures, *((number(total),) * priced))

    rows = (
        row(words("plan.worth.decided"), "–", decided, claim.cost),
        *(
            row(
                change_name(words, result.problem.event, w.change, w.subject),
                words(f"plan.worth.{_kind(stages, w)}"),
                w.stages,
                w.cost,
            )
            for w in compared.plan_worth
        ),
    )
    return shortened(words, Table(words("plan.worth.caption"), columns, (Body(None, rows),)))


def _telling(stages: Sequence[StageClaim], found: Sequence[PlanWorth]) -> list[int]:
    """Return the positions of the first stages that are not 0 throughout."""
    values = [tuple(s.value for s in stages), *(w.stages for w in found if w.stages)]
    telling = [k for k, column in enumerate(zip(*values, strict=True)) if any(column)]
    return telling[:MOST_STAGES]


def _kind(stages: Sequence[StageClaim], found: PlanWorth) -> str:
    """Say in one word what becomes of the days: the first stage that differs decides."""
    if not found.stages:
        return "none"
    for stage, value in zip(stages, found.stages, strict=True):
        if value != stage.value:
            return "fairer" if (value > stage.value) == stage.most else "less_fair"
    return "as_fair"


def change_name(words: Texts, event: Event, change: str, subject: str) -> str:
    """Return in words what would be otherwise.

    Parameters
    ----------
    words
        The texts.
    event
        Gives the titles.
    change, subject
        As in `PlanWorth`.
    """
    thing, _, time = subject.partition(" ")
    bus, session = event.bus.get(thing), event.session.get(thing)
    title = bus.title if bus else session.title if session else thing
    return words(
        f"plan.worth.{change}",
        title=title,
        seats=words.whole(bus.seats if bus else 0),
        leaves=words.clock(time),
    )
