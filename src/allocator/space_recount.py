"""Recount the certificates of a result over all days of a space, without any solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.language import told
from allocator.objectives.parted import costs_of
from allocator.recount import SEARCHED
from allocator.space_certificate import Costs, Open, SpacePin, price_space

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocator.objectives.protocol import Stage
    from allocator.solution import StageClaim
    from allocator.space import Space


def recount_on_demand(
    space: Space, stages: Mapping[str, Stage], claims: tuple[StageClaim, ...]
) -> Iterator[str]:
    """Yield a complaint for each stage whose prices do not prove what is claimed.

    Parameters
    ----------
    space
        All days, as the rules post them.
    stages, claims
        As for `recount`.
    """
    left, pins = Open(space.permitted), list[SpacePin]()
    for claim in claims:
        stage = stages[claim.name]
        costs = costs_of(stage, space)
        if stage.largest:
            yield from _largest(space, claim, costs, left, pins)
            left = left.only(costs, claim.value)
            continue
        costs, sign = (costs.negated(), -1) if claim.most else (costs, 1)
        priced = price_space(space, left, costs, pins, claim.prices)
        if claim.proof not in SEARCHED and priced.rounded < sign * claim.bound:
            yield told(
                "stage {stage}: its prices prove only {n}",
                stage=claim.name,
                n=sign * priced.rounded,
            )
        left = left.after(costs, sign * claim.limit)
        pins.append(SpacePin(claim.name, costs, sign * claim.limit))


def _largest(
    space: Space, claim: StageClaim, costs: Costs, left: Open, pins: list[SpacePin]
) -> Iterator[str]:
    """Hold a worst value to its proof: somebody must be above `bound - 1`."""
    table = costs.of_loss
    if claim.proof in SEARCHED or table is None or left.lowest(space, table) >= claim.bound:
        return
    above = Costs(of_loss=(table >= claim.bound).astype(np.int64))
    if price_space(space, left, above, pins, claim.prices).bound <= 0:
        yield told(
            "stage {stage}: its prices do not prove that {n} is least",
            stage=claim.name,
            n=claim.bound,
        )
