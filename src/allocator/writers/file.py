"""Single files: down to the disk, or whole in their place, or not at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from allocator.errors import FileTrouble, cause
from allocator.language import told

PUBLIC, PRIVATE = 0o666, 0o600


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write bytes, or text as UTF-8 with its line ends as they are, down to the disk.

    Parameters
    ----------
    path
        The file; its folder is made if need be.
    content
        What stands in it.
    private
        Whether nobody but its owner may read it, nor look into a folder made for it.
    """
    path.parent.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, PRIVATE if private else PUBLIC)
    with os.fdopen(handle, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())


def whole_file(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write one file whole or not at all; one that exists is never replaced.

    Parameters
    ----------
    path
        Where it shall stand, in a folder that exists.
    content, private
        As for `write`.

    Raises
    ------
    FileTrouble
        If it exists or cannot be written; nothing is left behind then.
    """
    partial = path.with_name(f".{path.name}.partial-{os.getpid()}")
    try:
        if not path.parent.is_dir():
            raise FileTrouble(told("{name}: its folder does not exist", name=path.name))
        write(partial, content, private=private)
        _put(partial, path)
    except FileExistsError:
        raise FileTrouble(
            told("{name}: exists, and is not overwritten; choose another name", name=path.name)
        ) from None
    except OSError as error:
        raise refused(path.name, error) from error
    finally:
        partial.unlink(missing_ok=True)


def _put(partial: Path, path: Path) -> None:
    """Give a file its name unless something has it; not every file system knows links."""
    try:
        os.link(partial, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError from None
        partial.rename(path)


def refused(name: str, error: OSError, *, deleting: bool = False) -> FileTrouble:
    """Return what to tell people of a file or folder that the system refuses to change.

    Parameters
    ----------
    name
        What to call it where the system does not say which file it was.
    error
        As the system gave it.
    deleting
        Whether it was to be deleted, not written.
    """
    where = Path(os.fsdecode(error.filename)).name if error.filename else name
    facts = {"name": where, "why": cause(error)}
    if deleting:
        return FileTrouble(told("{name}: cannot be deleted ({why})", **facts))
    return FileTrouble(told("{name}: cannot be written ({why})", **facts))
