"""The sheet of rules about single sessions: one of three kinds a row."""

from __future__ import annotations

from allocator.language import told
from allocator.setup_cells import kinds
from allocator.setup_cells.event_sheet import ASSUMED
from allocator.setup_cells.table import Field, Table

RULE = ">rule"
"""Path of the column that says which kind a row is of."""
GROUP, EXCLUSION, AFTER = "group_limits", "exclusions", "prerequisites"
"""Kinds, by their keys of event.yaml."""
BELONGS = {
    GROUP: ("session", "group", "at_least", "at_most", "assumed"),
    EXCLUSION: ("session",),
    AFTER: ("session", "after", "assumed"),
}
"""Columns that a kind of rule has."""

RULES = Table(
    "rules",
    told("Rules"),
    told("One row for each rule; the first column says of which kind it is."),
    (
        Field(
            RULE,
            kinds.CHOICE,
            told("Rule"),
            told(
                "people of a group in a session; sessions of which nobody has two; a session "
                "for those of an earlier one"
            ),
            words={
                GROUP: told("limit of a group"),
                EXCLUSION: told("exclusion"),
                AFTER: told("prerequisite"),
            },
            needed=True,
            width=22,
        ),
        Field(
            "session",
            kinds.TEXT,
            told("Session"),
            told("code; for an exclusion all of them with ; between"),
            "1A; 2A",
            width=18,
        ),
        Field(
            "after",
            kinds.TEXT,
            told("Only after"),
            told("prerequisite: the earlier session"),
            "1A",
            offers="sessions",
        ),
        Field("group", kinds.TEXT, told("Group"), told("limit of a group: which"), width=20),
        Field("at_least", kinds.NUMBER, told("At least"), told("so many of the group"), "1"),
        Field("at_most", kinds.NUMBER, told("At most"), told("so many of the group"), "4"),
        Field("assumed", kinds.FIELDS, told("Assumed"), ASSUMED, width=20),
    ),
)
