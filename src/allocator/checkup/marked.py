"""A workbook of findings, with copies of the checked tables in which each is marked.

It holds what the files hold, names too: only its owner may read it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from allocator.checkup.said import outcome
from allocator.codes import BY_CODE
from allocator.language import Speaker, say
from allocator.sheets.book import address
from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from allocator.checkup.copies import Copy
    from allocator.checkup.values import Checkup
    from allocator.errors import Finding
    from allocator.sheets.book import Place

MOST_LINKS = 60_000
"""Links that a sheet may have (Excel's limit is a little higher)."""
MOST_NOTE = 3_000
"""Letters of a note on a cell."""
WIDTHS = (9, 9, 24, 18, 9, 48, 48, 48)
LINE = 14.5
"""Points from line to line."""
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class _Looks:
    """Formats of cells."""

    head: Format
    text: Format
    title: Format
    stops: Format
    notice: Format
    link: Format
    copied: Format

    @classmethod
    def of(cls, book: Workbook) -> _Looks:
        wrapped = {"text_wrap": True, "valign": "top"}
        dark = {"bold": True, "bg_color": "#0B4F7D", "font_color": "#FFFFFF"}
        red = {"bg_color": "#FFD9CC", "font_color": "#7A1F00", "bold": True}
        yellow = {"bg_color": "#FFF2B3", "font_color": "#4D3B00"}
        return cls(
            head=book.add_format({**wrapped, **dark}),
            text=book.add_format(wrapped),
            title=book.add_format({"bold": True, "font_size": 14}),
            stops=book.add_format({"valign": "top", **red, "border": 1}),
            notice=book.add_format({"valign": "top", **yellow, "border": 1}),
            link=book.add_format({**wrapped, "font_color": "#0B4F7D", "underline": 1}),
            copied=book.add_format({"valign": "top"}),
        )


def marked(found: Checkup, copies: Sequence[Copy], lang: str = "nb") -> bytes:
    """Return the workbook.

    Parameters
    ----------
    found
        The check.
    copies
        The tables that were checked.
    lang
        "nb" or "en".

    Returns
    -------
    bytes
        An XLSX file: first the list of findings, then a sheet for each table that has any,
        its rows and columns where they are in the file.
    """
    tr, into = Speaker(lang), BytesIO()
    marks = (*found.findings, *found.marks)
    copies = [c for c in copies if any(c.holds(f) and c.place(f) for f in marks)]
    tabs = {at: _tab(at, copy) for at, copy in enumerate(copies, start=1)}
    with workbook(into, title=tr("Check of the answers: {title}", title=found.title)) as book:
        looks = _Looks.of(book)
        first = book.add_worksheet(tr("Findings"))
        sheets = {at: book.add_worksheet(tab) for at, tab in tabs.items()}
        places = _places(marks, copies)
        _list(tr, first, looks, found, {f: (tabs[at], p) for f, (at, p) in places.items()})
        for at, copy in enumerate(copies, start=1):
            here = {f: place for f, (there, place) in places.items() if there == at}
            _copy(tr, sheets[at], looks, copy, here)
        for sheet in (first, *sheets.values()):
            _paper(tr, sheet, found)
    return into.getvalue()


def _tab(at: int, copy: Copy) -> str:
    """Return a name for a sheet that every program takes; the number keeps them apart."""
    name = copy.file.translate(FORBIDDEN)
    if copy.sheet:
        name = copy.sheet.translate(FORBIDDEN)
    return f"{at} {name}"[:28].strip()


def _places(
    findings: Sequence[Finding], copies: Sequence[Copy]
) -> dict[Finding, tuple[int, Place]]:
    """Return for each finding the number of its table and the cell."""
    found: dict[Finding, tuple[int, Place]] = {}
    for finding in findings:
        for at, copy in enumerate(copies, start=1):
            place = copy.place(finding) if copy.holds(finding) else None
            if place is not None:
                found.setdefault(finding, (at, place))
    return found


def _list(
    tr: Speaker,
    sheet: Worksheet,
    looks: _Looks,
    found: Checkup,
    links: Mapping[Finding, tuple[str, Place]],
) -> None:
    sheet.write_string(0, 0, outcome(tr, found), looks.title)
    sheet.write_string(1, 0, _private(tr, found))
    heads = (
        tr("Code"),
        tr("Stops"),
        tr("Where"),
        tr("Column"),
        tr("Cell"),
        tr("What was found"),
        tr("Why it matters"),
        tr("What to do"),
    )
    for column, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, head, looks.head)
    for row, finding in enumerate(found.findings, start=4):
        texts = _texts(tr, finding, links.get(finding))
        sheet.set_row(row, LINE * max(map(_lines, texts, WIDTHS)))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, looks.text)
        sheet.write_string(row, 0, finding.code, looks.stops if finding.stops else looks.notice)
        if finding in links and row < MOST_LINKS:
            tab, place = links[finding]
            to = f"internal:'{tab}'!{address(place)}"
            sheet.write_url(row, 4, to, looks.link, address(place))
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    if found.findings:
        sheet.autofilter(3, 0, 3 + len(found.findings), len(heads) - 1)


