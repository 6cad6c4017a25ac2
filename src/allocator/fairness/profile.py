"""Places by wish: how many got their first wish, their second, and so on.

A place is told as one integer: 0, 1, 2, … for wish number 1, 2, 3, …, and below 0 for what
was no wish (`OUTSIDE`, `REFUSED`, `NOTHING`), so that a second of two wishes and a second of
seven count alike, and "not mentioned" is never taken for a wish.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OUTSIDE, REFUSED, NOTHING, NO_WISH = -1, -2, -3, -4
"""A session not mentioned; a refused one; none at all; nothing wished for in the round."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Places of people with a wish, in one round or pooled over several.

    Attributes
    ----------
    met
        Entry k: people who got their wish number k + 1 (dense ranks); at least one entry.
    outside, refused, nothing
        People who got a session they had not mentioned, one they had refused, or none.
    """

    met: tuple[int, ...]
    outside: int = 0
    refused: int = 0
    nothing: int = 0

    @property
    def people(self) -> int:
        """Number of people with a wish: the denominator."""
        return sum(self.met) + self.outside + self.refused + self.nothing


def rank_profile(places: Iterable[int]) -> Profile:
    """Count places by wish; people without a wish (`NO_WISH`) are in no column.

    Rank profiles: Featherstone, "Rank efficiency: modeling a common policymaker
    objective", 2020.

    Parameters
    ----------
    places
        One integer a person, see the module.

    Examples
    --------
    >>> rank_profile([0, 0, 2, OUTSIDE, NO_WISH])
    Profile(met=(2, 0, 1), outside=1, refused=0, nothing=0)
    """
    found = Counter(places)
    met = tuple(found[k] for k in range(max([0, *found]) + 1))
    return Profile(met, found[OUTSIDE], found[REFUSED], found[NOTHING])


def pooled(profiles: Iterable[Profile]) -> Profile:
    """Add up the profiles of several rounds.

    >>> pooled([Profile((3, 1)), Profile((2, 0, 1), outside=1)])
    Profile(met=(5, 1, 1), outside=1, refused=0, nothing=0)
    """
    rounds = tuple(profiles)
    met = zip_longest(*(r.met for r in rounds), fillvalue=0)
    return Profile(
        tuple(map(sum, met)) or (0,),
        sum(r.outside for r in rounds),
        sum(r.refused for r in rounds),
        sum(r.nothing for r in rounds),
    )


def shares(found: Profile) -> tuple[float, ...]:
    """Return F(1), F(2), …: the share of people with one of their first k wishes.

    >>> shares(Profile((5, 3, 1), outside=1))
    (0.5, 0.8, 0.9)
    """
    return tuple(n / found.people if found.people else 0.0 for n in accumulate(found.met))


def with_some_first(firsts: Sequence[int], wishes: Sequence[int]) -> int:
    """Return how many people with wishes had at least one first wish met.

    Parameters
    ----------
    firsts
        First wishes met, one number a person.
    wishes
        Rounds in which the same person wished for something.

    Examples
    --------
    >>> with_some_first([2, 1, 0, 0], [2, 3, 3, 0])
    2
    """
    return sum(f > 0 for f, w in zip(firsts, wishes, strict=True) if w)


def with_all_first(firsts: Sequence[int], wishes: Sequence[int]) -> int:
    """Return how many people with wishes had all of their first wishes met.

    >>> with_all_first([2, 1, 0, 0], [2, 3, 3, 0])
    1
    """
    return sum(f == w for f, w in zip(firsts, wishes, strict=True) if w)
