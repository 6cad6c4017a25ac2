"""When an answer came: the optional column `answered` of preferences.csv."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from allocator.language import told

if TYPE_CHECKING:
    from allocator.readers.table import Row, Table

ANSWERED = "answered"
EVER = datetime.max.replace(tzinfo=UTC)
LATEST = (True, EVER, 10**9)
"""Later than any answer: people without a time come after all others, in order of rows."""


def answered_at(table: Table, row: Row, timezone: str) -> datetime | None:
    """Return the moment of a row, None where it has none.

    Parameters
    ----------
    table, row
        Where it stands; a moment that cannot be read is a finding there.
    timezone
        Of times without an offset.
    """
    text = row[ANSWERED]
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        wrong = told("must be a moment such as 2024-09-01T12:30, or empty")
        table.say(row.number, ANSWERED, wrong, "E517")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(timezone))
