"""Kinds of cells: from a cell's text to a value as event.yaml has it, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

from allocator.setup_cells.quotes import BREAKS, joined, parts, quoted, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

Value = Any
"""As YAML has it: text, number, truth, date, or a list of such."""
Cell = str | int | float

SPACES = re.compile(r"[;,\s]+")
MARKS = re.compile(r"[;,\n]+")
A_WHOLE = re.compile(r"-?[0-9]{1,20}|-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+", re.ASCII)
A_DECIMAL = re.compile(r"-?[0-9]{1,20}(?:[.,][0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
A_TIME = re.compile(
    r"(?:1899-12-3[01]\s|1900-01-0[01]\s)?(?:kl\.?\s*)?([0-9]{1,2})[:.]([0-9]{2})(?::00)?",
    re.ASCII | re.IGNORECASE,
)
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]00:00(?::00)?)?", re.ASCII)
NORDIC = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", re.ASCII)
KL = re.compile(r"kl\.?\s*", re.IGNORECASE)
MOST_EXACT = 10**15
"""Whole numbers up to here are kept by every spreadsheet."""


def _whole(text: str) -> Value:
    text = text.strip()
    return int(re.sub(r"\s", "", text)) if A_WHOLE.fullmatch(text) else text


def _decimal(text: str) -> Value:
    text = text.strip()
    return float(text.replace(",", ".")) if A_DECIMAL.fullmatch(text) else text


def time_of(text: str) -> str:
    """Return a time of day as 09:30; what is none stays as it is.

    >>> time_of("9.30"), time_of("kl. 09:30"), time_of("09:30:00"), time_of("noon")
    ('09:30', '09:30', '09:30', 'noon')
    """
    found = A_TIME.fullmatch(text.strip())
    return f"{int(found.group(1)):02}:{found.group(2)}" if found else text.strip()


def date_of(text: str) -> str:
    """Return a date as 2027-04-14; what is none stays as it is.

    >>> date_of("14.4.2027"), date_of("2027-04-14 00:00:00"), date_of("4/14/27")
    ('2027-04-14', '2027-04-14', '4/14/27')
    """
    text = text.strip()
    if found := ISO.fullmatch(text):
        return "-".join(found.groups())
    if found := NORDIC.fullmatch(text):
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    return text


def _listed(text: str) -> list[str]:
    return [piece for piece in SPACES.split(text) if piece]


def _ids(text: str) -> Value:
    """Return one code or title, or a list; blanks separate nothing.

    >>> _ids("Hall A"), _ids("Hall A; hall-b"), _ids("hall-a;")
    ('Hall A', ['Hall A', 'hall-b'], ['hall-a'])
    """
    return _as_said(text, [word.strip() for word in MARKS.split(text) if word.strip()])


def _one_or_many(text: str) -> Value:
    return _as_said(text, _listed(text))


def _as_said(text: str, words: list[str]) -> Value:
    """Return one word, or a list; a list of one ends with a semicolon."""
    return words if len(words) > 1 or text.rstrip().endswith(";") else "".join(words)


def _times(text: str) -> Value:
    found = _one_or_many(KL.sub("", text))
    return time_of(found) if isinstance(found, str) else [time_of(word) for word in found]


def _numbers(text: str) -> Value:
    return [_whole(word) for word in _listed(text)]


def _share(text: str) -> Value:
    return text.strip() if "%" in text else _decimal(text)


def _of_many(value: Value) -> str:
    if isinstance(value, str):
        return value
    return "; ".join(value) if len(value) > 1 else f"{''.join(value)};"


def _of_share(value: Fraction | str) -> Cell:
    """Return a share in per cent where that is short, else as a number."""
    value = Fraction(value)
    percent = 100 * value * 10_000
    if percent.denominator == 1:
        whole, rest = divmod(percent.numerator, 10_000)
        return f"{whole}.{rest:04}".rstrip("0").rstrip(".") + " %"
    return _of_decimal(float(value))


def _of_decimal(value: float) -> Cell:
    """Return a number where a workbook keeps all of its digits, else its digits as text."""
    kept = float(f"{value:.15g}") == value and "e" not in repr(value)
    return value if kept else repr(value)


def _of_whole(value: int) -> Cell:
    return value if abs(value) < MOST_EXACT else str(value)


@dataclass(frozen=True, eq=False, slots=True)
class Kind:
    """What a cell holds.

    Attributes
    ----------
    read
        From the text of a cell to a value; what cannot be read stays text.
    write
        From a value to what the cell holds.
    """

    read: Callable[[str], Value]
    write: Callable[[Value], Cell]


TEXT = Kind(unquoted, quoted)
WORDS = Kind(parts, joined)
LINES = Kind(partial(parts, marks=BREAKS), partial(joined, marks=BREAKS))
IDS = Kind(_ids, _of_many)
ID_LIST = Kind(_listed, "; ".join)
NUMBER = Kind(_whole, _of_whole)
NUMBERS = Kind(_numbers, lambda numbers: "; ".join(map(str, numbers)))
DECIMAL = Kind(_decimal, _of_decimal)
SHARE = Kind(_share, _of_share)
DATE = Kind(date_of, date.isoformat)
TIME = Kind(time_of, str)
TIMES = Kind(_times, _of_many)
CHOICE = Kind(unquoted, str)
FIELDS = Kind(parts, joined)
