"""A workbook as sheets: its cells as openpyxl reads them, and what a person sees of them.

openpyxl's reader of worksheets is used by itself, not `load_workbook`: that makes a cell of
each place of a merged or linked range, which A1:XFD1048576 turns into all memory, forgets
formulas beside their values, and stops at fonts, names and rules that do not matter here.
"""

from __future__ import annotations

import posixpath
import warnings
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast
from xml.etree.ElementTree import iterparse

from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import (
    COL_TAG,
    FORMULA_TAG,
    INLINE_STRING,
    ROW_TAG,
    VALUE_TAG,
    WorkSheetParser,
)
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring

from allocator.language import told
from allocator.sheets.book import MOST_CELLS, MOST_COLUMNS
from allocator.sheets.limits import Limits, too_many_cells
from allocator.sheets.looks import NAMES, is_struck, styles_of
from allocator.sheets.package import MOST_MARKUP_ASIDE, MOST_MARKUP_OF_TABLE, damaged
from allocator.sheets.seen import Seen, hidden_sheets
from allocator.sheets.text import CONTROL
from allocator.sheets.unreadable import Unreadable
from allocator.sheets.values import KEPT, PLAIN, Kind, is_rounded, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from xml.etree.ElementTree import Element

    from allocator.errors import Finding
    from allocator.sheets.book import Sheet
    from allocator.sheets.package import Package
    from allocator.sheets.values import Style

MOST_SHEETS = 100
STRING_TAG, TEXT_TAG, RUN_TAG, FONT_TAG, MERGE_TAG = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r", "rPr", "mergeCell")
)
YES = ("1", "true")


class Struck(str):
    """A text that is struck through, all or a part of it."""

    __slots__ = ()


def workbook_sheets(file: str, package: Package) -> tuple[list[Sheet], list[Finding]]:
    """Return the sheets that a person sees, in their order, and what was found.

    Parameters
    ----------
    file
        Name for the findings.
    package
        The workbook.

    Raises
    ------
    Unreadable
        If it cannot be read.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            return _sheets(file, package)
    except Unreadable:
        raise
    except Exception:  # whatever a library stumbles over is damage
        raise damaged(package.last) from None


def _sheets(file: str, package: Package) -> tuple[list[Sheet], list[Finding]]:
    main = dict(_relations(package, "").values())["officeDocument"]
    relations = _relations(package, main)
    book = fromstring(package.read(main))
    found: dict[bool, list[tuple[str, str]]] = {True: [], False: []}
    for sheet in book.iterfind("sheets/sheet", NAMES):
        kind, part = relations[sheet.get(f"{{{REL_NS}}}id", "")]
        if kind == "worksheet":
            is_visible = sheet.get("state", "visible") == "visible"
            found[is_visible].append((sheet.get("name", ""), part))
    if len(found[True]) > MOST_SHEETS:
        message = told("more sheets than the limit of {most}", most=MOST_SHEETS)
        raise Unreadable(message, "E113")
    shared = _shared(package, book, dict(relations.values()))
    sheets, findings = [], hidden_sheets(file, [name for name, _ in found[False]])
    for name, part in found[True]:
        data = package.read(part, MOST_MARKUP_OF_TABLE)
        seen = _Worksheet(data, shared, Seen(name, shared.limits)).read()
        sheets.append(seen.sheet())
        findings += seen.notices(file)
    return sheets, findings


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return where a part points, by id: the last word of the kind, and another part."""
    folder, name = posixpath.split(part)
    return {
        pointer.get("Id", ""): (
            pointer.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, pointer.get("Target", ""))),
        )
        for pointer in fromstring(package.read(f"{folder}/_rels/{name}.rels"))
    }


@dataclass
class _Shared:
    """What all sheets of a workbook share, and how much has been taken from them so far."""

    texts: list[str]
    styles: dict[int, Style]
    epoch: datetime
    limits: Limits = field(default_factory=Limits)


