"""Files that are made to harm, or that would by accident; by name, for tests/test_sheets.py."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
FULL = 20_000_000
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def relations(*targets: tuple[str, str]) -> str:
    """Return a .rels part: pairs of kind and target, with ids r1, r2 …"""
    inner = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """Return a worksheet part."""
    body = f"{before}<sheetData>{rows}</sheetData>{after}"
    return f'<worksheet xmlns="{MAIN}">{body}</worksheet>'


def row_xml(number: int, *texts: str) -> str:
    """Return a row of texts."""
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f'<row r="{number}">{cells}</row>'


TABLE = row_xml(1, "navn", "valg") + row_xml(2, "Åse", "1A")


def parts(*sheets: str, **more: str) -> dict[str, str | bytes]:
    """Return the parts of a small workbook whose sheets are given as XML."""
    tags = "".join(
        f'<sheet name="Ark{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1)
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{tags}</sheets></workbook>'
    names = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    found: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(
            *names, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
    }
    found |= {f"xl/{name}": xml for (_, name), xml in zip(names, sheets, strict=True)}
    found |= {f"xl/{name}.xml": xml for name, xml in more.items()}
    return found


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip file of the parts."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return into.getvalue()


def workbook(rows: str, **more: str) -> bytes:
    """Return a workbook of one sheet."""
    return zipped(parts(sheet_xml(rows), **more))


def open_document(rows: str) -> bytes:
    """Return a workbook of LibreOffice with one sheet."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:table="{table}" '
        f'xmlns:text="{text}"><office:body><office:spreadsheet><table:table table:name="Ark">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            "mimetype": f"{OPEN_DOCUMENT}spreadsheet",
            "content.xml": content,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"/>',
        }
    )


