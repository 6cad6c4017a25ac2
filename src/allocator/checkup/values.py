"""What a check tells, as values: findings, counts, demand against seats. Texts come later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.language import say, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from allocator.errors import Finding
    from allocator.explainer import Explanation

BUILT, EXPLAINED, NOT_ASKED, ALONE = "built", "explained", "not asked", "event alone"


@dataclass(frozen=True, slots=True)
class Existence:
    """Whether any allocation obeys all rules.

    Attributes
    ----------
    exists
        None where it was not asked, or is not known in time.
    how
        `BUILT`: one was built without a solver and counted again by the rules.
        `EXPLAINED`: the engine was asked. `NOT_ASKED`: the input is refused, or there is no
        event to ask it of. `ALONE`: there is an event, and nobody's wishes yet.
    explanation
        What the engine answered; None where it was not asked.
    reasons
        What the files alone say against it, such as two fixed places at once.
    """

    exists: bool | None = None
    how: str = NOT_ASKED
    explanation: Explanation | None = None
    reasons: tuple[str, ...] = ()

    def sentences(self, lang: str) -> list[str]:
        """Return whether an allocation exists; if not, why not and what would help.

        Parameters
        ----------
        lang
            "nb" or "en".
        """
        if self.explanation is not None:
            return self.explanation.sentences(lang)
        if self.exists:
            return [say(told("An allocation that obeys all rules exists."), lang)]
        if self.how == ALONE:
            return [say(told("Only the event was looked at; no wishes are here yet."), lang)]
        if self.exists is None:
            return [say(told("Wishes were not looked at; --event names the event."), lang)]
        none = told("No allocation obeys all rules.")
        return [say(sentence, lang) for sentence in (none, *self.reasons)]


@dataclass(frozen=True, slots=True)
class People:
    """People and their answers.

    Attributes
    ----------
    people
        Who need a day.
    answered
        Of them, those who said something that counts.
    one_only
        Of them, those who named only one session in some round that offers several.
    fixed
        Of them, those with a fixed place.
    """

    people: int
    answered: int
    one_only: int
    fixed: int

    @property
    def silent(self) -> int:
        """Those of whom no wish is known; they get a day all the same."""
        return self.people - self.answered


@dataclass(frozen=True, slots=True)
class RoundCount:
    """One round: people against seats, and how they answered.

    Attributes
    ----------
    people
        Who need a place in it.
    seats
        Seats of all its sessions together; None where nothing limits them, or where it hangs
        on which buses the plan sends.
    settled
        Whether the event states them; else the plan decides, and this is the most there can be.
    usable
        Entry k: people with k wishes that count, of those without a fixed place here.
    """

    round_id: str
    title: str
    people: int
    seats: int | None
    settled: bool
    usable: tuple[int, ...]

    @property
    def spare(self) -> int | None:
        """Seats that are left when everybody sits; below 0 where some lack one."""
        return None if self.seats is None else self.seats - self.people

    @property
    def wishing(self) -> int:
        """People with at least one wish here."""
        return sum(self.usable[1:])


@dataclass(frozen=True, slots=True)
class SessionCount:
    """Demand against seats for one session.

    Attributes
    ----------
    seats, settled
        As for `RoundCount`.
    wished_first, wished
        People who have it as a first wish, and at any rank.
    fixed
        People whose place here is fixed.
    """

    session_id: str
    round_id: str
    title: str
    theme: str
    seats: int | None
    settled: bool
    wished_first: int
    wished: int
    fixed: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Demand for one theme over all its sessions.

    Attributes
    ----------
    sessions
        Number of them.
    wished_first, wished
        People who have one of them as a first wish in its round, and who wish for one.
    """

    theme: str
    sessions: int
    wished_first: int
    wished: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that is counted of a question: people, rounds, sessions, themes."""

    people: People
    rounds: tuple[RoundCount, ...]
    sessions: tuple[SessionCount, ...]
    themes: tuple[ThemeCount, ...]


@dataclass(frozen=True, slots=True)
class ColumnSaid:
    """One column of a form.

    Attributes
    ----------
    number, header
        Counted from 1, and as written on one line.
    meaning
        What it was understood to be; "" where it is not used.
    """

    number: int
    header: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Export:
    """What a form export was understood to be.

    Attributes
    ----------
    file, sheet
        Where the answers are.
    tool
        The preset that its headers fit; "" if none.
    header_rows
        Numbers of the rows that make the header.
    columns
        Every column.
    answers
        Rows of answers.
    people
        People whose answer counts, and those who only registered.
    left_out
        Rows that do not count, by kind of doubt.
    replaced
        Answers that another one of the same person replaces.
    silent
        People who are registered and have not answered.
    unknown, unknown_cells
        Option texts that are no session's, and cells in which they stand.
    """

    file: str
    sheet: str
    tool: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnSaid, ...]
    answers: int
    people: int
    left_out: Mapping[str, int]
    replaced: int
    silent: int
    unknown: int
    unknown_cells: int


@dataclass(frozen=True, slots=True, repr=False)
class Checkup:
    """What a check tells.

    Attributes
    ----------
    name
        Of the folder or file that was checked.
    title
        Of the event; "" where it could not be read.
    findings
        In the order of files and rows, those that stop first.
    counts
        None where the input is refused before anything can be counted.
    export
        What a form export was understood to be; None for a folder of inputs.
    existence
        Whether an allocation exists.
    inputs
        SHA-256 in hex of the bytes that were read, by file name.
    marks
        Further cells of findings that stand once for several.
    sources
        The files that were checked, for copies of their cells.
    delete_after
        When copies with names are to be deleted; None where the event does not say.
    """

    name: str
    title: str = ""
    findings: tuple[Finding, ...] = ()
    counts: Counts | None = None
    export: Export | None = None
    existence: Existence = field(default_factory=Existence)
    inputs: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Finding, ...] = ()
    sources: tuple[Path, ...] = ()
    delete_after: date | None = None

    @property
    def stops(self) -> int:
        """Number of findings that refuse the input."""
        return sum(f.stops for f in self.findings)

    @property
    def exit_code(self) -> int:
        """What the command ends with: 3 refused, 4 no allocation exists, else 0."""
        return 3 if self.stops else 4 if self.existence.exists is False else 0

    def __repr__(self) -> str:
        """Name and outcome on one line."""
        from allocator.checkup.said import outcome
        from allocator.language import Speaker

        return f"<Checkup {self.name}: {outcome(Speaker('en'), self)}>"

    def _repr_html_(self) -> str:
        """Show outcome, findings and rounds in a notebook."""
        from allocator.checkup.notebook import small_page

        return small_page(self)
