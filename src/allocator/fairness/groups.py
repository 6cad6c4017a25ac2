"""Groups: gaps of means, how sure they are, and no word about small groups.

Only groups that the organisers name. People of one allocation compete for the same seats,
so an interval describes this event and no population; and a gap may come from what a group
wished for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from allocator.fairness.records import MIN_CELL, Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike

    Member = TypeVar("Member")

LEAST_FOR_INTERVAL = 10
"""A group of fewer people gets a gap and a p, but no interval."""
RESAMPLES = 10_000
COVERAGE = 0.95
OTHER = "other"


def gap(group: ArrayLike, rest: ArrayLike) -> float:
    """Return the mean of a group less the mean of everybody else.

    >>> gap([3, 1], [0, 1, 2])
    1.0
    """
    return float(np.mean(np.asarray(group)) - np.mean(np.asarray(rest)))


def bootstrap_interval(
    group: ArrayLike,
    rest: ArrayLike,
    random: np.random.Generator,
    resamples: int = RESAMPLES,
) -> tuple[float, float]:
    """Return the percentile bootstrap interval of a gap, people drawn within each side.

    Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7, 1979.
    Which people are drawn matters only through how often each value occurs, so a resample
    is one multinomial draw.

    Parameters
    ----------
    group, rest
        One value a person, neither empty.
    random
        A seeded generator.
    resamples
        Number of resamples.

    Returns
    -------
    (float, float)
        The 2.5 % and 97.5 % quantiles of the resampled gaps.
    """

    def means(values: ArrayLike) -> np.ndarray:
        held, people = np.unique(np.asarray(values, dtype=np.float64), return_counts=True)
        size = int(people.sum())
        return random.multinomial(size, people / size, size=resamples) @ held / size

    tail = (1 - COVERAGE) / 2
    low, high = np.quantile(means(group) - means(rest), [tail, 1 - tail])
    return float(low), float(high)


def permutation_p(
    group: ArrayLike,
    rest: ArrayLike,
    random: np.random.Generator,
    permutations: int = RESAMPLES,
) -> float:
    """Return how often chance alone makes a gap at least as large, on either side.

    `(1 + #{|gap*| >= |gap|}) / (1 + permutations)`, which is never 0. Phipson, Smyth,
    "Permutation p-values should never be zero", Statistical Applications in Genetics and
    Molecular Biology 9, 2010. A permutation matters only through how often each value
    falls to the group, so it is one multivariate hypergeometric draw.

    Parameters
    ----------
    group, rest
        One value a person, neither empty.
    random
        A seeded generator.
    permutations
        Number of permutations.

    Returns
    -------
    float
        0 < p <= 1, before any correction for several groups.
    """
    mine = np.asarray(group, dtype=np.float64)
    everybody = np.concatenate([mine, np.asarray(rest, dtype=np.float64)])
    held, people = np.unique(everybody, return_counts=True)
    drawn = random.multivariate_hypergeometric(
        people, mine.size, size=permutations, method="marginals"
    )
    middle = mine.size * everybody.sum() / everybody.size
    slack = 1e-9 * max(1.0, abs(middle))
    as_large = np.abs(drawn @ held - middle) >= abs(mine.sum() - middle) - slack
    return float((1 + as_large.sum()) / (1 + permutations))


def holm(ps: Sequence[float]) -> tuple[float, ...]:
    """Return p values that hold for all groups at once, in the order given.

    Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6, 1979.

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    adjusted, least = [0.0] * len(ps), 0.0
    for k, i in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        least = max(least, min(1.0, (len(ps) - k) * ps[i]))
        adjusted[i] = least
    return tuple(adjusted)


def group_gaps(values: Mapping[str, Sequence[float]], seed: int) -> dict[str, Gap]:
    """Return the gap of each group to everybody else that is large enough to be told of.

    Nothing about a group, or a rest, of fewer than `MIN_CELL` people; an interval only where
    both have at least `LEAST_FOR_INTERVAL`; p after Holm over the groups told of.

    Parameters
    ----------
    values
        One value a person, by group; the groups do not overlap.
    seed
        Of the resamples, a non-negative integer of any size.

    Returns
    -------
    dict
        Gaps by group, in the order of their names; the others are missing.

    Examples
    --------
    >>> found = group_gaps({"north": [1] * 12, "south": [0] * 12, "west": [9]}, seed=7)
    >>> list(found), found["north"].difference
    (['north', 'south'], 0.307692)
    """
    random = np.random.default_rng(seed)
    found: dict[str, tuple[float, float | None, float | None]] = {}
    ps: list[float] = []
    for name in sorted(values):
        mine = values[name]
        rest = [v for other, theirs in values.items() if other != name for v in theirs]
        fewest = min(len(mine), len(rest))
        if fewest < MIN_CELL:
            continue
        ps.append(permutation_p(mine, rest, random))
        sure = fewest >= LEAST_FOR_INTERVAL
        low, high = bootstrap_interval(mine, rest, random) if sure else (None, None)
        found[name] = gap(mine, rest), low, high
    return {
        name: Gap(round(mean, 6), _rounded(low), _rounded(high), round(p, 6))
        for (name, (mean, low, high)), p in zip(found.items(), holm(ps), strict=True)
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def pool_small(members: Iterable[tuple[str, Member]]) -> dict[str, list[Member]]:
    """Sort members by group, and join groups until no small one can be told.

    Groups below `MIN_CELL`, and members without a group, become "other"; while "other" is
    itself small, the smallest of the larger groups joins it. What is still small is dropped.

    Parameters
    ----------
    members
        Group name ("" for none) and whatever stands for a member.

    Returns
    -------
    dict
        Members by group, sorted by name, "other" last.

    Examples
    --------
    >>> found = pool_small([("a", 1)] * 9 + [("b", 2)] * 6 + [("c", 3)] * 2)
    >>> {group: len(held) for group, held in found.items()}
    {'a': 9, 'other': 8}
    """
    by_group: dict[str, list[Member]] = {}
    for group, member in members:
        by_group.setdefault(group, []).append(member)
    shown = {g: m for g, m in by_group.items() if g and len(m) >= MIN_CELL}
    other = [member for g, m in by_group.items() if g not in shown for member in m]
    for group in sorted(shown, key=lambda g: (len(shown[g]), g)):
        if not 0 < len(other) < MIN_CELL:
            break
        other += shown.pop(group)
    found = dict(sorted(shown.items()))
    return {**found, OTHER: other} if len(other) >= MIN_CELL else found
