"""What a file was found to ask: questions and the options that people named."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allocator.errors import Finding
    from allocator.forms.answer import Layout
    from allocator.language import Told


class Sure(StrEnum):
    """How clearly a question is one about wishes."""

    RANKED = "ranked"
    CHOSEN = "chosen"
    VALUED = "valued"


@dataclass(frozen=True, slots=True)
class Option:
    """A text that people could choose.

    Attributes
    ----------
    text
        As it is written most often.
    named
        How many answers name it.
    others
        Further texts that mean the same, since they have the same code.
    details
        What a table of sessions says of it, by key of a session.
    id, title
        What the session is to be called.
    """

    text: str
    named: int = 0
    others: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose options may be the sessions of a round.

    Attributes
    ----------
    title
        As the form asks it, or what a table of sessions calls the round.
    options
        In the order of the form where it has one, else of their codes.
    layout
        How answers stand in the table; None for a table of sessions.
    columns
        Their numbers.
    sure
        How clearly it asks for wishes.
    left_out
        Texts that were named once and look like no option.
    id, name
        What the round is to be called.
    """

    title: str
    options: tuple[Option, ...]
    layout: Layout | None
    columns: tuple[int, ...]
    sure: Sure = Sure.RANKED
    left_out: tuple[str, ...] = ()
    id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file was found to ask.

    Attributes
    ----------
    file, sheet, tool
        Where; the tool is "" where none is recognised.
    header_rows
        Numbers of the rows of headings.
    answers
        How many rows of answers there are; 0 for a table of sessions.
    questions
        Those that are taken for rounds, in the order of the file.
    doubtful
        Those that are not: their options are ticked, rated or chosen, not ranked.
    notes
        What else there is to say.
    findings
        Why nothing is found.
    """

    file: str
    sheet: str = ""
    tool: str = ""
    header_rows: tuple[int, ...] = ()
    answers: int = 0
    questions: tuple[Question, ...] = ()
    doubtful: tuple[Question, ...] = ()
    notes: tuple[Told, ...] = ()
    findings: Sequence[Finding] = ()
