"""Made-up people and wishes for an event.

Wishes are the order of common popularity plus Gumbel noise, so first wishes follow a logit
model: the larger the skew, the more people want the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from math import ceil, log
from random import Random
from typing import TYPE_CHECKING

from allocator.readers.event_schema import EventPart, SpeakerPart
from allocator.sample.company import together
from allocator.sample.families import REAL, Family

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allocator.sample.shape import Shape

# readers let nobody refuse more than a third of a round
REFUSABLE = 3
# share of groups called Kommune, the rest Etat
COMMUNES = 0.75


@dataclass(frozen=True, slots=True)
class People:
    """Rows of attendees.csv, preferences.csv and together.csv, without headers."""

    attendees: tuple[tuple[str, ...], ...]
    preferences: tuple[tuple[str, ...], ...]
    together: tuple[tuple[str, ...], ...] = ()


def sample_people(event: EventPart, shape: Shape, family: Family = REAL) -> People:
    """Draw attendees and wishes for an event.

    Parameters
    ----------
    event
        The content of an `event.yaml`. Each speaker with an attendee id gets a row of his
        or her own, fixed to the session, and wishes for the other rounds.
    shape
        Number of made-up people and their habits; its `rounds` and `spare` play no part.
    family
        What they wish for, and whether some of them belong together.

    Returns
    -------
    People
        Made-up people first, then the speakers in the order of the programme.
    """
    rng = Random(2 * shape.seed + 1)
    tastes = [family.taste(rng, shape.skew, offer) for offer in _offers(event, family)]
    speakers = _speakers(event)
    attendees: list[tuple[str, ...]] = []
    preferences: list[tuple[str, ...]] = []
    for person in _made_up_ids(shape.people, speakers):
        group = _group(rng, shape)
        needs = "cannot_walk_far" if rng.random() < shape.cannot_walk else ""
        attendees.append((person, group, "", "", "", needs))
        preferences += _wishes(rng, shape, person, tastes)
    for person, (group, fixed) in speakers.items():
        attendees.append((person, group, " ".join(fixed), "", "", ""))
        free = [taste for taste in tastes if not taste.keys() & set(fixed)]
        preferences += _wishes(rng, shape, person, free)
    movable = [person for person, _, fixed, *_ in attendees if not fixed]
    sizes = [len(r.sessions) for r in event.rounds]
    pairs = together(movable, sizes, shape.seed) if family.parties else ()
    return People(tuple(attendees), tuple(preferences), pairs)


def _offers(event: EventPart, family: Family) -> list[list[str]]:
    """Return the lists that people rank: the sessions of each round, or all themes once."""
    if family.themes:
        return [list(dict.fromkeys(s.theme or s.id for r in event.rounds for s in r.sessions))]
    return [[s.id for s in r.sessions] for r in event.rounds]


def _speakers(event: EventPart) -> dict[str, tuple[str, list[str]]]:
    """Return group and fixed sessions of the speakers who attend, by attendee id."""
    found: dict[str, tuple[str, list[str]]] = {}
    for session in (s for r in event.rounds for s in r.sessions):
        for speaker in session.speakers:
            if not isinstance(speaker, SpeakerPart) or speaker.attendee is None:
                continue
            group, fixed = found.get(speaker.attendee, (speaker.group or "", []))
            found[speaker.attendee] = (group, [*fixed, session.id])
    return found


def _made_up_ids(people: int, taken: dict[str, tuple[str, list[str]]]) -> Iterator[str]:
    width = max(3, len(str(people + len(taken))))
    free = (f"A{i:0{width}d}" for i in count(1))
    unused = (name for name in free if name not in taken)
    for _ in range(people):
        yield next(unused)


def _group(rng: Random, shape: Shape) -> str:
    """Draw an employer; the first of each kind are the largest."""
    drawn = rng.random()
    if not shape.groups:
        return ""
    place = int(shape.groups * drawn**1.5)
    communes = ceil(shape.groups * COMMUNES)
    if place < communes:
        return f"Kommune {place + 1:02d}"
    return f"Etat {place - communes + 1:02d}"


def _wishes(
    rng: Random, shape: Shape, person: str, tastes: Sequence[dict[str, float]]
) -> Iterator[tuple[str, ...]]:
    """Draw what one person says of the rounds in which he or she is free."""
    liked = [_liking(rng, taste) for taste in tastes]
    habit = rng.random()
    most = 1 + int(2 * rng.random())
    refuses = rng.random() < shape.refusing
    where = int(len(liked) * rng.random())
    if habit < shape.silent:
        return
    if habit < shape.silent + shape.only_refusals:
        yield from ((person, o[-1], "refused") for o in liked if len(o) >= REFUSABLE)
        return
    wishes = shape.wishes
    if habit < shape.silent + shape.only_refusals + shape.short:
        wishes = min(most, wishes)
    for i, ordered in enumerate(liked):
        refused = ordered[-1] if refuses and i == where and len(ordered) >= REFUSABLE else None
        for rank, session in enumerate(ordered[:wishes], 1):
            if session != refused:
                yield person, session, str(rank)
        if refused is not None:
            yield person, refused, "refused"


def _liking(rng: Random, taste: dict[str, float]) -> list[str]:
    """Order the sessions of a round by popularity plus Gumbel noise, best first."""
    drawn = {s: common - log(-log(max(rng.random(), 1e-300))) for s, common in taste.items()}
    return sorted(drawn, key=lambda s: -drawn[s])
