"""Groups spread over the sessions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Spread:
    """No session has more than so many people of any group: sum_(a in g) y[a, s] <= spread."""

    name = "spread"
    sentence = "Groups are spread: no session has more than so many people of one group."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add a row for each session and each group that is larger than the limit."""
        if (most := problem.event.spread) is None:
            return
        sizes = Counter(a.group for a in problem.attendees if a.group)
        for group in sorted(group for group, size in sizes.items() if size > most):
            members = [a.id for a in problem.attendees if a.group == group]
            for session in problem.event.sessions:
                days, subject = model.attends(session.id), f"{session.id} {group}"
                model.at_most(self.name, subject, days, most, people=members)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Tally the groups of the people in each session."""
        if problem.event.spread is None:
            return
        tally: dict[tuple[str, str], int] = {}
        for attendee in problem.attendees:
            for session_id in allocation.days.get(attendee.id, ()):
                seat = (session_id, attendee.group)
                tally[seat] = tally.get(seat, 0) + 1
        for (session_id, group), people in sorted(tally.items()):
            if group and people > problem.event.spread:
                yield told(
                    "{id} has {n} people of {group}, no more than {most} of a group may meet",
                    id=session_id,
                    n=people,
                    group=group,
                    most=problem.event.spread,
                )
