"""The Pareto certificate: nobody could gain without somebody losing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.whatif.situation import Situation


def spare_gain(situation: Situation) -> tuple[int, int]:
    """Return the regret that could be taken off people without adding to anybody's.

    Everybody keeps to days that are no worse for them; the least sum of regrets over such
    days is found and proven. As few refused and missing places as in the result.

    Returns
    -------
    found, most : int
        What an allocation takes off, and what none can exceed. 0 and 0 certify that the
        result is Pareto-optimal.
    """
    model, regret = situation.model, situation.regret
    no_worse = model.permitted & (model.regret <= regret[:, None])
    least, _ = situation.least(model.regret, open_days=no_worse)
    total = int(regret.sum())
    return total - least.value, total - least.bound
