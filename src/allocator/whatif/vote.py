"""The allocation that would win a vote against the result, and by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from allocator.fairness.comparison import Vote

if TYPE_CHECKING:
    from allocator.whatif.situation import Situation


def vote(situation: Situation) -> Vote:
    """Return the popularity margin of the result.

    Everybody votes for the allocation in which the own regret is smaller; the margin is
    the largest number of votes for another allocation less votes against it. McCutchen,
    "The least-unpopularity-factor and least-unpopularity-margin criteria for matching
    problems with one-sided preferences", 2008. Refused and missing places are kept as few
    as in the result.
    """
    model, regret = situation.model, situation.regret
    sign = np.sign(model.regret - regret[:, None])
    least, choice = situation.least(sign)
    votes = sign[np.arange(len(choice)), choice]
    return Vote(int((votes < 0).sum()), int((votes > 0).sum()), -least.bound)
