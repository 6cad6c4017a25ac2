"""A result of which `allocator purge` has left only what names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocator.errors import FileTrouble
from allocator.language import told
from allocator.writers.purge_log import purged_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ANSWER = "assignments.csv"
"""Without it nothing can be said of places any more."""


def gone_from(folder: Path) -> tuple[str, ...]:
    """Return the files of a result that were deleted on purpose and are not there, sorted."""
    return tuple(sorted(n for n in purged_files(folder) if not (folder / n).exists()))


def wrong_remains(result: dict[str, Any]) -> Iterator[str]:
    """Yield a complaint for each claim that contradicts another one."""
    settled = []
    for stage in result["stages"]:
        met = stage["value"] == stage["bound"]
        settled.append(stage["status"] == "proven")
        if settled[-1] and not met:
            yield told(
                "stage {name}: the status does not fit value and bound", name=stage["name"]
            )
    if result["proven"] and not all(settled):
        yield told("result.json: the status does not fit the stages")


def refuse_purged(folder: Path) -> None:
    """Refuse a result whose places were deleted.

    Raises
    ------
    FileTrouble
        If they were.
    """
    if ANSWER in gone_from(folder):
        raise FileTrouble(
            told("{name}: allocator purge has deleted who is where", name=folder.name)
        )
