"""Values of workbooks as the texts that a person would write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum, auto

ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|NUM!|VALUE!|NULL!|I/T|NAVN\?|VERDI!)")
"""What a spreadsheet shows where a formula fails, in English or Norwegian."""
KEPT = 15
"""Digits that spreadsheets keep of a number."""
MOST_EXPONENT, MOST_WRITTEN = 30, 60
HALF = timedelta(milliseconds=500)
MIDNIGHT = time()


class Kind(Enum):
    """What a number in a cell means."""

    NUMBER = auto()
    DAY = auto()
    MOMENT = auto()
    DURATION = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks.

    Attributes
    ----------
    kind
        What its number means.
    digits
        The least number of digits that it shows: five for an id with format 00000.
    struck
        Whether its text is struck through.
    colour
        Of its background, RGB in hex; "" if none.
    """

    kind: Kind = Kind.NUMBER
    digits: int = 1
    struck: bool = False
    colour: str = ""


PLAIN = Style()


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
        As Python writes it; any other text comes back as it is.

    Examples
    --------
    >>> digits("1.2E10"), digits("4.0"), digits("0.30000000000000004"), digits("1E-3")
    ('12000000000', '4', '0.3', '0.001')
    """
    if number.isdecimal() and number.isascii():
        return number
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


def text_of(value: object, style: Style = PLAIN) -> str:
    """Return the text of a value: digits, or a moment by ISO 8601.

    >>> text_of(4.0), text_of(7, Style(digits=3)), text_of(timedelta(hours=26))
    ('4', '007', '26:00:00')
    >>> text_of(datetime(2027, 3, 1, 8, 12)), text_of(datetime(2027, 3, 1), Style(Kind.DAY))
    ('2027-03-01 08:12:00', '2027-03-01')
    """
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            text = digits(repr(value))
            return text.zfill(style.digits) if text.isdecimal() else text
        case datetime():
            moment = value if value.microsecond == 0 else value + HALF
            if style.kind is Kind.DAY and moment.time() == MIDNIGHT:
                return moment.date().isoformat()
            return moment.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case time():
            return f"{datetime.combine(date.min, value) + HALF:%H:%M:%S}"
        case timedelta():
            seconds = round(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        case _:
            return str(value)
