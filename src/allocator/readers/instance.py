"""A folder with three files, and two more where they are there, read into a `Problem`.

A workbook may stand in place of `event.yaml`, and of `attendees.csv` with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, Infeasible, InputRefused
from allocator.readers.event_document import EVENT
from allocator.readers.look import (
    ATTENDEES,
    HISTORY,
    LIMITS,
    OPTIONAL,
    PREFERENCES,
    TOGETHER,
    files_of,
    look_at,
)

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from allocator.errors import Finding
    from allocator.problem import Problem

__all__ = [
    "ATTENDEES",
    "EVENT",
    "HISTORY",
    "LIMITS",
    "OPTIONAL",
    "PREFERENCES",
    "TOGETHER",
    "Instance",
    "read",
    "read_instance",
]


@dataclass(frozen=True)
class Instance:
    """A question as it was read, with what is noteworthy and what the bytes were.

    Attributes
    ----------
    name
        Name of the folder.
    problem
        The question.
    notices
        Findings that stop nothing.
    inputs
        SHA-256 in hex of the very bytes that were read, by file name.
    """

    name: str
    problem: Problem
    notices: tuple[Finding, ...]
    inputs: Mapping[str, str]

    def is_in(self, folder: str | os.PathLike[str]) -> bool:
        """Tell whether a folder holds the very files that were read, and no further one."""
        try:
            files = files_of(Path(folder))
        except FileTrouble:
            return False
        return self.inputs == {name: raw.sha256 for name, raw in files.items()}


def read(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Problem:
    """Read the question only; see `read_instance`.

    Parameters
    ----------
    folder, encoding
        As for `read_instance`.

    Returns
    -------
    Problem
        The question.
    """
    return read_instance(folder, encoding=encoding).problem


def read_instance(folder: str | os.PathLike[str], *, encoding: str | None = None) -> Instance:
    """Read event.yaml, attendees.csv, preferences.csv and what is there of two more.

    These are history.csv and together.csv.

    Parameters
    ----------
    folder
        Where the files lie.
    encoding
        Encoding of the CSV files; None finds it out.

    Returns
    -------
    Instance
        The question, notices, and hashes of the files.

    Raises
    ------
    FileTrouble
        If a file is missing, no regular file, or cannot be read.
    InputRefused
        With all findings of all files.
    Infeasible
        If a person has two fixed places in one round.
    """
    found = look_at(folder, encoding=encoding)
    if found.problem is None or found.refused:
        raise InputRefused(found.findings)
    if found.clashes:
        raise Infeasible(found.clashes)
    return Instance(found.name, found.problem, found.findings, found.inputs)