def _texts(tr: Speaker, finding: Finding, link: tuple[str, Place] | None) -> tuple[str, ...]:
    known = BY_CODE.get(finding.code)
    where = " › ".join(filter(None, (finding.file, finding.sheet)))
    row = finding.cell or (str(finding.row) if finding.row else "")
    return (
        finding.code,
        tr("yes") if finding.stops else tr("no"),
        where,
        finding.column,
        address(link[1]) if link else row,
        say(finding.message, tr.lang),
        say(known.means, tr.lang) if known else "",
        say(known.mend, tr.lang) if known else "",
    )


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes, rather too many than too few."""
    return max(1, math.ceil(1.15 * len(text) / width))


def _copy(
    tr: Speaker, sheet: Worksheet, looks: _Looks, copy: Copy, here: Mapping[Finding, Place]
) -> None:
    """Write a table as it was, and mark the cells of its findings with notes."""
    by_place: dict[Place, list[Finding]] = {}
    for finding, place in here.items():
        by_place.setdefault(place, []).append(finding)
    written = set[Any]()
    for line in copy.lines:
        for column, text in enumerate(line.cells, start=1):
            place = (line.number, column)
            written.add(place)
            look = _look(looks, by_place.get(place, ()))
            if text or place in by_place:
                sheet.write_string(line.number - 1, column - 1, text, look)
    for place, findings in sorted(by_place.items()):
        row, column = place[0] - 1, place[1] - 1
        if place not in written:
            sheet.write_string(row, column, "", _look(looks, findings))
        said = "\n".join(f"{f.code}: {say(f.message, tr.lang)}" for f in findings)
        size = {"x_scale": 2.2, "y_scale": 1 + said.count("\n") / 2, "font_size": 9}
        sheet.write_comment(row, column, said[:MOST_NOTE], size)
    top = copy.lines[0].number
    sheet.freeze_panes(top, 0)
    sheet.repeat_rows(top - 1)
    sheet.set_column(0, max((len(line.cells) for line in copy.lines), default=1) - 1, 18)


def _look(looks: _Looks, findings: Sequence[Finding]) -> Format:
    if any(f.stops for f in findings):
        return looks.stops
    return looks.notice if findings else looks.copied


def _private(tr: Speaker, found: Checkup) -> str:
    if found.delete_after is None:
        return tr("Holds what the files hold, names too. To be deleted after the event.")
    day = tr.short_day(found.delete_after)
    return tr("Holds what the files hold, names too. To be deleted after {day}.", day=day)


def _paper(tr: Speaker, sheet: Worksheet, found: Checkup) -> None:
    """Print on A4 across, one page wide, with what must be done with it below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    below = tr("page {page} of {pages}", page="&P", pages="&N")
    sheet.set_footer(f"&L{_private(tr, found)}&R{below}")
