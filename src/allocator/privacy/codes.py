"""Fresh codes for people and groups, from chance that nobody keeps."""

from __future__ import annotations

from secrets import SystemRandom
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from random import Random

LEAST_DIGITS = 3
LETTERS = "PQRSTUVWXYZ"


def fresh_codes(
    names: Iterable[str], *, letters: str = LETTERS, chance: Random | None = None
) -> Mapping[str, str]:
    """Give each name a code; neither the code nor its place tells whose it is.

    Parameters
    ----------
    names
        What is to be replaced, each once.
    letters
        The first of them with which no name begins stands before the numbers, so that old
        and new cannot be confused; the first of all where every one is taken.
    chance
        Shuffles; by default the system's own chance, which cannot be repeated.

    Returns
    -------
    Mapping
        Name to code, in the order of the codes.

    Examples
    --------
    >>> sorted(fresh_codes(["kari@example.org", "ola@example.org"]).values())
    ['P001', 'P002']
    """
    shuffled = sorted(names)
    (chance or SystemRandom()).shuffle(shuffled)
    taken = {name[:1].upper() for name in shuffled}
    letter = next((c for c in letters if c not in taken), letters[0])
    width = max(LEAST_DIGITS, len(str(len(shuffled))))
    return {name: f"{letter}{n:0{width}d}" for n, name in enumerate(shuffled, start=1)}
