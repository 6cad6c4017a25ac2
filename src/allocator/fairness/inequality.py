"""How unequally a good is shared, and what fairness costs.

Inequality is measured on utilities, not on regrets: `u = R + 1 - d` with R the largest
regret the form allows, so that every utility is at least 1. The measures divide by a mean,
and the mean regret of a good allocation is close to 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Values = NDArray[np.float64]


def utilities(regrets: ArrayLike, scale: int) -> Values:
    """Return `u = R + 1 - d` for each regret d.

    Parameters
    ----------
    regrets
        Shape (people,), in weighted points.
    scale
        R, the largest regret possible.

    Returns
    -------
    ndarray of float, shape (people,)
        From 1 (the worst possible day) to R + 1 (the best).

    Raises
    ------
    ValueError
        If a regret is above the scale.

    Examples
    --------
    >>> utilities([0, 2, 7], scale=7).tolist()
    [8.0, 6.0, 1.0]
    """
    found = np.asarray(regrets, dtype=np.float64)
    if found.size and found.max() > scale:
        raise ValueError(f"a regret is above {scale}, the largest possible")
    return scale + 1 - found


def gini(values: ArrayLike) -> float:
    """Return the Gini coefficient: 0 where all have the same.

    With u sorted upwards, `sum_i (2i - N - 1) u_i / (N sum u)`; the same as the mean
    difference of all pairs over twice the mean. Gini, "Variabilità e mutabilità", 1912.

    Parameters
    ----------
    values
        What each person has, shape (people,), above 0.

    Returns
    -------
    float
        0 <= G < 1.

    Raises
    ------
    ValueError
        If there are no values, or one is not above 0.

    Examples
    --------
    Two of the four ordered pairs differ by 2, the mean difference is 1; twice the mean is 4.

    >>> gini([1, 3])
    0.25
    """
    u = np.sort(_positive(values))
    weight = 2 * np.arange(1, u.size + 1) - u.size - 1
    return float(weight @ u / (u.size * u.sum()))


def jain(values: ArrayLike) -> float:
    """Return Jain's index `(sum u)^2 / (N sum u^2)`: 1 where all have the same.

    Jain, Chiu, Hawe, "A quantitative measure of fairness and discrimination for resource
    allocation in shared computer systems", DEC TR-301, 1984.

    Parameters
    ----------
    values
        What each person has, shape (people,), above 0.

    Returns
    -------
    float
        1/N < J <= 1.

    Raises
    ------
    ValueError
        If there are no values, or one is not above 0.

    Examples
    --------
    >>> jain([1, 3])
    0.8
    """
    u = _positive(values)
    return float(u.sum() ** 2 / (u.size * (u @ u)))


def atkinson(values: ArrayLike, aversion: float = 1.0) -> float:
    """Return Atkinson's index: the share of the sum that equality would make superfluous.

    `A_e = 1 - (mean u^(1-e))^(1/(1-e)) / mean u`, and `A_1 = 1 - exp(mean ln u) / mean u`.
    Atkinson, "On the measurement of inequality", J. Economic Theory 2, 1970.

    Parameters
    ----------
    values
        What each person has, shape (people,), above 0.
    aversion
        e, from 0 (inequality does not matter): a value judgement, to be printed.

    Returns
    -------
    float
        0 <= A < 1; 0 where all have the same.

    Raises
    ------
    ValueError
        If there are no values, one is not above 0, or the aversion is negative.

    Examples
    --------
    >>> round(atkinson([1, 4]), 3)  # the geometric mean is 2, the mean 2.5
    0.2
    >>> round(atkinson([1, 4], aversion=2), 3)  # the harmonic mean is 1.6
    0.36
    """
    u = _positive(values)
    if aversion < 0:
        raise ValueError("the aversion to inequality must not be negative")
    if aversion == 1:
        return max(0.0, float(1.0 - np.exp(np.log(u).mean()) / u.mean()))
    power = 1.0 - aversion
    typical = (u**power).mean() ** (1.0 / power)
    return max(0.0, float(1.0 - typical / u.mean()))


def lorenz(values: ArrayLike) -> tuple[tuple[float, float], ...]:
    """Return the corners of the Lorenz curve, those with least first.

    Between two corners everybody has the same, so straight lines join them exactly; the
    area between the curve and the diagonal is half the Gini coefficient. Lorenz, "Methods
    of measuring the concentration of wealth", Publ. American Statistical Association, 1905.

    Parameters
    ----------
    values
        What each person has, shape (people,), above 0.

    Returns
    -------
    tuple of (float, float)
        Share of the people and their share of the sum, from (0, 0) to (1, 1).

    Raises
    ------
    ValueError
        If there are no values, or one is not above 0.

    Examples
    --------
    >>> lorenz([3, 1, 1, 3])
    ((0.0, 0.0), (0.5, 0.25), (1.0, 1.0))
    """
    held, people = np.unique(_positive(values), return_counts=True)
    share_of_people = np.cumsum(people) / people.sum()
    share_of_sum = np.cumsum(held * people) / (held @ people)
    corners = zip(share_of_people.tolist(), share_of_sum.tolist(), strict=True)
    return ((0.0, 0.0), *corners)


def price_of_fairness(total: float, least: int) -> float:
    """Return by how much the sum of regrets is above the least one: `(D - D*) / D*`.

    Bertsimas, Farias, Trichakis, "The price of fairness", Operations Research 59, 2011.

    Parameters
    ----------
    total
        D, the sum of regrets of the allocation, or a mean of such sums.
    least
        D*, the proven least sum of any allocation.

    Returns
    -------
    float
        0 where fairness costs nothing; infinite where only D* is 0.

    Examples
    --------
    >>> round(price_of_fairness(107, 101), 3)
    0.059
    """
    if total == least:
        return 0.0
    return (total - least) / least if least else float("inf")


def price_in_utility(total: int, least: int, people: int, scale: int) -> float:
    """Return which share of the utility fairness costs: `(U* - U) / U*`.

    With `U = N (R + 1) - D`. Much smaller than `price_of_fairness` for the same
    allocations: never print the one beside the other without saying which is which.

    Parameters
    ----------
    total, least
        As for `price_of_fairness`.
    people
        N, the people behind the sums, at least 1.
    scale
        R, the largest regret possible.

    Returns
    -------
    float
        0 <= price < 1.

    Examples
    --------
    >>> round(price_in_utility(107, 101, people=146, scale=7), 3)
    0.006
    """
    return (total - least) / (people * (scale + 1) - least)


def _positive(values: ArrayLike) -> Values:
    found = np.asarray(values, dtype=np.float64)
    if not found.size or found.min() <= 0:
        raise ValueError("inequality needs values above 0, and at least one")
    return found
