"""Sheets of the workbook: what each one has in its columns, one file for each kind."""

from __future__ import annotations

from allocator.setup_cells.event_sheet import EVENT
from allocator.setup_cells.people_sheet import PEOPLE
from allocator.setup_cells.place_sheets import BUSES, ROOMS
from allocator.setup_cells.round_sheets import ROUNDS, SESSIONS, SPEAKERS
from allocator.setup_cells.rule_sheet import RULE, RULES
from allocator.setup_cells.table import Field, Table

TABLES: tuple[Table, ...] = (EVENT, ROUNDS, SESSIONS, SPEAKERS, ROOMS, BUSES, RULES, PEOPLE)
"""In the order of the workbook."""

__all__ = [
    "BUSES",
    "EVENT",
    "PEOPLE",
    "ROOMS",
    "ROUNDS",
    "RULE",
    "RULES",
    "SESSIONS",
    "SPEAKERS",
    "TABLES",
    "Field",
    "Table",
]
