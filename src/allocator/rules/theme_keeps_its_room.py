"""A theme keeps its room, where the event says so."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from allocator import choices
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Session
    from allocator.problem import Problem


class ThemeKeepsItsRoom:
    """Held sessions of one theme have the same room, among those whose room is open.

    room[s, r] <= room[t, r], or room[s, r] + run[t] - 1 <= room[t, r] where t may be
    cancelled, for any two sessions s and t of a theme and each room r of s.
    """

    name = "theme keeps its room"
    sentence = "All sessions of a theme are in the same room."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Let a room of one session of a theme bring the others there."""
        if not problem.event.keep_rooms:
            return
        open_ = [s for s in problem.event.sessions if s.theme is not None and s.rooms]
        for one, other in permutations(open_, 2):
            if one.theme == other.theme:
                self._bring(model, one, other)

    def _bring(self, model: Model, one: Session, other: Session) -> None:
        theirs, run = choices.rooms(other), choices.run(other)
        for room, decision in choices.rooms(one).items():
            row, limit = {model.decide(decision): 1}, 0
            if room in theirs:
                row[model.decide(theirs[room])] = -1
            if run is not None:
                row[model.decide(run)], limit = 1, 1
            model.plan_at_most(self.name, f"{one.id}, {other.id} in {room}", row, limit)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """List the rooms of each theme, and look for each of its sessions in them."""
        if not problem.event.keep_rooms:
            return
        plan, open_ = allocation.plan, [s for s in problem.event.sessions if s.rooms]
        for theme in sorted({s.theme for s in open_ if s.theme is not None}):
            sessions = [s for s in open_ if s.theme == theme]
            chosen = {s.id: {d.value for d in plan.of("room", s.id)} for s in sessions}
            for room in sorted(set().union(*chosen.values())):
                for session in sessions:
                    held = plan.runs(session.id) or not session.cancellable
                    if held and room not in chosen[session.id]:
                        yield told(
                            "theme {theme} is in room {room}, {id} is not",
                            theme=theme,
                            room=room,
                            id=session.id,
                        )
