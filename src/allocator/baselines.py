"""What people know already: first come first served, a random order, first wishes first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from allocator.chance import seed_of, subseed
from allocator.day_tables import DayTables
from allocator.fairness.envy import whole_day_envy
from allocator.fairness.profile import NO_WISH, NOTHING, OUTSIDE, REFUSED
from allocator.fairness.records import Alternative
from allocator.fairness.summary import speaking, summarise
from allocator.processes import beside
from allocator.rank_rounds import in_rank_rounds
from allocator.rows import memberships
from allocator.serial import UNPLACED, in_fair_turn
from allocator.space_turns import in_fair_turn_by_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from allocator.allocation import Allocation
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.model import Model
    from allocator.space import Space

    Choice = NDArray[np.intp]
    Numbers = NDArray[np.int64]

DRAWS = 1000
FEWEST_DRAWS = 5
SERVED = 400_000
"""People served in all draws together; large events are drawn less often, and vary less."""
SERVED_BY_PARTS = 4_000
"""The same where too many days are possible to list them: serving takes longer then."""
MANY = 20_000
"""People from which on a second process is quicker, copied as it must be."""
RANGE = (0.05, 0.95)
"""The quantiles between which a baseline's draws are said to lie."""


def compare(
    model: Model,
    floors: Mapping[str, int],
    allocation: Allocation,
    outcomes: Sequence[Outcome],
    space: Space | None = None,
) -> Fairness:
    """Count the numbers of the fairness report, with the baselines beside the answer.

    Parameters
    ----------
    model
        Days, permissions and rows: for the baselines, and to tell who could swap.
    floors, allocation, outcomes
        As for `summarise`.
    space
        All days, where the model lists only those of the allocation.
    """
    column = {day: d for d, day in enumerate(model.days)}
    chosen = np.array([column.get(allocation.days.get(p, ()), UNPLACED) for p in model.people])
    simpler: Callable[[], tuple[Alternative, ...]] = partial(alternatives, model, chosen)
    if space is not None:
        simpler = partial(by_parts, model, space, chosen)
    if len(chosen) >= MANY:
        _ = model.regret, model.ties  # needed on both sides
        simpler = beside(simpler)
    counted = summarise(
        model.problem,
        floors,
        allocation,
        outcomes,
        envy=whole_day_envy(
            model.regret, model.permitted, chosen, memberships(model.rows, len(chosen))
        ),
    )
    return replace(counted, alternatives=simpler())


def alternatives(model: Model, chosen: Choice) -> tuple[Alternative, ...]:
    """Return the answer beside simpler ways of choosing on the same wishes and rules.

    "first come": whole days in the order in which wishes came (the order of the rows where
    the input has no times). "random order": whole days in a random order, random serial
    dictatorship. "rank rounds": see `in_rank_rounds`, in a random order. Random ones are
    means over `DRAWS` seeded orders, fewer in very large events. Nobody who chooses in
    turn can keep a party together or see to a least number: such rules are left out, which
    only flatters these ways.

    Parameters
    ----------
    model
        Days, permissions and rows.
    chosen
        The day of each person, shape (people,).
    """
    in_turn = in_fair_turn(model, [first_come(model), *orders(model, "random order")])
    ways = {
        "chosen": chosen[np.newaxis],
        "first come": in_turn[:1],
        "random order": in_turn[1:],
        "rank rounds": in_rank_rounds(model, orders(model, "rank rounds")),
    }
    return _measured(model, ways)


def by_parts(model: Model, space: Space, chosen: Choice) -> tuple[Alternative, ...]:
    """Return the ways of `alternatives` where too many days are possible to list them.

    All but the rank rounds, which need a list; and over fewer orders.

    Parameters
    ----------
    model, chosen
        As for `alternatives`.
    space
        All days.
    """
    turns = {
        "first come": in_fair_turn_by_parts(space, [first_come(model)]),
        "random order": in_fair_turn_by_parts(
            space, orders(model, "random order", SERVED_BY_PARTS)
        ),
    }
    placed = {name: parts[..., 0] != UNPLACED for name, parts in turns.items()}
    held = [space.picks(parts)[placed[name]] for name, parts in turns.items()]
    picks, column = np.unique(
        np.concatenate([model.picks[chosen], *held]), axis=0, return_inverse=True
    )
    ends = np.cumsum([len(chosen), *map(len, held)])
    columns = np.split(column.reshape(-1), ends[:-1])
    ways = {"chosen": columns[0][np.newaxis]}
    for name, at in zip(turns, columns[1:], strict=True):
        ways[name] = np.full(placed[name].shape, UNPLACED, dtype=np.intp)
        ways[name][placed[name]] = at
    return _measured(DayTables(model.problem, picks, space.floor), ways)


def first_come(model: DayTables) -> Choice:
    """Return the order in which wishes came, or that of the rows where it is not known."""
    position = {person: i for i, person in enumerate(model.people)}
    came = model.problem.arrival or [a.id for a in model.problem.attendees]
    return np.array([position[person] for person in came], dtype=np.intp)


