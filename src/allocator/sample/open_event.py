"""A made-up event whose rooms, buses and departures are still to be chosen."""

from __future__ import annotations

from itertools import cycle, islice
from math import ceil
from random import Random
from typing import TYPE_CHECKING

from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.sample.event import clock, preamble, shared_out, slot
from allocator.sample.shape import DEPARTURES, RETURN, RIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.sample.shape import Shape

# name, places in proportion, and hire
FLEET = (
    ("turbuss", 50, 9000),
    ("turbuss", 50, 9000),
    ("turbuss", 50, 9000),
    ("midibuss", 30, 6500),
    ("midibuss", 30, 6500),
    ("minibuss", 16, 4500),
    ("minibuss", 16, 4500),
)
# the visit that may be cancelled: which, and one in so many people keep it
PERHAPS = 2
ENOUGH = 25


def open_event(shape: Shape) -> str:
    """Return the text of an `event.yaml` that leaves the plan open.

    Any workshop may be in any room, a theme in the same one in all rounds where everybody
    can then meet a new theme in each round. There is a bus more than visits by bus; each
    takes up to two, and leaves at one of two times, at each of which half of the buses can
    load. The second visit may be cancelled.

    Parameters
    ----------
    shape
        Size of the event; its last round holds the visits.

    Returns
    -------
    str
        YAML, with bare line feeds.

    Raises
    ------
    UsageTrouble
        If the rounds of workshops are not of one size.
    """
    *workshops, visits = shape.rounds
    if len(set(workshops)) > 1:
        raise UsageTrouble(told("the workshops of this family need rounds of one size"))
    rng = Random(2 * shape.seed)
    rooms = shared_out(rng, shape, workshops[0]) if workshops else []
    distinct = len(workshops) <= min(workshops, default=1)
    keeps = distinct and len(workshops) * max(rooms, default=0) <= shape.people
    on_foot = ceil(shape.people * (1 + shape.spare) / visits) if visits > 1 else 0
    fleet = list(_fleet(shape, on_foot))
    lines = [
        *preamble(distinct),
        f"keep_rooms: {'true' if keeps else 'false'}",
        f"loading: {ceil(len(fleet) / 2)}",
    ]
    if rooms:
        lines.append("rooms:")
    for j, seats in enumerate(rooms, 1):
        lines.append(f"  - {{id: sal-{j}, title: Sal {j}, seats: {seats}}}")
    lines += ["buses:", *fleet, "rounds:"]
    for k, size in enumerate(workshops):
        lines += slot(k, len(workshops))
        lines += [
            f'      - {{id: R{k + 1}-{t}, theme: "{t}", '
            f"title: Theme {t} part {k + 1}, room: auto}}"
            for t in range(1, size + 1)
        ]
    lines += [f"  - id: R{len(workshops) + 1}", "    title: Visits", "    sessions:"]
    for i in range(1, visits + 1):
        lines += _visit(i, on_foot if i == visits else 0, shape)
    lines += ["assumed_notes:", "  - Everything here is made up by allocator sample."]
    return "\n".join(lines) + "\n"


def _fleet(shape: Shape, on_foot: int) -> Iterator[str]:
    """Yield the buses: together they take all who do not walk, and the spare."""
    by_bus = shape.rounds[-1] - (on_foot > 0)
    kinds = list(islice(cycle(FLEET), by_bus + 1))
    places = ceil(shape.people * (1 + shape.spare)) - on_foot
    weight = sum(share for _, share, _ in kinds)
    for i, (kind, share, cost) in enumerate(kinds, 1):
        seats = max(1, ceil(places * share / weight))
        title = f"{kind.capitalize()} {i}"
        yield f"  - {{id: {kind}-{i}, title: {title}, seats: {seats}, cost: {cost}}}"


def _visit(i: int, on_foot: int, shape: Shape) -> Iterator[str]:
    leaves: Sequence[int] = DEPARTURES[-1:] if on_foot else DEPARTURES[:2]
    by = "foot" if on_foot else "bus, bus: auto, most_buses: 2"
    yield f"      - id: V{i}"
    yield f"        title: Visit {i}"
    yield f"        start: {clock(leaves[0] + RIDE)}"
    if on_foot:
        yield f"        seats: {on_foot}"
        yield "        walking: true"
    elif i == PERHAPS:
        yield f"        smallest: {ceil(shape.people / ENOUGH)}"
        yield "        may_be_cancelled: true"
    times = ", ".join(map(clock, leaves))
    yield (
        f"        departure: {{by: {by}, leaves: {times if on_foot else f'[{times}]'}, "
        f"drop_off: Site {i}, returns: {clock(RETURN)}, "
        f"return_place: Site {i}, back: {clock(RETURN + RIDE)}}}"
    )
