"""Columns and rows that were left out although they may matter."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.presets import speaks_of
from allocator.forms.said import ambiguous
from allocator.forms.scales import NUMBER, Scale, answer_of
from allocator.forms.times import YEAR_LAST, order_of
from allocator.forms.unknowns import MOMENT
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.fields import Field
    from allocator.forms.notes import Notes
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table

GRIDS = (Layout.COLUMN_AN_OPTION, Layout.RATINGS)
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
    _say_unclear(table, fields, notes)
    for field in fields:
        place = (table.header_rows[-1], field.number)
        if field.role is Role.UNUSED:
            _say_unused(field, place, notes)
        elif field.is_wish:
            _say_reading(field, place, notes)
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


def _say_unclear(table: Table, fields: Sequence[Field], notes: Notes) -> None:
    """Ask how the cells of a question are meant, once for all its columns."""
    questions: defaultdict[tuple[str, bool], list[Field]] = defaultdict(list)
    for field in fields:
        if field.unclear and field.is_wish:
            questions[field.head.question, field.layout in GRIDS].append(field)
    for (_, numbers), group in questions.items():
        places = [(table.header_rows[-1], field.number) for field in group]
        word = f" {group[0].round_id}" if group[0].round_id else ""
        header = json.dumps(group[0].head.text, ensure_ascii=False)
        if numbers:
            message = told(
                "the numbers may be ranks (1 is best) or ratings (more is better): the header "
                "does not say which, or the answers do not look like what it says. Write in "
                "form.yaml: columns: {{{header}: ranks{round}}}, or: ratings{round}",
                header=header,
                round=word,
            )
        else:
            message = told(
                "every list has its options in one common order, so they may be a ranking or "
                "only ticked boxes, and the header does not say which. Write in form.yaml: "
                "columns: {{{header}: ranks{round}}}, or: ticks{round}",
                header=header,
                round=word,
            )
        notes.say("E726", message, *places)


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


def _say_reading(field: Field, place: tuple[int, int], notes: Notes) -> None:
    """Tell of readings that are a decision, and of an option that is two rounds'."""
    if field.layout in GRIDS and not field.session_id:
        notes.say("E705", ambiguous(field.head.text, field.head.sessions), place)
    if field.layout is Layout.LIST_IN_A_CELL and field.scale is Scale.BOX:
        message = told(
            "every list follows the order of the programme, so these look like ticked boxes "
            "and not like a ranking; all count alike"
        )
        notes.say("N717", message, place)
    elif field.role is Role.REFUSAL and field.texts:
        notes.say("N723", told("is read as what people do not want or cannot attend"), place)
    elif field.scale is Scale.ANSWER and any(answer_of(text) == "no" for text in field.texts):
        notes.say("N718", told("a no to an option is read as: does not want it"), place)


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
