"""Whether a people file and a result speak of the same people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding, InputRefused
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.lists.held import Held


def check_names(held: Held) -> tuple[Finding, ...]:
    """Return how far the people file names those who attend.

    Parameters
    ----------
    held
        The result, with what the people file says.

    Returns
    -------
    tuple of Finding
        Notices; no name is in them.

    Raises
    ------
    InputRefused
        If it names nobody who attends: it belongs to another event.
    """
    if held.people_file is None:
        return ()
    file = held.people_file.name
    here = {a.id for a in held.problem.attendees}
    named = {id_ for id_, person in held.persons.items() if person.name}
    if not here & named:
        message = told("names nobody who attends: not one id is in attendees.csv")
        raise InputRefused([Finding(file, 0, "attendee_id", message, "E810")])
    return tuple(_notices(file, here, named, set(held.persons)))


def _notices(file: str, here: set[str], named: set[str], listed: set[str]) -> Iterator[Finding]:
    bare, strange = here - named, listed - here
    if bare:
        message = told_of(
            len(bare),
            "{n} person who attends has no name here; the code stands instead ({first})",
            "{n} people who attend have no name here; their codes stand instead, first {first}",
            first=min(bare),
        )
        yield Finding(file, 0, "name", message, "N810")
    if strange:
        message = told_of(
            len(strange),
            "{n} person of this file does not attend, and is on no list",
            "{n} people of this file do not attend, and are on no list",
        )
        yield Finding(file, 0, "attendee_id", message, "N811")
