"""A list as data: what workbook and printed page both show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What the cells of a column are for."""

    TEXT = "text"
    NUMBER = "number"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list.

    Attributes
    ----------
    title
        Its heading.
    width
        Letters that it wants; a column that `grows` takes what the page has left.
    link
        Whether its cells lead to the list that the key of the row names.
    """

    title: str
    width: int
    holds: Holds = Holds.TEXT
    grows: bool = False
    link: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list.

    Attributes
    ----------
    key
        Whom or what it is about: the id of an attendee, or the key of another list. Two
        versions of a list are compared by it.
    cells
        One a column; "" where people tick.
    """

    key: str
    cells: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong together.

    Attributes
    ----------
    rows
        In the order in which they stand.
    heading
        Over the rows; "" for none.
    note
        A sentence under the heading, or in place of rows.
    total
        The last row; empty for none. Its boxes are for numbers that people count.
    """

    rows: tuple[Row, ...]
    heading: str = ""
    note: str = ""
    total: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line over a list; `blank` leaves room to write."""

    label: str
    value: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that somebody carries.

    Attributes
    ----------
    key
        Names it in links, and among all lists of a result.
    short
        Its name on a tab.
    title
        Its heading.
    facts
        Where and when.
    columns, sections
        The table.
    across
        Whether it stands across, as tables of figures do.
    """

    key: str
    short: str
    title: str
    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    sections: tuple[Section, ...]
    across: bool = False

    @property
    def people(self) -> tuple[str, ...]:
        """Keys of the rows of the first section: those who have a place."""
        return tuple(row.key for row in self.sections[0].rows) if self.sections else ()
