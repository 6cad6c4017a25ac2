"""The section about the plan: departures, buses through the day, rooms, worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.fairness.comparison import unfinished_change
from allocator.reporting.brief import drawn_of
from allocator.reporting.front import drawing
from allocator.reporting.meanings import meanings
from allocator.reporting.page import Block, Section
from allocator.reporting.plan_tables import departures, rooms, trips
from allocator.reporting.plan_worth import change_name, worth
from allocator.reporting.trips import EMPTY, bus_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from allocator.reporting.page import Picture, Table
    from allocator.reporting.texts import Texts
    from allocator.solution import PlanClaim, Solution

CHART = "bus_day"


def plan_section(words: Texts, result: Solution, *, charts: list[str]) -> Section | None:
    """Return the section about the plan; None where the event leaves nothing open.

    Parameters
    ----------
    words
        The texts.
    result
        The answer with its claims.
    charts
        Names of the charts that there are.
    """
    if result.plan is None:
        return None
    picture = drawing(words, result, CHART) if CHART in charts else None
    return Section(
        "plan",
        words("plan.heading"),
        tuple(_said(words, result, result.plan)),
        meanings=meanings(words, result, "plan"),
        blocks=tuple(_blocks(words, result, picture)),
    )


def _said(words: Texts, result: Solution, claim: PlanClaim) -> Iterator[str]:
    yield words("plan.text")
    gone = [s.title for s in result.problem.timetable.sessions if not s.held]
    if gone:
        yield words("plan.cancelled", titles=", ".join(gone))
    if claim.proven:
        yield words("plan.proven_cost" if claim.cost else "plan.proven")
    elif claim.cost_bound:
        cost, bound = words.whole(claim.cost), words.whole(claim.cost_bound)
        yield words("plan.open_cost", cost=cost, bound=bound)
    else:
        yield words("plan.open")


def _blocks(words: Texts, result: Solution, picture: Picture | None) -> Iterator[Block]:
    found: tuple[tuple[str, Table | None, Picture | None], ...] = (
        ("departures", departures(words, result), None),
        ("trips", trips(words, result), picture),
        ("rooms", rooms(words, result), None),
        ("worth", worth(words, result), None),
    )
    for key, table, shown in found:
        further = FURTHER[key](words, result) if key in FURTHER else ()
        if table is not None or (key == "worth" and further):
            see = (words(f"plan.{key}.text"), *further)
            yield Block(f"plan-{key}", words(f"plan.{key}.heading"), see, shown, table)


def _missing(words: Texts, result: Solution) -> tuple[str, ...]:
    """Say what the time was too short for."""
    left = (
        [unfinished_change(n) for n in result.comparison.unfinished]
        if result.comparison
        else []
    )
    names = [change_name(words, result.problem.event, *parts) for parts in left if parts]
    return (words("plan.worth.unfinished", names="; ".join(names)),) if names else ()


def _empty(words: Texts, result: Solution) -> tuple[str, ...]:
    """Say how a bus gets from one visit to another, and where not every bus is drawn."""
    days = bus_days(result.problem.timetable)
    empty = any(s.kind == EMPTY for day in days for s in day.stretches)
    said = (words("plan.trips.empty"),) if empty else ()
    return (*said, *drawn_of(words, "bus_day", len(days)))


FURTHER: Mapping[str, Callable[[Texts, Solution], tuple[str, ...]]] = {
    "trips": _empty,
    "worth": _missing,
}
