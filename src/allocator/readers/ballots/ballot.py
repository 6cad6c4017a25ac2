"""What files of public preference data hold: alternatives, and people who sort them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answer.

    Attributes
    ----------
    tiers
        Numbers of alternatives, best tier first; those not in it were not mentioned.
    refused
        Alternatives the person does not want.
    """

    tiers: tuple[tuple[int, ...], ...]
    refused: frozenset[int] = frozenset()

    def without(self, dropped: frozenset[int]) -> Ballot:
        """Return the answer with some alternatives left out, tiers that empties dropped.

        >>> Ballot(((9,), (1, 2))).without(frozenset({9}))
        Ballot(tiers=((1, 2),), refused=frozenset())
        """
        kept = (tuple(a for a in tier if a not in dropped) for tier in self.tiers)
        return Ballot(tuple(tier for tier in kept if tier), self.refused - dropped)


@dataclass(frozen=True)
class Poll:
    """One file, or one part of it: a round in which everybody sorts the same alternatives.

    Attributes
    ----------
    file
        Name of the file.
    title
        What it is about.
    alternatives
        Names by number.
    ballots
        In the order of the file.
    seats
        By number, where the file says so.
    """

    file: str
    title: str
    alternatives: Mapping[int, str]
    ballots: tuple[Ballot, ...]
    seats: Mapping[int, int] = field(default_factory=dict)

    def without(self, dropped: frozenset[int]) -> Poll:
        """Return the poll with some alternatives left out."""
        return Poll(
            self.file,
            self.title,
            {n: name for n, name in self.alternatives.items() if n not in dropped},
            tuple(ballot.without(dropped) for ballot in self.ballots),
            {n: seats for n, seats in self.seats.items() if n not in dropped},
        )
