"""What a run that was killed leaves behind: a partial folder, which is no result."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PARTIAL = re.compile(r"\.(?P<target>.+)\.partial-(?P<run>[0-9]+)(-.*)?")


def partial_name(target: Path) -> str:
    """Return the name under which this run builds a target."""
    return f".{target.name}.partial-{os.getpid()}"


def is_partial(path: Path) -> bool:
    """Tell whether something is, by its name, the unfinished work of a run.

    >>> from pathlib import Path
    >>> is_partial(Path("reports/.oslo.partial-4711")), is_partial(Path("reports/oslo"))
    (True, False)
    """
    return PARTIAL.fullmatch(path.name) is not None


def leftovers(target: Path) -> tuple[Path, ...]:
    """Return what runs into this target left beside it when they were killed, sorted.

    Parameters
    ----------
    target
        The folder that the runs were to make.
    """
    parent = target.absolute().parent
    try:
        beside = sorted(parent.iterdir())
    except OSError:
        return ()
    found = ((path, PARTIAL.fullmatch(path.name)) for path in beside)
    return tuple(
        path for path, m in found if m and m["target"] == target.name and not _runs(m["run"])
    )


def _runs(run: str) -> bool:
    """Tell whether a process is there; where that cannot be asked safely, it is not."""
    if os.name == "nt":  # there, a signal 0 would end the process
        return int(run) == os.getpid()
    try:
        os.kill(int(run), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
