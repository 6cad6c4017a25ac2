"""Stages said of parts of days, for events with too many days to list."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np

from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.objectives.classes import ForClass
from allocator.objectives.stages import (
    Budget,
    CountAtLeast,
    Firsts,
    Placed,
    PlacesAt,
    Refused,
    Squares,
    Ties,
    Total,
    Worst,
)
from allocator.space_certificate import Costs

if TYPE_CHECKING:
    from allocator.model import Model
    from allocator.objectives.protocol import Stage
    from allocator.space import Space

OF_PARTS = (Placed, Refused, Firsts, PlacesAt, Ties)
OF_LOSSES = (Worst, CountAtLeast, Squares)


def costs_of(stage: Stage, space: Space) -> Costs:
    """Return a stage as it is said of parts or of losses; more is better where it says so.

    Raises
    ------
    UsageTrouble
        If it cannot be said so: a stage of one's own, or one that looks at themes.
    """
    if isinstance(stage, ForClass):
        whole = costs_of(stage.stage, space)
        inside = np.array([[person in stage.people] for person in space.people])
        return Costs(*(t if t is None else t * inside for t in (whole.of_part, whole.of_loss)))
    if isinstance(stage, OF_PARTS):
        return Costs(of_part=stage.table(cast("Model", space.tables)).astype(np.int64))
    if isinstance(stage, OF_LOSSES):
        burdens = cast("Model", SimpleNamespace(burden=space.burden))
        return Costs(of_loss=stage.table(burdens).astype(np.int64))
    if isinstance(stage, (Total, Budget)):
        regret = space.loss.copy()
        regret[:, space.rounds[0]] -= space.floor[:, np.newaxis]
        return Costs(of_part=regret)
    raise UsageTrouble(
        told(
            "too many different days are possible for the stage {stage}, which needs a list "
            "of them",
            stage=stage.name,
        )
    )
