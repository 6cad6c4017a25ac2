"""Prices over all days of a space: columns are brought in until none is cheaper.

Everybody begins with a few of the days that are cheapest without prices. Over these columns
L(p) is raised by cutting planes; at the prices found everybody looks for cheaper days among
all, and those come in. When there are none, the prices are those of all days (Dantzig,
Wolfe, "Decomposition principle for linear programs", 1960).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Prices
from allocator.engine.demand.highest import Highest
from allocator.engine.demand.listing import joined, listed
from allocator.errors import Infeasible
from allocator.language import told
from allocator.space_certificate import price_space, tolls_at
from allocator.space_cheapest import promising
from allocator.space_search import FAR, Days, near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.engine.budget import Budget
    from allocator.engine.demand.listing import PartColumns
    from allocator.engine.linear import Floats
    from allocator.space import Space
    from allocator.space_certificate import Costs, Open, SpacePin, SpacePriced

TOLERANCE = SCALE // 50
"""Height of L(p) that further columns must be able to take off, in units of 1/`SCALE`."""
WIDTH, ENTRIES = 16, 8_000
"""Days a person that are looked for at a time, and of all people together; at least 4."""
KEPT = 3
"""Times so many days, in the mean, that later stages begin with."""


@dataclass
class Ground:
    """What all stages stand on.

    Attributes
    ----------
    space
        All days.
    costs
        What each stage costs, as the stage counts, by name.
    guide
        Seeded small costs: they single out one of many equal optima.
    budget
        Time left.
    known
        Days that were looked at so far.
    prices
        Of rows, at the end of the last stage; None before the first.
    """

    space: Space
    costs: Mapping[str, Costs]
    guide: Costs
    budget: Budget
    known: Days = field(init=False)
    prices: Floats | None = None

    def __post_init__(self) -> None:
        """Begin with no days."""
        nobody = np.zeros(0, dtype=np.intp)
        self.known = Days(nobody, np.zeros((0, len(self.space.rounds)), dtype=np.intp))

    @property
    def _width(self) -> int:
        return max(4, min(WIDTH, ENTRIES // len(self.space.people)))

    def best_prices(
        self,
        costs: Costs,
        left: Open,
        pins: Sequence[SpacePin],
        *,
        enough: int | None = None,
        only: bool = False,
    ) -> SpacePriced:
        """Find prices that maximise the Lagrangian bound of a stage over all open days.

        Parameters
        ----------
        costs, left, pins
            As for `price_space`.
        enough
            A bound at which the work may stop; needed where there may be no allocation.
        only
            Whether it is only asked if `enough` can be had: if not, any bound will do.

        Raises
        ------
        Infeasible
            If somebody has no open day.
        """
        found = price_space(self.space, left, costs, pins, Prices())
        if len(found.days) < len(self.space.people):
            raise Infeasible([told("some people have no permitted day")])
        self._learn(near(found.tolls, self._width), found.days)
        highest = Highest(enough, self.budget, self._start(len(pins)))
        while True:
            columns = self._columns(left, costs, pins)
            scaled = highest.over(columns)
            total, _ = columns.cheapest(scaled)
            prices = columns.shared.prices(scaled)
            highest_bound = total - int(scaled @ columns.shared.limits)
            if only and enough is not None and highest_bound <= (enough - 1) * SCALE:
                return price_space(self.space, left, costs, pins, prices, steps=0)
            tolls = tolls_at(self.space, left, costs, pins, prices)
            toll, days, foreseen = promising(tolls)
            if total - int(toll.sum()) > TOLERANCE and not self.budget.spent:
                self._learn(near(foreseen, self._width), days)
                continue
            found = price_space(self.space, left, costs, pins, prices)
            missed = total - int(found.least.sum())
            reached = enough is not None and found.rounded >= enough
            done = missed <= TOLERANCE and not highest.higher()
            if done or reached or self.budget.spent:
                self._forget(left, found)
                self.prices = scaled[: len(self.space.rows)] / SCALE
                return found
            if missed > TOLERANCE and not self._learn(
                near(found.tolls, self._width), found.days
            ):
                return found

    def _start(self, pins: int) -> Floats | None:
        """Return where prices of a stage begin: at those of the stage before."""
        return None if self.prices is None else np.append(self.prices, np.zeros(pins))

    def _columns(self, left: Open, costs: Costs, pins: Sequence[SpacePin]) -> PartColumns:
        at = left.holds(self.space, self.known)
        days = Days(self.known.person[at], self.known.parts[at])
        return listed(self.space, days, costs, pins)[0]

    def _forget(self, left: Open, priced: SpacePriced) -> None:
        """Keep only days that are nearly the cheapest at the prices of a stage."""
        known, kept = self.known, KEPT * self._width * len(self.space.people)
        if len(known) > kept:
            open_ones = left.holds(self.space, known)
            reduced = priced.tolls.sum(known) - priced.least[known.person]
            reduced[~open_ones] = FAR
            near_ones = np.argpartition(reduced, kept)[:kept]
            near_ones.sort()
            self.known = Days(known.person[near_ones], known.parts[near_ones])

    def _learn(self, *days: Days) -> bool:
        """Add days to those known, and tell whether some are new."""
        before = len(self.known)
        self.known = joined(self.known, *days)
        return len(self.known) > before
