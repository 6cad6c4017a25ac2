"""The parts of which the page is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes
    ----------
    text
        What it says.
    lang
        Language of the text where it is not the page's.
    number
        Whether it is set to the right.
    """

    text: str
    lang: str | None = None
    number: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """Rows of a table, with a heading over them where there are several bodies.

    Attributes
    ----------
    rows
        The first cell of each row is its heading.
    """

    heading: Cell | None
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and headings."""

    caption: str
    columns: tuple[Cell, ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as a data address, with what it says."""

    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page.

    Attributes
    ----------
    terms
        Words and what they mean.
    what
        Paragraphs that define the numbers, shown on request.
    names
        Names and what they mean, shown with `what`.
    wide
        Whether the table stands below the chart, not beside it.
    """

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    picture: Picture | None = None
    table: Table | None = None
    terms: tuple[tuple[str, str], ...] = ()
    what: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One key number."""

    number: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proven, or that it was not."""

    proven: bool
    mark: str
    sentence: str
    notes: tuple[str, ...]


def number(text: str) -> Cell:
    """Return a cell with a number."""
    return Cell(text, number=True)
