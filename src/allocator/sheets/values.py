"""Numbers of a workbook as the texts that a person would write."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING

from allocator.sheets.styles import Kind

if TYPE_CHECKING:
    from allocator.sheets.styles import Style

ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NUM!|VALUE!|NULL!|I/T|NAVN\?|VERDI!)")
"""What a spreadsheet shows where a formula fails, in English or Norwegian."""
DAY = 86_400
LAST_DAY = 2_957_003
"""Number of 9999-12-31 where days are counted from 1904."""
EPOCH, EPOCH_OF_MACS = date(1899, 12, 30), date(1904, 1, 1)
KEPT = 15
"""Digits that spreadsheets keep of a number."""
MOST_EXPONENT, MOST_WRITTEN = 30, 60


def is_rounded(text: str) -> bool:
    """Tell whether digits may have been more than spreadsheets keep.

    >>> is_rounded("118000000001"), is_rounded("6412345678901234500")
    (False, True)
    """
    whole = text.lstrip("-").partition(".")[0]
    return len(whole) > KEPT and whole.isdecimal()


def digits(number: str) -> str:
    """Return a number in digits, without exponent and without useless fraction.

    Parameters
    ----------
    number
        As the file writes it; any other text comes back as it is.

    Examples
    --------
    >>> digits("1.2E10"), digits("4.0"), digits("0.30000000000000004"), digits("1E-3")
    ('12000000000', '4', '0.3', '0.001')
    """
    if number.isdecimal() and number.isascii():
        return number.lstrip("0") or "0"
    try:
        exact = Decimal(number if len(number) < MOST_WRITTEN else "NaN")
        if not exact.is_finite() or abs(exact.adjusted()) > MOST_EXPONENT:
            return number
    except InvalidOperation:
        return number
    if not number.lstrip("-").isdecimal():
        exact = Decimal(format(exact, f".{KEPT}g"))
    whole = format(exact, "f")
    if "." in whole:
        whole = whole.rstrip("0").rstrip(".")
    return "0" if whole == "-0" else whole


def shown(number: str, style: Style, *, macs: bool) -> str:
    """Return a number as its style means it: digits, or a moment by ISO 8601.

    Parameters
    ----------
    number
        As the file writes it.
    style
        Of the cell.
    macs
        Whether days are counted from 1904.
    """
    if style.kind is not Kind.NUMBER:
        return _moment(number, style.kind, macs) or digits(number)
    text = digits(number)
    return text.zfill(style.digits) if style.digits > 1 and text.isdecimal() else text


def _moment(number: str, kind: Kind, macs: bool) -> str:
    """Return a date, a time, both or a duration; "" for a number that is none."""
    try:
        days = float(number)
    except ValueError:
        return ""
    if not 0 <= days < LAST_DAY:
        return ""
    seconds = round(days * DAY)
    if kind is Kind.DURATION:
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    whole, rest = divmod(seconds, DAY)
    time = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    if kind is Kind.TIME and whole == 0:
        return time
    day = _day(whole, macs)
    return day if kind is Kind.DATE and rest == 0 else f"{day} {time}"


@lru_cache(maxsize=4096)
def _day(number: int, macs: bool) -> str:
    first = EPOCH_OF_MACS if macs else EPOCH
    leap = not macs and 0 < number < 60  # spreadsheets count a 29 February 1900
    return (first + timedelta(days=number + leap)).isoformat()


def iso(text: str) -> str:
    """Return a moment that the file writes by ISO 8601, with a blank before the time.

    >>> iso("2027-03-01T08:12:31.000"), iso("2027-03-01")
    ('2027-03-01 08:12:31', '2027-03-01')
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if "T" not in text and " " not in text:
        return f"{moment:%Y-%m-%d}"
    return moment.isoformat(" ", "seconds")
