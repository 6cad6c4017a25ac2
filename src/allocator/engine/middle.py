"""The middle of the plans that were tried: where prices tell of many plans at once.

A plan's own prices are often degenerate, and say little of other plans. Prices at limits
between the plan and those before it lead to far fewer cuts (Ben-Ameur, Neto, "Acceleration
of cutting-plane and column generation algorithms", Networks 49, 2007).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.engine.linear import Floats
    from allocator.rows import Row


class Middle:
    """Limits of the rows, averaged over the plans so far; the later ones weigh more."""

    def __init__(self) -> None:
        self._limits: Floats | None = None

    def towards(self, rows: Sequence[Row]) -> Floats:
        """Return limits half-way from a plan to the middle, shape (rows,); it moves there.

        Parameters
        ----------
        rows
            With the limits that the plan leaves.
        """
        limits = np.array([row.seats for row in rows], dtype=np.float64)
        self._limits = limits if self._limits is None else (self._limits + limits) / 2
        return (limits + self._limits) / 2
