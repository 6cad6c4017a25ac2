"""Made-up events of many rounds, all alike: no visits, no rooms, seats of their own."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.sample.event import clock, preamble
from allocator.sample.shape import SHORTEST_SLOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.sample.shape import Shape

# minutes of the day, and between two rounds
BEGIN = 9 * 60
PAUSE = 10


def rounds_event(shape: Shape) -> str:
    """Return the text of an `event.yaml` whose rounds have sessions of their own.

    Parameters
    ----------
    shape
        Size of the event.

    Returns
    -------
    str
        YAML, with bare line feeds.
    """
    return "\n".join([*preamble(distinct=False), *_rounds(shape, themed=False)]) + "\n"


def topics_event(shape: Shape) -> str:
    """Return the text of an `event.yaml` whose topics run again in every round.

    Nobody meets a topic twice, so whoever begins with the k-th may go on with the next.

    Parameters
    ----------
    shape
        Size of the event.

    Returns
    -------
    str
        YAML, with bare line feeds.

    Raises
    ------
    UsageTrouble
        If the rounds differ in size, or there are fewer topics than rounds.
    """
    if len(set(shape.rounds)) > 1 or len(shape.rounds) > shape.rounds[0]:
        raise UsageTrouble(
            told("topics need rounds of one size, and at least as many topics as rounds")
        )
    return "\n".join([*preamble(distinct=True), *_rounds(shape, themed=True)]) + "\n"


def _rounds(shape: Shape, *, themed: bool) -> Iterator[str]:
    yield "rounds:"
    for k, size in enumerate(shape.rounds):
        begin = BEGIN + k * SHORTEST_SLOT
        seats = ceil(shape.people * (1 + shape.spare) / size)
        yield f"  - id: R{k + 1}"
        yield f"    title: Round {k + 1}"
        yield f"    start: {clock(begin)}"
        yield f"    end: {clock(begin + SHORTEST_SLOT - PAUSE)}"
        yield "    sessions:"
        for t in range(1, size + 1):
            what = f"theme: topic-{t}, title: Topic {t}" if themed else f"title: Session {t}"
            yield f"      - {{id: R{k + 1}-{t}, {what}, seats: {seats}}}"
    yield "assumed_notes:"
    yield "  - Everything here is made up by allocator sample."
