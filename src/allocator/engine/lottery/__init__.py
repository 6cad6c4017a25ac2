"""The fair draw: a lottery over optimal allocations with leximin-best expected regrets."""

from allocator.engine.lottery.face import face_of
from allocator.engine.lottery.mixture import Mixture, alone, leximin_mixture

__all__ = ["Mixture", "alone", "face_of", "leximin_mixture"]
