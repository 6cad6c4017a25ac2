"""Dates and times as each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November "
    "December",
}
WEEKDAYS = {
    "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}


def day(lang: str, value: date) -> str:
    """Return a date in full.

    >>> from datetime import date
    >>> day("nb", date(2024, 9, 27)), day("en", date(2024, 9, 27))
    ('fredag 27. september 2024', 'Friday 27 September 2024')
    """
    weekday = WEEKDAYS[lang].split()[value.weekday()]
    month = MONTHS[lang].split()[value.month - 1]
    dot = "." if lang == "nb" else ""
    return f"{weekday} {value.day}{dot} {month} {value.year}"


def short_day(lang: str, value: date) -> str:
    """Return a date in figures: 27.09.2024, or 27 Sep 2024."""
    if lang == "nb":
        return f"{value.day:02}.{value.month:02}.{value.year:04}"
    return f"{value.day} {MONTHS[lang].split()[value.month - 1][:3]} {value.year}"


def figures(lang: str, time: str) -> str:
    """Return a time of day such as "12:35" without words: 12.35, or 12:35."""
    return time.replace(":", ".") if lang == "nb" else time


def clock(lang: str, time: str) -> str:
    """Return a time of day such as "12:35": kl. 12.35, or 12:35."""
    return f"kl. {figures(lang, time)}" if lang == "nb" else time


def span(lang: str, start: str, end: str) -> str:
    """Return from when until when.

    >>> span("nb", "10:30", "11:45"), span("en", "10:30", "11:45")
    ('kl. 10.30–11.45', '10:30–11:45')
    """
    return f"{clock(lang, start)}–{figures(lang, end)}"
