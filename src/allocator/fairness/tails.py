"""The worst off: the largest regret, how many have it, and the mean of the worst tenth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TENTH = 10


def worst(regrets: Sequence[int]) -> int:
    """Return the largest regret, 0 where there is nobody.

    >>> worst([0, 3, 1, 3])
    3
    """
    return max(regrets, default=0)


def at_worst(regrets: Sequence[int]) -> int:
    """Return how many people have the largest regret.

    >>> at_worst([0, 3, 1, 3])
    2
    """
    largest = worst(regrets)
    return sum(regret == largest for regret in regrets)


def tail_mean(regrets: Sequence[int], parts: int = TENTH) -> float:
    """Return the mean of the `ceil(N / parts)` largest regrets.

    The conditional value at risk of a sample, rounded up to whole people. Rockafellar,
    Uryasev, "Optimization of conditional value-at-risk", J. Risk 2, 2000.

    Parameters
    ----------
    regrets
        One a person, in weighted points.
    parts
        10 for the worst tenth.

    Returns
    -------
    float
        Weighted points; 0 where there is nobody.

    Examples
    --------
    >>> tail_mean([0] * 10 + [5, 2])  # two of twelve
    3.5
    """
    most = sorted(regrets, reverse=True)[: -(-len(regrets) // parts)]
    return sum(most) / len(most) if most else 0.0
