"""Lists as a folder that only its owner can open, beside the result that they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.errors import UsageTrouble
from allocator.language import told
from allocator.writers.folder import check_target, whole_folder, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BESIDE = "-lists"


def lists_folder(result: Path) -> Path:
    """Return where the lists of a result stand unless somebody says otherwise.

    Beside the result, not in it: every file of a result is known to `result.json`, and the
    result holds no names.

    >>> from pathlib import Path
    >>> lists_folder(Path("/event/reports/oslo-2024")).as_posix()
    '/event/reports/oslo-2024-lists'
    """
    whole = result.resolve()
    return whole.with_name(whole.name + BESIDE)


def check_lists(out: Path, result: Path, *, force: bool) -> None:
    """Refuse a folder that lists cannot stand in, before any work is done.

    Raises
    ------
    UsageTrouble
        If it is the result, or inside it.
    FileTrouble
        If it exists and `force` is not set, or cannot be made.
    """
    if out.resolve().is_relative_to(result.resolve()):
        raise UsageTrouble(
            told("lists cannot stand in the result, which would no longer verify; choose --out")
        )
    check_target(out, force=force)


def write_lists(out: Path, contents: Mapping[str, bytes], *, force: bool) -> None:
    """Write lists whole or not at all, readable for their owner alone.

    Parameters
    ----------
    out
        The folder.
    contents
        By file name, with at most one folder in it.
    force
        Keep an earlier folder as a backup instead of refusing.
    """
    with whole_folder(out, force=force, private=True) as partial:
        for name, content in contents.items():
            write(partial / name, content, private=True)
