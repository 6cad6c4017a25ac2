"""A folder that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, cause
from allocator.language import told
from allocator.writers.file import refused, sha256, whole_file, write
from allocator.writers.leftovers import leftovers, partial_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["check_target", "leftovers", "sha256", "whole_file", "whole_folder", "write"]

PUBLIC, PRIVATE = 0o777, 0o700


def check_target(target: Path, *, force: bool) -> None:
    """Refuse a target that cannot work, before any work is done.

    Raises
    ------
    FileTrouble
        If it exists and `force` is not set, is no folder, or cannot be made there.
    """
    try:
        _check_place(target, force)
        parent = target.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        probe = parent / f"{partial_name(target)}-probe"
        probe.mkdir(exist_ok=True)
        probe.rmdir()
    except OSError as error:
        raise refused(str(target), error) from None


def _check_place(target: Path, force: bool) -> None:
    if target.exists() and not target.is_dir():
        raise FileTrouble(told("{name}: is a file, not a folder", name=target.name))
    if target.is_symlink() and not target.exists():
        target.stat()  # a loop has words of its own
    if target.exists() and not force:
        raise _there(target)


def _there(target: Path) -> FileTrouble:
    return FileTrouble(
        told(
            "{path}: exists; --force keeps a backup, or choose another --out", path=str(target)
        )
    )


@contextmanager
def whole_folder(target: Path, *, force: bool, private: bool = False) -> Iterator[Path]:
    """Yield a partial folder beside the target; rename it into place at the end.

    Of two runs into one target the first to end wins, and the other is refused.

    Parameters
    ----------
    target
        Where the folder shall appear.
    force
        Move an earlier folder aside to `<name>.bak-<n>` instead of refusing.
    private
        Whether nobody but its owner may look into it.

    Raises
    ------
    FileTrouble
        If writing fails; then nothing new is left behind, and what was there is there.
    """
    check_target(target, force=force)
    aside: Path | None = None
    partial: Path | None = None
    try:
        partial = _new_partial(target, PRIVATE if private else PUBLIC)
        yield partial
        aside = _moved_aside(target) if force else None
        _put(partial, target)
    except OSError as error:
        raise refused(target.name, error) from error
    finally:
        if aside is not None and not os.path.lexists(target):
            aside.rename(target)
        if partial is not None:
            shutil.rmtree(partial, ignore_errors=True)


def _new_partial(target: Path, mode: int) -> Path:
    """Make a folder that nobody else uses, not even a dead run whose number we have."""
    parent = target.absolute().parent
    for n in count(1):
        partial = parent / f"{partial_name(target)}{f'-{n}' if n > 1 else ''}"
        try:
            partial.mkdir(mode=mode)
        except FileExistsError:
            continue
        return partial
    raise AssertionError("numbers do not end")


def _moved_aside(target: Path) -> Path | None:
    """Move what is there to the first free backup name; None where nothing is there."""
    for n in count(1):
        backup = target.with_name(f"{target.name}.bak-{n}")
        if os.path.lexists(backup):
            continue
        if not os.path.lexists(target):
            return None
        _renamed(target, backup)
        return backup
    raise AssertionError("numbers do not end")


def _put(partial: Path, target: Path) -> None:
    """Rename the whole folder into place; somebody may have been faster."""
    if os.path.lexists(target):
        raise _there(target)
    try:
        _renamed(partial, target)
    except FileTrouble:
        if os.path.lexists(target):
            raise _there(target) from None
        raise


def _renamed(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise FileTrouble(
            told(
                "{name}: cannot be put in its place ({why}); where one of its files is open in "
                "another program, such as Excel, close it there and try again",
                name=target.name,
                why=cause(error),
            )
        ) from error
