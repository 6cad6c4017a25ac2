"""What people are called in letters, and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.lists.collation import Name

if TYPE_CHECKING:
    from allocator.language import Speaker
    from allocator.lists.held import Held


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody, as letters call them; "" where that is not known."""

    given: str
    family: str
    full: str
    email: str
    organisation: str


@dataclass(frozen=True)
class Naming:
    """Names of a result.

    Attributes
    ----------
    held
        The result, with names where there are any.
    tr
        The language.
    """

    held: Held
    tr: Speaker

    @cached_property
    def everybody(self) -> tuple[str, ...]:
        """Ids of all who attend: by name in Norwegian order, those without one last."""

        def place(id_: str) -> tuple[bool, tuple[str, ...], str]:
            name = self._name(id_)
            return not name.family, name.key, id_

        return tuple(sorted((a.id for a in self.held.problem.attendees), key=place))

    def of(self, attendee_id: str) -> Called:
        """Return what one person is called."""
        name, person = self._name(attendee_id), self.held.persons.get(attendee_id)
        full = " ".join(filter(None, (name.given, name.family)))
        organisation = person.organisation if person else ""
        return Called(
            name.given,
            name.family,
            full,
            person.email if person else "",
            organisation or self.held.problem.attendee[attendee_id].group,
        )

    @property
    def footer(self) -> str:
        """What stands under every page of a list with names; "" without any names."""
        tr, day = self.tr, self.held.delete_after
        if not self.held.named:
            return ""
        if day is None:
            return tr("Confidential. Delete after the event.")
        return tr("Confidential. Delete after {day}.", day=tr.short_day(day))

    def _name(self, attendee_id: str) -> Name:
        person = self.held.persons.get(attendee_id)
        return Name.of(person.name) if person and person.name else Name("", "")
