"""A folder that appears whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(path: Path, content: str | bytes) -> None:
    """Write bytes, or text as UTF-8 with its line ends as they are, down to the disk."""
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def check_target(target: Path, *, force: bool) -> None:
    """Refuse a target that cannot work, before any work is done.

    Raises
    ------
    FileTrouble
        If it exists and `force` is not set, is no folder, or cannot be made there.
    """
    try:
        exists = target.exists()
        if exists and not target.is_dir():
            raise FileTrouble(f"{target.name}: is a file, not a folder")
        if exists and not force:
            raise FileTrouble(
                f"{target}: exists; --force keeps a backup, or choose another --out"
            )
        parent = target.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        probe = parent / f".{target.name}.partial-{os.getpid()}-probe"
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise FileTrouble(f"{target}: cannot be written ({error.strerror})") from None


@contextmanager
def whole_folder(target: Path, *, force: bool) -> Iterator[Path]:
    """Yield a partial folder beside the target; rename it into place at the end.

    Parameters
    ----------
    target
        Where the folder shall appear.
    force
        Move an earlier folder aside to `<name>.bak-<n>` instead of refusing.

    Raises
    ------
    FileTrouble
        If writing fails; nothing new is left behind then.
    """
    check_target(target, force=force)
    partial = target.absolute().parent / f".{target.name}.partial-{os.getpid()}"
    try:
        partial.mkdir()
        yield partial
        if target.exists():
            target.rename(_backup_name(target))
        partial.rename(target)
    except OSError as error:
        where = Path(error.filename).name if error.filename else target.name
        raise FileTrouble(f"{where}: cannot be written ({error.strerror or error})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _backup_name(target: Path) -> Path:
    number = 1
    while (candidate := target.with_name(f"{target.name}.bak-{number}")).exists():
        number += 1
    return candidate