def _measured(model: DayTables, ways: Mapping[str, Choice]) -> tuple[Alternative, ...]:
    measure = _Measure(model)
    reached = {name: measure.draws(choice) for name, choice in ways.items()}
    best = reached["chosen"]
    return tuple(
        measure.way(name, ways[name], found, None if found is best else best)
        for name, found in reached.items()
    )


def orders(model: Model, name: str, served: int = SERVED) -> list[Choice]:
    """Return the seeded orders in which people choose in a way of that name.

    `DRAWS` of them, or fewer where very many people are to be served.
    """
    random = np.random.default_rng(subseed(seed_of(model.problem), name))
    draws = min(DRAWS, max(FEWEST_DRAWS, served // len(model.people)))
    return [random.permutation(len(model.people)) for _ in range(draws)]


@dataclass(frozen=True)
class _Draws:
    """One number a draw, each of shape (draws,)."""

    total: Numbers
    worst: Numbers
    firsts: Numbers
    squares: Numbers
    at_worst: Numbers
    unplaced: Numbers
    regrets: Numbers
    """People at each regret, shape (draws, regrets)."""


class _Measure:
    """Counts what draws come to."""

    def __init__(self, model: DayTables) -> None:
        said = speaking(model.problem)
        self.model = model
        self.people = np.arange(len(model.people))
        self.heard = np.array([person in said for person in model.people], dtype=bool)
        self.places = _place_tables(model)

    def draws(self, choice: Choice) -> _Draws:
        """Count each draw; `choice` has the shape (draws, people)."""
        placed = choice != UNPLACED
        counted = placed & self.heard
        regret = np.where(counted, self.model.regret[self.people, choice], 0)
        firsts = np.where(placed, self.model.firsts[self.people, choice], 0)
        worst = regret.max(axis=1, initial=0)
        at = [((regret == t) & counted).sum(axis=1) for t in range(int(worst.max()) + 1)]
        regrets = np.stack(at, axis=1)
        return _Draws(
            total=regret.sum(axis=1),
            worst=worst,
            firsts=firsts.sum(axis=1),
            squares=(regret**2).sum(axis=1),
            at_worst=regrets[np.arange(len(choice)), worst],
            unplaced=(~placed).sum(axis=1),
            regrets=regrets,
        )

    def way(self, name: str, choice: Choice, found: _Draws, best: _Draws | None) -> Alternative:
        """Sum the draws of one way up; `best` is the chosen allocation."""
        levels, outside, refused = self._places(choice)
        return Alternative(
            name,
            len(choice),
            *_spread(found.total),
            *_spread(found.worst),
            *_spread(found.firsts),
            squares=_mean(found.squares),
            at_worst=_mean(found.at_worst),
            unplaced=_mean(found.unplaced),
            levels=levels,
            outside=outside,
            refused=refused,
            regrets=tuple(map(_mean, found.regrets.T)),
            as_good=None if best is None else _as_good(found, best),
        )

    def _places(self, choice: Choice) -> tuple[tuple[float, ...], float, float]:
        """Return the mean number of places by wish, outside the list, and refused."""
        counts = np.zeros(0, dtype=np.int64)
        people = np.broadcast_to(self.people, choice.shape)[choice != UNPLACED]
        days = choice[choice != UNPLACED]
        for picked, table in self.places:
            held = table[people, picked[days]] - NO_WISH
            found = np.bincount(held, minlength=max(len(counts), 1 - NO_WISH))
            found[: len(counts)] += counts
            counts = found
        means = (counts / len(choice)).round(3).tolist()
        return tuple(means[-NO_WISH:]), means[OUTSIDE - NO_WISH], means[REFUSED - NO_WISH]


def _place_tables(model: DayTables) -> list[tuple[Choice, Numbers]]:
    """Return for each round the session of each day, and what each is to each person.

    Returns
    -------
    list of (ndarray of int, shape (days,), ndarray of int, shape (people, sessions + none))
    """
    found = []
    for round_, said in zip(model.problem.event.rounds, model.wishes, strict=True):
        offer = [s.id for s in model.problem.event.offer[round_.id]]
        picked = np.full(len(model.days), len(offer), dtype=np.intp)
        for k, session_id in enumerate(offer):
            picked[model.attends(session_id)] = k
        table = np.full((len(model.people), len(offer) + 1), NOTHING, dtype=np.int64)
        outside = np.where(said.refused, REFUSED, OUTSIDE)
        wish = np.where(said.listed, said.tier, outside)
        table[:, :-1] = np.where(said.wished[:, np.newaxis], wish, NO_WISH)
        found.append((picked, table))
    return found


def _as_good(found: _Draws, best: _Draws) -> float:
    kept = found.unplaced <= best.unplaced
    return _mean(kept & (found.worst <= best.worst) & (found.total <= best.total))


def _spread(values: Numbers) -> tuple[float, float, float]:
    low, high = np.quantile(values, RANGE)
    return _mean(values), round(float(low), 3), round(float(high), 3)


def _mean(values: NDArray[np.bool_] | Numbers) -> float:
    return round(float(np.mean(values)), 3)
