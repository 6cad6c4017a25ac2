"""An event as a workbook: `oppsett.xlsx`, which says all that `event.yaml` can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from allocator.errors import UsageTrouble
from allocator.language import Speaker, say, told
from allocator.setup_cells import EVENT, TABLES
from allocator.setup_cells.kinds import DATE, NUMBER
from allocator.setup_cells.rows import leaf, rows_of
from allocator.sheets.book import MOST_CELL, address
from allocator.writers.setup_looks import Looks, height
from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from allocator.readers.event_schema import EventPart
    from allocator.setup_cells import Field, Table
    from allocator.setup_cells.kinds import Cell

    Row = Mapping[str, Any]

HEAD = 3
"""Row of the headings, counted from 0; above it stand a sentence, helps and examples."""
A4 = 9
WIDEST = 200
"""Characters in a row that can still be read when it is printed on one page."""
WIDTHS = (34, 44, 70, 24)
"""Of the sheet of the event: name, value, help, example."""
SPARE = 300
"""Empty rows that offer words and codes."""
GUIDE = (
    told("This workbook says everything about the event; allocator reads it as it is."),
    told("Fill in Event, Rounds and Sessions; Rooms and Buses too where there are any."),
    told("The grey lines above the headings are help and examples; they are not read."),
    told("A heading with * must be filled in. Sheets and columns may be moved, not renamed."),
    told("Several codes, words or times in one cell have a semicolon between them."),
    told("A list of one, where it matters, ends with a semicolon."),
    told("Yellow cells hold what somebody assumed: the column Assumed names them."),
    told("A text with a line break, or with blanks at its ends, stands in quotes."),
    told(
        "Then: allocator check FOLDER, where the folder has this file in place of event.yaml."
    ),
)


def setup_book(part: EventPart | None, lang: str) -> bytes:
    """Return the workbook of an event.

    Parameters
    ----------
    part
        The event; None makes an empty template.
    lang
        Language of headings and help: "nb" or "en". Both are understood on reading.

    Returns
    -------
    bytes
        An .xlsx file, the same for the same event.

    Raises
    ------
    UsageTrouble
        If a text, or a list, is longer than a cell can be.
    """
    into = BytesIO()
    rows = rows_of(part.model_dump(exclude_unset=True)) if part else {}
    with workbook(into, title=part.title if part else "") as book:
        made = _Book(book, lang)
        made.guide()
        for table in TABLES:
            made.sheet(table, rows.get(table.key, ()))
    return into.getvalue()


@dataclass
class _Book:
    """A workbook in the making."""

    book: Workbook
    lang: str
    looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        self.looks = Looks(self.book)

    def guide(self) -> None:
        """Write the first sheet, for people only."""
        tr = Speaker(self.lang)
        sheet = self.book.add_worksheet(tr("Read me"))
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, tr("How to fill in this workbook"), self.looks.intro)
        for at, line in enumerate(GUIDE, start=2):
            sheet.write_string(at, 0, say(line, self.lang), self.looks.text)
        sheet.hide_gridlines(2)

    def sheet(self, table: Table, rows: Sequence[Row]) -> None:
        """Write a sheet with what its rows say."""
        sheet = self.book.add_worksheet(say(table.name, self.lang))
        sheet.write_string(0, 0, say(table.intro, self.lang), self.looks.intro)
        sheet.set_landscape()
        sheet.set_paper(A4)
        width = sum(WIDTHS if table is EVENT else (matter.width for matter in table.fields))
        sheet.fit_to_pages(-(-width // WIDEST), 0)
        if table is EVENT:
            self._event(sheet, rows[0] if rows else {})
        else:
            self._table(sheet, table, rows)

    def _event(self, sheet: Worksheet, row: Row) -> None:
        """Write a line for each matter: its name, its value, help and an example."""
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        assumed = _assumed(EVENT, row)
        for at, matter in enumerate(EVENT.fields, start=2):
            sheet.write_string(at, 0, self._heading(matter), self.looks.head)
            self._cell(sheet, (at, 1), EVENT, matter, row, matter.path in assumed)
            sheet.write_string(at, 2, say(matter.help, self.lang), self.looks.help)
            sheet.write_string(at, 3, self._example(matter), self.looks.help)
            self._offer(sheet, (at, 1, at, 1), matter)
            sheet.set_row(at, height([(self._text(EVENT, matter, row), WIDTHS[1])]))
        sheet.freeze_panes(2, 1)

    def _table(self, sheet: Worksheet, table: Table, rows: Sequence[Row]) -> None:
        last = HEAD + len(rows) + SPARE
        for column, matter in enumerate(table.fields):
            looks = self.looks.number if matter.kind is NUMBER else self.looks.text
            sheet.set_column(column, column, matter.width, looks)
            sheet.write_string(HEAD - 2, column, say(matter.help, self.lang), self.looks.help)
            sheet.write_string(HEAD - 1, column, self._example(matter), self.looks.help)
            sheet.write_string(HEAD, column, self._heading(matter), self.looks.head)
            self._offer(sheet, (HEAD + 1, column, last, column), matter)
        helps = [(say(matter.help, self.lang), matter.width) for matter in table.fields]
        sheet.set_row(HEAD - 2, height(helps))
        sheet.repeat_rows(HEAD)
        sheet.repeat_columns(0, 1)
        sheet.freeze_panes(HEAD + 1, 2)
        for at, row in enumerate(rows, start=HEAD + 1):
            assumed = _assumed(table, row)
            for column, matter in enumerate(table.fields):
                self._cell(sheet, (at, column), table, matter, row, matter.path in assumed)
            texts = [(self._text(table, matter, row), matter.width) for matter in table.fields]
            sheet.set_row(at, height(texts))

    def _heading(self, matter: Field) -> str:
        return say(matter.label, self.lang) + (" *" if matter.needed else "")

    def _example(self, matter: Field) -> str:
        said = matter.example or next(iter(matter.words.values()), "")
        return Speaker(self.lang)("e.g. {example}", example=said) if said else ""

    def _cell(
        self,
        sheet: Worksheet,
        place: tuple[int, int],
        table: Table,
        matter: Field,
        row: Row,
        assumed: bool,
    ) -> None:
        value = leaf(row, matter.path)
        if value is None:
            if table is EVENT:
                looks = self.looks.cell(texts=matter.kind is not NUMBER, framed=True)
                sheet.write_blank(*place, None, looks)
            return
        cell = self._shown(table, matter, value)
        if isinstance(cell, str) and len(cell) > MOST_CELL:
            where = f"{sheet.get_name()} › {address((place[0] + 1, place[1] + 1))}"
            raise UsageTrouble(
                told(
                    "{where}: a cell holds {most} characters, this would be {n}; write the "
                    "event as event.yaml",
                    where=where,
                    most=MOST_CELL,
                    n=len(cell),
                )
            )
        write = sheet.write_string if isinstance(cell, str) else sheet.write_number
        looks = self.looks.cell(
            texts=isinstance(cell, str), chosen=assumed, framed=table is EVENT
        )
        write(*place, cell, looks)

    def _text(self, table: Table, matter: Field, row: Row) -> str:
        """Return what stands in the cell of a row, as text; "" where nothing does."""
        value = leaf(row, matter.path)
        return "" if value is None else str(self._shown(table, matter, value))

    def _shown(self, table: Table, matter: Field, value: Any) -> Cell:
        """Return what the cell of a value holds."""
        if matter.words:
            return say(matter.words[value], self.lang)
        if matter.path.endswith("assumed"):
            names = table.within(matter.path.removesuffix("assumed"))
            value = [say(names.get(name, name), self.lang) for name in value]
        if matter.kind is DATE and self.lang == "nb":
            return f"{value:%d.%m.%Y}"
        return matter.kind.write(value)

    def _offer(self, sheet: Worksheet, cells: tuple[int, int, int, int], matter: Field) -> None:
        """Let a cell offer its words, or codes of another sheet; others are not refused."""
        offered: list[str] | str = [say(word, self.lang) for word in matter.words.values()]
        if matter.offers:
            other = next(t for t in TABLES if t.key == matter.offers)
            column = [f.path for f in other.fields].index("id")
            letter = chr(ord("A") + column)
            name = say(other.name, self.lang)
            offered = f"='{name}'!${letter}${HEAD + 2}:${letter}${HEAD + 1 + SPARE}"
        if offered:
            sheet.data_validation(
                *cells, {"validate": "list", "source": offered, "show_error": False}
            )


def _assumed(table: Table, row: Row) -> set[str]:
    """Return the paths of what is assumed in a row."""
    lists = [f.path for f in table.fields if f.path.endswith("assumed")]
    return {
        path.removesuffix("assumed") + name for path in lists for name in leaf(row, path) or ()
    }
