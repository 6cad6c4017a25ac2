"""What an explanation says, as values: kinds, numbers and ids. Texts come last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.explainer.sentences import in_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One thing that holds, or could be done.

    Attributes
    ----------
    kind
        What it is: the key of its text.
    numbers
        What is counted, by name.
    words
        Ids of rounds, rooms, buses, languages and groups, and times of the day, by name.
    sessions
        Ids of the sessions concerned.
    people
        Attendee ids of the people concerned; empty where it is anybody.
    rules
        Names of the rules concerned.
    """

    kind: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    sessions: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reason(Clause):
    """Why there is no allocation: what holds, and what follows from it.

    Attributes
    ----------
    because
        What holds; together it leaves no allocation.
    """

    because: tuple[Clause, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WayOut(Clause):
    """One change that makes an allocation possible.

    Attributes
    ----------
    amount
        The least amount of its kind: one less does not do.
    value
        What the changed number then is; None where no single number changes.
    parts
        The single changes, where there are several.
    """

    amount: int
    value: int | None = None
    parts: tuple[WayOut, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Whether an allocation exists, and if not, why, and what would make one possible.

    Attributes
    ----------
    exists
        Whether an allocation obeys all rules; None where that is not known in time.
    reasons
        Each is enough to rule every allocation out.
    ways_out
        Each alone makes an allocation possible, and the same with less does not.
    complete
        Whether everything was worked out in time.
    seconds
        The limit that it was given.
    """

    exists: bool | None
    reasons: tuple[Reason, ...] = ()
    ways_out: tuple[WayOut, ...] = ()
    complete: bool = True
    seconds: float = 0.0

    def sentences(self, lang: str = "nb") -> list[str]:
        """Return the explanation in sentences, people by id only.

        Parameters
        ----------
        lang
            "nb" or "en".

        Raises
        ------
        ValueError
            If there are no texts in this language.
        """
        return in_sentences(self, lang)
