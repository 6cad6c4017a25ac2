"""Not the same theme twice."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.problem import SameTheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class NotTheSameThemeTwice:
    """No day holds two sessions of one theme, where the event forbids it."""

    name = "not the same theme twice"
    sentence = "Nobody meets the same theme twice."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid days with a pair of sessions of one theme in different rounds."""
        if problem.event.same_theme is not SameTheme.FORBID:
            return
        sessions = [s for s in problem.event.sessions if s.theme is not None]
        for session in sessions:
            same = [
                s.id
                for s in sessions
                if s.theme == session.theme and s.round_id != session.round_id
            ]
            model.forbid(model.attends(session.id) & model.attends(*same))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count the themes of each person's day."""
        if problem.event.same_theme is not SameTheme.FORBID:
            return
        for attendee in problem.attendees:
            day = allocation.sessions(problem.event, attendee.id)
            rounds = {(s.theme, s.round_id) for s in day if s.theme is not None}
            for theme, times in sorted(Counter(t for t, _ in rounds).items()):
                if times > 1:
                    yield told(
                        "{person} meets theme {theme} in {n} rounds",
                        person=attendee.id,
                        theme=theme,
                        n=times,
                    )
