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
    mark
        A word that sets the row apart.
    note
        A line below, in smaller type.
    lines
        Further lines, as the first.
    """

    text: str
    lang: str | None = None
    number: bool = False
    mark: str = ""
    note: str = ""
    lines: tuple[str, ...] = ()


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
class Meaning:
    """What a number or a set of columns means, one click away.

    Attributes
    ----------
    question
        Such as "What are points?".
    answers
        Paragraphs.
    """

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a section that has several."""

    key: str
    heading: str
    see: tuple[str, ...]
    picture: Picture | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the page.

    Attributes
    ----------
    see
        One plain sentence or two that say what to see.
    meanings
        Definitions, closed until somebody asks.
    terms
        Words and what they mean.
    what
        Paragraphs that define the numbers, shown on request.
    names
        Names and what they mean, shown with `what`.
    wide
        Whether the table stands below the chart, not beside it.
    blocks
        Parts with a heading of their own, after the table.
    """

    key: str
    heading: str
    see: tuple[str, ...]
    picture: Picture | None = None
    table: Table | None = None
    meanings: tuple[Meaning, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    what: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    wide: bool = False
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """One key number."""

    number: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result in two sentences.

    Attributes
    ----------
    proven
        Whether everything that is claimed is proven.
    mark
        The same in a word.
    decided
        What was decided, by which idea of fairness, and what is proven.
    means
        What it means to people.
    notes
        What is missing where not everything is proven.
    plan
        What was decided of rooms, buses and departures; "" where nothing was open.
    """

    proven: bool
    mark: str
    decided: str
    means: str
    notes: tuple[str, ...]
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """Page one: for those who read nothing else.

    Attributes
    ----------
    picture
        The one picture, if there is anything to draw.
    shown
        Key of the section whose picture it is.
    """

    title: Cell
    facts: str
    verdict: Verdict
    tiles: tuple[Tile, ...]
    picture: Picture | None
    shown: str


def number(text: str) -> Cell:
    """Return a cell with a number."""
    return Cell(text, number=True)
