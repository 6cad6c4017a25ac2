"""What an event decides about wishes and themes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


class SameTheme(StrEnum):
    """What the event says of one theme in two rounds."""

    FORBID = "forbid"
    ALLOW = "allow"
    PREFER = "prefer"


class Refusals(StrEnum):
    """What "not this one" does: a wish that weighs most (`AVOID`), or a rule (`FORBID`)."""

    AVOID = "avoid"
    FORBID = "forbid"


class Unlisted(StrEnum):
    """Where sessions stand that a person did not mention, beside those that were ranked.

    One level below the ranked ones (`TIER`), or last of all, at level m - 1 in a round of m
    sessions (`LAST`).
    """

    TIER = "tier"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class GroupLimit:
    """How many people of a group (employer, municipality) a session has.

    Attributes
    ----------
    least, most
        At least and at most so many; None where nothing is said.
    """

    session_id: str
    group: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class History:
    """How much an earlier disappointment counts: credit = min(most, floor(factor x regret)).

    Attributes
    ----------
    factor
        Share of the earlier regret, 0..1.
    most
        Largest credit of anybody.
    """

    factor: Fraction
    most: int
