"""Sessions are reached in time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.plan import Plan
    from allocator.problem import Problem


class CatchTheBus:
    """The end of a session plus the transfer is not later than the next start or departure.

    Where the plan chooses the departure, a visit may be reached at some times only.
    """

    name = "reached in time"
    sentence = "Nobody has to leave a session early to reach the next one or its bus."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid days that hold a session and a later one that always leaves too early."""
        event = problem.event
        place = {r.id: i for i, r in enumerate(event.rounds)}
        for earlier in event.sessions:
            free = earlier.busy_until + event.transfer
            later = [s for s in event.sessions if place[s.round_id] > place[earlier.round_id]]
            missed = [s.id for s in later if choices.latest(s) < free]
            too_late = model.attends(earlier.id) & model.attends(*missed)
            if np.any(too_late):
                model.forbid(too_late)
        for visit in event.sessions:
            before = [s for s in event.sessions if place[s.round_id] < place[visit.round_id]]
            self._close(model, visit, before)

    def _close(self, model: Model, visit: Session, before: list[Session]) -> None:
        """Close a visit, under each time that is too early, to those who catch a later one."""
        transfer, last = model.problem.event.transfer, choices.latest(visit)
        for t, decision in choices.departures(visit).items():
            late = [s.id for s in before if t < s.busy_until + transfer <= last]
            if late:
                days = model.attends(visit.id) & model.attends(*late)
                subject = f"{visit.id} at {choices.clock(t)}"
                model.forbid_where(self.name, subject, decision, days)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Follow each person through the day, clock in hand."""
        order = [r.id for r in problem.event.rounds]
        for attendee in problem.attendees:
            day = sorted(
                allocation.sessions(problem.event, attendee.id),
                key=lambda s: order.index(s.round_id),
            )
            for before, after in pairwise(day):
                if before.round_id == after.round_id:
                    continue
                leaves = _leaves(after, allocation.plan)
                if leaves - before.busy_until < problem.event.transfer:
                    yield told(
                        "{person}: {before} ends {end:%H:%M}, {after} leaves {leaves:%H:%M}",
                        person=attendee.id,
                        before=before.id,
                        end=before.busy_until,
                        after=after.id,
                        leaves=leaves,
                    )


def _leaves(session: Session, plan: Plan) -> datetime:
    """Return when a session begins, or leaves by the plan; the latest if it says nothing."""
    leave = session.departure
    if leave is None or not leave.times:
        return session.busy_from
    chosen = [d.value for d in plan.of("departure", session.id)]
    return min([t for t in leave.times if f"{t:%H:%M}" in chosen] or leave.times[-1:])
