"""What a made-up event looks like in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.errors import UsageTrouble
from allocator.language import told

LARGEST_EVENT = 1_000_000
LARGEST_SEED = 2**63 - 1
MOST_PEOPLE = 1_000_000
MOST_SESSIONS = 1_000
# minutes of the day in a made-up event
WORKSHOPS_END = 12 * 60
BREAK = 20
LONGEST_SLOT = 100
SHORTEST_SLOT = 40
MOST_WORKSHOP_ROUNDS = (WORKSHOPS_END + BREAK) // SHORTEST_SLOT
DEPARTURES = (12 * 60 + 35, 12 * 60 + 45, 13 * 60)
RIDE = 25
RETURN = 15 * 60


@dataclass(frozen=True, slots=True)
class Shape:
    """Size and habits of a made-up instance.

    Attributes
    ----------
    people
        Made-up attendees; the speakers of a given event come on top.
    rounds
        Sessions in each round; the last round holds visits, the others workshops.
    skew
        How much people agree: 0 means that all sessions are equally popular.
    spare
        Seats beyond the people in each round, as a share of the people.
    seed
        Decides everything that is drawn.
    wishes
        How many sessions people rank in each round.
    groups
        Number of employers; 0 for none.
    silent, short, only_refusals
        Shares of people without a word, with one or two wishes a round, and with nothing
        but one refusal a round.
    refusing
        Share of wishing people who also refuse the session they like least in one round.
    cannot_walk
        Share of people who cannot walk far.

    Raises
    ------
    UsageTrouble
        If a number is out of range.
    """

    people: int = 220
    rounds: tuple[int, ...] = (5, 5, 7)
    skew: float = 0.8
    spare: float = 0.05
    seed: int = 0
    wishes: int = 3
    groups: int = 40
    silent: float = 0.05
    short: float = 0.08
    only_refusals: float = 0.015
    refusing: float = 0.04
    cannot_walk: float = 0.02

    def __post_init__(self) -> None:
        """Refuse numbers that make no instance."""
        _within("people", self.people, 1, MOST_PEOPLE)
        _within("rounds", len(self.rounds), 1, MOST_WORKSHOP_ROUNDS + 1)
        for sessions in self.rounds:
            _within("sessions in a round", sessions, 1, MOST_SESSIONS)
        _within("seed", self.seed, 0, LARGEST_SEED)
        _within("skew", self.skew, 0, 100)
        _within("wishes", self.wishes, 1, MOST_SESSIONS)
        _within("groups", self.groups, 0, MOST_PEOPLE)
        for name in ("spare", "silent", "short", "only_refusals", "refusing"):
            _within(name, getattr(self, name), 0, 1)
        _within("cannot_walk", self.cannot_walk, 0, 1)


def _within(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise UsageTrouble(
            told("{name} must be from {least} to {most}", name=name, least=least, most=most)
        )
