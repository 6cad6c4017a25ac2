"""Sessions are reached in time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class CatchTheBus:
    """The end of a session plus the transfer is not later than the next start or departure."""

    name = "reached in time"
    sentence = "Nobody has to leave a session early to reach the next one or its bus."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid days that hold a session and a later one that leaves too early."""
        event = problem.event
        place = {r.id: i for i, r in enumerate(event.rounds)}
        for earlier in event.sessions:
            free = earlier.busy_until + event.transfer
            missed = [
                s.id
                for s in event.sessions
                if place[s.round_id] > place[earlier.round_id] and s.busy_from < free
            ]
            too_late = model.attends(earlier.id) & model.attends(*missed)
            if np.any(too_late):
                model.forbid(too_late)

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
                slack = after.busy_from - before.busy_until
                if slack < problem.event.transfer:
                    yield (
                        f"{attendee.id}: {before.id} ends {before.busy_until:%H:%M}, "
                        f"{after.id} leaves {after.busy_from:%H:%M}"
                    )
