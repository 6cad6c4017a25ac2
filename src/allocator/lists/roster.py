"""Who stands on lists, and how: by name where it is known, else by id."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allocator.lists.collation import Name, collation_key
from allocator.lists.listing import Column
from allocator.lists.one_line import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.language import Speaker
    from allocator.lists.held import Held


@dataclass(frozen=True, slots=True)
class Who:
    """How one attendee stands on lists.

    Attributes
    ----------
    family
        The id where no name is known.
    given
        With the id in brackets where two people have the same name.
    """

    attendee_id: str
    family: str
    given: str
    organisation: str


@dataclass(frozen=True)
class Roster:
    """Everybody who attends, as lists name them.

    Attributes
    ----------
    held
        The result, with names where there are any.
    tr
        Puts headings into a language.
    """

    held: Held
    tr: Speaker

    @cached_property
    def who(self) -> dict[str, Who]:
        """Everybody in the order of lists: by name in Norwegian order, else by id."""
        names = {a.id: self._name(a.id) for a in self.held.problem.attendees}
        alike = Counter(_alike(name) for name in names.values())
        everybody = sorted(names, key=lambda id_: (*names[id_].key, id_))
        return {
            id_: Who(
                id_,
                names[id_].family,
                self._given(id_, names[id_], alike[_alike(names[id_])] > 1),
                self._organisation(id_),
            )
            for id_ in everybody
        }

    def sorted(self, people: Iterable[str]) -> list[Who]:
        """Return some people in the order of lists."""
        wanted = set(people)
        return [who for id_, who in self.who.items() if id_ in wanted]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that tr who somebody is; for the cells see `cells`."""
        tr = self.tr
        who = [Column(tr("Participant"), 26, grows=True)]
        if self.held.named:
            who = [
                Column(tr("Family name"), 26, grows=True),
                Column(tr("First name"), 26, grows=True),
            ]
        if self._organised:
            who.append(Column(tr("Organisation"), 40, grows=True))
        return tuple(who)

    def cells(self, who: Who, most: int | None = None) -> tuple[str, ...]:
        """Return the cells of `columns` for somebody, the organisation in at most `most`."""
        name = (who.family, who.given) if self.held.named else (who.family,)
        said = shortened(who.organisation, most) if most else who.organisation
        return (*name, said) if self._organised else name

    @cached_property
    def _organised(self) -> bool:
        return any(who.organisation for who in self.who.values())

    def _name(self, attendee_id: str) -> Name:
        person = self.held.persons.get(attendee_id)
        return (
            Name.of(one_line(person.name)) if person and person.name else Name(attendee_id, "")
        )

    def _given(self, attendee_id: str, name: Name, shared: bool) -> str:
        return f"{name.given} ({attendee_id})".strip() if shared else name.given

    def _organisation(self, attendee_id: str) -> str:
        person = self.held.persons.get(attendee_id)
        said = person.organisation if person else ""
        return one_line(said or self.held.problem.attendee[attendee_id].group)


def _alike(name: Name) -> tuple[str, str]:
    return collation_key(name.family), collation_key(name.given)
