"""Texts in a cell: as they are where that can be, else in quotes as JSON has them."""

from __future__ import annotations

import json
import re

BREAKS = "\n"
MARKS = ";\n"
ODD = re.compile(r"[\r\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
QUOTED = re.compile(r'[^\S\n]*("(?:[^"\\\n]|\\.)*")[^\S\n]*')


def quoted(text: str, marks: str = "") -> str:
    r"""Return a text so that a cell holds it without loss.

    Parameters
    ----------
    text
        Any text.
    marks
        What separates it from others in the same cell.

    Examples
    --------
    >>> quoted("Water; and streets"), quoted("Water; and streets", ";"), quoted("")
    ('Water; and streets', '"Water; and streets"', '""')
    """
    odd = ODD.search(text)
    plain = text.strip() == text and text[:1] not in ("", '"')
    if plain and not odd and not any(mark in text for mark in marks):
        return text
    return json.dumps(text, ensure_ascii=bool(odd)).replace("_x", r"\u005fx")


def unquoted(text: str) -> str:
    """Return the text that a cell, or a part of it, holds.

    >>> unquoted(' Water '), unquoted('" Water"'), unquoted('"Water" and "air"')
    ('Water', ' Water', '"Water" and "air"')
    """
    found = QUOTED.fullmatch(text.strip())
    if found:
        try:
            said = str(json.loads(found.group(1)))
            said.encode()  # half a character is no text
        except ValueError:
            return text.strip()
        return said
    return text.strip()


def joined(texts: list[str], marks: str = MARKS) -> str:
    """Return texts in one cell; see `parts`."""
    between = "\n" if marks == BREAKS else "; "
    return between.join(quoted(text, marks) for text in texts)


def parts(cell: str, marks: str = MARKS) -> list[str]:
    r"""Return the texts of a cell.

    Parameters
    ----------
    cell
        What it holds.
    marks
        Characters that separate; within quotes they do not.

    Examples
    --------
    >>> parts('stage; "a; b"'), parts('Water; streets\nArt', BREAKS)
    (['stage', 'a; b'], ['Water; streets', 'Art'])
    """
    found, at, end = list[str](), 0, len(cell)
    stop = re.compile(f"[{re.escape(marks)}]")
    while at <= end:
        whole = QUOTED.match(cell, at)
        near = stop.search(cell, whole.end() if whole else at)
        after = near.start() if near else end
        if whole and after != whole.end():
            near = stop.search(cell, at)
            after = near.start() if near else end
        piece = cell[at:after]
        if piece.strip():
            found.append(unquoted(piece))
        at = after + 1
    return found
