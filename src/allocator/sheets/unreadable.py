"""What ends the reading of a file at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import Finding

if TYPE_CHECKING:
    from allocator.language import Told


class Unreadable(Exception):
    """A file cannot be read on; becomes the one finding that refuses it.

    Parameters
    ----------
    message
        Why, and what to do.
    code
        Of the finding.
    sheet, cell
        Where, if known.
    """

    def __init__(self, message: Told, code: str, *, sheet: str = "", cell: str = "") -> None:
        super().__init__(message)
        self.message, self.code, self.sheet, self.cell = message, code, sheet, cell

    def finding(self, file: str) -> Finding:
        """Return it as a finding about a file."""
        row = int(self.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)
        return Finding(file, row, "", self.message, self.code, self.sheet, self.cell)
