"""Everything that can go wrong for a person, each with the exit code that a script sees.

AllocatorError                       exit code
├── UsageTrouble                     2   the set-up cannot work
├── InputRefused                     3   the input is wrong; every finding is listed
├── Infeasible                       4   no allocation obeys all rules
├── LimitReached                     6   the limit came before any allocation
├── FileTrouble                      7   a file cannot be read or written
├── SelfCheckFailed                  8   the result does not pass its own check
└── Interrupted                    130   stopped by the user, nothing written
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong or noteworthy in an input, with its place.

    Attributes
    ----------
    file
        File name, without folders.
    row
        Row in the file, counted from 1 (the header is row 1); 0 when it concerns the file.
    column
        Name of the column, a number for a position in a line, or "".
    message
        What is wrong, and what to do. Never holds a personal value.
    code
        Stable code such as "E204"; "N..." marks a notice that stops nothing.
    sheet
        Name of the sheet of a workbook, "" elsewhere.
    cell
        Address of a cell of a workbook, such as "H14"; "" where a row or a column is meant.
    """

    file: str
    row: int
    column: str
    message: str
    code: str
    sheet: str = ""
    cell: str = ""

    @property
    def stops(self) -> bool:
        """Whether the finding refuses the input (a notice does not)."""
        return not self.code.startswith("N")

    @property
    def place(self) -> str:
        """File, row and column as people say them; in a workbook sheet and cell.

        >>> Finding("preferences.csv", 14, "rank", "must be 1..7", "E301").place
        'preferences.csv, row 14, column rank'
        >>> Finding("svar.xlsx", 14, "Runde 1", "two options", "E720", "Ark1", "H14").place
        'svar.xlsx › Ark1 › H14'
        """
        if self.cell:
            return " › ".join(filter(None, (self.file, self.sheet, self.cell)))
        parts = [" › ".join(filter(None, (self.file, self.sheet)))]
        if self.row:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column {self.column}")
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.code}  {self.place}: {self.message}"


class AllocatorError(Exception):
    """Base of all errors that are meant for people."""

    exit_code: ClassVar[int] = 1


class UsageTrouble(AllocatorError):
    """The command or the set-up cannot work."""

    exit_code = 2


class InputRefused(AllocatorError):
    """The input is wrong.

    Parameters
    ----------
    findings
        All findings, in the order of files and rows; notices may be among them.
    """

    exit_code = 3

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        count = sum(f.stops for f in self.findings)
        return f"input refused: {count} finding{'s' if count != 1 else ''}"


class Infeasible(AllocatorError):
    """No allocation obeys all rules.

    Parameters
    ----------
    reasons
        Sentences that say why, people by id only.
    """

    exit_code = 4

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(self.reasons)

    def __str__(self) -> str:
        return "no allocation obeys all rules: " + "; ".join(self.reasons)


class Explained(Infeasible):
    """No allocation obeys all rules, with whole sentences as reasons."""

    def __str__(self) -> str:
        return "\n".join(self.reasons)


class LimitReached(AllocatorError):
    """The limit came before any allocation was found."""

    exit_code = 6


class FileTrouble(AllocatorError):
    """A file or folder cannot be read or written."""

    exit_code = 7


class SelfCheckFailed(AllocatorError):
    """The result does not pass its own check.

    Parameters
    ----------
    complaints
        One line for each broken rule, wrong number or changed file.
    """

    exit_code = 8

    def __init__(self, complaints: Iterable[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__(self.complaints)

    def __str__(self) -> str:
        return "self-check failed: " + "; ".join(self.complaints)


class Interrupted(AllocatorError):
    """Stopped by the user before anything was written."""

    exit_code = 130
