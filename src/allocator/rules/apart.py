"""People who are kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.parties import couples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Apart:
    """Two people who are kept apart have never the same session: y[a, s] + y[b, s] <= 1."""

    name = "apart"
    sentence = "People who are kept apart never attend the same session."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Leave one seat to the two in every session of the round."""
        for round_id, both in couples(problem, problem.apart).items():
            for session in problem.event.offer[round_id] if both else ():
                attends = model.attends(session.id)
                for two in both:
                    subject = f"{' and '.join(two)}, {session.id}"
                    model.at_most(self.name, subject, attends, 1, people=two)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look for a session that both have."""
        for pair in problem.apart:
            one, other = (
                allocation.sessions(problem.event, person) if person in problem.attendee else ()
                for person in (pair.one, pair.other)
            )
            for session in one:
                if session in other and pair.round_id in ("", session.round_id):
                    yield told(
                        "{one} and {other} are kept apart, but have {id}",
                        one=pair.one,
                        other=pair.other,
                        id=session.id,
                    )
