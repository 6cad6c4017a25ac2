"""What a cell under an option says: a rank, a rating, an answer, or a tick."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from allocator.forms.normal import normal
from allocator.forms.ordinals import rank_of
from allocator.forms.presets import words

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NOTHING = 60
NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
LABELLED = re.compile(r"(\d{1,3})(?: ?[-:=.)] ?| ?\()(\D.*)", re.ASCII)
STARS = re.compile(r"([★⭐*])\1*☆*")


class Scale(StrEnum):
    """How the cells of a question with a column an option are to be read."""

    RANK = "rank"
    RATING = "rating"
    ANSWER = "answer"
    BOX = "box"


def says_nothing(text: str) -> bool:
    """Tell whether a cell says in words that there is no wish: "Vet ikke", "-"."""
    return len(text) <= LONGEST_NOTHING and _says_nothing(text)


@lru_cache(maxsize=20_000)
def _says_nothing(text: str) -> bool:
    seen = normal(text).strip(" .!()[]*")
    return not seen.strip("-?_/") or seen in words("nothing")


@lru_cache(maxsize=20_000)
def rating_of(text: str) -> str | None:
    """Return a rating as a number in text, more being better, None if it is none.

    >>> rating_of("4"), rating_of("3,5"), rating_of("5 - Svært interessert")
    ('4', '3.5', '5')
    >>> rating_of("Helt uenig"), rating_of("Very interested"), rating_of("★★★")
    ('1', '5', '3')
    """
    bare = text.strip()
    if NUMBER.fullmatch(bare):
        number = bare.replace(",", ".")
        return number.rstrip("0").rstrip(".") if "." in number else number
    labelled = LABELLED.fullmatch(bare)
    if labelled:
        return labelled.group(1)
    if STARS.fullmatch(bare):
        return str(len(bare) - bare.count("☆"))
    return likert().get(normal(text).strip(" .!"))


@lru_cache(maxsize=1)
def likert() -> Mapping[str, str]:
    """Return the words of the usual five steps, by normal text."""
    steps = (words(f"step{step}") for step in range(1, 6))
    return {word: str(step) for step, found in enumerate(steps, start=1) for word in found}


@lru_cache(maxsize=20_000)
def answer_of(text: str) -> str | None:
    """Return "yes", "maybe" or "no" where a cell answers so.

    >>> answer_of("Ja, gjerne"), answer_of("Kanskje"), answer_of("Nei"), answer_of("3")
    ('yes', 'maybe', 'no', None)
    """
    seen = normal(text).strip(" .!")
    return next((a for a in ("yes", "maybe", "no") if seen in words(a)), None)


@lru_cache(maxsize=20_000)
def tick_of(text: str) -> bool | None:
    """Return whether a box is ticked, None if the cell says something else.

    >>> tick_of("x"), tick_of("Valgt"), tick_of("0"), tick_of("Ikke valgt"), tick_of("2")
    (True, True, False, False, None)
    """
    seen = normal(text).strip(" .!")
    if seen in words("ticked") or seen in words("yes"):
        return True
    return False if seen in words("unticked") or seen in words("no") else None


@lru_cache(maxsize=20_000)
def is_value(text: str) -> bool:
    """Tell whether a cell is readable on any scale."""
    return (
        rank_of(text) is not None
        or rating_of(text) is not None
        or answer_of(text) is not None
        or tick_of(text) is not None
    )


@dataclass(slots=True)
class Tally:
    """How many cells of a question each scale can read.

    Attributes
    ----------
    cells
        All that say anything.
    ordinals
        Ranks that are no bare numbers: "1st choice".
    steps
        Ratings in words: "Helt enig".
    answers, maybes
        Yes, maybe and no; maybes alone.
    ticks
        Boxes, ticked or not.
    bits
        The numbers 0 and 1.
    """

    cells: int = 0
    ordinals: int = 0
    steps: int = 0
    answers: int = 0
    maybes: int = 0
    ticks: int = 0
    bits: int = 0

    def add(self, text: str, n: int) -> None:
        """Count a text that stands in n cells."""
        bare = NUMBER.fullmatch(text.strip()) is not None
        self.cells += n
        self.bits += n * (text.strip() in ("0", "1"))
        self.ordinals += n * (not bare and rank_of(text) is not None)
        numbered = bare or LABELLED.fullmatch(text.strip()) is not None
        self.steps += n * (not numbered and rating_of(text) is not None)
        self.answers += n * (answer_of(text) is not None)
        self.maybes += n * (answer_of(text) == "maybe")
        self.ticks += n * (tick_of(text) is not None)
