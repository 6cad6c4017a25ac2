"""One session a round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class OneSessionARound:
    """Everybody has one session in each round, or none where the event allows it.

    A day holds at most one session a round by its making, so only the days with an empty
    round need be forbidden.
    """

    name = "one session a round"
    sentence = "Everybody has one session in each round, and never two at once."
    personal = True

    def post(self, problem: Problem, model: Model) -> None:
        """Forbid days with an empty round, unless the event allows staying away."""
        if problem.event.staying_away:
            return
        for round_ in problem.event.rounds:
            model.forbid(model.empty(round_.id))

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Count each person's sessions round by round."""
        fewest = 0 if problem.event.staying_away else 1
        for attendee in problem.attendees:
            day = allocation.sessions(problem.event, attendee.id)
            for round_ in problem.event.rounds:
                held = sum(s.round_id == round_.id for s in day)
                if not fewest <= held <= 1:
                    yield told(
                        "{person} has {n} sessions in round {round}",
                        person=attendee.id,
                        n=held,
                        round=round_.id,
                    )
