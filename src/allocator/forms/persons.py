"""The columns about a person and the answer: one text for each role."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from allocator.forms.answer import Role
from allocator.forms.coming import coming_of
from allocator.forms.normal import normal
from allocator.forms.participants import NAMES, Columns, part_from_senders
from allocator.forms.presets import words
from allocator.forms.scales import answer_of, tick_of
from allocator.forms.times import moments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.forms.fields import Field
    from allocator.forms.notes import Notes
    from allocator.forms.presets import Tool
    from allocator.forms.table import Table

TIMES = (Role.STARTED, Role.COMPLETED, Role.CHANGED)
WISHES = (Role.WISH, Role.REFUSAL, Role.RANK, Role.ROUND, Role.UNUSED)
WHO = (Role.ID, Role.EMAIL, Role.NAME, Role.GIVEN_NAME, Role.FAMILY_NAME)
NONE = "none"
"""A name, or what a program writes for no name: then it stands in several rows."""
ADDRESS = re.compile(r"\S+@\S+")
ONE_HOT = re.compile(r"stato(?:verall)?_\d", re.IGNORECASE)


def who(person: Mapping[Role, str]) -> tuple[str, ...]:
    """Return by what a person is known here, as it is compared; empty if by nothing."""
    key = tuple(normal(person.get(role, "")) for role in WHO)
    return key if any(key) else ()


def persons_of(
    table: Table, fields: Sequence[Field], tool: Tool, notes: Notes
) -> list[dict[Role, str]]:
    """Return what each row says of the person and the answer.

    Where several columns have one role the first that says something decides, those about
    the participant before those about whoever sent the answer; an address must look like one.

    Parameters
    ----------
    table, fields
        The table and its columns.
    tool
        Where it comes from.
    notes
        Takes what is found.
    """
    by_role: defaultdict[Role, list[Field]] = defaultdict(list)
    for field in fields:
        if field.role not in WISHES:
            by_role[field.role].append(field)
    persons: list[dict[Role, str]] = [{} for _ in table.lines]
    order = Columns(by_role, tool)
    for role, fields_ in by_role.items():
        columns = order.ordered(role, fields_)
        texts = [[field.cell(line) for line in table.lines] for field in columns]
        found = moments(texts, _habit(columns, tool)) if role in TIMES else _texts(role, texts)
        for person, text in zip(persons, found, strict=True):
            if text:
                person[role] = text
    part_from_senders(table, order, by_role, persons, notes)
    _one_hot(table, fields, persons)
    if tool.finished_by:
        for person in persons:
            person[Role.FINISHED] = "yes" if person.get(Role.COMPLETED) else "no"
    return persons


def _habit(columns: Sequence[Field], tool: Tool) -> str:
    headers = {normal(part) for field in columns for part in field.head.parts}
    return "day" if headers & tool.day_first_signs else tool.dates


def _texts(role: Role, columns: Sequence[Sequence[str]]) -> list[str]:
    nobody = words("anonymous") if role in NAMES else frozenset()
    if role is Role.NAME and sum(normal(t) == NONE for texts in columns for t in texts) > 1:
        nobody |= {NONE}
    return [_first(role, texts, nobody) for texts in zip(*columns, strict=True)]


def _first(role: Role, texts: Sequence[str], nobody: frozenset[str]) -> str:
    filled = [text for text in texts if text]
    if role in (Role.EMAIL, Role.BUYER_EMAIL):
        return next(filter(ADDRESS.search, filled), "")
    if role is Role.FINISHED:
        return _finished(filled[0]) if filled else ""
    if role is Role.COMING:
        return next(filter(None, map(coming_of, filled)), "")
    if nobody:
        filled = [text for text in filled if normal(text) not in nobody]
    return filled[0] if filled else ""


def _finished(text: str) -> str:
    ticked = tick_of(text)
    if ticked is None:
        return {"yes": "yes", "no": "no"}.get(answer_of(text) or "", "yes")
    return "yes" if ticked else "no"


def _one_hot(table: Table, fields: Sequence[Field], persons: Sequence[dict[Role, str]]) -> None:
    """Let the status be the name of the one column, of several, that holds a 1."""
    columns = [f for f in fields if any(map(ONE_HOT.fullmatch, f.head.parts))]
    for field in columns:
        for line, person in zip(table.lines, persons, strict=True):
            if field.cell(line) == "1":
                person.setdefault(Role.STATUS, field.head.parts[0])
