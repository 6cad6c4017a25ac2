"""A made-up event: rounds of workshops, then visits, with rooms and buses."""

from __future__ import annotations

from math import ceil
from random import Random
from typing import TYPE_CHECKING

from allocator.sample.shape import (
    BREAK,
    DEPARTURES,
    LONGEST_SLOT,
    RETURN,
    RIDE,
    SHORTEST_SLOT,
    WORKSHOPS_END,
    Shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def sample_event(shape: Shape) -> str:
    """Return the text of a made-up `event.yaml`.

    Every workshop round offers the same themes, and room j holds theme j + k in round k:
    where all workshop rounds are of one size, people could stay in their rooms and meet no
    theme twice, so the instance is feasible. Otherwise themes may be met again. The last
    visit is reached on foot, if there is another.

    Parameters
    ----------
    shape
        Size of the event.

    Returns
    -------
    str
        YAML, with bare line feeds.
    """
    rng = Random(2 * shape.seed)
    *workshops, visits = shape.rounds
    distinct = len(set(workshops)) <= 1 and len(workshops) <= min(workshops, default=1)
    lines = preamble(distinct)
    sizes = sorted(set(workshops))
    if sizes:
        lines.append("rooms:")
    for size in sizes:
        for j, seats in enumerate(shared_out(rng, shape, size)):
            room = _room(sizes, size, j)
            lines.append(f"  - {{id: {room}, title: {room}, seats: {seats}}}")
    visit_seats = shared_out(rng, shape, visits)
    lines += _buses(visit_seats)
    lines.append("rounds:")
    for k, size in enumerate(workshops):
        lines += _workshops(k, len(workshops), size, sizes)
    lines += _visits(len(workshops), visit_seats)
    lines += ["assumed_notes:", "  - Everything here is made up by allocator sample."]
    return "\n".join(lines) + "\n"


def preamble(distinct: bool) -> list[str]:
    """Return the first lines; distinct where nobody may meet a theme twice."""
    return [
        "title: A made-up event",
        "date: 2024-11-05",
        "timezone: Europe/Oslo",
        "place: The venue",
        "transfer_minutes: 10",
        f"same_theme: {'forbid' if distinct else 'allow'}",
    ]


def shared_out(rng: Random, shape: Shape, parts: int) -> list[int]:
    """Share the seats of a round out unevenly; every session has at least one."""
    total = max(parts, ceil(shape.people * (1 + shape.spare)))
    weights = [0.75 + 0.5 * rng.random() for _ in range(parts)]
    free = total - parts
    seats = [1 + int(free * w / sum(weights)) for w in weights]
    for j in range(total - sum(seats)):
        seats[j % parts] += 1
    return seats


def _room(sizes: Sequence[int], size: int, j: int) -> str:
    return f"sal-{j + 1}" if len(sizes) == 1 else f"sal-{size}-{j + 1}"


def clock(minutes: int) -> str:
    """Return minutes of the day as `HH:MM`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def slot(k: int, rounds: int) -> Iterator[str]:
    """Yield the head of a round of workshops: so many of them end before the visits."""
    length = max(SHORTEST_SLOT, min(LONGEST_SLOT, 2 * LONGEST_SLOT // rounds))
    start = WORKSHOPS_END + BREAK - length * (rounds - k)
    yield f"  - id: R{k + 1}"
    yield f"    title: Workshops {k + 1}"
    yield f"    start: {clock(start)}"
    yield f"    end: {clock(start + length - BREAK)}"
    yield "    sessions:"


def _workshops(k: int, rounds: int, size: int, sizes: Sequence[int]) -> Iterator[str]:
    yield from slot(k, rounds)
    for t in range(size):
        yield (
            f'      - {{id: R{k + 1}-{t + 1}, theme: "{t + 1}", '
            f"title: Theme {t + 1} part {k + 1}, "
            f"room: {_room(sizes, size, (t - k) % size)}}}"
        )


def _buses(seats: Sequence[int]) -> Iterator[str]:
    yield "buses:"
    for i, places in enumerate(seats[: max(1, len(seats) - 1)]):
        yield f"  - {{id: buss-{i + 1}, title: Buss {i + 1}, seats: {places}}}"


def _visits(k: int, seats: Sequence[int]) -> Iterator[str]:
    yield f"  - id: R{k + 1}"
    yield "    title: Visits"
    yield "    sessions:"
    for i, places in enumerate(seats):
        on_foot = 0 < i == len(seats) - 1
        leaves = DEPARTURES[-1 if on_foot else i % len(DEPARTURES)]
        by = "foot" if on_foot else f"bus, bus: buss-{i + 1}"
        yield f"      - id: V{i + 1}"
        yield f"        title: Visit {i + 1}"
        yield f"        start: {clock(leaves + RIDE)}"
        if on_foot:
            yield f"        seats: {places}"
        if on_foot or (i == 2 and len(seats) > 4):
            yield "        walking: true"
        yield (
            f"        departure: {{by: {by}, leaves: {clock(leaves)}, "
            f"drop_off: Site {i + 1}, returns: {clock(RETURN)}, "
            f"return_place: Site {i + 1}, back: {clock(RETURN + RIDE)}}}"
        )
