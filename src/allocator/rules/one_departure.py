"""One departure a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class OneDeparture:
    """A visit that is held leaves at one of its times, a cancelled one at none.

    sum_t departure[v, t] = run[v], or = 1 where v cannot be cancelled.
    """

    name = "one departure"
    sentence = "Every visit that is held leaves at exactly one of its times."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add a rule about decisions for each visit with several times."""
        for visit in problem.event.sessions:
            times = [model.decide(d) for d in choices.departures(visit).values()]
            if times:
                run = choices.run(visit)
                model.plan_exactly_one(self.name, visit.id, times, run and model.decide(run))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the times at which each visit leaves."""
        plan = allocation.plan
        for visit in problem.event.sessions:
            chosen = [d.value for d in plan.of("departure", visit.id)]
            times = [f"{t:%H:%M}" for t in visit.departure.times] if visit.departure else []
            held = plan.runs(visit.id) or not visit.cancellable
            for time in chosen:
                if time not in times:
                    yield told(
                        "{id} leaves {at}, which is not one of its times", id=visit.id, at=time
                    )
            if len(times) > 1 and held and len(chosen) != 1:
                yield told(
                    "{id} leaves at {n} times instead of one", id=visit.id, n=len(chosen)
                )
            if len(times) > 1 and chosen and not held:
                yield told(
                    "{id} is cancelled and leaves {times}", id=visit.id, times=", ".join(chosen)
                )
