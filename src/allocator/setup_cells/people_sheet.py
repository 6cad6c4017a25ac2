"""The sheet of people, the columns of attendees.csv."""

from __future__ import annotations

from allocator.language import told
from allocator.setup_cells import kinds
from allocator.setup_cells.table import Field, Table

NEEDS = {"cannot_walk_far": told("cannot walk far"), "wheelchair": told("wheelchair")}
"""Words of the column `needs`, and what they are called."""

PEOPLE = Table(
    "attendees",
    told("Attendees"),
    told("Who comes, by codes without names. Leave it empty where attendees.csv says it."),
    (
        Field("attendee_id", kinds.TEXT, told("Person"), told("a code"), "A001", needed=True),
        Field("group", kinds.TEXT, told("Group"), told("employer or municipality"), width=20),
        Field(
            "fixed",
            kinds.TEXT,
            told("Fixed sessions"),
            told("where the person must be, codes with ; between"),
            "1A",
        ),
        Field(
            "arrives",
            kinds.TEXT,
            told("Comes"),
            told("time, on the first day; or day and time"),
            "09:30",
            width=18,
        ),
        Field(
            "leaves",
            kinds.TEXT,
            told("Has to leave"),
            told("time, on the last day; or day and time"),
            "2027-04-14 15:00",
            width=18,
        ),
        Field(
            "needs",
            kinds.TEXT,
            told("Needs"),
            told("cannot walk far, wheelchair, or both with ; between"),
            told("wheelchair"),
            width=18,
        ),
        Field(
            "languages",
            kinds.TEXT,
            told("Languages"),
            told("such as nb;en; empty is any"),
            "nb",
        ),
        Field("priority", kinds.TEXT, told("Priority"), told("one of the priority classes")),
    ),
)
