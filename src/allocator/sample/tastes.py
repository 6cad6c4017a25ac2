"""How popular the things are among which people choose, before a person's own taste."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Taste = Callable[[Random, float, Sequence[str]], dict[str, float]]

# popularity, evenly between: at skew 0.8 and five sessions the most popular gets 43 % of
# all first wishes
EXTREME = 1.25


def even(rng: Random, skew: float, offer: Sequence[str]) -> dict[str, float]:
    """Give everything on offer a popularity in a drawn order, in equal steps.

    Parameters
    ----------
    rng
        Draws the order.
    skew
        How much people agree.
    offer
        Names of what can be wished for.

    Returns
    -------
    dict
        Popularity by name, in the order of the offer, as a logit.
    """
    step = 2 * EXTREME / max(1, len(offer) - 1)
    common = {s: skew * (i * step - EXTREME) for i, s in enumerate(_ordered(rng, offer))}
    return {s: common[s] for s in offer}


def zipf(rng: Random, skew: float, offer: Sequence[str]) -> dict[str, float]:
    """Give the k-th in a drawn order a share of first wishes like 1 / k ** skew.

    Parameters
    ----------
    rng
        Draws the order.
    skew
        The exponent: at 2 and five sessions the most popular gets 68 % of first wishes.
    offer
        Names of what can be wished for.

    Returns
    -------
    dict
        Popularity by name, in the order of the offer, as a logit.
    """
    common = {s: -skew * log(k) for k, s in enumerate(_ordered(rng, offer), 1)}
    return {s: common[s] for s in offer}


def _ordered(rng: Random, offer: Sequence[str]) -> list[str]:
    keys = {s: rng.random() for s in offer}
    return sorted(offer, key=lambda s: keys[s])
