"""The notions of fairness, one file each. This list is the table of contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.objectives.balanced import Balanced
from allocator.objectives.leximin import Leximin
from allocator.objectives.total import LeastTotal

if TYPE_CHECKING:
    from allocator.objectives.protocol import Objective

OBJECTIVES: tuple[Objective, ...] = (Balanced(), LeastTotal(), Leximin())
