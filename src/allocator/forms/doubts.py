"""Columns and rows that were left out although they may matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.presets import speaks_of
from allocator.forms.scales import NUMBER
from allocator.forms.times import YEAR_LAST, order_of
from allocator.forms.unknowns import MOMENT
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.fields import Field
    from allocator.forms.notes import Notes
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table

TIMES = (Role.COMPLETED, Role.CHANGED)
IDS = (Role.ID, Role.RESPONSE)
FLOATING = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
COMPANION = told("is about a companion, and not read: companions get no place from it")
ROUNDED = re.compile(r"\d{11,}0{4,}")


def say_doubts(table: Table, fields: Sequence[Field], tool: Tool, notes: Notes) -> None:
    """Tell of rows and columns that were left out, and of ids and dates that may be wrong.

    Parameters
    ----------
    table, fields, tool
        What was read, and where it comes from.
    notes
        Takes what is found.
    """
    passed = [(line.number, 0) for line in table.passed]
    if passed:
        notes.say("N702", told("is no answer (a total, a legend, the header again)"), *passed)
    if not any(field.is_wish for field in fields):
        _say_no_wishes(tool, notes)
    for field in fields:
        place = (table.header_rows[-1], field.number)
        if field.role is Role.UNUSED:
            _say_unused(field, place, notes)
        elif field.role in IDS:
            _say_changed_ids(table, field, notes)
        elif field.role in TIMES and not order_of(field.texts, tool.dates).certain:
            _say_order(field, tool, place, notes)


def _say_no_wishes(tool: Tool, notes: Notes) -> None:
    if tool.described_in:
        message = told(
            "headers are codes only: give the files (or sheets) {names} too",
            names=tool.described_in,
        )
    else:
        message = told(
            "no column holds a wish for any session of the event: no header and no cell has "
            "the title, id or alias of one. Is it the right event?"
        )
    notes.say("E721", message)


def _say_unused(field: Field, place: tuple[int, int], notes: Notes) -> None:
    """Tell of a column that seems to hold wishes, and was not read."""
    if not field.texts:
        return
    if not field.head.parts:
        if not all(map(NUMBER.fullmatch, field.texts)):
            notes.say("N721", told("has no header, and is not read"), place)
        return
    asked = field.head.question if field.head.sessions else field.head.clue
    if speaks_of("companion", asked):
        notes.say("N762", COMPANION, place)
        return
    for applies, message in (
        (field.rival, told("not read as wishes: another question ranks the same options")),
        (field.body.touching, told("not read as wishes, although some cells name options")),
        (field.head.rank, told("not read as wishes: no cell names an option")),
        (
            field.head.sessions and not speaks_of("ignored", field.head.text),
            told("not read as wishes: it names an option, but its cells do not value it"),
        ),
    ):
        if applies:
            notes.say("N714", message, place)
            return


def _say_changed_ids(table: Table, field: Field, notes: Notes) -> None:
    stops = field.role is Role.ID
    for line in table.lines:
        text = field.cell(line)
        place = (line.number, field.number)
        if FLOATING.fullmatch(text):
            message = told(
                "the id changed form (like 1.2E+10); export again, and do not open it"
            )
            notes.say("E713" if stops else "N715", message, place)
        elif stops and MOMENT.fullmatch(text):
            notes.say("E713", told("the id has become a date"), place)
        elif ROUNDED.fullmatch(text):
            notes.say(
                "N715", told("the id ends in zeros; a spreadsheet may have cut it"), place
            )


def _say_order(field: Field, tool: Tool, place: tuple[int, int], notes: Notes) -> None:
    """Tell how dates were read that may be read with day and month the other way round."""
    found = [YEAR_LAST.fullmatch(text.strip()) for text in field.texts]
    if not any(match and match["sign"] != "." and match["a"] != match["b"] for match in found):
        return
    if order_of(field.texts, tool.dates).month_first:
        message = told("dates are read with the month first; no date shows which is right")
    else:
        message = told("dates are read with the day first; no date shows which is right")
    notes.say("N720", message, place)
