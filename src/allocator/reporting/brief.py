"""What is shown of what is too long to read: the part that matters most, and how much it is.

A page of a thousand groups or buses is read by nobody, and takes minutes to draw. What is
left out of it stands in the files of the result, every row of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.reporting.hidden import hidden_demand
from allocator.reporting.page import Body, Table
from allocator.reporting.shown import Bin, WishTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from allocator.fairness.records import BusLoad, Fairness, GroupOutcome, SessionDemand
    from allocator.reporting.texts import Texts

    Item = TypeVar("Item")

MOST_DRAWN = 40
"""Sessions, groups and buses in a chart: about two pages of bars."""

MOST_ROWS = 200
"""Rows of a table on the page."""

MOST_LEVELS = 16
"""Bars of a chart of levels."""

MOST_COLOURS = 6
"""Kinds of wishes that colours can tell apart."""

UNLIKELY = 0.05
"""A difference that chance makes less often is called unlikely to be chance alone."""


def weightiest(
    items: Sequence[Item], most: int, weight: Callable[[Item], tuple[float, ...]]
) -> tuple[Item, ...]:
    """Return the items of most weight, in the order in which they stand.

    Parameters
    ----------
    items
        In the order of the page.
    most
        Number of items that there is room for.
    weight
        Among items of equal weight the first ones are kept.

    Examples
    --------
    >>> weightiest([5, 1, 7, 5], 2, lambda n: (n,))
    (5, 7)
    """
    if len(items) <= most:
        return tuple(items)
    order = sorted(range(len(items)), key=lambda at: weight(items[at]), reverse=True)
    return tuple(items[at] for at in sorted(order[:most]))


def hidden_firsts(found: Fairness) -> frozenset[str]:
    """Return the ids of sessions whose first wishes are not told, shown or not."""
    by_round = sorted(found.sessions, key=lambda s: s.round_id)
    return hidden_demand(by_round, "wished_first")


def sessions_shown(found: Fairness, most: int) -> tuple[SessionDemand, ...]:
    """Return the sessions that most people wished for first; those not told of come last."""
    hidden = hidden_firsts(found)
    return weightiest(
        found.sessions,
        most,
        lambda s: (-1 if s.session_id in hidden else s.wished_first,),
    )


def groups_shown(found: Fairness, most: int) -> tuple[GroupOutcome, ...]:
    """Return the groups whose difference is unlikely to be chance, then the largest ones."""
    return weightiest(
        found.groups, most, lambda g: (g.p is not None and g.p < UNLIKELY, g.people)
    )


def buses_shown(found: Fairness, most: int) -> tuple[BusLoad, ...]:
    """Return the buses with most free seats: a full one is as full as it may be."""
    return weightiest(found.buses, most, lambda b: (b.seats - b.filled,))


def levels_shown(bins: Sequence[Bin], most: int = MOST_LEVELS) -> tuple[Bin, ...]:
    """Join neighbouring bins until there is room for them, each as wide as the others.

    The best level stays alone, as it is what everybody looks for.

    Parameters
    ----------
    bins
        Best first.
    most
        Number of bins that there is room for, at least 2.

    Examples
    --------
    >>> bins = [Bin(level, level, 10) for level in range(8)]
    >>> [(b.first, b.last, b.people) for b in levels_shown(bins, 4)]
    [(0, 0, 10), (1, 3, 30), (4, 6, 30), (7, 7, 10)]
    """
    if len(bins) <= most:
        return tuple(bins)
    best, others = bins[0], bins[1:]
    start = others[0].first
    width = -(-(others[-1].first - start + 1) // (most - 1))
    joined: dict[int, list[Bin]] = {}
    for one in others:
        joined.setdefault((one.first - start) // width, []).append(one)
    together = (
        Bin(some[0].first, some[-1].last, sum(b.people for b in some))
        for some in joined.values()
    )
    return (best, *together)


def columns_shown(table: WishTable, most: int = MOST_COLOURS) -> WishTable:
    """Join the later wishes of a table until there is a colour for each column.

    What was not mentioned, and what was refused, stay apart.
    """
    wished = [span for span in table.spans if span[1] < table.outside]
    room = most - (len(table.spans) - len(wished))
    if len(wished) <= room:
        return table
    joined = (wished[room - 1][0], wished[-1][1])
    spans = (*table.spans[: room - 1], joined, *table.spans[len(wished) :])
    rows = tuple((r, _joined(counts, room - 1, len(wished))) for r, counts in table.rows)
    return WishTable(table.outside, spans, rows)


def _joined(counts: tuple[int, ...], first: int, after: int) -> tuple[int, ...]:
    return (*counts[:first], sum(counts[first:after]), *counts[after:]) if counts else ()


def drawn_of(words: Texts, key: str, there_are: int) -> tuple[str, ...]:
    """Say which of a long list a chart shows; nothing where it shows all.

    Parameters
    ----------
    words
        The texts.
    key
        Section of the page.
    there_are
        Number of sessions, groups or buses.
    """
    if there_are <= MOST_DRAWN:
        return ()
    shown, every = words.whole(MOST_DRAWN), words.whole(there_are)
    return (words(f"brief.{key}", shown=shown, all=every),)


def shortened(words: Texts, table: Table, there_are: int | None = None) -> Table:
    """Return a table of `MOST_ROWS` rows at most, which says how many there are.

    Parameters
    ----------
    words
        The texts.
    table
        Any table of the page.
    there_are
        Number of rows of which those of the table were chosen, if they were.
    """
    rows = sum(len(body.rows) for body in table.bodies)
    there_are = rows if there_are is None else there_are
    if there_are <= MOST_ROWS:
        return table
    bodies, left = list[Body](), MOST_ROWS
    for body in table.bodies:
        if left:
            bodies.append(Body(body.heading, body.rows[:left]))
            left -= len(bodies[-1].rows)
    shown = words.whole(MOST_ROWS - left)
    said = words("brief.rows", shown=shown, all=words.whole(there_are))
    return Table(f"{table.caption} {said}", table.columns, tuple(bodies))
