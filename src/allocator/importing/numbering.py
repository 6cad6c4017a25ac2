"""Running codes for people, the same at the next import."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.importing.identity import Identity, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allocator.readers.people_file import Person

LETTER = "A"
FEWEST_DIGITS = 3
RUNNING = re.compile(rf"{LETTER}([0-9]{{1,9}})", re.IGNORECASE)


KEYS: tuple[Callable[[Identity], tuple[str, ...]], ...] = (
    lambda who: (who.by_email, folded(who.name)) if who.email and who.name else (),
    lambda who: (who.by_email,) if who.email else (),
    lambda who: (who.by_name,) if who.name else (),
)
"""What a person may be found by, the surest first."""


def _recognised(people: Sequence[Identity], before: Mapping[str, Person]) -> list[str]:
    """Return the code that each person had before, "" where that is not sure."""
    codes = [""] * len(people)
    if not before:
        return codes
    earlier = {id_: Identity(p.name, p.email, p.organisation) for id_, p in before.items()}
    for key in KEYS:
        found: dict[tuple[str, ...], list[str]] = {}
        for id_, who in earlier.items():
            found.setdefault(key(who), []).append(id_)
        for at, who in enumerate(people):
            free = found.get(key(who), []) if key(who) and not codes[at] else []
            if len(free) == 1:
                codes[at] = free.pop()
                del earlier[codes[at]]
    return codes


def numbered(people: Sequence[Identity], before: Mapping[str, Person]) -> list[str]:
    """Return a code for each person: the one of before, else the next running number.

    Parameters
    ----------
    people
        In the order in which new numbers are given.
    before
        People of an earlier import, by their code.

    Returns
    -------
    list[str]
        Such as A001; codes of people who are no longer there are not given again.

    Examples
    --------
    >>> numbered([Identity("Åse"), Identity("Per")], {})
    ['A001', 'A002']
    """
    codes = _recognised(people, before)
    used = {id_.casefold() for id_ in before}
    numbers = [int(found[1]) for found in map(RUNNING.fullmatch, before) if found]
    last = max(numbers, default=0)
    digits = max(FEWEST_DIGITS, len(str(last + codes.count(""))))
    for at, code in enumerate(codes):
        while not code:
            last += 1
            new = f"{LETTER}{last:0{digits}}"
            code = "" if new.casefold() in used else new
        codes[at] = code
    return codes
