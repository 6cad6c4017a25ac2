"""At most so many of a group in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class GroupAtMost:
    """A session has at most so many people of a group: sum_(a in g) y[a, s] <= most."""

    name = "group at most"
    sentence = "No session has more people of a group than the event allows there."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add a row for each limit that could be exceeded; of two the smaller one counts."""
        limits = problem.event.group_limits
        stated = [(g.most, g.session_id, g.group) for g in limits if g.most is not None]
        tightest = {(s, g): most for most, s, g in sorted(stated, reverse=True)}
        for (session_id, group), most in tightest.items():
            members = [a.id for a in problem.attendees if a.group == group]
            if len(members) > most:
                days, subject = model.attends(session_id), f"{session_id} {group}"
                model.at_most(self.name, subject, days, most, people=members)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the members of the group in the session, one by one."""
        for limit in problem.event.group_limits:
            people = 0
            for attendee in problem.attendees:
                inside = limit.session_id in allocation.days.get(attendee.id, ())
                people += inside and attendee.group == limit.group
            if limit.most is not None and people > limit.most:
                yield told(
                    "{id} has {n} people of {group}, at most {most} are allowed",
                    id=limit.session_id,
                    n=people,
                    group=limit.group,
                    most=limit.most,
                )