def _shared(package: Package, book: Element, parts: Mapping[str, str]) -> _Shared:
    def data(kind: str, most: int = MOST_MARKUP_ASIDE) -> bytes:
        part = parts.get(kind, "")
        return package.read(part, most) if package.head(part) else b"<none/>"

    texts = []
    for _, element in iterparse(BytesIO(data("sharedStrings", MOST_MARKUP_OF_TABLE))):
        if element.tag == STRING_TAG:
            texts.append(_text(element))
            element.clear()
            if len(texts) > MOST_CELLS:
                raise too_many_cells()
    styles = styles_of(fromstring(data("styles")), fromstring(data("theme")))
    properties = book.find("workbookPr", NAMES)
    macs = properties is not None and properties.get("date1904") in YES
    return _Shared(texts, styles, CALENDAR_MAC_1904 if macs else CALENDAR_WINDOWS_1900)


def _text(element: Element) -> str:
    """Return the text of runs; what says how it is read aloud is none of it."""
    texts, is_struck_out = [], False
    for part in element:
        if part.tag == TEXT_TAG:
            texts.append(part.text or "")
        elif part.tag == RUN_TAG:
            text = part.findtext(TEXT_TAG) or ""
            texts.append(text)
            if text.strip() and is_struck(part.find(FONT_TAG)):
                is_struck_out = True
    text = _cleaned("".join(texts))
    return Struck(text) if is_struck_out else text


def _cleaned(text: str) -> str:
    """Return a text with its characters written as _x000A_, and blanks for other controls."""
    if "_x" in text:
        text = unescape(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return CONTROL.sub(" ", text)


class _Worksheet(WorkSheetParser):
    """Takes a worksheet row by row."""

    def __init__(self, data: bytes, shared: _Shared, seen: Seen) -> None:
        kinds = {number: style.kind for number, style in shared.styles.items()}
        super().__init__(
            BytesIO(data),
            shared.texts,
            data_only=True,
            epoch=shared.epoch,
            date_formats={number for number in kinds if kinds[number] is not Kind.NUMBER},
            timedelta_formats={number for number in kinds if kinds[number] is Kind.DURATION},
        )
        self._styles, self._seen = shared.styles, seen

    def read(self) -> Seen:
        """Return what it holds."""
        acts = {ROW_TAG: self._row, COL_TAG: self._columns, MERGE_TAG: self._merge}
        for _, element in iterparse(self.source):
            act = acts.get(element.tag)
            if act:
                act(element)
                element.clear()
        return self._seen

    def _row(self, element: Element) -> None:
        self._seen.limits.take_cells(1 + len(element))
        row, cells = self.parse_row(cast("Any", element))
        if row < 1:
            raise ValueError(row)
        if element.get("hidden") in YES:
            self._seen.hidden_rows.add(row)
        for cell in cells:
            self._cell(**cell)

    def _columns(self, element: Element) -> None:
        if element.get("hidden") in YES:
            first, last = int(element.attrib["min"]), int(element.attrib["max"])
            self._seen.hide_columns(first, last)

    def _merge(self, element: Element) -> None:
        left, top, right, bottom = range_boundaries(element.attrib["ref"])
        if left and top and right and bottom:
            self._seen.merge((top, left), (bottom, right))

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Return a cell; one with data type "f" has a formula and no value."""
        kind = element.get("t")
        inline = element.find(INLINE_STRING) if kind == "inlineStr" else None
        if inline is not None:
            element.set("t", "n")  # the library reads formatted texts slowly
        cell: dict[str, Any] = super().parse_cell(element)
        if inline is not None:
            cell["value"] = _text(inline)
        elif kind in ("str", "e") and element.find(VALUE_TAG) is not None:
            cell["value"] = _cleaned(cell["value"] or "")
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = "f"
        return cell

    def _cell(
        self, row: int, column: int, value: object, data_type: str, style_id: int
    ) -> None:
        seen, place, style = self._seen, (row, column), self._styles.get(style_id, PLAIN)
        if style.colour and column <= MOST_COLUMNS:
            seen.filled[place] = style.colour
        if data_type == "f":
            seen.put(place, "")
            seen.without_value.add(place)
        if value is None or value == "":
            return
        text = value if isinstance(value, str) else text_of(value, style)
        seen.put(place, text)
        if data_type == "e":
            seen.broken.add(place)
        if style.struck or isinstance(value, Struck):
            seen.struck.add(place)
        if data_type == "n" and len(text) > KEPT and is_rounded(text):
            seen.rounded.append(place)
