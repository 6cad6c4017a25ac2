"""Made-up parties: who belongs together."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from random import Random
from typing import TYPE_CHECKING

from allocator.errors import UsageTrouble
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

# one in so many people belongs to a party
ONE_IN = 5
SMALLEST = 2
LARGEST = 5
# apart from the streams that draw events and people
STREAM = 2**64


def together(
    people: Sequence[str], rounds: Sequence[int], seed: int
) -> tuple[tuple[str, str, str, str], ...]:
    """Draw who belongs together in all rounds: a fifth of the people, in twos to fives.

    A party is never larger than four fifths of the people shared evenly over the sessions
    of any round: with a seat for everybody there is then always a session that takes the
    next party whole, so the rule refuses nothing that other rules permit.

    Parameters
    ----------
    people
        Attendee ids.
    rounds
        Sessions in each round.
    seed
        Decides what is drawn.

    Returns
    -------
    tuple
        Rows of together.csv, without header.

    Raises
    ------
    UsageTrouble
        If the people are too few for a party.
    """
    most = min(LARGEST, (ONE_IN - 1) * len(people) // (ONE_IN * max(rounds)))
    left = len(people) // ONE_IN
    if min(most, left) < SMALLEST:
        raise UsageTrouble(
            told(
                "parties in rounds of up to {sessions} sessions need at least {least} people",
                sessions=max(rounds),
                least=max(SMALLEST * ONE_IN, ceil(SMALLEST * ONE_IN * max(rounds) / 4)),
            )
        )
    rng = Random(STREAM + seed)
    keys = {person: rng.random() for person in people}
    drawn = sorted(people, key=lambda person: keys[person])[:left]
    rows: list[tuple[str, str, str, str]] = []
    while len(drawn) >= SMALLEST:
        size = min(SMALLEST + int((most - SMALLEST + 1) * rng.random()), len(drawn))
        party, drawn = sorted(drawn[:size]), drawn[size:]
        rows += [("together", one, other, "") for one, other in pairwise(party)]
    return tuple(rows)
