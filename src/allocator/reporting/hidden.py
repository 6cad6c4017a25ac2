"""What is left out beside a small count, so that subtraction does not bring it back.

A dash stands for both, so that nobody can tell which was small.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL
from allocator.reporting.shown import hidden_rounds, small

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.fairness.answers import RoundAnswers
    from allocator.fairness.records import Fairness, RoundWishes, SessionDemand

PARTS = ("wishing", "no_opinion", "nothing")
"""With those who only refused, everybody who was asked is in one of them."""


def hidden_cells(counts: Sequence[int]) -> frozenset[int]:
    """Return the positions of counts that are left out, where their total may be known.

    Those about one to four people; then more, in the order given, until each that is left
    out could by the total be anything from 1 to at least `MIN_CELL`. What is 0 is shown.

    Parameters
    ----------
    counts
        Numbers of people, in an order that says nothing of their size.

    Examples
    --------
    >>> sorted(hidden_cells([12, 3, 0, 20])), sorted(hidden_cells([12, 9, 0, 20]))
    ([1, 3], [])
    >>> sorted(hidden_cells([1, 1, 30, 40]))
    [0, 1, 2]
    """
    hidden = [at for at, n in enumerate(counts) if small(n)]
    if not hidden:
        return frozenset()
    first = hidden[0]
    order = [*range(first + 1, len(counts)), *range(first)]
    for at in order:
        if _open(counts, hidden):
            break
        if counts[at] and at not in hidden:
            hidden.append(at)
    return frozenset(hidden)


def _open(counts: Sequence[int], hidden: Sequence[int]) -> bool:
    """Tell whether a total leaves each of the hidden counts open."""
    largest = sum(counts[at] for at in hidden) - (len(hidden) - 1)
    return len(hidden) > 1 and largest >= MIN_CELL


def hidden_demand(sessions: Sequence[SessionDemand], what: str) -> frozenset[str]:
    """Return the ids of sessions whose demand is left out.

    Parameters
    ----------
    sessions
        In the order of the programme.
    what
        "wished_first" or "wished".
    """
    found: set[str] = set()
    for _, some in groupby(sessions, key=lambda s: s.round_id):
        offer = list(some)
        cells = hidden_cells([getattr(s, what) for s in offer])
        found |= {offer[at].session_id for at in cells}
    return frozenset(found)


def hidden_answers(fairness: Fairness, answers: RoundAnswers) -> frozenset[str]:
    """Return which counts of how people answered for a round are left out.

    Where a part of those who were asked is small, and the other parts would tell it, the
    number of those who were asked is left out too.

    Parameters
    ----------
    fairness
        Tells which rounds are not told of.
    answers
        Of one round.
    """
    counts = [getattr(answers, part) for part in PARTS]
    rest = answers.asked - sum(counts)
    gone = {part for part, n in zip(PARTS, counts, strict=True) if small(n)}
    if answers.round_id in hidden_rounds(fairness):
        gone.add("wishing")
    cells = [getattr(answers, part) for part in PARTS if part in gone] + [rest] * bool(rest)
    if gone and not _open(cells, range(len(cells))):
        gone.add("asked")
    return frozenset(gone)


def nearly_all(fairness: Fairness, round_: RoundWishes) -> bool:
    """Tell whether a few have no wish in a round, so that its counts would tell of them."""
    return small(fairness.people - round_.people)


def few_lose(fairness: Fairness) -> bool:
    """Tell whether a few alone are away from their best day: sums are figures about them."""
    return small(sum(level.people for level in fairness.regrets if level.regret))


def leaves_open(shares: Sequence[int], people: int) -> bool:
    """Tell whether shares in whole per cent leave open that all, or many fewer, had a wish.

    Parameters
    ----------
    shares
        That are to be shown.
    people
        Everybody, of whom one to four had none.

    Examples
    --------
    >>> leaves_open([64, 36], 12), leaves_open([62, 24, 13], 220)
    (False, True)
    """
    others = (people, *range(people - MIN_CELL, 0, -1))
    return any(_could_be(shares, n) for n in others)


def _could_be(shares: Sequence[int], people: int) -> bool:
    """Tell whether counts of so many people could have these shares.

    A share grows with its count, so the counts of a share are neighbours: the ends suffice.
    """

    def share_of(count: int) -> int:
        return round(100 * count / people)

    counts = range(people + 1)
    least = [bisect_left(counts, share, key=share_of) for share in shares]
    after = [bisect_right(counts, share, key=share_of) for share in shares]
    found = all(first < end for first, end in zip(least, after, strict=True))
    return found and sum(least) <= people <= sum(end - 1 for end in after)
