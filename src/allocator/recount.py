"""Recount the certificates of a result: bounds from prices, without any solver."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import SCALE, Pin, price
from allocator.language import told
from allocator.objectives.protocol import score
from allocator.units import Units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.certificate import Prices
    from allocator.fairness.outcome import Outcome
    from allocator.lottery import Lottery
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.rows import Mask, Table
    from allocator.solution import StageClaim


SEARCHED = ("search", "plans")
"""Proofs that no prices alone make."""


def recount(
    model: Model,
    stages: Mapping[str, Stage],
    claims: tuple[StageClaim, ...],
    lottery: Lottery | None = None,
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
    lottery
        Over what the stages have left open, with the bound of its largest expected regret.

    Notes
    -----
    A stage that a complete search closed ("search", or "plans" over all plans) is only held
    to its prices' weaker bound; a stage that is not proven to the bound that it names.
    """
    units = Units(model)
    open_days, pins = units.permitted.copy(), list[Pin]()
    for claim in claims:
        stage = stages[claim.name]
        table = units.table(stage)
        if stage.largest:
            yield from _largest(units, claim, table, open_days, pins)
            open_days &= table <= claim.value
            continue
        sign = -1 if claim.most else 1
        priced = price(sign * table, open_days, units.rows, pins, claim.prices)
        if claim.proof not in SEARCHED and priced.rounded < sign * claim.bound:
            yield told(
                "stage {stage}: its prices prove only {n}",
                stage=claim.name,
                n=sign * priced.rounded,
            )
        limit = sign * claim.limit
        if limit == 0 and not claim.most:
            open_days &= table <= 0
        else:
            open_days &= priced.within(limit * SCALE - priced.bound)
        pins.append(Pin(claim.name, sign * table, limit))
        if not open_days.any(axis=1).all():
            yield told(
                "stage {stage}: its value is below what its prices allow", stage=claim.name
            )
            return
    if lottery and lottery.bound.proof == "prices":
        bound = lottery.bound
        weights = np.array([bound.weights.get(person, 0) for person in model.people])
        table = weights[:, np.newaxis] * model.regret
        left = units.days_of_people(open_days)
        named = [units.pin_of_people(stages[pin.name], pin) for pin in pins]
        if price(table, left, model.rows, named, bound.prices).rounded < bound.least:
            yield told(
                "lottery: its prices do not prove the bound of the largest expected regret"
            )


def wrong_values(
    stages: Sequence[Stage], claims: Sequence[StageClaim], everyone: Sequence[Outcome]
) -> Iterator[str]:
    """Hold values against counts; within a budget the count may go up to its limit."""
    counted, claimed = score(stages, everyone), {c.name: c for c in claims}
    for stage in stages:
        claim, value = claimed.get(stage.name), counted[stage.name]
        said = claim.value if claim else 0
        limit = said + math.floor(stage.tolerance * said)
        if claim and claim.limit != limit:
            yield told(
                "stage {stage}: the limit is not what value and tolerance give",
                stage=stage.name,
            )
        if value > limit if stage.tolerance else value != said:
            yield told(
                "stage {stage}: {said} is claimed, {n} counted",
                stage=stage.name,
                said=said,
                n=value,
            )


def _largest(
    units: Units, claim: StageClaim, table: Table, open_days: Mask, pins: list[Pin]
) -> Iterator[str]:
    """Hold a worst value to its proof: somebody must be above `bound - 1`."""
    lowest = np.where(open_days, table, np.iinfo(table.dtype).max).min(axis=1)
    if int(lowest.max()) >= claim.bound or claim.proof in SEARCHED:
        return
    above = (table >= claim.bound).astype(np.int64)
    prices: Prices = claim.prices
    if price(above, open_days, units.rows, pins, prices).bound <= 0:
        yield told(
            "stage {stage}: its prices do not prove that {n} is least",
            stage=claim.name,
            n=claim.bound,
        )
