"""Everything that `check` tells of inputs: findings, counts, demand against seats.

Nothing heavy is loaded: no solver, no data frames, no charts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.checkup.instance import check_instance
from allocator.checkup.values import Checkup

if TYPE_CHECKING:
    import os

__all__ = ["Checkup", "check", "sources"]


def check(path: str | os.PathLike[str], *, encoding: str | None = None) -> Checkup:
    """Check inputs without solving.

    Parameters
    ----------
    path
        A folder of inputs.
    encoding
        Of the CSV files; None finds it out.

    Returns
    -------
    Checkup
        Findings, counts, and whether an allocation exists; also where the input is refused.

    Raises
    ------
    FileTrouble
        If something is missing or cannot be read.

    Examples
    --------
    >>> import allocator
    >>> found = allocator.check("instances/tiny")
    >>> found.exit_code, found.counts.people.people
    (0, 6)
    """
    return check_instance(Path(path), encoding=encoding)


def sources(path: Path, found: Checkup) -> list[Path]:
    """Return the files that were checked.

    Parameters
    ----------
    path
        What was checked.
    found
        What came out.
    """
    return [path / name for name in found.inputs]
