"""Wheelchairs and buses."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from allocator import bus_clock, choices
from allocator.language import told
from allocator.problem import WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.allocation import Allocation
    from allocator.model import Model
    from allocator.offer import Departure
    from allocator.plan import Plan
    from allocator.problem import Event, Problem


class WheelchairPlaces:
    """No more wheelchair users than places for them: on a bus, or on the buses of a visit.

    A stated bus counts over all its visits of a day; the buses that the plan chooses for a
    visit count together: sum_(a in U) y[a, v] <= sum_(b, t) places_b x[v, b, t].
    """

    name = "wheelchair places"
    sentence = "No bus carries more wheelchair users than it has places for."
    personal = False

    def post(self, problem: Problem, model: Model) -> None:
        """Add a row for each stated bus and day, and for each visit that has a fleet."""
        event = problem.event
        users = [a.id for a in problem.attendees if WHEELCHAIR in a.needs]
        visits = [s for s in event.sessions if s.departure and users]
        for ride in bus_clock.shared(event) if users else ():
            if (places := ride.bus.wheelchair) < len(users):
                days, subject = model.attends(*(v.id for v in ride.visits)), f"bus {ride.label}"
                model.at_most(self.name, subject, days, places, people=users)
        for visit in visits:
            if buses := choices.buses(visit):
                seats = {d: event.bus[b].wheelchair for (b, _), d in buses.items()}
                opens = {model.decide(d): n for d, n in seats.items() if n}
                days, subject = model.attends(visit.id), f"buses of {visit.id}"
                model.at_most(self.name, subject, days, 0, people=users, opens=opens)

    def breaches(self, problem: Problem, allocation: Allocation) -> Iterator[str]:
        """Let the wheelchair users get on one by one, and count them at each door."""
        aboard, places = Counter[tuple[str, date]](), dict[tuple[str, date], int]()
        for attendee in problem.attendees:
            for session in allocation.sessions(problem.event, attendee.id):
                way = session.departure
                if way and not way.on_foot and "wheelchair" in attendee.needs:
                    bus: str = told("bus {id}", id=way.bus)
                    if way.fleet:
                        bus = told("the buses of {id}", id=session.id)
                    door = bus, session.start.date()
                    aboard[door] += 1
                    places[door] = _places(problem.event, session.id, way, allocation.plan)
        for door, people in sorted(aboard.items()):
            if people > places[door]:
                yield told(
                    "{where}: {n} wheelchair users, {places} places for them",
                    where=door[0],
                    n=people,
                    places=places[door],
                )


def _places(event: Event, visit: str, way: Departure, plan: Plan) -> int:
    """Return the wheelchair places of the stated bus, or of the buses that were chosen."""
    if not way.fleet:
        return event.bus[way.bus].wheelchair if way.bus else 0
    times = {f"{time:%H:%M}" for time in way.options}
    chosen = [d.value for d in plan.of("bus", visit) if d.at in times]
    return sum(event.bus[b].wheelchair for b in chosen if b in way.fleet)
