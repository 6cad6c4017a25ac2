"""Everything that can go wrong for a person, each with the exit code that a script sees.

AllocatorError                       exit code
├── UsageTrouble                     2   the set-up cannot work
├── InputRefused                     3   the input is wrong; every finding is listed
├── Infeasible                       4   no allocation obeys all rules
├── LimitReached                     6   the limit, or the solver's end, came before any
├── FileTrouble                      7   a file cannot be read or written
├── SelfCheckFailed                  8   the result does not pass its own check
└── Interrupted                    130   stopped by the user, nothing written
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from allocator.language import Told, joined, told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterable


CAUSES = {
    errno.EACCES: told("Permission denied"),
    errno.EEXIST: told("File exists"),
    errno.EFBIG: told("File too large"),
    errno.EISDIR: told("Is a directory"),
    errno.ELOOP: told("Too many levels of symbolic links"),
    errno.ENAMETOOLONG: told("File name too long"),
    errno.ENOENT: told("No such file or directory"),
    errno.ENOSPC: told("No space left on device"),
    errno.ENOTDIR: told("Not a directory"),
    errno.EPERM: told("Operation not permitted"),
    errno.EROFS: told("Read-only file system"),
}
"""What systems say of the troubles with files that people meet."""


def cause(error: OSError) -> str:
    """Return what the system says of a trouble with a file.

    >>> cause(FileExistsError(errno.EEXIST, "exists already"))
    'File exists'
    """
    return CAUSES.get(error.errno or 0, error.strerror or str(error))


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
    def place(self) -> Told:
        """File, row and column as people say them; in a workbook sheet and cell.

        >>> Finding("preferences.csv", 14, "rank", "must be 1..7", "E301").place
        'preferences.csv, row 14, column rank'
        >>> Finding("svar.xlsx", 14, "Runde 1", "two options", "E720", "Ark1", "H14").place
        'svar.xlsx › Ark1 › H14'
        """
        if self.cell:
            return joined(filter(None, (self.file, self.sheet, self.cell)), " › ")
        parts = [joined(filter(None, (self.file, self.sheet)), " › ")]
        if self.row:
            parts.append(told("row {n}", n=self.row))
        if self.column:
            parts.append(told("column {name}", name=self.column))
        return joined(parts, ", ")

    @property
    def sentence(self) -> Told:
        """Code, place and message, for `allocator.language.say`."""
        return joined((self.code, joined((self.place, self.message), ": ")), "  ")

    def __str__(self) -> str:
        return str(self.sentence)


class AllocatorError(Exception):
    """Base of all errors that are meant for people."""

    exit_code: ClassVar[int] = 1

    @property
    def sentence(self) -> str:
        """What went wrong, for `allocator.language.say`."""
        return joined(self.args, ", ")

    def __str__(self) -> str:
        return str(self.sentence)


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

    @property
    def sentence(self) -> str:
        """How many findings there are."""
        count = sum(f.stops for f in self.findings)
        return told_of(count, "input refused: {n} finding", "input refused: {n} findings")


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

    @property
    def sentence(self) -> str:
        """That there is none, and why."""
        return told("no allocation obeys all rules: {why}", why=joined(self.reasons))


class Explained(Infeasible):
    """No allocation obeys all rules, with whole sentences as reasons."""

    @property
    def sentence(self) -> str:
        """The reasons, a line each."""
        return joined(self.reasons, "\n")


class LimitReached(AllocatorError):
    """The limit, or the end of the solver, came before any allocation was found."""

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

    @property
    def sentence(self) -> str:
        """That it failed, and each complaint."""
        return told("self-check failed: {why}", why=joined(self.complaints))


class Interrupted(AllocatorError):
    """Stopped by the user before anything was written."""

    exit_code = 130