def open_row(*values: str) -> str:
    """Return a row of texts."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{value}</text:p>'
        "</table:table-cell>"
        for value in values
    )
    return f"<table:table-row>{inner}</table:table-row>"


def _cell(reference: str) -> bytes:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return workbook(f'{TABLE}<row r="{row}"><c r="{reference}"><v>1</v></c></row>')


def _many_far_cells() -> bytes:
    return workbook(
        "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20_001))
    )


def _many_last_cells() -> bytes:
    return workbook(
        "".join(f'<row r="{n}"><c r="SF{n}"><v>1</v></c></row>' for n in range(1, 20_001))
    )


def _bomb() -> bytes:
    members = parts(sheet_xml(TABLE))
    members |= {f"xl/media/image{n}.png": bytes(64_000_000) for n in range(3)}
    return zipped(members)


def _lying(size: int) -> bytes:
    """Return a bomb whose directory claims that its sheet is small."""
    data = bytearray(zipped(parts(sheet_xml(TABLE + " " * 60_000_000))))
    at = data.index(b"PK\x01\x02", data.rindex(b"PK\x01\x02", 0, data.rindex(b"sheet1.xml")))
    data[at + 24 : at + 28] = struct.pack("<I", size)
    return bytes(data)


def _many_parts() -> bytes:
    members = parts(sheet_xml(TABLE))
    return zipped(members | {f"xl/media/{n}": b"" for n in range(5_000)})


def _doctype(part: str, text: str) -> bytes:
    members = parts(sheet_xml(TABLE))
    old = str(members.get(part, "<a/>"))
    return zipped(members | {part: text + old})


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def _amplified() -> bytes:
    text = f'<sst xmlns="{MAIN}"><si><t>{"a" * 9_999}</t></si></sst>'
    rows = "".join(
        f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 25 + "</row>" for n in range(1, 20_001)
    )
    return workbook(rows, sharedStrings=text)


def _noise() -> bytes:
    return random.Random(1).randbytes(FULL)


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    # text files
    "nuls": (lambda: bytes(FULL), "E104 E106"),
    "controls": (lambda: b"\x01" * FULL, "E106"),
    "noise": (_noise, "E104"),
    "line ends": (lambda: b"\n" * FULL, "E113"),
    "blanks": (lambda: b" " * FULL, "E207"),
    "one line of commas": (lambda: b"," * FULL, "E207"),
    "lines of commas": (lambda: (b"," * 99 + b"\n") * (FULL // 100), "E113"),
    "a quote without end": (lambda: b'a,b\n"' + b"x\n" * 9_900_000, "E207"),
    "cells of line ends": (lambda: b'"\n",' * (FULL // 4), "E207"),
    "quotes": (lambda: b'"' * FULL, "E207"),
    "quotes in lines": (lambda: b'""\n' * (FULL // 3), "E113"),
    "read twice": (lambda: "Ã¸".encode() * (FULL // 4), "E105"),
    "cells read twice": (lambda: "Ã¸,\n".encode() * (FULL // 6), "E105"),
    "question marks": (lambda: b"a?b," * 40 + b"\n" + b"a?b\n" * 4_900_000, "E113"),
    "short rows": (lambda: b"a,b\na\n" * 1_000_000, "E113"),
    "utf-16": (lambda: "a;b\r\n".encode("utf-16") * (FULL // 12), "E104 E106 E113"),
    "a cell of 10 MB": (lambda: b"a,b\n1," + b"x" * 10_000_000, "E207"),
    "too large": (lambda: b"a,b\n" * (FULL // 4 + 1), "E102"),
    "html": (lambda: b"<table>" + b"<tr><td>1" * 2_000_000, "E107"),
    # workbooks
    "cell XFD1048576": (lambda: _cell("XFD1048576"), "E113"),
    "cell Z1048576": (lambda: _cell("Z1048576"), "E113"),
    "cell Z99999": (lambda: _cell("Z99999"), "E113"),
    "cell XFD2": (lambda: _cell("XFD3"), "E113"),
    "many far cells": (_many_far_cells, "E113"),
    "many last cells": (_many_last_cells, "E113"),
    "bomb": (_bomb, "E112"),
    "lying bomb": (lambda: _lying(1_000), "E114"),
    "many parts": (_many_parts, "E112"),
    "entities": (lambda: _doctype("xl/worksheets/sheet1.xml", ENTITIES), "E111"),
    "external entity": (lambda: _doctype("xl/workbook.xml", EXTERNAL), "E111"),
    "doctype in relations": (lambda: _doctype("xl/_rels/workbook.xml.rels", ENTITIES), "E111"),
    "doctype aside": (lambda: _doctype("docProps/custom.xml", ENTITIES), "E111"),
    "doctype far down": (
        lambda: _doctype("xl/worksheets/sheet1.xml", f"<!--{'x' * 9_000}-->{ENTITIES}"),
        "E111",
    ),
    "a comment of signs": (lambda: workbook(f"<!--{'<' * 10_000_000}-->"), "E114"),
    "an element of attributes": (
        lambda: workbook("<x " + " ".join(f"a{n}='1'" for n in range(2_000_000)) + "/>"),
        "E113",
    ),
    "fonts": (
        lambda: workbook(
            TABLE, styles=f'<styleSheet xmlns="{MAIN}"><fonts>{"<font/>" * 2_000_000}'
        ),
        "E113",
    ),
    "relations": (
        lambda: zipped(
            {**parts(TABLE), "xl/_rels/workbook.xml.rels": "<x>" + "<r/>" * 900_000}
        ),
        "E113",
    ),
    "empty rows": (lambda: workbook("<row/>" * 2_500_000), "E113"),
    "empty cells": (lambda: workbook("<row>" + "<c/>" * 600_000 + "</row>"), "E113"),
    "elements": (lambda: workbook("<x/>" * 10_000_000), "E113"),
    "depth": (lambda: workbook("<x>" * 2_500_000), "E113 E114"),
    "texts": (
        lambda: workbook(TABLE, sharedStrings=f'<sst xmlns="{MAIN}">{"<si/>" * 5_000_000}'),
        "E113",
    ),
    "one text of 50 MB": (lambda: workbook(row_xml(1, "x" * 50_000_000)), "E113"),
    "amplified": (_amplified, "E113"),
    "numbers": (lambda: workbook(f"<row><c><v>{'9' * 5_000_000}</v></c></row>"), "E113"),
    "merged": (
        lambda: zipped(
            parts(sheet_xml(TABLE, after='<mergeCell ref="A1:XFD1048576"/>' * 1_500_000))
        ),
        "E113",
    ),
}
"""By name: what makes the bytes, and the codes of which one refuses them."""


def made(name: str) -> bytes:
    """Return the bytes of a file by its name."""
    return FILES[name][0]()
