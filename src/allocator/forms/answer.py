"""What a form export was understood to say, before anybody decides who counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.errors import Finding
    from allocator.forms.scales import Scale
    from allocator.sheets.book import Place


class Role(StrEnum):
    """What a column is for.

    `ID` is the person's own id; `RESPONSE` that of the answer, order or ticket, which is
    another one when somebody answers again. `BUYER_EMAIL` is whoever signed people up, or
    was logged in. `COMING` says whether somebody comes at all.
    `RANK` and `ROUND` occur in long tables, beside the column that names the option.
    """

    ID = "id"
    RESPONSE = "response"
    EMAIL = "email"
    BUYER_EMAIL = "buyer_email"
    NAME = "name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    ORGANISATION = "organisation"
    STARTED = "started"
    COMPLETED = "completed"
    CHANGED = "changed"
    COMING = "coming"
    STATUS = "status"
    FINISHED = "finished"
    CHANNEL = "channel"
    WISH = "wish"
    REFUSAL = "refusal"
    RANK = "rank"
    ROUND = "round"
    UNUSED = "unused"


class Layout(StrEnum):
    """How wishes stand in a table."""

    LIST_IN_A_CELL = "list in a cell"
    COLUMN_A_RANK = "column a rank"
    COLUMN_AN_OPTION = "column an option"
    RATINGS = "ratings"
    LONG = "long"
    BALLOTS = "ballots"


@dataclass(frozen=True, slots=True)
class Column:
    """One column and what it was understood to be.

    Attributes
    ----------
    number
        Counted from 1.
    header
        As written, header rows joined.
    role
        What it is for.
    round_id
        Round that its wishes are for; "" where cells say it.
    rank
        The rank that the header states; None where the cell does.
    session_id
        The session that the header states; "" where the cell does.
    layout
        How it holds wishes; None where it holds none.
    scale
        What its wishes are, where that was to be decided: ranks, ratings, answers or ticks.
    """

    number: int
    header: str
    role: Role
    round_id: str = ""
    rank: int | None = None
    session_id: str = ""
    layout: Layout | None = None
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """One word on one session.

    Attributes
    ----------
    session_id
        The session.
    value
        As preferences.csv takes it: a rank, a rating, yes, maybe, no, or refused.
    place
        The cell.
    """

    session_id: str
    value: str
    place: Place


@dataclass(slots=True)
class Answer:
    """One row of the export: a person's words, as yet without a decision about them.

    Attributes
    ----------
    row
        Number of the row in the file.
    person
        Texts of the columns about the person and the answer, by role, outer blanks removed;
        roles without text are missing. Moments (`STARTED`, `COMPLETED`, `CHANGED`) are
        "2027-03-01 08:12:31", so that they sort; those with an offset are put into UTC and
        end in "+00:00". `FINISHED` and `COMING` are "yes" or "no".
    wishes
        In the order of rank where there is one. A session may stand twice, or both wished
        for and refused: what was written is kept, the findings tell of it.
    """

    row: int
    person: dict[Role, str] = field(default_factory=dict)
    wishes: list[Wish] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unknown:
    """An option text that is no session's.

    Attributes
    ----------
    text
        As written.
    places
        Where it stands.
    nearest
        Sessions that may be meant, best first; only ever suggested.
    """

    text: str
    places: tuple[Place, ...]
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What an organiser has said about a form, so that nothing has to be asked twice.

    Attributes
    ----------
    sheet
        Name of the sheet with the answers; "" lets the contents decide.
    roles
        What columns are for, by header as written (`Column.header`).
    rounds
        Round id by header.
    scales
        What wishes in a column are, by header: ranks (1 is best), ratings (more is better),
        answers or ticks.
    options
        Session id by option text; "" says that the text is no wish.
    """

    sheet: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)
    rounds: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Understood:
    """A form export, understood.

    Attributes
    ----------
    file, sheet
        Where the answers are.
    tool
        The preset that its headers fit, such as "Microsoft Forms"; "" if none.
    header_rows
        Numbers of the rows that make the header.
    columns
        Every column.
    value_column
        The third column of preferences.csv: "rank", "rating" or "answer".
    answers
        One a row.
    matched
        Session id by option text, as written.
    unknown
        Option texts that are no session's.
    findings
        What was found; nothing about who counts.
    """

    file: str
    sheet: str = ""
    tool: str = ""
    header_rows: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()
    value_column: str = "rank"
    answers: list[Answer] = field(default_factory=list)
    matched: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[Unknown, ...] = ()
    findings: list[Finding] = field(default_factory=list)
