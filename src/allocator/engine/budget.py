"""How long the engine may work, and whether someone has asked it to stop."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from threading import Event as Flag

from allocator.engine.news import Desk

GUARD = 3


@dataclass
class Budget:
    """A deterministic limit, with the wall clock as a guard only.

    Attributes
    ----------
    seconds
        Deterministic time that searches may take in all, in CP-SAT's units (about seconds).
    stop
        Set from outside (Ctrl-C) to end the work with what is at hand.
    times
        The wall clock ends the work at so many times the whole limit.
    desk
        Who is told what the work is at.
    """

    seconds: float
    stop: Flag = field(default_factory=Flag)
    times: float = GUARD
    desk: Desk = field(default_factory=Desk)
    _started: float = field(default_factory=time.monotonic)

    @property
    def spent(self) -> bool:
        """Whether no further work may begin."""
        return self.stop.is_set() or self.seconds <= 0 or self.guard <= 0

    @property
    def guard(self) -> float:
        """Seconds of wall clock left before the guard ends the work."""
        return self._limit - (time.monotonic() - self._started)

    def __post_init__(self) -> None:
        """Fix the guard at a multiple of the whole limit."""
        self._given = self.seconds
        self._limit = self.times * self.seconds

    @property
    def taken(self) -> float:
        """Deterministic seconds that were taken so far."""
        return self._given - self.seconds

    def share(self, part: float) -> Budget:
        """Return a part of what is left, with as much of the guard; take from this after."""
        seconds = part * max(0.0, self.seconds)
        guard = part * max(0.0, self.guard)
        times = guard / seconds if seconds else 0.0
        return Budget(seconds, self.stop, times, self.desk)

    def take(self, seconds: float) -> None:
        """Subtract deterministic time that a search took."""
        self.seconds -= seconds
