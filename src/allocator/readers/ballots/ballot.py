"""What files of public preference data hold: alternatives, and people who sort them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_PEOPLE = 200_000


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
    source
        What the file as a whole is about; "" where that is the title.
    left_out
        Names by number of alternatives that were in the file and are not to count.
    """

    file: str
    title: str
    alternatives: Mapping[int, str]
    ballots: tuple[Ballot, ...]
    seats: Mapping[int, int] = field(default_factory=dict)
    source: str = ""
    left_out: Mapping[int, str] = field(default_factory=dict)

    @property
    def mentions(self) -> int:
        """How many times somebody names an alternative."""
        return sum(sum(map(len, ballot.tiers)) + len(ballot.refused) for ballot in self.ballots)

    def without(self, dropped: frozenset[int]) -> Poll:
        """Return the poll with some alternatives left out."""
        return replace(
            self,
            alternatives={n: s for n, s in self.alternatives.items() if n not in dropped},
            ballots=tuple(ballot.without(dropped) for ballot in self.ballots),
            seats={n: seats for n, seats in self.seats.items() if n not in dropped},
            left_out={n: s for n, s in self.alternatives.items() if n in dropped},
        )
