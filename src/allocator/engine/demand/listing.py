"""Some days of people as columns of a stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from allocator.certificate import Pin
from allocator.engine.columns import Columns, Shared
from allocator.space_search import Days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.rows import Index
    from allocator.space import Ints, Space
    from allocator.space_certificate import Costs, SpacePin


@dataclass(frozen=True)
class PartColumns(Columns):
    """Columns that know their parts: rows are counted by part, which are few.

    Attributes
    ----------
    parts
        Parts of each column, shape (columns, rounds).
    uses
        What a part counts in each plain row, shape (plain rows, parts).
    """

    parts: Index
    uses: Ints

    def _seats(self, prices: Ints) -> Ints:
        found: Ints = (prices @ self.uses)[self.parts].sum(axis=1)
        return found

    def _taken(self, chosen: Ints) -> Ints:
        held = np.bincount(self.parts[chosen].reshape(-1), minlength=self.uses.shape[1])
        found: Ints = self.uses @ held
        return found


def joined(*several: Days) -> Days:
    """Return days of several lists, each once, person after person."""
    person = np.concatenate([days.person for days in several])
    parts = np.concatenate([days.parts for days in several])
    lines = np.unique(np.column_stack([person, parts]), axis=0)
    return Days(lines[:, 0], lines[:, 1:])


def listed(
    space: Space, days: Days, costs: Costs, pins: Sequence[SpacePin]
) -> tuple[PartColumns, Index]:
    """Return days as columns.

    Parameters
    ----------
    space
        All days.
    days
        At least one of each person.
    costs, pins
        The stage and earlier ones.

    Returns
    -------
    columns : PartColumns
        In the order of `days`.
    parts : ndarray of int, shape (days, rounds)
        The parts of each different day: what `Columns.day` counts.
    """
    parts, day = np.unique(days.parts, axis=0, return_inverse=True)
    columns = PartColumns(
        person=days.person,
        day=day.reshape(-1),
        starts=np.searchsorted(days.person, np.arange(len(space.people) + 1)),
        days=len(parts),
        cost=costs.sum(space, days),
        pinned=[pin.costs.sum(space, days) for pin in pins],
        shared=Shared(space.rows_over(parts), [_limit(pin) for pin in pins]),
        parts=days.parts,
        uses=Shared(space.rows, ()).uses,
    )
    return columns, parts


def _limit(pin: SpacePin) -> Pin:
    """Return a pin of which only the limit is asked: the columns know what each adds."""
    return Pin(pin.name, np.zeros((0, 0), dtype=np.int64), pin.limit)
