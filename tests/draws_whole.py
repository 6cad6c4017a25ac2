"""Random small problems with an open plan and every rule about people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from draws_people import with_people_rules
from draws_plan import with_open_plan
from support import draw_problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from allocator.problem import Bus, Problem, Room, Session

    Seated = TypeVar("Seated", Room, Bus, Session)

NO_TIME = timedelta(0)
EASY = {
    "lunch": NO_TIME,
    "margin": NO_TIME,
    "loading": None,
    "budget": None,
    "no_show": Fraction(0),
    "keep_rooms": False,
    "spread": None,
    "exclusions": (),
    "prerequisites": (),
    "group_limits": (),
    "classes": (),
}
EASY_SESSION = {
    "smallest": 0,
    "reserve": 0,
    "features": frozenset(),
    "language": None,
    "walking": False,
}


def draw_whole(
    rng: Random, people: int, offers: Sequence[int], seed: int = 7, keep: float = 0.5
) -> Problem:
    """Draw a question in which the plan decides and every rule can matter.

    Each rule is kept with the chance `keep`, so that some allocation obeys them all; seats
    are given more generously for the same reason.
    """
    problem = draw_problem(rng, people, offers, seed, 0.2 * keep)
    problem = with_people_rules(rng, with_open_plan(rng, problem), 0.6 * keep)
    event, fewest = problem.event, min(offers)

    def dropped(easy: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in easy.items() if rng.random() > keep}

    def roomy(thing: Seated) -> Seated:
        if thing.seats is None or rng.random() < 0.3:
            return thing
        return replace(
            thing, seats=max(thing.seats, -(-people // fewest)) + rng.choice((0, 0, 1))
        )

    return replace(
        problem,
        event=replace(
            event,
            rooms=tuple(roomy(room) for room in event.rooms),
            buses=tuple(
                replace(roomy(bus), **dropped({"starts": None, "ends": None}))
                for bus in event.buses
            ),
            sessions=tuple(replace(roomy(s), **dropped(EASY_SESSION)) for s in event.sessions),
            **dropped(EASY),
        ),
    )
