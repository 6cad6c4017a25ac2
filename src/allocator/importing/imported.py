"""What an import gives, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.forms.answer import Understood
from allocator.importing.decisions import Decisions
from allocator.importing.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.errors import Finding
    from allocator.forms.answer import Column
    from allocator.importing.doubts import Doubt
    from allocator.importing.duplicates import Dropped
    from allocator.problem import Event
    from allocator.readers.event_file import EventFile
    from allocator.readers.people_file import Person
    from allocator.sheets import Book


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not count.

    Attributes
    ----------
    file, row
        Where it stands.
    kind
        Why it does not count.
    """

    file: str
    row: int
    kind: Doubt


@dataclass
class Imported:
    """A form export as an instance, and how it became one.

    Attributes
    ----------
    source
        The event, and the bytes that said it.
    books
        The files that were read.
    understood
        What was understood; empty for tidy files and for files that could not be read.
    registered
        What was understood of the list of registrations; None without one.
    decisions
        What was decided, with the answers of whoever was asked.
    tables
        attendees.csv and preferences.csv.
    people
        Who the attendees are; empty where that is not known.
    left_out, dropped
        Rows that do not count, and answers that another one of the same person replaces.
    silent
        Number of people who are registered and have not answered.
    findings
        All that was found, in the order of the files.
    """

    source: EventFile
    books: Sequence[Book] = ()
    understood: Understood = field(default_factory=lambda: Understood(""))
    registered: Understood | None = None
    decisions: Decisions = field(default_factory=Decisions)
    tables: Tables = field(default_factory=Tables)
    people: list[Person] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    silent: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def event(self) -> Event:
        """The event that the form is about."""
        return self.source.event

    @property
    def event_data(self) -> bytes:
        """The bytes of its file."""
        return self.source.data

    @property
    def refused(self) -> bool:
        """Whether a finding stops the import."""
        return any(finding.stops for finding in self.findings)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of the form and of the list of registrations."""
        more = self.registered.columns if self.registered else ()
        return (*self.understood.columns, *more)

    @property
    def tidy(self) -> bool:
        """Whether the files were our own tidy ones."""
        return not self.understood.file
