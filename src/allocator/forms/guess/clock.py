"""When rounds are held: what is known of their times, and what has to be assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace

FIRST, LENGTH, PAUSE, STEP = 9 * 60, 60, 15, 5
"""Minutes: the first of a day, the length of a round, what lies between two, a round number."""
LAST = 23 * 60 + 55


@dataclass(frozen=True, slots=True)
class Span:
    """When something is held, in minutes of the day; None where nobody knows."""

    start: int | None = None
    end: int | None = None


def minutes(text: str) -> int:
    """Return a time of day in minutes.

    >>> minutes("09:30")
    570
    """
    hours, rest = text.split(":")
    return 60 * int(hours) + int(rest)


def clock(value: int) -> str:
    """Return minutes as a time of day.

    >>> clock(570)
    '09:30'
    """
    value = max(0, min(value, LAST))
    return f"{value // 60:02}:{value % 60:02}"


def filled(known: list[Span]) -> list[Span]:
    """Return times for the rounds of one day, in order; what is known stays.

    Rounds without a time stand before the next one that has one, and after the last.

    Parameters
    ----------
    known
        What is known of each round.

    Examples
    --------
    >>> filled([Span(), Span(630), Span()])
    [Span(start=555, end=615), Span(start=630, end=690), Span(start=705, end=765)]
    """
    found = list(known)
    free = None
    for at, span in enumerate(found):
        later = [s.start for s in found[at:] if s.start is not None]
        start = span.start
        if start is None:
            waiting = next((n for n, s in enumerate(found[at:]) if s.start is not None), 0)
            start = _begin(free, later[0] if later else None, waiting)
        following = next((s.start for s in found[at + 1 :] if s.start is not None), None)
        end = span.end if span.end is not None else _end(start, following)
        found[at] = replace(span, start=start, end=end)
        free = end
    return found


def _begin(free: int | None, later: int | None, waiting: int) -> int:
    """Return when a round begins of which nothing is known, with others waiting beside it."""
    wanted = FIRST if free is None else free + PAUSE
    if later is None:
        return wanted
    room = max(1, waiting) * (LENGTH + PAUSE)
    if free is None:
        return max(0, later - room)
    share = max(STEP, (later - free) // max(1, waiting) // STEP * STEP)
    return min(wanted, later - share)


def _end(start: int, following: int | None) -> int:
    if following is None or start + LENGTH <= following:
        return min(start + LENGTH, LAST)
    return max(start + STEP, following)
