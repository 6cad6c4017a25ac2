"""The plan: the organiser's own choices that the solver may make, as a set of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = "room"
BUS = "bus"
DEPARTURE = "departure"
RUN = "run"
HIRE = "hire"
KINDS = (RUN, ROOM, DEPARTURE, BUS, HIRE)
YES = "yes"


@dataclass(frozen=True, order=True, slots=True)
class Decision:
    """One yes-or-no choice.

    Attributes
    ----------
    kind
        One of `KINDS`: a session is held, a session has a room, a visit leaves at a time, a
        bus serves a visit, a bus is hired.
    subject
        Id of the session; of the bus for `HIRE`.
    value
        Id of the room or the bus, a departure such as "12:35", or "yes".
    at
        For `BUS` the departure that the bus serves, such as "12:35"; else "".
    """

    kind: str
    subject: str
    value: str = YES
    at: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The decisions that were made; whatever is not here was decided against.

    >>> plan = Plan(frozenset({Decision(ROOM, "W1", "hall"), Decision(RUN, "W1")}))
    >>> plan.room_of("W1"), plan.buses_of("V1"), plan.runs("W2")
    ('hall', (), False)
    """

    decisions: frozenset[Decision] = frozenset()

    def of(self, kind: str, subject: str) -> tuple[Decision, ...]:
        """Return the decisions of a kind about a session or bus, sorted."""
        return tuple(
            sorted(d for d in self.decisions if d.kind == kind and d.subject == subject)
        )

    def room_of(self, session_id: str) -> str | None:
        """Return the room that was chosen for a session; None if none was."""
        return next((d.value for d in self.of(ROOM, session_id)), None)

    def departure_of(self, session_id: str) -> str | None:
        """Return the departure that was chosen for a visit, such as "12:35"."""
        return next((d.value for d in self.of(DEPARTURE, session_id)), None)

    def buses_of(self, session_id: str) -> tuple[str, ...]:
        """Return the buses that were chosen for a visit, sorted."""
        return tuple(d.value for d in self.of(BUS, session_id))

    def runs(self, session_id: str) -> bool:
        """Tell whether it was decided that a session is held."""
        return Decision(RUN, session_id) in self.decisions

    def __iter__(self) -> Iterator[Decision]:
        """Iterate in one order: held sessions, rooms, departures, buses, hires."""
        return iter(sorted(self.decisions, key=lambda d: (KINDS.index(d.kind), d)))
