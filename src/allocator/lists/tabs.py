"""Names of sheets that every spreadsheet program takes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
TIME = re.compile(r"(?<=\d):(?=\d)")
RESERVED = "history"
"""Excel keeps this name for itself."""


def tab_names(titles: Sequence[str]) -> list[str]:
    r"""Return a legal name for each sheet, as near to its title as can be.

    Parameters
    ----------
    titles
        Any texts.

    Returns
    -------
    list of str
        At most 31 UTF-16 units each, none of `[]:*?/\\`, no apostrophe at the ends, all
        different, capitals aside.

    Examples
    --------
    >>> tab_names(["1E Beredskap: fra plan til praksis", "Bus 5 12:35", "History", "''"])
    ['1E Beredskap fra plan til', 'Bus 5 12.35', 'History 2', 'Sheet']
    """
    taken = {RESERVED}
    names = []
    for title in titles:
        name = _free(_legal(title) or "Sheet", taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _legal(title: str) -> str:
    timed = TIME.sub(".", title)
    plain = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in timed)
    return _cut(" ".join(plain.translate(FORBIDDEN).split()).strip("' "), LONGEST)


def _cut(name: str, length: int) -> str:
    """Cut a name to a length, at a blank if that leaves most of it."""
    if _units(name) <= length:
        return name
    while _units(name) > length:
        whole, name = name[-1], name[:-1]
    words = name if whole == " " else name.rpartition(" ")[0]
    return (words if _units(words) > length // 2 else name).rstrip(" -–·,'")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free.casefold() in taken:
        ending = f" {number}"
        free, number = _cut(name, LONGEST - len(ending)) + ending, number + 1
    return free
