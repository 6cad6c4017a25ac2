"""Several files in one folder: all of them or none, earlier ones kept as backups."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
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


class Earlier(Enum):
    """What becomes of a file that is there and holds something else."""

    REFUSE = "it is in the way, unless a backup is asked for"
    BACKUP = "a backup is kept, without being asked for"
    REPLACE = "it is replaced"


@dataclass(frozen=True, slots=True)
class Content:
    """What a file shall hold.

    Attributes
    ----------
    data
        The bytes.
    private
        Whether it holds names, so that only its owner may read it.
    earlier
        What becomes of an earlier file.
    """

    data: bytes
    private: bool = False
    earlier: Earlier = Earlier.REFUSE


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
        Keep earlier files that are in the way as `<name>.bak-<n>`.

    Returns
    -------
    list[str]
        Names of the backups that were made.

    Raises
    ------
    FileTrouble
        If a file is in the way, or cannot be written; the folder is as before then.
    """
    new = {name: c for name, c in contents.items() if not _holds(folder / name, c)}
    there = [name for name, c in new.items() if c.earlier is Earlier.REFUSE]
    there = [name for name in there if os.path.lexists(folder / name)]
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
            return _replaced(folder, new)
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
    staged = {name: folder / partial_name(folder / name) for name in contents}
    moves = _Moves()
    try:
        for name, content in contents.items():
            write(staged[name], content.data, private=content.private)
        for name in contents:
            moves.replace(staged[name], folder / name)
    except BaseException:
        moves.undo()
        for path in staged.values():
            path.unlink(missing_ok=True)
        raise
    passing = [name for name, c in contents.items() if c.earlier is Earlier.REPLACE]
    for name in passing:
        if name in moves.backups:
            (folder / moves.backups.pop(name)).unlink()
    return list(moves.backups.values())


class _Moves:
    """Renames that can be undone."""

    def __init__(self) -> None:
        self.done: list[tuple[Path, Path]] = []
        self.backups: dict[str, str] = {}

    def replace(self, path: Path, target: Path) -> None:
        """Move a file into place; what was there before becomes a backup."""
        if os.path.lexists(target):
            backup = _backup_name(target)
            self._move(target, backup)
            self.backups[target.name] = backup.name
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
