"""Kinds of values in `event.yaml`: ids, times, texts, numbers, shares, lists."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
TIME_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
LANGUAGE_PATTERN = r"^[a-zß-öø-ÿ]+(-[a-z0-9]+)*$"
SHARE_PATTERN = r"^[0-9]{1,2}([.,][0-9]{1,4})? ?%$"
PRINTED = r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
TEXT_PATTERN = rf"^{PRINTED}*[^\s\x00-\x1f\x7f-\x9f]{PRINTED}*$"
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
PERCENT = re.compile(SHARE_PATTERN, re.ASCII)
MOST_SEATS = 100_000
MOST_MONEY = 1_000_000_000
ONE, MANY = "(one)", "(many)"
TAGS = (ONE, MANY)
"""Words that the path of a complaint has for a kind of value, and the file has not."""


def _as_date(value: object) -> object:
    if type(value) is date:
        return value
    if isinstance(value, str) and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "must be a date such as 2024-09-27")


def _as_share(value: object) -> Fraction:
    """Return what was written, exactly: "5 %" and 0.05 are one twentieth."""
    share = Fraction(-1)
    if isinstance(value, str) and PERCENT.fullmatch(value):
        share = Fraction(value.rstrip(" %").replace(",", ".")) / 100
    elif isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1:
        share = Fraction(str(value))
    if share < 0:
        raise PydanticCustomError("share", "must be a share such as 5 % or 0.05")
    return share


def one_or_many(value: object) -> str:
    """Return the tag of a value that may be one, or a list."""
    return MANY if isinstance(value, list) else ONE


Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=100)]
Text = Annotated[str, Field(pattern=TEXT_PATTERN, max_length=2_000)]
Clock = Annotated[str, Field(pattern=TIME_PATTERN)]
Language = Annotated[str, Field(pattern=LANGUAGE_PATTERN, max_length=100)]
Seats = Annotated[int, Field(ge=1, le=MOST_SEATS)]
Number = Annotated[int, Field(ge=0, le=MOST_SEATS)]
Money = Annotated[int, Field(ge=0, le=MOST_MONEY)]
Minutes = Annotated[int, Field(ge=0, le=1_440)]
Day = Annotated[date, BeforeValidator(_as_date)]
Share = Annotated[
    Fraction,
    BeforeValidator(_as_share),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": SHARE_PATTERN},
                {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
            ]
        }
    ),
]
SomeIds = Annotated[list[Id], Field(min_length=1, max_length=1_000)]
SomeClocks = Annotated[list[Clock], Field(min_length=1, max_length=100)]
Ids = Annotated[
    Annotated[Id, Tag(ONE)] | Annotated[SomeIds, Tag(MANY)], Discriminator(one_or_many)
]
Clocks = Annotated[
    Annotated[Clock, Tag(ONE)] | Annotated[SomeClocks, Tag(MANY)],
    Discriminator(one_or_many),
]
