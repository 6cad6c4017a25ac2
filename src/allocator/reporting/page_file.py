"""The report as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.errors import FileTrouble, cause
from allocator.language import told
from allocator.reporting.html import render_html

if TYPE_CHECKING:
    from allocator.solution import Solution


def report(result: Solution, path: str | Path, lang: str = "nb") -> Path:
    """Write the fairness report as one HTML file.

    Parameters
    ----------
    result
        The answer.
    path
        Where to write it; a file that exists is not overwritten.
    lang
        "nb" or "en".

    Returns
    -------
    Path
        The file.

    Raises
    ------
    FileTrouble
        If it exists or cannot be written.
    """
    target = Path(path)
    try:
        with target.open("x", encoding="utf-8", newline="") as file:
            file.write(render_html(result, lang))
    except OSError as error:
        why = told("{name}: cannot be written ({why})", name=target.name, why=cause(error))
        raise FileTrouble(why) from None
    return target
