"""Columns of wishes: which readings were a decision, and what only an organiser can say."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Layout, Role
from allocator.forms.persons import WHO
from allocator.forms.presets import speaks_of
from allocator.forms.rounds import named_round
from allocator.forms.said import ambiguous
from allocator.forms.scales import NUMBER, Scale, answer_of
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.forms.answer import Stated
    from allocator.forms.fields import Field
    from allocator.forms.notes import Notes
    from allocator.forms.table import Table
    from allocator.problem import Event

GRIDS = (Layout.COLUMN_AN_OPTION, Layout.RATINGS)
FEW = 3


def say_asks(
    table: Table, fields: Sequence[Field], event: Event, stated: Stated, notes: Notes
) -> None:
    """Tell how columns of wishes are read, and stop where that would be a guess.

    Parameters
    ----------
    table, fields
        What was read.
    event, stated
        Has the rounds, and what an organiser has said.
    notes
        Takes what is found.
    """
    _say_unclear(table, fields, notes)
    _say_summary(table, fields, notes)
    for field in fields:
        if field.is_wish:
            place = (table.header_rows[-1], field.number)
            _say_round(field, place, event, stated, notes)
            _say_reading(field, place, notes)


def _quoted(field: Field) -> str:
    return json.dumps(field.head.text, ensure_ascii=False)


def _of_round(field: Field) -> str:
    return f" {field.round_id}" if field.round_id else ""


def _say_unclear(table: Table, fields: Sequence[Field], notes: Notes) -> None:
    """Ask how the cells of a question are meant, once for all its columns."""
    questions: defaultdict[tuple[str, bool], list[Field]] = defaultdict(list)
    for field in fields:
        if field.unclear and field.is_wish:
            questions[field.head.question, field.layout in GRIDS].append(field)
    for (_, numbers), group in questions.items():
        places = [(table.header_rows[-1], field.number) for field in group]
        header, word = _quoted(group[0]), _of_round(group[0])
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


def _say_summary(table: Table, fields: Sequence[Field], notes: Notes) -> None:
    """Refuse a table of counts: each option in a row of its own, numbers beside, nobody's."""
    wishes = [field for field in fields if field.is_wish]
    people = any(field.role in (*WHO, Role.RESPONSE) for field in fields)
    if len(wishes) != 1 or people or len(table.lines) < FEW:
        return
    once = set(wishes[0].texts.values()) == {1} and wishes[0].layout is Layout.COLUMN_A_RANK
    beside = [field for field in fields if field.texts and not field.is_wish]
    numbers = all(NUMBER.fullmatch(text) for field in beside for text in field.texts)
    if once and beside and numbers:
        message = told(
            "each option stands in one row, with numbers and no person beside it: this looks "
            "like a summary. Give the sheet or file with the answers"
        )
        notes.say("E729", message, (table.header_rows[-1], wishes[0].number))


def _say_round(
    field: Field, place: tuple[int, int], event: Event, stated: Stated, notes: Notes
) -> None:
    """Stop where the header names another round than the options are of."""
    if field.layout in GRIDS or field.head.text in stated.rounds:
        return
    said = named_round(field.head.clue, event)
    if said and field.round_id not in ("", said):
        message = told(
            "the header names round {said}, and its options are of round {round}. If aliases "
            "name the sessions, the sessions of the other round need them too; else write in "
            "form.yaml: columns: {{{header}: wishes {round}}}",
            said=said,
            round=field.round_id,
            header=_quoted(field),
        )
        notes.say("E728", message, place)


def _say_reading(field: Field, place: tuple[int, int], notes: Notes) -> None:
    """Tell of readings that are a decision, and of an option that is two rounds'."""
    if field.layout in GRIDS and not field.session_id:
        notes.say("E705", ambiguous(field.head.text, field.head.sessions), place)
    if field.contested:
        message = told(
            "may be another question than the wishes beside it, which the same people answer. "
            "Write in form.yaml: columns: {{{header}: unused}}, or: wishes{round}",
            header=_quoted(field),
            round=_of_round(field),
        )
        notes.say("E727", message, place)
    if field.layout is Layout.LIST_IN_A_CELL and field.scale is Scale.BOX:
        if speaks_of("ticking", field.head.text):
            message = told("the header asks people to tick, so all options count alike")
        else:
            message = told(
                "every list follows one common order, so these look like ticked boxes and not "
                "like a ranking; all count alike"
            )
        notes.say("N717", message, place)
    elif field.role is Role.REFUSAL and field.texts:
        notes.say("N723", told("is read as what people do not want or cannot attend"), place)
    elif field.scale is Scale.ANSWER and any(answer_of(text) == "no" for text in field.texts):
        notes.say("N718", told("a no to an option is read as: does not want it"), place)
