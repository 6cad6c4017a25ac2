"""Who sits in which bus, where a visit has several.

The rules see to it that the people of a visit have seats in its buses, and those in
wheelchairs a place for them. Which bus it is to whom matters to nobody's wishes, so it is
settled afterwards: parties stay in one bus where that can be done, then the buses fill up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allocator.parties import parties
from allocator.problem import WHEELCHAIR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allocator.allocation import Allocation
    from allocator.offer import Session
    from allocator.problem import Problem

STEPS = 10_000
"""Ways of placing parties that are looked at in one visit; the best of them is taken."""


@dataclass(frozen=True, slots=True)
class Load:
    """What some people need, or a bus has left.

    Attributes
    ----------
    seats
        Places for wheelchairs among them.
    """

    seats: int
    wheelchairs: int

    def __sub__(self, other: Load) -> Load:
        """Return what is left when others have sat down."""
        return Load(self.seats - other.seats, self.wheelchairs - other.wheelchairs)

    def holds(self, other: Load) -> bool:
        """Tell whether there is room for others."""
        return self.seats >= other.seats and self.wheelchairs >= other.wheelchairs

    @property
    def usable(self) -> int:
        """Places for wheelchairs for which a seat is left."""
        return min(self.seats, self.wheelchairs)


def boarding(problem: Problem, allocation: Allocation) -> Mapping[str, Mapping[str, str]]:
    """Return for each visit by bus the bus of each of its people.

    Parameters
    ----------
    problem
        The question, with the plan that was decided on.
    allocation
        Who attends what.

    Returns
    -------
    Mapping
        Visit id to attendee id to bus id. No bus has more people than seats, nor more
        wheelchairs than places for them; somebody for whom an impossible allocation leaves
        no seat is missing. On a bus that is stated everybody sits, as it is stated.

    Notes
    -----
    As many people as possible sit with their whole party, the people whom
    `Problem.together` ties to each other in the round; a search over the parties, largest
    first, each into the fullest bus that still holds it, ends at the first placing that
    splits none, or with the best of `STEPS`. Everybody else follows by id, wheelchairs
    first, into the first bus with room.
    """
    riders: dict[str, list[str]] = {}
    for person, day in sorted(allocation.days.items()):
        for session_id in day:
            riders.setdefault(session_id, []).append(person)
    tied = parties(problem)
    return {
        s.id: _seated(problem, s, riders.get(s.id, ()), tied)
        for s in problem.timetable.sessions
        if s.departure and (s.departure.bus or s.departure.fleet)
    }


def _seated(
    problem: Problem,
    session: Session,
    riders: Sequence[str],
    tied: Mapping[str, Sequence[tuple[str, ...]]],
) -> dict[str, str]:
    """Return the bus of each of the people of one visit."""
    leave = session.departure
    assert leave is not None
    if leave.bus:
        return dict.fromkeys(riders, leave.bus)
    fleet = [problem.event.bus[b] for b in leave.fleet]
    aboard = _aboard(tied[session.round_id], riders)
    placing = _placed(
        [_load(problem, party) for party in aboard],
        [Load(b.seats, min(b.seats, b.wheelchair)) for b in fleet],
        _load(problem, riders).wheelchairs,
    )
    place = {p: k for people, k in zip(aboard, placing.places, strict=True) for p in people}
    left = list(placing.left)
    for person in sorted(riders, key=lambda p: (-_load(problem, [p]).wheelchairs, p)):
        need = _load(problem, [person])
        if place.get(person) is None:
            place[person] = next((k for k, has in enumerate(left) if has.holds(need)), None)
            if (k := place[person]) is not None:
                left[k] -= need
    return {p: fleet[k].id for p, k in sorted(place.items()) if k is not None}


def _load(problem: Problem, people: Iterable[str]) -> Load:
    known = [problem.attendee[p] for p in people if p in problem.attendee]
    return Load(len(known), sum(WHEELCHAIR in a.needs for a in known))


def _aboard(tied: Sequence[tuple[str, ...]], riders: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the riders of each party, the largest party first."""
    here = set(riders)
    found = [tuple(p for p in party if p in here) for party in tied]
    return sorted((p for p in found if len(p) > 1), key=lambda p: (-len(p), p))


@dataclass(frozen=True, slots=True)
class Placing:
    """Buses of the first few parties.

    Attributes
    ----------
    places
        For each party the position of its bus; None where it is split.
    left
        What each bus has left.
    rolling
        Wheelchairs that have no bus yet.
    whole
        People who sit with their whole party.
    """

    places: tuple[int | None, ...]
    left: tuple[Load, ...]
    rolling: int
    whole: int

    def further(self, party: Load) -> Iterator[Placing]:
        """Yield what may follow: the party split, or in a bus, the fullest one last."""
        yield Placing((*self.places, None), self.left, self.rolling, self.whole)
        alike = {load: k for k, load in reversed([*enumerate(self.left)])}
        for load, k in sorted(alike.items(), key=lambda item: (-item[0].seats, -item[1])):
            left = (*self.left[:k], load - party, *self.left[k + 1 :])
            rolling = self.rolling - party.wheelchairs
            if load.holds(party) and sum(has.usable for has in left) >= rolling:
                yield Placing((*self.places, k), left, rolling, self.whole + party.seats)


def _placed(parties: Sequence[Load], left: Sequence[Load], rolling: int) -> Placing:
    """Return the buses of the parties that leave the most people with their own."""
    best = start = Placing((None,) * len(parties), tuple(left), rolling, 0)
    to_come = [sum(p.seats for p in parties[k:]) for k in range(len(parties) + 1)]
    stack, steps = [replace(start, places=())], 0
    while stack and steps < STEPS and best.whole < to_come[0]:
        steps += 1
        placing = stack.pop()
        depth = len(placing.places)
        if placing.whole + to_come[depth] <= best.whole:
            continue
        if depth == len(parties):
            best = placing
        else:
            stack += placing.further(parties[depth])
    return best
