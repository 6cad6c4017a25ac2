"""Who can have a seat at all: maximum flow, and the set of people that its cut names.

A set of people whose sessions together have fewer seats than the set has members is a
Hall violator (P. Hall, "On representatives of subsets", 1935). By the theorem of maximum
flow and minimum cut there is one exactly when not everybody can be seated, and the cut
next to the source is the one that lacks most seats (O. Ore, "Graphs and matching
theorems", 1955).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ortools.graph.python import max_flow

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Demand:
    """Some people who may use the same sessions.

    Attributes
    ----------
    people
        How many they are.
    sessions
        Positions of the sessions that they may use.
    """

    people: int
    sessions: frozenset[int]


@dataclass(frozen=True)
class Pool:
    """Seats that some sessions share, such as those of a bus.

    Attributes
    ----------
    sessions
        Positions of the sessions; those of two pools do not meet.
    seats
        How many people they take together.
    """

    sessions: frozenset[int]
    seats: int


@dataclass(frozen=True)
class Supply:
    """What can be used.

    Attributes
    ----------
    seats
        Of each session, shape (sessions,).
    pools
        Seats that sessions share.
    """

    seats: NDArray[np.int64]
    pools: tuple[Pool, ...] = ()

    def of(self, sessions: Collection[int]) -> int:
        """Return how many people these sessions take together.

        >>> import numpy as np
        >>> Supply(np.array([4, 5, 9]), (Pool(frozenset({0, 1}), 6),)).of({0, 1, 2})
        15
        """
        left, total = set(sessions), 0
        for pool in self.pools:
            inside = left & pool.sessions
            total += min(pool.seats, sum(int(self.seats[s]) for s in inside))
            left -= inside
        return total + sum(int(self.seats[s]) for s in left)


@dataclass(frozen=True)
class Seated:
    """How many can be seated, and who lacks seats if not all can.

    Attributes
    ----------
    people
        The largest number of people that can have a seat.
    lacking
        Positions of the sessions of the cut: the people who may use these alone are more
        than the seats there; empty where everybody can be seated.
    """

    people: int
    lacking: frozenset[int]


def most_seated(demands: Sequence[Demand], supply: Supply) -> Seated:
    """Seat as many people as possible.

    Parameters
    ----------
    demands
        Kinds of people, each with the sessions that they may use.
    supply
        Seats of sessions and pools.

    Returns
    -------
    Seated
        The number, and the sessions on the source's side of the minimum cut.

    Examples
    --------
    >>> import numpy as np
    >>> both, second = Demand(2, frozenset({0, 1})), Demand(3, frozenset({1}))
    >>> most_seated([both, second], Supply(np.array([9, 2])))
    Seated(people=4, lacking=frozenset({1}))
    """
    sessions, pools = len(supply.seats), len(supply.pools)
    first_session, first_pool = 2, 2 + sessions
    first_demand = first_pool + pools
    flow, source, sink = max_flow.SimpleMaxFlow(), 0, 1
    everybody = sum(d.people for d in demands)
    below = {
        s: first_pool + p for p, pool in enumerate(supply.pools) for s in sorted(pool.sessions)
    }
    for s, seats in enumerate(supply.seats.tolist()):
        to = below.get(s, sink)
        flow.add_arc_with_capacity(first_session + s, to, min(seats, everybody))
    for p, pool in enumerate(supply.pools):
        flow.add_arc_with_capacity(first_pool + p, sink, min(pool.seats, everybody))
    for k, demand in enumerate(demands):
        flow.add_arc_with_capacity(source, first_demand + k, demand.people)
        for s in sorted(demand.sessions):
            flow.add_arc_with_capacity(first_demand + k, first_session + s, demand.people)
    status = flow.solve(source, sink)
    if status != flow.OPTIMAL:
        raise RuntimeError(f"maximum flow ended with {status}")
    seated = int(flow.optimal_flow())
    if seated == everybody:
        return Seated(seated, frozenset())
    reached = {node - first_session for node in flow.get_source_side_min_cut()}
    return Seated(seated, frozenset(reached & set(range(sessions))))
