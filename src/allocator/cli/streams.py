"""What is printed reaches whom it can: a closed pipe or an old terminal stops no work."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import ReadableBuffer

WINDOWS = os.name == "nt"
GONE = {errno.EPIPE, errno.EIO, errno.EBADF} | ({errno.EINVAL} if WINDOWS else set())
"""How the system says that nobody reads any more."""
NAMES = ("stdin", "stdout", "stderr")


class Patient(io.RawIOBase):
    """A stream whose reader may go away: what nobody reads is dropped.

    Parameters
    ----------
    handle
        Of the open file, which stays open.
    """

    def __init__(self, handle: int) -> None:
        super().__init__()
        self._handle = handle

    def fileno(self) -> int:
        """Return the handle."""
        return self._handle

    def isatty(self) -> bool:
        """Tell whether people look at it."""
        return os.isatty(self._handle)

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Write what the system takes, and say how much that was."""
        try:
            return os.write(self._handle, data)
        except OSError as error:
            if error.errno not in GONE:
                raise
            return memoryview(data).nbytes


@contextmanager
def without_collector() -> Iterator[None]:
    """Let no cycles be looked for: of a hundred thousand people's wishes there are none.

    Python looks again and again through all that was read, for a third of the time of a
    large event; a command ends, and with it all that it took.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


@contextmanager
def sturdy_streams() -> Iterator[None]:
    """Let output and errors survive a closed stream, a gone reader, a narrow alphabet.

    What the terminal's alphabet lacks is printed as `?`. A stream that was closed from the
    start leads nowhere, so that no file that is opened later takes its place.
    """
    _occupy()
    old = {name: getattr(sys, name) for name in NAMES}
    for name in NAMES[1:]:
        setattr(sys, name, _sturdy(getattr(sys, name)))
    try:
        yield
    finally:
        for name in NAMES[1:]:
            getattr(sys, name).flush()
        for name, stream in old.items():
            setattr(sys, name, stream)


def printable_json(text: str) -> str:
    """Return JSON as it is, or in ASCII alone where the terminal's alphabet lacks something.

    Parameters
    ----------
    text
        Valid JSON.
    """
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return json.dumps(json.loads(text), indent=2) + "\n"
    return text


def _occupy() -> None:
    """Open what is closed of the three standard handles; the lowest free one is taken."""
    for handle, name in enumerate(NAMES):
        try:
            os.fstat(handle)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            mode = "w" if handle else "r"
            stream = os.fdopen(handle, mode, encoding="utf-8", closefd=False)
            setattr(sys, name, stream)


def _sturdy(stream: TextIO) -> TextIO:
    """Return the stream that stands in for one, or the same where it is no file."""
    try:
        handle = stream.fileno()
    except (OSError, ValueError, AttributeError):
        return stream
    if WINDOWS and stream.isatty():
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(Patient(handle)),
        encoding=stream.encoding,
        errors="replace",
        line_buffering=True,
    )
