"""`purge.log`: what was deleted of a result, and when. It names no person."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

NAME = "purge.log"
RESULT = "result"
"""What a file of the result itself is called; other things are only counted."""


def note_purged(folder: Path, moment: datetime, what: str, which: str) -> None:
    """Add a line, down to the disk before anything else happens.

    Parameters
    ----------
    folder
        The result.
    moment
        When.
    what
        A word, such as "lists"; `RESULT` for a file of the result.
    which
        The name of a file of the result, else how many files it was.
    """
    with (folder / NAME).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{moment.isoformat(timespec='seconds')} {what} {which}\n")
        file.flush()
        os.fsync(file.fileno())


def purged_files(folder: Path) -> frozenset[str]:
    """Return the names of the files of a result that were deleted on purpose."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except OSError:
        return frozenset()
    parts = (line.split(" ", 2) for line in text.splitlines())
    return frozenset(part[2] for part in parts if len(part) == 3 and part[1] == RESULT)
