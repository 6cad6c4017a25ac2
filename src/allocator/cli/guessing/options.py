"""What the options of `allocator init` state."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import available_timezones

import click

from allocator.cli.language import heard
from allocator.language import told
from allocator.setup_cells.kinds import date_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocator.forms.guess.event import Stated
    from allocator.language import Told

T = TypeVar("T")
SEATS = re.compile(r"[1-9][0-9]{0,4}|100000", re.ASCII)
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)


def said(options: Mapping[str, Any]) -> Stated:
    """Return what the options of the command state.

    Raises
    ------
    click.BadParameter
        If one cannot be read.
    """
    from allocator.forms.guess.event import Stated

    return Stated(
        title=options["title"],
        place=options["place"],
        timezone=_given("--timezone", options["timezone"], zone_of),
        date=_given("--date", options["date"], day_of),
        seats=_pairs("--seats", options["seats"], seats_of),
        starts=_pairs("--start", options["start"], time_of_day),
        ends=_pairs("--end", options["end"], time_of_day),
        days=_pairs("--day", options["day"], day_of),
    )


def _pairs(option: str, text: str | None, read: Callable[[str], T | None]) -> dict[str, T]:
    """Return values by id; one without an id is that of all others."""
    found: dict[str, T] = {}
    for pair in filter(None, re.split(r"[,;\s]+", text or "")):
        id_, sign, value = pair.rpartition("=")
        if not sign and option != "--seats":
            raise bad(option, told("must look like R1=…, with the code of a round"))
        found[id_] = _value(option, value, read)
    return found


def _given(option: str, text: str | None, read: Callable[[str], T | None]) -> T | None:
    return _value(option, text, read) if text else None


def _value(option: str, text: str, read: Callable[[str], T | None]) -> T:
    value = read(text)
    if value is None:
        raise bad(option, told("{text!r} cannot be read", text=text))
    return value


def bad(option: str, why: Told) -> click.BadParameter:
    """Return what is wrong with an option, in the language of the terminal."""
    return click.BadParameter(heard(why), param_hint=option)


def seats_of(text: str) -> int | None:
    """Return a number of seats from 1 to 100 000, None if a text is none."""
    return int(text) if SEATS.fullmatch(text) else None


def all_seats_of(text: str) -> dict[str, int] | None:
    """Return seats by session, that of all others by ""; None if they cannot be read.

    >>> all_seats_of("20"), all_seats_of("1A=4, R3-1=3"), all_seats_of("many")
    ({'': 20}, {'1A': 4, 'R3-1': 3}, None)
    """
    try:
        return _pairs("--seats", text, seats_of)
    except click.BadParameter:
        return None


def zone_of(text: str) -> str | None:
    """Return the name of a time zone, None if there is no such one."""
    return text if text in available_timezones() else None


def time_of_day(text: str) -> str | None:
    """Return a time as 09:30, None if a text is none."""
    time = time_of(text)
    return time if TIME.fullmatch(time) else None


def day_of(text: str) -> date | None:
    """Return a date as people write it, None if a text is none.

    >>> day_of("14.04.27") == day_of("14. april 2027") == day_of("2027-04-14")
    True
    """
    from allocator.forms.times import Order, moment

    said = date_of(text)
    if not said.isdecimal():
        said = (moment(said, Order(month_first=False, certain=True)) or said)[:10]
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
