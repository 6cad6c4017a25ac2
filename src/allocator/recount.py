"""Recount the certificates of a result: bounds from prices, without any solver."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Pin, price

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allocator.certificate import Prices
    from allocator.model import Mask, Model, Table
    from allocator.objectives.protocol import Stage
    from allocator.solution import StageClaim


def recount(
    model: Model, stages: Mapping[str, Stage], claims: tuple[StageClaim, ...]
) -> Iterator[str]:
    """Yield a complaint for each stage whose prices do not prove what is claimed.

    Parameters
    ----------
    model
        Days, permissions and rows, as the rules post them.
    stages
        The objective's stages by name.
    claims
        In the order in which the stages were solved.

    Notes
    -----
    A stage that a complete search closed ("search") is only held to its prices' weaker
    bound; a stage that is not proven to the bound that it names.
    """
    open_days, pins = model.permitted.copy(), list[Pin]()
    for claim in claims:
        stage = stages[claim.name]
        table = stage.table(model)
        if stage.largest:
            yield from _largest(model, claim, table, open_days, pins)
            open_days &= table <= claim.value
            continue
        sign = -1 if claim.most else 1
        priced = price(sign * table, open_days, model.rows, pins, claim.prices)
        if claim.proof != "search" and priced.rounded < sign * claim.bound:
            yield f"stage {claim.name}: its prices prove only {sign * priced.rounded}"
        limit = sign * claim.limit
        if limit == 0 and not claim.most:
            open_days &= table <= 0
        else:
            open_days &= priced.reduced <= limit * SCALE - priced.bound
        pins.append(Pin(claim.name, sign * table, limit))
        if not open_days.any(axis=1).all():
            yield f"stage {claim.name}: its value is below what its prices allow"
            return


def _largest(
    model: Model, claim: StageClaim, table: Table, open_days: Mask, pins: list[Pin]
) -> Iterator[str]:
    """Hold a worst value to its proof: somebody must be above `bound - 1`."""
    lowest = np.where(open_days, table, np.iinfo(np.int64).max).min(axis=1)
    if int(lowest.max()) >= claim.bound or claim.proof == "search":
        return
    above = (table >= claim.bound).astype(np.int64)
    prices: Prices = claim.prices
    if price(above, open_days, model.rows, pins, prices).bound <= 0:
        yield f"stage {claim.name}: its prices do not prove that {claim.bound} is least"
