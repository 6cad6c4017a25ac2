"""attendees.csv and preferences.csv of people who were understood."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.forms.answer import Wish

REFUSING = {"rank": "refused", "rating": "refused", "answer": "no"}
"""The word of a refusal in each kind of third column."""
ATTENDEE = ("group", "fixed", "arrives", "leaves", "needs", "languages", "priority")
Record = dict[str, str]


@dataclass
class Tables:
    """The two tables of an instance, as records by column.

    Attributes
    ----------
    attendees, preferences
        In the order in which they are written.
    value_column
        The third column of the preferences.
    """

    attendees: list[Record] = field(default_factory=list)
    preferences: list[Record] = field(default_factory=list)
    value_column: str = "rank"

    @property
    def attendee_columns(self) -> tuple[str, ...]:
        """Columns that say anything of anybody."""
        said = {column for record in self.attendees for column, text in record.items() if text}
        return ("attendee_id", *(column for column in ATTENDEE if column in said))

    @property
    def preference_columns(self) -> tuple[str, ...]:
        """Columns of the preferences."""
        dated = any("answered" in record for record in self.preferences)
        columns = ("attendee_id", "session_id", self.value_column)
        return (*columns, "answered") if dated else columns

    def with_wishes(self) -> int:
        """Return how many people have a word on any session."""
        return len({record["attendee_id"] for record in self.preferences})


def contradicted(wishes: Sequence[Wish], value_column: str) -> list[str]:
    """Return the sessions that are both wished for and refused, sorted.

    Parameters
    ----------
    wishes
        A person's words.
    value_column
        The third column of the preferences.
    """
    refusing = REFUSING[value_column]
    refused = {wish.session_id for wish in wishes if wish.value == refusing}
    if not refused:
        return []
    return sorted(refused & {wish.session_id for wish in wishes if wish.value != refusing})


def usable(wishes: Sequence[Wish], value_column: str, contradiction: str) -> list[Wish]:
    """Return a person's words without those that a contradiction makes void.

    Parameters
    ----------
    wishes, value_column
        As for `contradicted`.
    contradiction
        Whether the "refusal" counts, or the wish, as for any other word.
    """
    both = contradicted(wishes, value_column)
    if not both:
        return list(wishes)
    refusing, refused = REFUSING[value_column], contradiction == "refusal"
    return [w for w in wishes if w.session_id not in both or (w.value == refusing) == refused]


def preference_records(code: str, wishes: Iterable[Wish], value_column: str) -> list[Record]:
    """Return the rows of one person.

    Parameters
    ----------
    code
        The attendee id.
    wishes, value_column
        As for `contradicted`.
    """
    return [
        {"attendee_id": code, "session_id": wish.session_id, value_column: wish.value}
        for wish in wishes
    ]


def csv_of(records: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    r"""Return records as CSV, missing cells empty.

    >>> csv_of([{"attendee_id": "A001", "group": "Ås"}], ["attendee_id", "group"])
    'attendee_id,group\r\nA001,Ås\r\n'
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[record.get(name, "") for name in columns] for record in records])
    return buffer.getvalue()
