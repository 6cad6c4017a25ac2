"""Moments as forms write them, put into one form that sorts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.forms.presets import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CLOCK = (
    r"(?:[T ,]*(?:kl\.? ?|klokken |at )?(?P<h>\d{1,2})[:.](?P<m>\d{2})(?:[:.](?P<s>\d{2}))?"
    r"(?:[.,]\d{1,9})? ?(?P<ap>[ap]\.?m\.?)?)?"
    r" ?(?P<off>Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)?(?: ?\(?[A-Z]{2,5}\)?)?"
)
YEAR_FIRST = re.compile(
    rf"(?P<y>\d{{4}})[-/.](?P<b>\d{{1,2}})[-/.](?P<a>\d{{1,2}}){_CLOCK}", re.IGNORECASE
)
YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sign>[-/.]) ?(?P<b>\d{{1,2}})[-/.] ?(?P<y>\d{{4}}|\d{{2}}){_CLOCK}",
    re.IGNORECASE,
)
MONTHS = {
    name: number
    for number, names in enumerate(listed("months"), start=1)
    for name in names.split()
}
NAMED = re.compile(
    rf"(?:[a-zø]+,? )?(?:(?P<a>\d{{1,2}})\.? ?(?P<b>[a-z]+)\.?|(?P<b2>[a-z]+)\.? "
    rf"(?P<a2>\d{{1,2}}),?) ?(?P<y>\d{{4}}),?{_CLOCK}",
    re.IGNORECASE,
)
SERIAL = re.compile(r"(\d{5})(?:[.,](\d{1,10}))?", re.ASCII)
TIME_ONLY = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))? ?([ap]\.?m\.?)?", re.IGNORECASE)
EXCEL_DAY_0 = datetime(1899, 12, 30)
ENOUGH = 3
"""Different days, before their order tells anything."""
MANY = 4
"""Different days that stand in the order of time by chance once in many files only."""


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the day or the month comes first in a column.

    Attributes
    ----------
    month_first
        The decision.
    certain
        Whether a value proves it, or the order of many days; else a habit of the tool or a
        guess decided.
    mixed
        Whether some values can only be read one way, and some only the other.
    """

    month_first: bool
    certain: bool
    mixed: bool = False


def order_of(texts: Iterable[str], habit: str) -> Order:
    """Decide whether the day or the month comes first.

    Parameters
    ----------
    texts
        The cells of one column, top to bottom: where no value tells, rows that stand in
        the order of time do.
    habit
        "day" or "month": what the tool does where nothing else tells; "" if unknown.

    Examples
    --------
    >>> order_of(["3/1/2027 08:12", "3/14/2027 09:00"], "")
    Order(month_first=True, certain=True, mixed=False)
    >>> order_of(["03/01/2027 08:12"], "day").month_first
    False
    >>> order_of(["08/03/2027", "11/03/2027", "01/04/2027"], "month")
    Order(month_first=False, certain=False, mixed=False)
    """
    matches = (YEAR_LAST.fullmatch(text.strip()) for text in texts)
    found = [match for match in matches if match and match["sign"] != "."]
    day = any(int(match["a"]) > 12 for match in found)
    month = any(int(match["b"]) > 12 for match in found)
    half = any(match["ap"] is not None for match in found)
    if day or month:
        return Order(month and not day, True, day and month)
    sorted_ = [_in_order(found, *parts) for parts in (("y", "b", "a"), ("y", "a", "b"))]
    if sorted_[0] != sorted_[1]:
        days = {match.group("y", "b", "a") for match in found}
        return Order(sorted_[1], certain=len(days) >= MANY)
    return Order(habit == "month" or (half and habit != "day"), False)


def _in_order(found: Sequence[re.Match[str]], *parts: str) -> bool:
    """Tell whether dates stand in one order of time, either way, and change often enough."""
    days = [tuple(int(match[part]) for part in parts) for match in found]
    changes = {a < b for a, b in pairwise(days) if a != b}
    return len(changes) == 1 and len(set(days)) >= ENOUGH


def moment(text: str, order: Order) -> str | None:
    """Return a moment as it sorts, "2027-03-01 08:12:31"; None if it cannot be read.

    One with an offset is put into UTC and ends in "+00:00".

    Parameters
    ----------
    text
        The cell.
    order
        Whether the day or the month comes first.

    Examples
    --------
    >>> order = Order(month_first=False, certain=True)
    >>> moment("01.03.2027 kl. 08.12.31", order), moment("2027/03/01 8:12:31 PM GMT+1", order)
    ('2027-03-01 08:12:31', '2027-03-01 19:12:31+00:00')
    """
    seen = " ".join(text.split())
    for pattern in (YEAR_FIRST, YEAR_LAST, NAMED):
        found = pattern.fullmatch(seen)
        if found:
            return _said(found, order)
    serial = SERIAL.fullmatch(seen)
    if serial:
        days = float(f"{serial[1]}.{serial[2] or 0}")
        return _text(EXCEL_DAY_0 + timedelta(seconds=round(days * 86400)), None)
    return None


def _said(found: re.Match[str], order: Order) -> str | None:
    parts = found.groupdict()
    day = parts["a"] or parts.get("a2") or ""
    month = parts["b"] or parts.get("b2") or ""
    if parts.get("sign") and parts["sign"] != "." and order.month_first:
        day, month = month, day
    number = MONTHS.get(month.casefold()) if not month.isdigit() else int(month)
    year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
    hour = _hour(int(parts["h"] or 0), parts["ap"])
    try:
        seen = datetime(year, number or 0, int(day), hour, int(parts["m"] or 0))
        return _text(seen + timedelta(seconds=int(parts["s"] or 0)), parts["off"])
    except (ValueError, OverflowError):
        return None


def _hour(hour: int, half: str | None) -> int:
    """Return the hour of 24; one with AM or PM is of 12."""
    if half is None:
        return hour
    return hour % 12 + (12 if half.casefold().startswith("p") else 0)


def _text(seen: datetime, offset: str | None) -> str:
    if offset is None:
        return f"{seen:%Y-%m-%d %H:%M:%S}"
    found = re.search(r"([+-])(\d{1,2}):?(\d{2})?", offset)
    away = timedelta(0)
    if found:
        away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        away = -away if found[1] == "-" else away
    utc = seen.replace(tzinfo=timezone(away)).astimezone(UTC)
    return f"{utc:%Y-%m-%d %H:%M:%S}+00:00"


def clock(text: str) -> str | None:
    """Return a time of day without a date as "08:12:31", None if the text is none."""
    found = TIME_ONLY.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    hour = _hour(int(found[1]), found[4])
    return f"{hour:02}:{found[2]}:{found[3] or '00'}" if hour < 24 else None


def moments(columns: Sequence[Sequence[str]], habit: str) -> list[str]:
    """Return the moment of each row from one column, or from a date and a time of day.

    Parameters
    ----------
    columns
        The texts of columns that say the same kind of moment, all equally long.
    habit
        As for `order_of`.

    Returns
    -------
    list of str
        "" where a row says nothing that can be read.
    """
    orders = [order_of(texts, habit) for texts in columns]
    return [_of_row(texts, orders) for texts in zip(*columns, strict=True)]


def _of_row(texts: Sequence[str], orders: Sequence[Order]) -> str:
    """Return the first moment of a row; a midnight takes a time of day that stands beside."""
    read = (moment(text, order) for text, order in zip(texts, orders, strict=True) if text)
    first = next(filter(None, read), "")
    if first.endswith(" 00:00:00"):
        beside = next(filter(None, map(clock, texts)), None)
        return f"{first[:11]}{beside}" if beside else first
    return first
