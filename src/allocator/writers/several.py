"""Several files in one folder: all of them or none, earlier ones kept as backups."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble
from allocator.language import told
from allocator.writers.file import refused, write
from allocator.writers.leftovers import partial_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PRIVATE = 0o700
"""Of a folder that is made for files of which some are private."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file shall hold.

    Attributes
    ----------
    data
        The bytes.
    private
        Whether it holds names, so that only its owner may read it.
    """

    data: bytes
    private: bool = False


def unlike(folder: Path, contents: Mapping[str, Content]) -> list[str]:
    """Return the names of files that are there and hold something else.

    Parameters
    ----------
    folder
        Where the files shall be.
    contents
        What they shall hold, by name.
    """
    return [
        name
        for name, content in contents.items()
        if os.path.lexists(folder / name) and not _holds(folder / name, content)
    ]


def _holds(path: Path, content: Content) -> bool:
    try:
        return path.is_file() and path.read_bytes() == content.data
    except OSError:
        return False


def write_several(folder: Path, contents: Mapping[str, Content], *, force: bool) -> list[str]:
    """Write files into a folder, which is made if it is not there.

    Files that are there already and hold the same stay as they are.

    Parameters
    ----------
    folder
        Where the files shall be.
    contents
        What they shall hold, by name.
    force
        Keep earlier files as `<name>.bak-<n>` instead of refusing.

    Returns
    -------
    list[str]
        Names of the backups that were made.

    Raises
    ------
    FileTrouble
        If a file is in the way, or cannot be written; the folder is as before then.
    """
    there = unlike(folder, contents)
    if there and not force:
        raise FileTrouble(
            told(
                "{folder}: has {names} already; --force keeps them as backups",
                folder=str(folder),
                names=", ".join(there),
            )
        )
    try:
        with _folder(folder):
            return _replaced(folder, contents)
    except OSError as error:
        raise refused(folder.name, error) from error


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Make the folder; take it away again where nothing could be written."""
    made = not folder.exists()
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _replaced(folder: Path, contents: Mapping[str, Content]) -> list[str]:
    """Write all files beside their places, then move them there; undo all if one fails."""
    new = {folder / n: c for n, c in contents.items() if not _holds(folder / n, c)}
    staged = {path: path.with_name(partial_name(path)) for path in new}
    moves = _Moves()
    try:
        for path, content in new.items():
            write(staged[path], content.data, private=content.private)
        for path in new:
            moves.replace(staged[path], path)
    except BaseException:
        moves.undo()
        for path in staged.values():
            path.unlink(missing_ok=True)
        raise
    return moves.backups


class _Moves:
    """Renames that can be undone."""

    def __init__(self) -> None:
        self.done: list[tuple[Path, Path]] = []
        self.backups: list[str] = []

    def replace(self, path: Path, target: Path) -> None:
        """Move a file into place; what was there before becomes a backup."""
        if os.path.lexists(target):
            backup = _backup_name(target)
            self._move(target, backup)
            self.backups.append(backup.name)
        self._move(path, target)

    def undo(self) -> None:
        """Take all moves back, the last one first."""
        for before, now in reversed(self.done):
            now.rename(before)

    def _move(self, path: Path, target: Path) -> None:
        path.rename(target)
        self.done.append((path, target))


def _backup_name(target: Path) -> Path:
    number = 1
    while os.path.lexists(candidate := target.with_name(f"{target.name}.bak-{number}")):
        number += 1
    return candidate
