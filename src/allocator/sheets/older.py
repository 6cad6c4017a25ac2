"""Workbooks of older and other programs, read in a process with limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from allocator.errors import Finding
from allocator.language import told
from allocator.sheets import calamine_child as child
from allocator.sheets.kinds import has_password
from allocator.sheets.limits import Limits, too_many_cells
from allocator.sheets.package import damaged
from allocator.sheets.seen import Seen, hidden_sheets
from allocator.sheets.unreadable import Unreadable
from allocator.sheets.values import is_rounded

if TYPE_CHECKING:
    from allocator.sheets.book import Sheet

WAIT = 10.0
EXTRA = "pip install 'fair-days[excel-extra]'"


def older_sheets(file: str, kind: str, data: bytes) -> tuple[list[Sheet], list[Finding]]:
    """Return the sheets that a person sees, and what was found.

    Parameters
    ----------
    file
        Name for the findings.
    kind
        "xls", "xlsb" or "ods".
    data
        The bytes of the file.

    Raises
    ------
    Unreadable
        If the extra is not installed (E109), or the file cannot be read.
    """
    if find_spec("python_calamine") is None:
        message = told(
            "is a workbook of another kind (.{kind}): open it in a spreadsheet program and "
            "save it as .xlsx, or install what reads it: {extra}",
            kind=kind,
            extra=EXTRA,
        )
        raise Unreadable(message, "E109")
    contents = _contents(kind, data)
    unseen = told(
        "is a workbook of another kind (.{kind}): what is hidden, struck out or coloured is "
        "read like all else, and errors such as #REF! as empty; save it as .xlsx if it has any",
        kind=kind,
    )
    findings = [Finding(file, 0, "", unseen, "N112")]
    findings += hidden_sheets(file, contents["hidden"])
    sheets, limits = [], Limits()
    for said in contents["sheets"]:
        seen = _seen(said, limits)
        sheets.append(seen.sheet())
        findings += seen.notices(file)
    return sheets, findings


def _contents(kind: str, data: bytes) -> dict[str, Any]:
    """Return what the child tells, or raise why it tells nothing."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", child.__name__],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=WAIT,
            check=True,
        )
        contents: dict[str, Any] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        message = told(
            "cannot be read within {seconds} seconds and {memory} MB: open it in a "
            "spreadsheet program and save only the answers as .xlsx",
            seconds=child.SECONDS,
            memory=child.MEMORY // 1_000_000,
        )
        raise Unreadable(message, "E110") from None
    match contents.get("trouble"):
        case child.PASSWORD:
            raise has_password()
        case child.TOO_LARGE:
            raise too_many_cells()
        case child.DAMAGED:
            raise damaged(kind)
    return contents


def _seen(said: dict[str, Any], limits: Limits) -> Seen:
    seen = Seen(said["name"], limits)
    for row, texts in said["rows"].items():
        for column, text in enumerate(texts, start=1):
            if text:
                seen.put((int(row), column), text)
            if is_rounded(text):
                seen.rounded.append((int(row), column))
    for (top, left), (bottom, right) in said["merged"]:
        seen.merge((top + 1, left + 1), (bottom + 1, right + 1))
    return seen
