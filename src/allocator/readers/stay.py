"""When a person comes and goes: the columns `arrives` and `leaves` of attendees.csv."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from allocator.language import told
from allocator.readers.schema_words import TIME_PATTERN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from allocator.readers.clock import Clock
    from allocator.readers.table import Row, Table

MOMENT = re.compile(rf"(?:([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})[ T])?({TIME_PATTERN[1:-1]})")
Stay = tuple["datetime | None", "datetime | None"]


def stay(table: Table, row: Row, clock: Clock | None, days: Sequence[date]) -> Stay:
    """Return when a person arrives and must leave, None where nothing is said.

    Parameters
    ----------
    table, row
        Where it stands; what cannot be read is a finding there.
    clock
        The event's; None where event.yaml was refused, then only the form is looked at.
    days
        The event's, in order. A time alone is that of the first day for `arrives`, of the
        last one for `leaves`.
    """
    if not row["arrives"] and not row["leaves"]:
        return None, None
    first, last = (days[0], days[-1]) if days else (date.min, date.min)
    arrives = _moment(table, row, "arrives", clock and clock.on(first), (first, last))
    leaves = _moment(table, row, "leaves", clock and clock.on(last), (first, last))
    if arrives and leaves and leaves <= arrives:
        table.say(row.number, "leaves", told("is not after arrives"), "E406")
    return arrives, leaves


def _moment(
    table: Table, row: Row, column: str, clock: Clock | None, within: tuple[date, date]
) -> datetime | None:
    text = row[column]
    if not text:
        return None
    said = MOMENT.fullmatch(text)
    day = _day(said.group(1)) if said else None
    if said is None or (day is None and said.group(1)):
        what = told("must be a local time such as 09:30, or empty")
        table.say(row.number, column, what, "E406")
        return None
    if clock is None:
        return None
    clock = clock.on(day) if day else clock
    if not within[0] <= clock.day <= within[1]:
        what = told(
            "{day} is no day of the event, which lasts from {first} to {last}",
            day=clock.day,
            first=within[0],
            last=within[1],
        )
        table.say(row.number, column, what, "E406")
        return None
    if trouble := clock.trouble(said.group(2)):
        table.say(row.number, column, trouble, "E406")
    return clock.at(said.group(2))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
