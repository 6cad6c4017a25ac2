"""What people have to do with each other and with places, added to a drawn problem.

Everything comes from few values, so that ties and conflicts occur.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.policies import GroupLimit
from allocator.problem import Pair
from support import draw_allocation, draw_for_rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.problem import Attendee, Event, Problem

GROUPS = ("", "north", "south")
LANGUAGES = ("nb", "en")
CLASSES = ("hosts", "early")


def with_people_rules(rng: Random, problem: Problem, much: float = 1.0) -> Problem:
    """Add parties, people apart, limits of groups, needs, languages, classes and so on.

    Less `much` means fewer of them: more is feasible.
    """
    event = problem.event
    return replace(
        problem,
        event=replace(
            event,
            rooms=tuple(replace(r, wheelchair=rng.random() < 0.6) for r in event.rooms),
            buses=tuple(replace(b, wheelchair=rng.choice((0, 1, 1, 2))) for b in event.buses),
            sessions=tuple(
                replace(s, language=rng.choice((None, None, *LANGUAGES)))
                for s in event.sessions
            ),
            group_limits=tuple(draw_group_limits(rng, event, much)),
            spread=rng.choice((1, 2, 3)) if rng.random() < 0.5 * much else None,
            exclusions=tuple(draw_exclusions(rng, event, much)),
            prerequisites=tuple(draw_prerequisites(rng, event, much)),
            classes=CLASSES[: rng.choice((0, 1, 2))],
        ),
        attendees=tuple(draw_person(rng, a, much) for a in problem.attendees),
        together=draw_pairs(rng, problem, much),
        apart=draw_pairs(rng, problem, much),
    )


def draw_person(rng: Random, attendee: Attendee, much: float) -> Attendee:
    """Give a person needs, languages and a priority class."""
    needs = {"wheelchair"} if rng.random() < 0.35 * much else set()
    spoken = rng.choice(((), (), LANGUAGES[:1], LANGUAGES[1:], LANGUAGES))
    return replace(
        attendee,
        group=rng.choice(GROUPS),
        needs=attendee.needs | needs,
        languages=frozenset(spoken if rng.random() < much else ()),
        priority=rng.choice(("", *CLASSES)),
    )


def draw_pairs(rng: Random, problem: Problem, much: float) -> tuple[Pair, ...]:
    """Draw pairs by round and for the whole day; some overlap, some are said twice."""
    people = [a.id for a in problem.attendees]
    rounds = ["", *(r.id for r in problem.event.rounds)]
    some = len(people) > 1 and rng.random() < 2 * much
    wanted = rng.choice((0, 1, 1, 2, 3)) if some else 0
    return tuple(
        sorted(Pair(*rng.sample(people, 2), rng.choice(rounds)) for _ in range(wanted))
    )


def draw_group_limits(rng: Random, event: Event, much: float) -> Iterable[GroupLimit]:
    """Draw limits 0..2 of a group in a session, now and then two of the same."""
    for session in event.sessions:
        while rng.random() < 0.3 * much:
            least, most = rng.choice(((1, None), (None, 0), (None, 1), (1, 2), (2, None)))
            yield GroupLimit(session.id, rng.choice(GROUPS[1:]), least, most)


def draw_exclusions(rng: Random, event: Event, much: float) -> Iterable[tuple[str, ...]]:
    """Draw sets of two or three sessions of any rounds."""
    while rng.random() < 0.4 * much:
        size = min(len(event.sessions), rng.choice((2, 2, 3)))
        yield tuple(s.id for s in rng.sample(event.sessions, size))


def draw_prerequisites(rng: Random, event: Event, much: float) -> Iterable[tuple[str, str]]:
    """Draw pairs of a session and one of an earlier round."""
    order = [r.id for r in event.rounds]
    for session in event.sessions:
        earlier = [
            s.id
            for s in event.sessions
            if order.index(s.round_id) < order.index(session.round_id)
        ]
        if earlier and rng.random() < 0.2 * much:
            yield session.id, rng.choice(earlier)


def draw_for_law(seed: int, much: float = 1.0) -> tuple[Random, Problem]:
    """Draw a problem for law 1 on which every rule may have something to say."""
    rng, problem = draw_for_rules(seed)
    return rng, with_people_rules(rng, problem, much) if seed % 3 else problem


def draw_obliging(
    rng: Random, model: Model, *, mild: float = 0.5, full: Model | None = None
) -> Allocation:
    """Draw an allocation; in half of them one person follows the other of each pair."""
    allocation = draw_allocation(rng, model, mild=mild, full=full)
    problem, days = model.problem, dict(allocation.days)
    for pair in problem.together * 2 if rng.random() < 0.5 else ():
        one, other = (days.get(person, ()) for person in (pair.one, pair.other))
        days[pair.other] = tuple(
            s.id
            for round_ in problem.event.rounds
            for s in problem.event.offer[round_.id]
            if s.id in (one if pair.round_id in ("", round_.id) else other)
        )
    return replace(allocation, days=days)
