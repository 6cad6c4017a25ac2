"""A workbook read as an event, in the same words as event.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.readers.event_yaml import validated
from allocator.readers.setup_book.build import Builder
from allocator.readers.setup_book.grids import grids
from allocator.readers.setup_book.people import PeopleSheet, people_sheet
from allocator.sheets.reading import book_of

if TYPE_CHECKING:
    from allocator.errors import Finding
    from allocator.readers.event_schema import EventPart
    from allocator.readers.setup_book.cells import Cells


@dataclass(frozen=True)
class SetupRead:
    """What a workbook says.

    Attributes
    ----------
    part
        The event; None where it is refused.
    cells
        Where its parts stand; None where there is no workbook to speak of.
    people
        The sheet of people; None where it is empty or not there.
    findings
        What was found.
    """

    part: EventPart | None
    cells: Cells | None
    people: PeopleSheet | None
    findings: list[Finding]


def read_setup_book(file: str, data: bytes) -> SetupRead:
    """Read a workbook such as `writers.setup_book` writes.

    Parameters
    ----------
    file
        Name for the findings.
    data
        Its bytes.
    """
    book = book_of(file, data)
    findings = list(book.findings)
    if any(f.stops for f in findings):
        return SetupRead(None, None, None, findings)
    found, more = grids(book)
    findings += more
    people = people_sheet(file, found)
    if any(f.code == "E362" for f in findings):
        return SetupRead(None, None, people, findings)
    builder = Builder(file, found)
    cells = builder.build()
    findings += builder.findings
    part, wrong = validated(file, cells)
    findings += [f for path, f in wrong if path not in cells.refused]
    return SetupRead(part, cells, people, findings)
