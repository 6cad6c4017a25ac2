"""The plan in one sentence, for those who read nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.plan import DEPARTURE, HIRE, ROOM, RUN
from allocator.timetable import open_decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.reporting.texts import Texts
    from allocator.solution import PlanClaim, Solution


def plan_sentence(words: Texts, result: Solution) -> str:
    """Return what was decided, what it costs and what is proven; "" where nothing was open.

    Parameters
    ----------
    words
        The texts.
    result
        The answer with its claims.
    """
    claim = result.plan
    if claim is None:
        return ""
    *others, last = _parts(words, result, claim)
    parts = words("plan.and", first=", ".join(others), last=last) if others else last
    return words("plan.one_proven" if claim.proven else "plan.one_open", parts=parts)


def _parts(words: Texts, result: Solution, claim: PlanClaim) -> Iterator[str]:
    open_ = open_decisions(result.problem.event)
    made = result.allocation.plan.decisions
    could = sum(d.kind == HIRE for d in open_)
    if could:
        hired = sum(d.kind == HIRE for d in made)
        part = words("part", value=words.whole(hired), whole=words.whole(could))
        yield words(
            "plan.hires_for" if claim.cost else "plan.hires",
            buses=words("plan.all", whole=words.whole(could)) if hired == could > 1 else part,
            cost=words.whole(claim.cost),
        )
    for kind, key in ((ROOM, "rooms"), (DEPARTURE, "departures")):
        if any(d.kind == kind for d in open_):
            yield _counted(words, key, sum(d.kind == kind for d in made))
    if any(d.kind == RUN for d in open_):
        gone = sum(not s.held for s in result.problem.timetable.sessions)
        yield _counted(words, "cancels", gone) if gone else words("plan.cancels_none")


def _counted(words: Texts, key: str, count: int) -> str:
    return words.of(f"plan.{key}", count, count=words.whole(count))
