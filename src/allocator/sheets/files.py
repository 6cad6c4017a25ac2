"""Bytes off the disk, once: what is hashed is what is read."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, Finding
from allocator.language import joined, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RawFile:
    """The bytes of one file.

    Attributes
    ----------
    name
        File name, without folders.
    data
        The bytes, cut off just beyond the limit.
    limit
        How many bytes are permitted.
    """

    name: str
    data: bytes
    limit: int

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()

    def findings(self) -> list[Finding]:
        """Return what the size alone tells."""
        if not self.data:
            return [Finding(self.name, 0, "", told("is empty"), "E101")]
        if len(self.data) > self.limit:
            why = told("is larger than the limit of {n} MB", n=self.limit // 1_000_000)
            return [Finding(self.name, 0, "", why, "E102")]
        return []


def misnamed(folder: Path, expected: Iterable[str]) -> list[Finding]:
    """Return a notice for each file that looks like an optional one but is not named so.

    Parameters
    ----------
    folder
        Where the files lie.
    expected
        Names of files that are not there.
    """
    there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    found = []
    for name in expected:
        stem = name.partition(".")[0]
        for other in there:
            if other != name and other.casefold().partition(".")[0].strip() == stem:
                why = told(
                    "is not there; {other} is not read: name it {name} if it is meant",
                    other=other,
                    name=name,
                )
                found.append(Finding(name, 0, "", why, "N106"))
    return found


def _bytes_of(path: Path, limit: int) -> bytes:
    """Read at most one byte more than the limit; never wait on a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    with os.fdopen(handle, "rb") as file:
        return file.read(limit + 1)


def _trouble(path: Path, folder: Path) -> str | None:
    """Return why the path cannot be a file to read."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return told("{file}: not found in {folder}", file=path.name, folder=folder)
    except NotADirectoryError:
        return told(
            "{file}: not found, {folder} is not a folder", file=path.name, folder=folder
        )
    except (OSError, ValueError):
        return told("{file}: cannot read", file=path.name)
    regular = stat.S_ISREG(mode)
    return None if regular else told("{file}: not a regular file", file=path.name)


def read_files(folder: Path, limits: Mapping[str, int]) -> dict[str, RawFile]:
    """Read the named files of a folder.

    Parameters
    ----------
    folder
        Where they lie.
    limits
        File names, and how many bytes each may have.

    Returns
    -------
    dict[str, RawFile]
        By file name.

    Raises
    ------
    FileTrouble
        If any is missing, is no regular file or cannot be read; all are named.
    """
    troubles: list[str] = []
    files: dict[str, RawFile] = {}
    for name, limit in limits.items():
        path = folder / name
        trouble = _trouble(path, folder)
        if trouble is None:
            try:
                files[name] = RawFile(name, _bytes_of(path, limit), limit)
            except OSError:
                trouble = told("{file}: cannot read", file=name)
        if trouble is not None:
            troubles.append(trouble)
    if troubles:
        raise FileTrouble(joined(troubles))
    return files
