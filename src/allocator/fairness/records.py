"""The records of the fairness report: small, frozen, plain values."""

from __future__ import annotations

from dataclasses import dataclass

MIN_CELL = 5
"""No figure is shown about fewer people than this."""


@dataclass(frozen=True, slots=True)
class RoundWishes:
    """Wishes met in one round.

    Attributes
    ----------
    people
        People with a wish in this round: the denominator.
    met
        Entry k: people who got their wish number k + 1 (dense ranks).
    outside
        People with a wish who got a session they had not mentioned.
    refused
        People with a wish who got a session they had refused.
    without_wish
        People with a fixed place or no wish; in no denominator.
    """

    round_id: str
    title: str
    people: int
    met: tuple[int, ...]
    outside: int
    refused: int
    without_wish: int


@dataclass(frozen=True, slots=True)
class RegretLevel:
    """How many people have a day with this regret."""

    regret: int
    people: int


@dataclass(frozen=True, slots=True)
class SessionDemand:
    """Demand against seats for one session.

    Attributes
    ----------
    seats
        The tightest of the room, the session's own limit and the bus; None if none.
    wished_first, wished
        People who have it as a first wish, and at any rank.
    """

    session_id: str
    round_id: str
    title: str
    seats: int | None
    filled: int
    wished_first: int
    wished: int


@dataclass(frozen=True, slots=True)
class BusLoad:
    """Seats of a bus and the people in it."""

    bus_id: str
    title: str
    leaves: str
    seats: int
    filled: int


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """One group of at least `MIN_CELL` people; smaller ones are pooled in "other"."""

    group: str
    people: int
    mean_regret: float
    first_share: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """What another way of choosing would have done on the same wishes.

    Means over the draws where there are several.

    Attributes
    ----------
    name
        "chosen", "first come" or "random order".
    draws
        Number of draws behind the means.
    total, worst, firsts, unplaced
        Sum of regrets, largest regret, first wishes met, people left without a day; the
        unplaced count in no other figure.
    at_worst
        People at the largest regret.
    """

    name: str
    draws: int
    total: float
    worst: float
    at_worst: float
    firsts: float
    unplaced: float


@dataclass(frozen=True, slots=True)
class Fairness:
    """The numbers of the fairness report.

    Attributes
    ----------
    people, with_wishes
        Attendees, and those who said something (a wish or a refusal).
    worst, at_worst
        Largest regret of those who said something, and how many have it.
    total, mean
        Sum and mean of their regrets.
    firsts, wishes
        First wishes met, and rounds with a wish, over everybody.
    all_first
        People with wishes whose every wish was met first.
    floors
        People who could not have all first wishes even if alone.
    """

    people: int
    with_wishes: int
    worst: int
    at_worst: int
    total: int
    mean: float
    firsts: int
    wishes: int
    all_first: int
    floors: int
    rounds: tuple[RoundWishes, ...]
    regrets: tuple[RegretLevel, ...]
    sessions: tuple[SessionDemand, ...]
    buses: tuple[BusLoad, ...]
    groups: tuple[GroupOutcome, ...]
    alternatives: tuple[Alternative, ...]
