"""Parties stay together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.language import told
from allocator.parties import couples, whole_day_parties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class Parties:
    """Two people who are kept together have the same session in a round, or both none.

    Everybody has one session or none in a round, so it is enough that the second follows
    the first into each: y[one, s] <= y[other, s] for every session s and for none. Those
    who are together in all rounds spend the same day, which the model is told as well.
    """

    name = "parties"
    sentence = "People of one party attend the same session, or none."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Let the second of two follow the first into every session of the round."""
        for round_id, both in couples(problem, problem.together).items():
            sessions = {s.id: model.attends(s.id) for s in problem.event.offer[round_id]}
            options = {**sessions, f"none in {round_id}": model.empty(round_id)}
            for one, other in both:
                for option, days in options.items():
                    subject = f"{one} and {other}, {option}"
                    model.follows(self.name, subject, one, other, days)
        model.same_day += whole_day_parties(problem)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Lay the days of two people side by side, pair by pair."""
        for pair in problem.together:
            if pair.one not in problem.attendee or pair.other not in problem.attendee:
                continue
            for round_ in problem.event.rounds:
                if pair.round_id and pair.round_id != round_.id:
                    continue
                places = [
                    [
                        s.id
                        for s in allocation.sessions(problem.event, person)
                        if s.round_id == round_.id
                    ]
                    for person in (pair.one, pair.other)
                ]
                if places[0] != places[1]:
                    first, second = (", ".join(place) or told("none") for place in places)
                    yield told(
                        "{one} and {other} are a party, but have {first} and {second}",
                        one=pair.one,
                        other=pair.other,
                        first=first,
                        second=second,
                    )
