"""What can be made of a result for people. This list is the table of contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.lists.letters.badges import badges
from allocator.lists.letters.calendar import calendars
from allocator.lists.letters.mailmerge import mailmerge
from allocator.lists.letters.summary import summary
from allocator.lists.letters.wide import wide
from allocator.lists.page import page_files
from allocator.lists.waiting_files import waiting_files
from allocator.lists.workbook import doors_workbook, lists_workbook, manifests_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocator.language import Speaker, Told
    from allocator.lists.held import Held

    Make = Callable[[Held, Speaker], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be made of a result.

    Attributes
    ----------
    name
        As on the command line.
    means
        What it is, in a few words.
    make
        Returns contents by file name, with at most one folder in it, such as
        "ics/01-1A.ics"; nothing comes from data but codes. The same
        result gives the same bytes.
    """

    name: str
    means: Told
    make: Make


KINDS: tuple[Kind, ...] = (
    Kind("workbook", told("one workbook with every list, and an overview"), lists_workbook),
    Kind("manifests", told("a list for each bus and walk"), manifests_workbook),
    Kind("doors", told("a list for each door"), doors_workbook),
    Kind("print", told("all lists as a page to print, and as a PDF"), page_files),
    Kind("waiting", told("waiting lists, also as a table for programs"), waiting_files),
    Kind("mailmerge", told("the source of a mail merge, a finished letter a row"), mailmerge),
    Kind("ics", told("a calendar file for each session, and for each person"), calendars),
    Kind("badges", told("what stands on badges"), badges),
    Kind("summary", told("one page for the management, without names"), summary),
    Kind("wide", told("a column a session, for event apps; ids only"), wide),
)
