"""A piece of work in a child process: what it says, its answer, or how it ended.

A crash, or a system that kills the child for memory, leaves the parent as it was. The child
lives no longer than its parent: it watches the pipe between them.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import signal
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from allocator.language import told
from allocator.processes import can_fork, signals, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from threading import Event as Flag

    from allocator.language import Told

    Say = Callable[[object], None]
    Pipe = Connection[Any, Any]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

LOOK = 0.1
"""Seconds between two looks at the flag while the child says nothing."""
LEAVE = 5.0
"""Seconds that a child may take to be gone after it has closed its pipe."""
FIRST_TO_GO = "1000"
"""What Linux is told, so that it takes the child where memory is short."""


NO_THREAD = "can't start new thread"
"""What Python says where there is no memory for one."""


class Work(Protocol[T_co]):
    """What a child does; it must be picklable where processes cannot fork."""

    def __call__(self, say: Say, stop: Flag) -> T_co:
        """Work, say things to the parent on the way, and end early once the flag is set."""


class Ended(Exception):
    """The child ended before it had an answer.

    Parameters
    ----------
    why
        What is known of the cause.
    interrupted
        Whether its parent ended it, asked a second time to stop.
    """

    def __init__(self, why: Told, *, interrupted: bool = False) -> None:
        super().__init__(why)
        self.why, self.interrupted = why, interrupted


@dataclass(frozen=True)
class _Answer:
    value: Any


@dataclass(frozen=True)
class _Failure:
    error: BaseException
    trace: str


def in_child(
    work: Work[T],
    hear: Callable[[object], None],
    idle: Callable[[], None],
    stop: Flag,
    memory: float | None = None,
) -> T:
    """Do some work in a child process.

    Parameters
    ----------
    work
        What the child does.
    hear
        Called with everything that the child says.
    idle
        Called every now and then while it says nothing.
    stop
        Once it is set the child is asked to stop; an interrupt after that ends it at once.
    memory
        Bytes that the child may take beyond those of its parent, where the system can limit
        that (not on Windows); None for no limit.

    Returns
    -------
    object
        What the work returns.

    Raises
    ------
    Ended
        If the child crashed, was killed, had too little memory, or was ended at once.
    Exception
        Whatever the work raises, with the child's traceback as a note.
    """
    forks = can_fork()
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    ours, theirs = context.Pipe()
    arguments = (work, theirs, ours if forks else None, memory)
    child = context.Process(target=_live, args=arguments, daemon=True)
    start(child)
    theirs.close()
    try:
        found: T = _listen(child, ours, hear, idle, stop)
    except KeyboardInterrupt:
        if not stop.is_set():
            raise
        raise Ended(told("interrupted"), interrupted=True) from None
    else:
        return found
    finally:
        child.kill()
        child.join()
        ours.close()


def _listen(
    child: BaseProcess,
    pipe: Pipe,
    hear: Callable[[object], None],
    idle: Callable[[], None],
    stop: Flag,
) -> Any:
    asked = False
    while True:
        if stop.is_set() and not asked:
            asked = True
            with suppress(OSError):
                pipe.send("stop")
        if not pipe.poll(LOOK):
            idle()
            continue
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            raise Ended(_cause(child)) from None
        if isinstance(message, _Answer):
            return message.value
        if isinstance(message, _Failure):
            raise _error(message)
        hear(message)


def _error(failure: _Failure) -> BaseException:
    if _short_of_memory(failure.error):
        return Ended(told("memory was short"))
    failure.error.add_note(failure.trace)
    return failure.error


def _short_of_memory(error: BaseException) -> bool:
    """Tell whether memory was refused, be it by Python, the system or for a thread's stack."""
    refused = isinstance(error, OSError) and error.errno == errno.ENOMEM
    return refused or isinstance(error, MemoryError) or str(error) == NO_THREAD


def _cause(child: BaseProcess) -> Told:
    child.join(LEAVE)
    code = child.exitcode
    if code is None or code >= 0:
        return told("exit code {n}", n=code)
    if -code == getattr(signal, "SIGKILL", None):
        return told("it was killed, as systems do where memory is short")
    return told("signal {n}", n=-code)


def _live(work: Work[object], pipe: Pipe, parents: Pipe | None, memory: float | None) -> None:
    """Be the child."""
    if parents is not None:
        parents.close()
    _settle_in()
    stop = threading.Event()
    threading.Thread(target=_watch, args=(pipe, stop), daemon=True).start()
    try:
        if memory is not None:
            _limit(memory)
        last: object = _Answer(work(pipe.send, stop))
    except BaseException as error:
        last = _Failure(error, traceback.format_exc())
    try:
        pipe.send(last)
    except OSError:
        return
    except Exception as error:
        pipe.send(_Failure(RuntimeError(str(error)), traceback.format_exc()))


def _settle_in() -> None:
    for number in signals():
        signal.signal(number, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals())
    gc.freeze()  # what the parent made is not looked at, so that its memory stays shared
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO, encoding="ascii")


def _limit(memory: float) -> None:
    """Let this process take so many bytes more; then Python and OR-tools are refused."""
    try:
        import resource
    except ImportError:
        return
    taken = 0
    with suppress(OSError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        taken = int(pages) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = taken + int(memory)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _watch(pipe: Pipe, stop: Flag) -> None:
    """Set the flag when the parent says so; end with the parent."""
    try:
        while True:
            pipe.recv()
            stop.set()
    except (EOFError, OSError):
        os._exit(1)
