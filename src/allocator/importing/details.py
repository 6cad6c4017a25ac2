"""What columns say about persons beyond their wishes, where an organiser stated them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allocator.importing.identity import folded
from allocator.importing.statuses import said_yes
from allocator.language import Told, told
from allocator.readers.schema_words import LANGUAGE_PATTERN
from allocator.sheets.text import plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from allocator.errors import Finding
    from allocator.forms.options import Options
    from allocator.importing.source import Source

CLOCK = re.compile(
    r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2})[ T])?(?:kl\.? ?)?"
    r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9])(?:[:.]00)?)?"
)
BETWEEN = re.compile(r"\s*(?:[;,/&+]|\bog\b|\band\b)\s*")
LANGUAGE = re.compile(LANGUAGE_PATTERN)
NAMES = {
    "norsk": "nb",
    "bokmål": "nb",
    "norwegian": "nb",
    "nynorsk": "nn",
    "engelsk": "en",
    "english": "en",
    "nordsamisk": "se",
    "samisk": "se",
    "svensk": "sv",
    "dansk": "da",
}
NEEDS = "needs "


@dataclass
class Details:
    """Cells of attendees.csv, by row of the form and by column.

    Attributes
    ----------
    cells
        Only those that say something.
    findings
        Cells that could not be taken over; what stands there is not repeated.
    """

    cells: dict[int, dict[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def _clock(text: str, options: Options) -> str | None:
    """Return a time of day, with its date where the event has several days."""
    found = CLOCK.fullmatch(text.casefold())
    if not found:
        return None
    time = f"{int(found[2]):02}:{found[3] or '00'}"
    several = len({session.start.date() for session in options.event.sessions}) > 1
    return f"{found[1]} {time}" if found[1] and several else time


def _languages(text: str, options: Options) -> str | None:
    known = {s.language for s in options.event.sessions if s.language}
    words = [folded(word) for word in BETWEEN.split(text) if word]
    found = [word if word in known else NAMES.get(word, word) for word in words]
    good = all(LANGUAGE.fullmatch(word) and len(word) < 9 for word in found)
    return ";".join(dict.fromkeys(found)) if good else None


def _sessions(text: str, options: Options) -> str | None:
    parts = [text] if options.find(text) else [part for part in text.split(";") if part.strip()]
    found = [options.find(part.strip()) for part in parts]
    if not all(len(ids) == 1 and ids[0] for ids in found):
        return None
    return ";".join(dict.fromkeys(ids[0] for ids in found))


def _priority(text: str, options: Options) -> str | None:
    known = {folded(name): name for name in options.event.classes}
    return known.get(folded(text))


def _need(text: str) -> str | None:
    said = said_yes(text)
    return None if said is None else "yes" if said else ""


def _readings(options: Options) -> Mapping[str, tuple[Callable[[str], str | None], Told]]:
    """Return how a cell of each column is read, and what it must be."""
    return {
        "group": (lambda text: " ".join(text.split()), told("must be text")),
        "arrives": (
            lambda text: _clock(text, options),
            told("must be a time such as 09:30, or empty"),
        ),
        "leaves": (
            lambda text: _clock(text, options),
            told("must be a time such as 09:30, or empty"),
        ),
        "languages": (
            lambda text: _languages(text, options),
            told("must be languages such as nb;en, or empty"),
        ),
        "fixed": (
            lambda text: _sessions(text, options),
            told("must be sessions of the event, with ; between them, or empty"),
        ),
        "priority": (
            lambda text: _priority(text, options),
            told("must be one of the classes of the event, or empty"),
        ),
        NEEDS: (_need, told("must be yes or no")),
    }


def read_details(
    source: Source, words: Mapping[str, str], rows: Iterable[int], options: Options
) -> Details:
    """Read the stated columns of some rows.

    Parameters
    ----------
    source
        Answers and their sheet.
    words
        Word for a column, by its header.
    rows
        Numbers of the rows that count.
    options
        The sessions of the event.

    Returns
    -------
    Details
        Cells of attendees.csv.
    """
    details, cells, readings = Details(), source.cells(), _readings(options)
    columns = [
        (c.number, words[c.header]) for c in source.understood.columns if c.header in words
    ]
    for row in rows if columns else ():
        for number, word in columns:
            text = plain_name(cells[row][number - 1])
            need = word.removeprefix(NEEDS) if word.startswith(NEEDS) else ""
            reading, rule = readings[NEEDS if need else word]
            said = reading(text) if text else ""
            if said is None:
                details.findings.append(source.say(row, rule, "E745", number))
            elif said:
                _put(details.cells.setdefault(row, {}), need, word, said)
    return details


def _put(cells: dict[str, str], need: str, word: str, said: str) -> None:
    """Put a word into its cell; several needs stand in one."""
    column = "needs" if need else word
    before = cells.get(column, "").split(";") if need else []
    cells[column] = ";".join(dict.fromkeys(filter(None, [*before, need or said])))
