"""Time for lunch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.problem import Problem


class Lunch:
    """The last session before a departure ends early enough for lunch.

    Where the plan chooses the departure, lunch may be long enough at some times only.
    """

    name = "lunch"
    sentence = "Everybody has time for lunch before leaving for a visit."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Close each visit to those who are busy for too long before it."""
        event = problem.event
        place = {r.id: i for i, r in enumerate(event.rounds)}
        for visit in event.sessions if event.lunch else ():
            if visit.departure is not None:
                self._close(
                    model,
                    visit,
                    [s for s in event.sessions if place[s.round_id] < place[visit.round_id]],
                )

    def _close(self, model: Model, visit: Session, before: list[Session]) -> None:
        lunch, goes = model.problem.event.lunch, model.attends(visit.id)
        never = {s.id for s in before if s.busy_until + lunch > choices.latest(visit)}
        model.forbid(goes & model.attends(*never))
        for t, decision in choices.departures(visit).items():
            hungry = {s.id for s in before if s.busy_until + lunch > t} - never
            if hungry:
                subject = f"{visit.id} at {choices.clock(t)}"
                model.forbid_where(self.name, subject, decision, goes & model.attends(*hungry))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Ask each person what ended last before each departure, and when."""
        event, plan = problem.event, allocation.plan
        rounds = [r.id for r in event.rounds]
        for attendee in problem.attendees if event.lunch else ():
            day = allocation.sessions(event, attendee.id)
            for visit in day:
                earlier = rounds[: rounds.index(visit.round_id)]
                ends = [s.busy_until for s in day if s.round_id in earlier]
                if visit.departure is None or not ends:
                    continue
                chosen = [d.value for d in plan.of("departure", visit.id)]
                times = [t for t in visit.departure.options if f"{t:%H:%M}" in chosen]
                leaves = min(times or visit.departure.options[-1:])
                if leaves - max(ends) < event.lunch:
                    yield told(
                        "{person} is free for lunch {free:%H:%M}, {id} leaves {leaves:%H:%M}",
                        person=attendee.id,
                        free=max(ends),
                        id=visit.id,
                        leaves=leaves,
                    )
