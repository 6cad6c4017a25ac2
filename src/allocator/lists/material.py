"""All that lists are made of, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.lists.roster import Roster
from allocator.lists.trips import trips
from allocator.lists.waiting import waiting

if TYPE_CHECKING:
    from allocator.language import Speaker
    from allocator.lists.held import Held
    from allocator.lists.trips import Trip
    from allocator.lists.waiting import Waits
    from allocator.offer import Session


@dataclass(frozen=True)
class Material:
    """A result, a language, and what follows from them.

    Attributes
    ----------
    held
        The result.
    tr
        Puts texts into a language.
    """

    held: Held
    tr: Speaker

    @cached_property
    def roster(self) -> Roster:
        """Everybody, as lists name them."""
        return Roster(self.held, self.tr)

    @cached_property
    def waits(self) -> dict[str, tuple[Waits, ...]]:
        """The waiting list of each session that is held."""
        return waiting(self.held)

    @cached_property
    def trips(self) -> tuple[Trip, ...]:
        """Every bus and walk."""
        return trips(self.held)

    @cached_property
    def indoors(self) -> tuple[Session, ...]:
        """The sessions that are held and need no way there, in the order of the programme."""
        event = self.held.event
        rounds = {r.id: n for n, r in enumerate(event.rounds)}
        found = [s for s in event.sessions if s.held and s.departure is None]
        return tuple(sorted(found, key=lambda s: (s.start, rounds[s.round_id], s.id)))
