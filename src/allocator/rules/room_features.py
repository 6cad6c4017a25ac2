"""Features of rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Problem


class RoomFeatures:
    """A room that is chosen has everything that the session needs: room[s, r] <= 0 if not."""

    name = "room features"
    sentence = "Every room that is chosen has what its session needs."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Rule out the rooms that lack something."""
        for session in problem.event.sessions:
            for room, decision in choices.rooms(session).items():
                if not session.features <= problem.event.room[room].features:
                    subject = f"{session.id} in {room}"
                    model.plan_at_most(self.name, subject, {model.decide(decision): 1}, 0)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Look in each chosen room for each feature."""
        has = {room.id: room.features for room in problem.event.rooms}
        for session in problem.event.sessions:
            for decision in allocation.plan.of("room", session.id):
                for feature in sorted(session.features):
                    if feature not in has[decision.value]:
                        yield told(
                            "{id} needs {feature}, room {room} has none",
                            id=session.id,
                            feature=feature,
                            room=decision.value,
                        )
