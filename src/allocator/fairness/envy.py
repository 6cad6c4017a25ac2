"""Envy: who would rather have somebody else's day, or place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.fairness.records import Envy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Mask = NDArray[np.bool_]

UNPLACED = -1


def whole_day_envy(
    regret: ArrayLike,
    permitted: ArrayLike,
    choice: ArrayLike,
    kinds: Sequence[bytes] | None = None,
) -> Envy:
    """Return how much envy there is between whole days.

    Person a envies person b if b's day is permitted for a and a's regret with it is less
    than with a's own. Foley, "Resource allocation and the public sector", Yale Economic
    Essays 7, 1967.

    A circle of such envy among people of one kind could be handed round: everybody in it
    gains, and every row is used as before, since it counts them alike. So a proven least
    sum, or least squares, has none, refused places kept.

    Parameters
    ----------
    regret
        Regret of each day, shape (people, days).
    permitted
        Whether a person may spend a day, shape (people, days).
    choice
        The day each person spends, shape (people,); -1 for nobody's concern.
    kinds
        The kind of each person: rows count people of one kind alike. None means that all
        are of one kind.

    Returns
    -------
    Envy
        Ordered pairs, people who envy somebody, the largest difference, and the number of
        separate sets of days that go round in circles of one kind.

    Examples
    --------
    Two people hold each other's best day; the third may not spend either.

    >>> regret = [[1, 0, 0], [0, 1, 0], [0, 0, 2]]
    >>> permitted = [[1, 1, 0], [1, 1, 0], [0, 0, 1]]
    >>> whole_day_envy(regret, permitted, [0, 1, 2])
    Envy(pairs=2, people=2, largest=1, cycles=1)

    Were the first two counted differently, handing round might break a rule.

    >>> whole_day_envy(regret, permitted, [0, 1, 2], [b"a", b"b", b"a"]).cycles
    0
    """
    days = np.asarray(choice, dtype=np.intp)
    placed = days != UNPLACED
    spent, holders = np.unique(days[placed], return_counts=True)
    if not spent.size:
        return Envy(0, 0, 0, 0)
    table = np.asarray(regret)[placed]
    own = table[np.arange(len(table)), days[placed]][:, np.newaxis]
    allowed = np.asarray(permitted, dtype=bool)[placed][:, spent]
    gain = np.where(allowed, own - table[:, spent], 0)
    envies = gain > 0
    held = (days[placed][:, np.newaxis] == spent).astype(np.float32)
    alike = dict[bytes, list[int]]()
    for a, person in enumerate(np.flatnonzero(placed).tolist()):
        alike.setdefault(kinds[person] if kinds else b"", []).append(a)
    return Envy(
        pairs=int((envies @ holders).sum()),
        people=int(envies.any(axis=1).sum()),
        largest=max(0, int(gain.max())),
        cycles=sum(circles(held[k].T @ envies[k] > 0) for k in alike.values() if len(k) > 1),
    )


def circles(wants: Mask) -> int:
    """Return the number of separate sets of nodes that go round in circles.

    The strong components of more than one node, from the transitive closure (Warshall,
    "A theorem on Boolean matrices", J. ACM 9, 1962; here by squaring). Nodes without an
    arrow in or out are on no circle and are left out first.

    Parameters
    ----------
    wants
        Whether there is an arrow from the row to the column, shape (nodes, nodes).

    Examples
    --------
    >>> circles(np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]], dtype=bool))
    1
    >>> circles(np.array([[0, 1, 1], [0, 0, 1], [0, 0, 0]], dtype=bool))
    0
    """
    left = wants
    while not (keep := left.any(axis=0) & left.any(axis=1)).all():
        left = left[keep][:, keep]
    reach = left.astype(np.float32)
    for _ in range(len(left).bit_length()):
        reach = np.minimum(reach + reach @ reach, 1)
    both = (reach > 0) & (reach.T > 0)
    on_a_circle = both[both.diagonal()]
    return len(np.unique(on_a_circle, axis=0))


def justified_envy(
    level: ArrayLike, permitted: ArrayLike, choice: ArrayLike, priority: ArrayLike | None
) -> int | None:
    """Return how many pairs have a grievance that declared priorities bear out.

    Person a has one against b in a session that a prefers to its own place, may have, and
    has the higher priority for, while b sits in it. Abdulkadiroğlu, Sönmez, "School choice:
    a mechanism design approach", American Economic Review 93, 2003.

    Parameters
    ----------
    level
        Tiers that a person puts above a session of one round, shape (people, sessions).
    permitted
        Whether a person may have a session, shape (people, sessions).
    choice
        The session each person has in the round, shape (people,); -1 for none.
    priority
        Priority of each person at each session, higher first, shape (people, sessions), or
        None where the organisers declared none. The order of a lottery is no priority.

    Returns
    -------
    int or None
        None means "no priorities declared", which is not the same as 0.

    Examples
    --------
    >>> justified_envy([[0, 1], [0, 1]], np.ones((2, 2)), [1, 0], [[2, 1], [1, 2]])
    1
    >>> justified_envy([[0, 1], [0, 1]], np.ones((2, 2)), [1, 0], None) is None
    True
    """
    if priority is None:
        return None
    levels, may, rank = np.asarray(level), np.asarray(permitted, dtype=bool), priority
    held = np.asarray(choice, dtype=np.intp)
    seated = np.flatnonzero(held != UNPLACED)
    theirs = held[seated]
    own = np.where(held == UNPLACED, levels.max() + 1, levels[np.arange(len(held)), held])[
        :, np.newaxis
    ]
    above = np.asarray(rank)[:, theirs] > np.asarray(rank)[seated, theirs]
    return int(((levels[:, theirs] < own) & may[:, theirs] & above).sum())
