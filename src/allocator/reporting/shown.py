"""What may be shown: no figure about one to four people, in no table and in no chart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from allocator.fairness.records import MIN_CELL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from allocator.fairness.records import Fairness, RoundWishes


@dataclass(frozen=True, slots=True)
class Bin:
    """Neighbouring levels that are told together.

    Attributes
    ----------
    first, last
        Levels, both included.
    people
        Number of people: 0 or at least `MIN_CELL`.
    """

    first: int
    last: int
    people: int


@dataclass(frozen=True, slots=True)
class WishTable:
    """Wishes met, in columns that hide small counts.

    Attributes
    ----------
    spans
        First and last kind of each column: 0 is a first wish, `outside` a session the
        person had not mentioned, `outside + 1` one that the person had refused.
    rows
        Each round with its counts; empty counts where too few people had a wish.
    """

    outside: int
    spans: tuple[tuple[int, int], ...]
    rows: tuple[tuple[RoundWishes, tuple[int, ...]], ...]


def small(count: float) -> bool:
    """Tell whether a count is about too few people to be shown.

    >>> small(4), small(5), small(0)
    (True, False, False)
    """
    return 0 < count < MIN_CELL


def pooled(size: int, closes: Callable[[int, int], bool]) -> tuple[tuple[int, int], ...]:
    """Join neighbouring levels from the last to the first until each span may be shown.

    Parameters
    ----------
    size
        Number of levels.
    closes
        Tells whether the levels from first to last, both included, may be shown.

    Returns
    -------
    tuple of (int, int)
        First and last level of each span, best first; empty where all together are still
        too few.
    """
    spans: list[tuple[int, int]] = []
    last = size - 1
    for first in range(size - 1, -1, -1):
        if closes(first, last):
            spans.append((first, last))
            last = first - 1
    if last >= 0 and spans:
        while spans and not closes(0, spans[-1][1]):
            spans.pop()
        spans = [*spans[:-1], (0, spans[-1][1])] if spans else []
    return tuple(reversed(spans))


def regret_bins(fairness: Fairness) -> tuple[Bin, ...]:
    """Return how many people are at each regret, small levels joined."""
    people = [level.people for level in fairness.regrets]
    spans = pooled(len(people), lambda a, b: not small(sum(people[a : b + 1])))
    return tuple(Bin(a, b, sum(people[a : b + 1])) for a, b in spans if any(people))


def hidden_rounds(fairness: Fairness) -> frozenset[str]:
    """Return the ids of rounds that are not told of: those in which few people had a wish.

    As totals over all rounds are told, a further round is left out where those few would
    follow from the others.
    """
    wished = [r for r in fairness.rounds if r.people]
    hidden = [r for r in wished if small(r.people)]
    others = (r for r in wished if r not in hidden)
    while hidden and small(sum(r.people for r in hidden)):
        more = next(others, None)
        if more is None:
            break
        hidden.append(more)
    return frozenset(r.round_id for r in hidden)


def wish_table(fairness: Fairness) -> WishTable:
    """Return wishes met by round, columns with small counts joined."""
    outside = max((len(r.met) for r in fairness.rounds), default=0)
    gone = hidden_rounds(fairness)
    counts = [_kinds(r, outside) if r.round_id not in gone else () for r in fairness.rounds]
    large = [c for c in counts if sum(c) >= MIN_CELL]
    kinds = max((k for c in large for k, n in enumerate(c) if n), default=-1) + 1
    spans = pooled(kinds, lambda a, b: not any(small(sum(c[a : b + 1])) for c in large))
    rows = tuple(
        (r, tuple(sum(c[a : b + 1]) for a, b in spans) if c in large else ())
        for r, c in zip(fairness.rounds, counts, strict=True)
    )
    return WishTable(outside, spans, rows)


def _kinds(round_: RoundWishes, outside: int) -> Sequence[int]:
    met = [n for n, _ in zip_longest(round_.met, range(outside), fillvalue=0)]
    return [*met, round_.outside, round_.refused]
