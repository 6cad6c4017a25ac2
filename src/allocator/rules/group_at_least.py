"""At least so many of a group in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class GroupAtLeast:
    """A session that is held has at least so many of a group: sum_(a in g) y[a, s] >= least."""

    name = "group at least"
    sentence = "A session that is held has as many people of a group as the event asks for."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add a row for each such limit; of two the larger one counts."""
        event = problem.event
        stated = [(g.least, g.session_id, g.group) for g in event.group_limits if g.least]
        tightest = {(s, g): least for least, s, g in sorted(stated)}
        for (session_id, group), least in tightest.items():
            run = choices.run(event.session[session_id])
            model.at_least(
                self.name,
                f"{session_id} {group}",
                model.attends(session_id),
                least,
                people=[a.id for a in problem.attendees if a.group == group],
                wherever=run and model.decide(run),
            )

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Take the members out of the list of everybody in the session, and count them."""
        group = {attendee.id: attendee.group for attendee in problem.attendees}
        for limit in problem.event.group_limits:
            session = problem.event.session[limit.session_id]
            if session.cancellable and not allocation.plan.runs(session.id):
                continue
            inside = [group.get(a) for a, day in allocation.days.items() if session.id in day]
            people = inside.count(limit.group)
            if limit.least is not None and people < limit.least:
                yield told(
                    "{id} has {n} people of {group}, at least {least} are asked for",
                    id=session.id,
                    n=people,
                    group=limit.group,
                    least=limit.least,
                )
