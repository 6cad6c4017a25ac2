"""Kinds of made-up instances, by name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.sample.alike import rounds_event, topics_event
from allocator.sample.event import sample_event
from allocator.sample.open_event import open_event
from allocator.sample.shape import Shape
from allocator.sample.tastes import even, zipf

if TYPE_CHECKING:
    from collections.abc import Callable

    from allocator.sample.tastes import Taste


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of made-up instance.

    Attributes
    ----------
    name
        By which it is called.
    usual
        The shape where nothing is said.
    event
        Writes the text of `event.yaml`.
    taste
        How popular things are.
    themes
        Whether people rank themes, whenever they run, instead of the sessions of a round.
    parties
        Whether some people belong together.
    """

    name: str
    usual: Shape = field(default_factory=Shape)
    event: Callable[[Shape], str] = sample_event
    taste: Taste = even
    themes: bool = False
    parties: bool = False

    def shaped(self, **given: Any) -> Shape:
        """Return the family's shape with what is given; None leaves a number as it is.

        Raises
        ------
        UsageTrouble
            If a number is out of range.

        Examples
        --------
        >>> named("many-rounds").shaped(people=82, skew=None).rounds
        (15, 15, 15, 15, 15, 15)
        """
        stated = {name: value for name, value in given.items() if value is not None}
        return replace(self.usual, **stated)


REAL = Family("real")
FAMILIES: tuple[Family, ...] = (
    REAL,
    Family("skewed", usual=Shape(skew=2.0), taste=zipf),
    Family("parties", parties=True),
    Family("plan", event=open_event),
    Family("many-rounds", usual=Shape(people=41, rounds=(15,) * 6), event=rounds_event),
    Family(
        "topics",
        usual=Shape(people=135, rounds=(26,) * 5, wishes=8),
        event=topics_event,
        themes=True,
    ),
)


def named(name: str) -> Family:
    """Return the family with a name.

    Raises
    ------
    UsageTrouble
        If there is none of this name.
    """
    for family in FAMILIES:
        if family.name == name:
            return family
    names = ", ".join(family.name for family in FAMILIES)
    raise UsageTrouble(
        told("no family is called {name!r}; there are {names}", name=name, names=names)
    )
