"""The records of the fairness report: small, frozen, plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.fairness.answers import Answers

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
        The tightest of room, own limit, buses and guides, less what is kept free; 0 where
        the session is cancelled, None if nothing limits it.
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
    """Seats of a bus and the people in it, on one trip."""

    bus_id: str
    title: str
    leaves: str
    seats: int
    filled: int


@dataclass(frozen=True, slots=True)
class Gap:
    """The mean of a group less the mean of everybody else.

    Attributes
    ----------
    difference
        In weighted points; above 0 where the group is worse off.
    low, high
        95 % percentile bootstrap interval over people; None where the group or the rest has
        fewer than 10 people.
    p
        Permutation p, after Holm over the groups shown.
    """

    difference: float
    low: float | None
    high: float | None
    p: float


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """One group of at least `MIN_CELL` people; smaller ones are pooled in "other".

    Attributes
    ----------
    people
        Members with a wish; with them those who only refused, where they are so few that
        the totals would tell what they have.
    mean_regret
        Mean of their regrets.
    first_share
        First wishes met per wish.
    gap, low, high, p
        `Gap` of regret to everybody else with a wish; None where too few to tell.
    floor_gap, floor_low, floor_high, floor_p
        The same for floors: what rules and clocks had taken before anybody chose.
    """

    group: str
    people: int
    mean_regret: float
    first_share: float
    gap: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    floor_gap: float | None = None
    floor_low: float | None = None
    floor_high: float | None = None
    floor_p: float | None = None


@dataclass(frozen=True, slots=True)
class Inequality:
    """How unequally utility `u = scale + 1 - regret` is shared among those heard.

    Attributes
    ----------
    gini, jain, atkinson
        0, 1 and 0 where all have the same.
    aversion
        The e of Atkinson's index: a value judgement.
    scale
        R, the largest loss that anybody's answers allow, summed over the rounds.
    lorenz
        Corners of the Lorenz curve: share of the people, their share of the utility.
    """

    gini: float
    jain: float
    atkinson: float
    aversion: float
    scale: int
    lorenz: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Envy:
    """Who would rather have somebody else's whole day, and could.

    Attributes
    ----------
    pairs
        Ordered pairs of people, the first envying the second.
    people
        People who envy somebody.
    largest
        Largest regret that another's day would have spared somebody.
    cycles
        Separate sets of days that could be handed round so that everybody in the circle
        gains; 0 in a proven result, refused places kept.
    """

    pairs: int
    people: int
    largest: int
    cycles: int


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a way of choosing does on the same wishes; means over its draws.

    Unplaced people are in `unplaced` and in no other figure.

    Attributes
    ----------
    name
        "chosen", "first come", "random order" or "rank rounds".
    draws
        Number of draws behind the means.
    total, worst, firsts
        Sum of regrets, largest regret, first wishes met.
    total_low, total_high, worst_low, worst_high, firsts_low, firsts_high
        5 % and 95 % quantiles over the draws.
    squares, at_worst
        Sum of squared regrets; people at the largest regret of their draw.
    unplaced
        People left without a whole day.
    levels
        Entry k: places with wish number k + 1, pooled over the rounds.
    outside, refused
        Places in a session not mentioned, and in a refused one, pooled likewise.
    regrets
        Entry t: people at regret t.
    as_good
        Share of the draws that leave nobody out and are at least as good as the chosen
        allocation in worst and in total at once; None for the chosen one.
    """

    name: str
    draws: int
    total: float
    total_low: float
    total_high: float
    worst: float
    worst_low: float
    worst_high: float
    firsts: float
    firsts_low: float
    firsts_high: float
    squares: float
    at_worst: float
    unplaced: float
    levels: tuple[float, ...]
    outside: float
    refused: float
    regrets: tuple[float, ...]
    as_good: float | None


@dataclass(frozen=True, slots=True)
class Fairness:
    """The numbers of the fairness report.

    Attributes
    ----------
    people, with_wishes
        Attendees, and those who said something (a wish or a refusal): the heard.
    worst, at_worst
        Largest regret of the heard, and how many have it.
    tail_mean
        Mean regret of the worst tenth of the heard, rounded up to whole people.
    total, mean, squares
        Sum, mean and sum of squares of their regrets.
    firsts, wishes
        First wishes met, and rounds with a wish, over everybody.
    some_first, all_first
        People with wishes of whom at least one, or every one, was met first.
    floors
        People who could not have all first wishes even if alone.
    levels
        Entry k: places with wish number k + 1, over all rounds of people with a wish there.
    outside, refused
        Places in a session not mentioned, and in a refused one, over the same.
    answers
        How people answered.
    """

    people: int
    with_wishes: int
    worst: int
    at_worst: int
    tail_mean: float
    total: int
    mean: float
    squares: int
    firsts: int
    wishes: int
    some_first: int
    all_first: int
    floors: int
    levels: tuple[int, ...]
    outside: int
    refused: int
    rounds: tuple[RoundWishes, ...]
    regrets: tuple[RegretLevel, ...]
    sessions: tuple[SessionDemand, ...]
    buses: tuple[BusLoad, ...]
    groups: tuple[GroupOutcome, ...]
    inequality: Inequality
    envy: Envy
    alternatives: tuple[Alternative, ...]
    answers: Answers
