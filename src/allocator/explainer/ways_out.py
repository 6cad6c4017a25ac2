"""The cheapest ways out, each of one kind, computed and confirmed, never guessed.

Single numbers are turned by halving. Where it is open at how many places, or for whom,
something is given, the engine makes the sum least. Every way out is then applied to the
problem itself and asked again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.errors import LimitReached
from allocator.explainer.asking import Asking
from allocator.explainer.dials import SEATS, dials
from allocator.explainer.fewest import (
    exceptions,
    fewer_people,
    foreign_rules,
    relations,
    several,
)
from allocator.explainer.gifts import given_at, seat_gifts, turned, way_of
from allocator.explainer.values import WayOut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.engine.budget import Budget
    from allocator.explainer.case import Case
    from allocator.explainer.dials import Dial
    from allocator.explainer.values import Reason


def ways_out(
    case: Case, reasons: Sequence[Reason], budget: Budget
) -> tuple[tuple[WayOut, ...], bool]:
    """Find the cheapest ways out of a problem without any allocation.

    Parameters
    ----------
    case
        The problem and its rules.
    reasons
        Why it has no allocation.
    budget
        Time left.

    Returns
    -------
    found : tuple of WayOut
        Those that were found and confirmed.
    complete : bool
        Whether there was time for all.
    """
    found, complete = list[WayOut](), True
    for kind in _kinds(Asking(case, reasons, budget), found):
        if budget.spent:
            return tuple(found), False
        try:
            found.extend(kind)
        except LimitReached:
            complete = False
    return tuple(found), complete


def _kinds(asking: Asking, found: Sequence[WayOut]) -> Iterator[Iterator[WayOut]]:
    """Yield one search after the other; `found` holds what the earlier ones brought."""
    places = dials(asking.case.problem)
    for dial in places:
        yield _number(asking, dial)
    seats = [dial for dial in places if dial.kind in SEATS]
    single = min((way.amount for way in found if way.kind in SEATS), default=None)
    if single is None or single > asking.seats:
        yield _seats(asking, seats, single)
    yield relations(asking)
    for rule in asking.case.rules:
        yield exceptions(asking, rule)
        yield foreign_rules(asking, rule)
    yield fewer_people(asking)
    if all(way.kind == "fewer people" for way in found):
        yield several(asking)


def _number(asking: Asking, dial: Dial) -> Iterator[WayOut]:
    """Yield the least turn of a number that makes an allocation possible."""
    low, high = asking.seats if dial.kind in SEATS else 1, dial.span
    if low > high or not asking.exists(dial.turned(dial.loosest)):
        return
    probe = low
    while low < high:
        if asking.exists(dial.turned(dial.at(probe))):
            high = probe
        else:
            low = probe + 1
        probe = (low + high) // 2
    yield way_of(dial, high)


def _seats(asking: Asking, places: Sequence[Dial], single: int | None) -> Iterator[WayOut]:
    """Yield the least number of seats over all places together, if one place needs more."""
    case = asking.case
    everywhere = [way_of(d, d.span) for d in places if d.kind != "seats everywhere"]
    if not places or not asking.exists(turned(case.problem, everywhere)):
        return
    most, least = asking.seats, None
    while least is None or least > most:
        most *= 4
        named = seat_gifts(case, places, most)
        gifts = [gift for gift, _ in named]
        asked = replace(case.whole(), gifts=gifts, at_least=asking.seats)
        answer = asking.asked(asked)
        least = answer.least if answer.exists else None
    parts = given_at(named, answer.given)
    if single is None or least < single:
        yield WayOut(kind="more seats", amount=least, parts=parts)
