"""What stands in the third column of preferences.csv: a rank, a rating, or an answer.

All three end as whole numbers of which the smaller is better, 0 for a refusal; None says
that the session was not mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from allocator.language import told

RANK = re.compile(r"0*([0-9]{1,9})", re.ASCII)
RATING = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,9})?", re.ASCII)
REFUSED = "refused"
ANSWERS = {"yes": 1, "ja": 1, "maybe": 2, "kanskje": 2, "no": 0, "nei": 0}
COLUMNS = ("rank", "rating", "answer")
REFUSAL = 0
BILLION = 10**9


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says.

    Attributes
    ----------
    better
        The smaller, the better; `REFUSAL` for a refusal, None for nothing.
    wrong
        Why the cell is refused, "" where it is not.
    """

    better: int | None
    wrong: str = ""


@lru_cache(maxsize=10_000)
def read_value(column: str, text: str, most: int) -> Value:
    """Read one cell.

    Parameters
    ----------
    column
        "rank", "rating" or "answer".
    text
        What stands there.
    most
        Largest rank that makes sense.
    """
    if column != "rank" and not text:
        return Value(None)
    if column == "answer":
        return _answer(text)
    if text.casefold() == REFUSED:
        return Value(REFUSAL)
    return _rating(text) if column == "rating" else _rank(text, most)


def _rank(text: str, most: int) -> Value:
    match = RANK.fullmatch(text)
    if match and 1 <= int(match.group(1)) <= most:
        return Value(int(match.group(1)))
    return Value(None, told("must be 1..{most}, or the word refused", most=most))


def _rating(text: str) -> Value:
    """Return a rating upside down, in billionths; one billion and one keeps it above 0."""
    if RATING.fullmatch(text):
        rating = Fraction(text.replace(",", ".")) * BILLION
        return Value((BILLION + 1) * BILLION - int(rating))
    why = told("must be a number (more is better), the word refused, or empty")
    return Value(None, why)


def _answer(text: str) -> Value:
    found = ANSWERS.get(text.casefold())
    if found is None:
        why = told("must be yes, maybe or no (ja, kanskje, nei), or empty")
        return Value(None, why)
    return Value(found)
