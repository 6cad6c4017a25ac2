"""Naming what runs left behind when they were killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.language import echo
from allocator.language import told

if TYPE_CHECKING:
    from pathlib import Path


def name_leftovers(target: Path) -> None:
    """Say what earlier runs into a folder left beside it; nothing of it is deleted.

    Parameters
    ----------
    target
        The folder that this run is to make.
    """
    from allocator.writers.leftovers import leftovers

    for path in leftovers(target):
        echo(
            told(
                "{path}: left by a run that was stopped in the middle; it is no result and can "
                "be deleted",
                path=path,
            ),
            err=True,
        )
