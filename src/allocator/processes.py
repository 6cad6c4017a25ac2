"""Copies of this process: whether there can be one, how it starts, and work beside our own."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.process import BaseProcess

T = TypeVar("T")

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that a terminal sends to child and parent alike: the parent decides."""


def can_fork() -> bool:
    """Tell whether a child may be a copy of this process: no other thread holds a lock.

    On a Mac libraries of the system do not survive it.
    """
    forks = "fork" in multiprocessing.get_all_start_methods()
    return forks and sys.platform != "darwin" and threading.active_count() == 1


def start(child: BaseProcess) -> None:
    """Start a child that decides itself when to listen to the signals of a terminal."""
    with _held_signals(), warnings.catch_warnings():
        # Python also warns of threads that are not its own: those of numpy, which know forks
        warnings.simplefilter("ignore", DeprecationWarning)
        child.start()


@contextmanager
def _held_signals() -> Iterator[None]:
    """Keep signals back until the child ignores them: it begins with them held, too."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def signals() -> list[signal.Signals]:
    """Return the signals that a terminal sends to child and parent alike."""
    return [getattr(signal, name) for name in NAMES if hasattr(signal, name)]


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work in a copy of this process, on another core.

    Parameters
    ----------
    work
        What is to be done; its result must be picklable.

    Returns
    -------
    Callable
        Returns the result of the work, and waits for it. Where processes cannot be copied,
        or the copy ends without a result, the work is done here.

    Examples
    --------
    >>> twice = beside(lambda: 2 * 21)
    >>> twice()
    42
    """
    if not can_fork():
        return work
    context: Any = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(work, theirs), daemon=True)
    start(child)
    theirs.close()

    def result() -> T:
        with ours:
            try:
                found: T = ours.recv()
            except (EOFError, OSError):
                child.join()
                return work()
        child.join()
        return found

    return result


def _work(work: Callable[[], object], pipe: Any) -> None:
    """Be the copy: what goes wrong here goes wrong again, and is told, where we came from."""
    for number in signals():
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signals())
    with suppress(Exception):
        pipe.send(work())
