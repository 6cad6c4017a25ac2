"""What the text of an option or a question says beside its name: times, buses, days."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOCK = r"([01]?\d|2[0-3])[.:]([0-5]\d)"
TIMES = re.compile(
    rf"(?:\b(?:kl|klokka|klokken|at)\.?\s*){CLOCK}(?:\s*(?:-|–|—|til|to)\s*{CLOCK})?(?!\d)"
    rf"|(?<![\d.]){CLOCK}\s*(?:-|–|—|til|to)\s*{CLOCK}(?![\d.])"
    rf"|(?<![\d.:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])",
    re.IGNORECASE,
)
BUS = re.compile(r"\b(buss(?:en)?|bus|coach)\s*(?:nr\.?\s*)?(\d{1,2}|[A-Z])?\b", re.IGNORECASE)
FOOT = re.compile(
    r"\b(til fots|til fot|gåtur|byvandring|vandring|on foot|walk(?:ing)?)\b", re.IGNORECASE
)
DAY = re.compile(r"\b(?:dag|day)\s*(\d)\b|\b(\d)\.\s*dag\b", re.IGNORECASE)
BETWEEN = re.compile(r"\s+[-–—|/]\s+|:\s+|,\s+|\s*\(|\)\s*")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a text says beside its name.

    Attributes
    ----------
    times
        Times of day such as "12:30": of the start or departure, and perhaps of the end.
    bus
        What the bus is called, such as "Buss 1"; "" where no bus is spoken of.
    on_foot
        Whether it speaks of a walk.
    place
        What is left when times and the way there are taken away.
    day
        The day of the event, counted from 1; 0 where none is named.
    """

    times: tuple[str, ...] = ()
    bus: str = ""
    on_foot: bool = False
    place: str = ""
    day: int = 0


def hint(text: str) -> Hint:
    """Return what a text says beside its name.

    >>> hint("Buss 1 – Fornebu kl. 12.30")
    Hint(times=('12:30',), bus='Buss 1', on_foot=False, place='Fornebu', day=0)
    >>> hint("Runde 1 kl. 10.30–11.45").times, hint("Dag 2: Ranger befaringene").day
    (('10:30', '11:45'), 2)
    >>> hint("Versjon 2.10 av planen").times
    ()
    """
    found = TIMES.search(text)
    numbers = [n for n in found.groups() if n is not None] if found else []
    times = tuple(f"{int(h):02}:{m}" for h, m in zip(numbers[::2], numbers[1::2], strict=True))
    rest = TIMES.sub("", text)
    bus, foot, day = BUS.search(rest), FOOT.search(rest), DAY.search(text)
    pieces = [piece.strip() for piece in BETWEEN.split(rest)]
    kept = [p for p in pieces if p and not BUS.fullmatch(p) and not FOOT.fullmatch(p)]
    return Hint(
        times=times,
        bus=" ".join(bus.group().split()) if bus else "",
        on_foot=foot is not None,
        place=kept[0] if kept else text.strip(),
        day=int(day.group(1) or day.group(2)) if day else 0,
    )
