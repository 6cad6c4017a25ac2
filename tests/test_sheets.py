"""Files as sheets of texts: dialects, workbooks, what is seen in them, and what is refused."""

from __future__ import annotations

import codecs
import io
import os
import stat
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.cell import coordinate_to_tuple

import hostile
from allocator.codes.sheets import CODES
from allocator.errors import FileTrouble, UsageTrouble
from allocator.sheets import Book, address, book_of, calamine_child, read_book
from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    ("navn", "e-post", "valg"),
    ("Åse Brekkmo", "ase@lillevik.example", '1A; plan, "areal" | overvann'),
    ("Øyvind", "", "2,5"),
    ("Kjærsti", "k@n.example", "to\nlinjer"),
)


def cells(book: Book, sheet: int = 0) -> list[tuple[str, ...]]:
    assert book.sheets, [str(f) for f in book.findings]
    return [line.cells for line in book.sheets[sheet].lines]


def codes(book: Book) -> list[str]:
    return [finding.code for finding in book.findings]


def written(rows, delimiter: str, end: str = "\r\n", *, quote_all: bool = False) -> str:
    """Return rows as the common programs write them: quoted where it is needed, or all."""

    def cell(text: str) -> str:
        if quote_all or any(c in text for c in (delimiter, '"', "\n", "\r")):
            return '"' + text.replace('"', '""') + '"'
        return text

    return "".join(delimiter.join(map(cell, row)) + end for row in rows)


# --- text files -------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quote_all", [False, True])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_reads_alike_in_every_dialect(delimiter, quote_all, end):
    text = written(ROWS, delimiter, end, quote_all=quote_all)
    for data in (
        text.encode(),
        codecs.BOM_UTF8 + text.encode(),
        text.encode("utf-16"),
        text.encode("utf-16-be"),
        text.encode("utf-16-le"),
        text.encode("cp1252"),
        f"sep={delimiter}{end}{text}".encode(),
        text.rstrip(end).encode(),
        (text + end * 3).encode(),
        (text + delimiter * 2 + end).encode(),
    ):
        book = book_of("svar.csv", data)
        assert cells(book) == list(ROWS)
        assert book.kind == "csv"
        assert set(codes(book)) <= {"N104", "N202"}


VISIBLE = st.characters(codec="utf-8", exclude_categories=["C"])
texts = st.text(
    st.sampled_from("abcåøæ ,;|\t\"'\n.?:1–")
    | st.characters(codec="utf-8", exclude_categories=["C"]),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(
            st.lists(texts, min_size=width, max_size=width), min_size=3, max_size=12
        )
    ),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_what_a_program_writes_comes_back(body, delimiter, quote_all):
    header = [f"spørsmål {n}" for n in range(1, len(body[0]) + 1)]
    rows = [header, *body]
    data = f"sep={delimiter}\n{written(rows, delimiter, quote_all=quote_all)}".encode()
    book = book_of("svar.csv", data)
    if "E105" in codes(book):
        return
    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    assert cells(book) == filled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ranking cells of Microsoft Forms are full of semicolons
        (
            "id,e-post,ranger\n1,a@x,A;B;C;\n2,b@x,B;A;C;\n3,c@x,C;B;A;\n",
            ("1", "a@x", "A;B;C;"),
        ),
        ('id;e-post;ranger\n1;a@x;"A;B;C;"\n2;b@x;"B;A;C;"\n', ("1", "a@x", "A;B;C;")),
        # decimal commas
        ("id;poeng;navn\n1;2,5;Åse\n2;3,5;Bo\n", ("1", "2,5", "Åse")),
        ("Påmelding, mars\nid;poeng;navn\n1;2,5;Åse\n2;3,5;Bo\n", ("id", "poeng", "navn")),
        # separators within quotes
        ('"a;b;c","d"\n"e;f;g","h"\n', ("e;f;g", "h")),
        # one column
        ("e-post\na@x\nb@x\n", ("a@x",)),
        # pasted from a sheet
        ("navn\tvalg\nÅse\t1A, ja\n", ("Åse", "1A, ja")),
    ],
)
def test_the_delimiter_is_what_rows_agree_on(text, expected):
    assert cells(book_of("svar.csv", text.encode()))[1] == expected


def test_rows_have_the_numbers_of_the_lines_in_which_they_begin():
    book = book_of("a.csv", 'sep=;\n"navn\nher";b\n\nÅse;"x\ny"\nBo;z\n'.encode())
    assert [line.number for line in book.sheets[0].lines] == [2, 5, 7]


def test_a_mark_within_the_first_quoted_cell_is_dropped():
    data = codecs.BOM_UTF8 * 2 + '"navn";"valg"\n"Åse";"1A"\n'.encode()
    assert cells(book_of("a.csv", data))[0] == ("navn", "valg")


def test_texts_that_exports_protect_as_formulas_are_texts():
    book = book_of("a.csv", b'id,navn\n="0012","=""Bo"""\n="1"&"2",=\n')
    assert cells(book)[1:] == [("0012", "Bo"), ('="1"&"2"', "=")]


def test_an_encoding_that_is_named_is_taken():
    data = "navn;sted\nÅse;Bø\n".encode("mac-roman")
    assert codes(book_of("a.csv", data)) == ["E104"]
    book = book_of("a.csv", data, encoding="mac-roman")
    assert cells(book)[1] == ("Åse", "Bø")
    with pytest.raises(UsageTrouble, match="encoding"):
        book_of("a.csv", data, encoding="klingon")


def test_a_ragged_upper_header_and_a_title_are_no_fault():
    text = "Påmelding 2027\nId,Ranger,,\n,A,B,C\n1,2,1,3\n2,1,2,3\n3,3,1,2\nKilde: skjema\n"
    book = book_of("a.csv", text.encode())
    assert not book.findings
    assert [len(row) for row in cells(book)] == [4] * 7


def test_empty_cells_that_excel_leaves_out_are_a_notice():
    rows = [["id", "valg", "kommentar"]]
    rows += [[str(n), "1A", "x" if n == 5 else ""] for n in range(1, 16)]
    rows += [[str(n), "1B"] for n in range(16, 40)]
    book = book_of("a.csv", written(rows, ";").encode())
    assert codes(book) == ["N202", "N109"]
    assert "24 rows" in book.findings[1].message
    assert cells(book)[-1] == ("39", "1B", "")


def test_a_short_row_among_rows_of_its_block_is_a_fault():
    rows = [["id", "valg", "kommentar"], *([str(n), "1A", ""] for n in range(1, 39))]
    del rows[20][1]
    book = book_of("a.csv", written(rows, ";").encode())
    assert [(f.code, f.row) for f in book.findings if f.stops] == [("E205", 21)]


def test_preference_data_keeps_its_lines():
    text = "# FILE NAME: 1.soc\n# NUMBER ALTERNATIVES: 3\n\n2: 1,2,3\n1: 3,{1,2}\n"
    book = book_of("1.soc", text.encode())
    assert book.kind == "ballots"
    assert [(line.number, line.cells) for line in book.sheets[0].lines][-1] == (
        5,
        ("1: 3,{1,2}",),
    )


# --- workbooks --------------------------------------------------------------------------


def saved(book: openpyxl.Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def test_what_a_person_sees_in_a_workbook_is_kept():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Svar"
    sheet.append(["navn", "e-post", "valg", "poeng"])
    sheet.append(["Åse", "a@x", "1A\u00a0", 4])
    sheet.append(["Bo", "b@x", " 1B ", "=D2*2"])
    sheet.append(["Eli", "e@x", "1C", "#REF!"])
    sheet["A6"] = "Sum"
    sheet["A2"].font = Font(strike=True)
    struck = TextBlock(InlineFont(strike=True), "1A")
    sheet["C3"] = CellRichText("1B ", struck)
    sheet["B2"].fill = PatternFill("solid", "FFFFC000")
    sheet["B3"].fill = PatternFill("solid", Color(theme=4, tint=0.4))
    sheet["B4"].fill = PatternFill("solid", Color(indexed=13))
    sheet["D4"].data_type = "e"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions.group("E", "XFD", hidden=True)
    sheet.merge_cells("A6:C6")
    book.create_sheet("Skjult").sheet_state = "hidden"
    book["Skjult"].append(["navn"])
    book.create_chartsheet("Diagram")
    read = book_of("svar.xlsx", saved(book))
    (seen,) = read.sheets
    assert seen.name == "Svar"
    assert [(line.number, line.cells) for line in seen.lines] == [
        (1, ("navn", "e-post", "valg", "poeng")),
        (2, ("Åse", "a@x", "1A\u00a0", "4")),
        (3, ("Bo", "b@x", "1B 1A", "")),
        (4, ("Eli", "e@x", "1C", "#REF!")),
        (6, ("Sum", "", "", "")),
    ]
    assert seen.hidden_rows == {4}
    assert seen.hidden_columns == {2}
    assert seen.struck == {(2, 1), (3, 3)}
    assert seen.filled == {(2, 2): "FFC000", (3, 2): "95B3D7", (4, 2): "FFFF00"}
    assert seen.merged == (((6, 1), (6, 3)),)
    assert seen.without_value == {(3, 4)}
    assert seen.broken == {(4, 4)}
    assert codes(read) == ["N110"]
    assert "'Skjult'" in read.findings[0].message


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (4.0, "General", "4"),
        (0.1 + 0.2, "General", "0.3"),
        (118000000001, "General", "118000000001"),
        (1.2e10, "0.00E+00", "12000000000"),
        (-2.5, "0.0", "-2.5"),
        (0.00001, "General", "0.00001"),
        (7, "00000", "00007"),
        (0.5, "0 %", "0.5"),
        (1500, '#,##0 "kr per dag"', "1500"),
        (True, "General", "TRUE"),
        (datetime(2027, 3, 1, 8, 12, 31), "dd.mm.yyyy hh:mm", "2027-03-01 08:12:31"),
        (datetime(2027, 3, 1), "dd.mm.yyyy hh:mm", "2027-03-01 00:00:00"),
        (datetime(2027, 3, 1, 8, 12, 31, 500_600), "m/d/yy h:mm:ss", "2027-03-01 08:12:32"),
        (date(2027, 3, 1), "[$-414]d. mmmm yyyy;@", "2027-03-01"),
        (datetime(2027, 3, 1, 12), "dd.mm.yyyy", "2027-03-01 12:00:00"),
        (date(1900, 2, 28), "yyyy-mm-dd", "1900-02-28"),
        (time(8, 12), "hh:mm", "08:12:00"),
        (timedelta(hours=26, minutes=3), "[h]:mm", "26:03:00"),
        ("=+47", "@", "=+47"),
        ("_x000A_", "@", "_x000A_"),
        ("a\x0bb", "@", "a b"),
        ("tegn\nlinje", "@", "tegn\nlinje"),
    ],
)
def test_values_read_as_a_person_would_write_them(value, form, expected):
    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    looks = book.add_format({"num_format": form})
    if isinstance(value, str):
        sheet.write_string(0, 0, value, looks)
    else:
        sheet.write(0, 0, value, looks)
    book.close()
    read = book_of("a.xlsx", into.getvalue())
    assert cells(read) == [(expected,)]
    assert not read.findings


def test_days_of_macs_are_counted_from_1904():
    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"date_1904": True})
    looks = book.add_format({"num_format": "yyyy-mm-dd"})
    book.add_worksheet().write_datetime(0, 0, datetime(2027, 3, 1), looks)
    book.close()
    assert cells(book_of("a.xlsx", into.getvalue())) == [("2027-03-01",)]


def test_long_numbers_are_a_notice_with_their_cell():
    book = openpyxl.Workbook()
    book.active.append(["id", "nr"])
    book.active.append([6412345678901234567, 1])
    (found,) = book_of("a.xlsx", saved(book)).findings
    assert (found.code, found.sheet, found.cell) == ("N111", "Sheet", "A2")


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.decimals(-(10**9), 10**9, places=4).map(float)
    | st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
    | st.text(VISIBLE, max_size=8)
)


def as_text(value: object) -> str:
    match value:
        case bool():
            return str(value).upper()
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case int() | float():
            return f"{Decimal(repr(value or 0)).normalize():f}"
        case _:
            return str(value or "")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(VALUES, min_size=1, max_size=6), min_size=1, max_size=6))
def test_texts_and_numbers_are_those_that_were_written(body):
    rows = [["overskrift"], *body]
    into = io.BytesIO()
    with workbook(into) as book:
        sheet = book.add_worksheet()
        looks = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                sheet.write(row, column, value, looks if isinstance(value, datetime) else None)
    read = book_of("a.xlsx", into.getvalue())
    if "E105" in codes(read):
        return
    width = max(map(len, rows))
    there = {n: tuple(map(as_text, row)) for n, row in enumerate(rows, start=1)}
    filled = {n: row for n, row in there.items() if any(map(str.strip, row))}
    seen = {line.number: line.cells for line in read.sheets[0].lines}
    assert seen.keys() == filled.keys()
    for number, row in filled.items():
        assert pad(seen[number], width) == pad(row, width)


def pad(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return row + ("",) * (width - len(row))


def test_formulas_are_told_apart_by_their_values():
    row = (
        '<row r="1"><c t="str"><f>B9</f><v>1A</v></c><c t="str"><f>B9</f><v></v></c>'
        '<c t="str"><f>B9</f></c><c><f>B9</f></c><c t="e"><f>B9</f><v>#REF!</v></c>'
        '<c t="inlineStr"><is><t>x</t></is></c></row>'
    )
    (sheet,) = book_of("a.xlsx", hostile.workbook(row)).sheets
    assert sheet.lines[0].cells == ("1A", "", "", "", "#REF!", "x")
    assert sheet.without_value == {(1, 3), (1, 4)}
    assert sheet.broken == {(1, 5)}


def test_ranges_over_all_cells_cost_nothing():
    after = (
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    )
    sheet = hostile.sheet_xml(hostile.TABLE, after=after)
    (seen,) = book_of("a.xlsx", hostile.zipped(hostile.parts(sheet))).sheets
    assert seen.merged == (((1, 1), (2, 2)),)


def test_what_does_not_matter_may_be_odd():
    styles = (
        f'<styleSheet xmlns="{hostile.MAIN}"><fonts><font><family val="99"/></font></fonts>'
        '<fills><fill/></fills><cellXfs><xf fillId="0" fontId="7"/></cellXfs>'
        "<cellStyles><cellStyle/></cellStyles></styleSheet>"
    )
    after = (
        "<conditionalFormatting><cfRule/></conditionalFormatting><pageMargins/>"
        "<dataValidations><dataValidation type='?'/></dataValidations><tableParts/>"
    )
    parts = hostile.parts(hostile.sheet_xml(hostile.TABLE, after=after), styles=styles)
    read = book_of("a.xlsx", hostile.zipped(parts | {"docProps/core.xml": "<x/>"}))
    assert cells(read) == [("navn", "valg"), ("Åse", "1A")]
    assert not read.findings


def test_workbooks_of_other_makers_read_too():
    strict = hostile.parts(hostile.sheet_xml(hostile.TABLE))
    swapped = {
        name.replace("/", "\\") if "sheet1" in name else name.upper(): str(xml)
        .replace(hostile.MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace('Target="worksheets', 'Target="/xl/worksheets')
        for name, xml in strict.items()
    }
    assert cells(book_of("a.xlsx", hostile.zipped(swapped))) == [
        ("navn", "valg"),
        ("Åse", "1A"),
    ]


def test_addresses_are_those_of_spreadsheets():
    for place in ((1, 1), (14, 8), (7, 26), (7, 27), (20_000, 500), (3, 16_384)):
        assert coordinate_to_tuple(address(place)) == place


# --- what a file is ---------------------------------------------------------------------

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"%PDF-1.7 ...", "E107", "PDF"),
        (b"$FL2@(#) SPSS", "E107", "SPSS"),
        (b"\x89PNG\r\n", "E107", "picture"),
        (b"\x1f\x8b\x08", "E107", "archive"),
        (b"\x09\x08\x10\x00", "E107", "very old Excel"),
        (b"<html><table><tr><td>Navn", "E107", "web page"),
        ("\ufeff\r\n<!DOCTYPE html>".encode("utf-16"), "E107", "web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "E107", "web page"),
        (
            b'<?xml version="1.0"?><w xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "E107",
            "Excel 2003",
        ),
        (b'{"answers": [1, 2]}', "E107", "JSON"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "E108", "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "E107", ".doc"),
        (OLE, "E107", "old Office"),
        (hostile.zipped({"word/document.xml": "<a/>"}), "E107", ".docx"),
        (hostile.zipped({"svar/a.csv": "a,b"}), "E107", "archive"),
        (hostile.zipped({"mimetype": hostile.OPEN_DOCUMENT + "text"}), "E107", "OpenDocument"),
        (hostile.zipped({"Index/Document.iwa": b"x"}), "E107", "Numbers"),
        (hostile.zipped({"xl/workbook.xml": "<a/>"}), "E114", "damaged"),
        (hostile.workbook(hostile.TABLE)[:-40], "E114", "damaged"),
        (hostile.workbook(hostile.TABLE + "<row"), "E114", "damaged"),
        (b"Hei alle,\n\nvi, som vanlig, ses\nog a, b, c, d\nHilsen\n" * 9, "E107", "no table"),
        (b"", "E101", "is empty"),
        (b"\r\n;;;\r\n", "E101", "no cell"),
        (hostile.workbook(""), "E101", "no cell"),
    ],
)
def test_a_file_is_known_by_its_content(data, code, said):
    book = book_of("svar.csv", data)
    stopping = [finding for finding in book.findings if finding.stops]
    assert [finding.code for finding in stopping] == [code]
    assert said in stopping[0].message
    assert book.sheets == ()


def test_a_name_that_lies_is_a_notice():
    csv, xlsx = "navn,valg\nÅse,1A\n".encode(), hostile.workbook(hostile.TABLE)
    assert (cells(book_of("a.xlsx", csv)), codes(book_of("a.xlsx", csv))) == (
        cells(book_of("a.csv", xlsx)),
        codes(book_of("a.csv", xlsx)),
    )
    assert codes(book_of("a.csv", xlsx)) == ["N107"]
    assert codes(book_of("a.txt", csv)) == []


def test_macros_are_named_and_not_run():
    members = hostile.parts(hostile.sheet_xml(hostile.TABLE)) | {"xl/vbaProject.bin": b"x"}
    book = book_of("svar.xlsm", hostile.zipped(members))
    assert codes(book) == ["N107"]
    assert cells(book)[1] == ("Åse", "1A")


def test_lost_letters_are_a_notice_with_the_first_place():
    book = book_of(
        "a.csv", "navn,hvorfor\n?áhppes?ohkka,Bra?\nTro?ne,Ja? Nei\n".encode("cp1252")
    )
    lost = book.findings[-1]
    assert (lost.code, lost.row, lost.column) == ("N108", 2, "1")
    assert lost.message.startswith("2 cells")
    clean = "navn,lenke\nHva?,https://x.example/side?id=1\nJa,\n"
    assert codes(book_of("a.csv", clean.encode())) == []


def test_numbers_that_a_spreadsheet_shortened_are_a_notice():
    book = book_of("a.csv", b"id;valg\n1,2E+10;A\n6,41235E+18;B\n")
    assert codes(book) == ["N202", "N111"]


# --- older kinds ------------------------------------------------------------------------


def test_open_documents_are_read_by_the_extra():
    number = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="12.0">'
        "<text:p>12</text:p></table:table-cell><table:table-cell office:value-type="
        '"date" office:date-value="2027-03-01T08:12:31"/></table:table-row>'
    )
    book = book_of("svar.ods", hostile.open_document(hostile.open_row("navn", "valg") + number))
    assert (book.kind, codes(book)) == ("ods", ["N112"])
    assert cells(book) == [("navn", "valg"), ("12", "2027-03-01 08:12:31")]


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setattr("allocator.sheets.older.find_spec", lambda _: None)
    book = book_of("svar.ods", hostile.open_document(hostile.open_row("navn")))
    assert codes(book) == ["E109"]
    assert "excel-extra" in book.findings[0].message


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr("allocator.sheets.older.WAIT", 0.001)
    book = book_of("svar.ods", hostile.open_document(hostile.open_row("navn")))
    assert codes(book) == ["E110"]


def test_where_no_limits_can_be_set_the_child_works_all_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    calamine_child.limit()


@pytest.mark.parametrize("columns", [3, 16_000])
def test_a_far_cell_of_an_open_document_ends_in_a_finding(columns):
    gap = '<table:table-row table:number-rows-repeated="1048570"/>'
    far = (
        f'<table:table-row><table:table-cell table:number-columns-repeated="{columns}"/>'
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row>"
    )
    book = book_of("svar.ods", hostile.open_document(hostile.open_row("navn") + gap + far))
    assert {f.code for f in book.findings if f.stops} <= {"E110", "E113", "E114"}
    assert not book.sheets


# --- faults of the disk and of files ----------------------------------------------------


def test_what_cannot_be_opened_is_told_apart(tmp_path: Path):
    with pytest.raises(FileTrouble, match="not found in"):
        read_book(tmp_path / "svar.csv")
    with pytest.raises(FileTrouble, match="not a regular file"):
        read_book(tmp_path)
    os.mkfifo(tmp_path / "rør.csv")
    with pytest.raises(FileTrouble, match="not a regular file"):
        read_book(tmp_path / "rør.csv")
    locked = tmp_path / "låst.csv"
    locked.write_bytes(b"a,b\n")
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        with pytest.raises(FileTrouble, match="cannot read"):
            read_book(locked)
    locked.chmod(stat.S_IRUSR)


def test_what_is_hashed_is_what_was_read(tmp_path: Path):
    path = tmp_path / "svar.csv"
    path.write_bytes(b"a,b\n1,2\n")
    before = read_book(path)
    path.write_bytes(b"a,b\n1,3\n")
    assert before.sha256 == book_of("svar.csv", b"a,b\n1,2\n").sha256
    assert before.sha256 != read_book(path).sha256


TABLE = hostile.sheet_xml(hostile.TABLE)
TWO_SHEETS = hostile.zipped(hostile.parts(TABLE, TABLE))
FAULTS = [
    # number in the list of faults, name, bytes, (code, row, sheet, cell) of each finding, said
    (4, "a.csv", b"", [("E101", 0, "", "")], "is empty"),
    (6, "a.csv", codecs.BOM_UTF8 + "æ,b\n1,2\n".encode(), [], ""),
    (7, "a.csv", "æ,b\n1,2\n".encode("utf-16"), [], ""),
    (7, "a.csv", "æ,b\n1,2\n".encode("utf-16-le"), [], ""),
    (8, "a.csv", "a,b\n1,ø\n".encode("cp1252"), [("N104", 0, "", "")], "byte 6 (row 2)"),
    ("8a", "a.csv", b"a,b\n1,\x81s\n", [("E104", 2, "", "")], "name it with --encoding"),
    (
        "8a",
        "a.csv",
        "a,b\n1,ø\n".encode() + b"2,\xff\n",
        [("E104", 3, "", "")],
        "but for byte 11",
    ),
    (9, "a.csv", "a,b\n1,BjÃ¸rn\n".encode(), [("E105", 2, "", "")], "double-encoded in 1 cell"),
    (10, "a.csv", b"a,b\n1,\0\n", [("E106", 2, "", "")], "row 2 has a NUL"),
    (10, "a.csv", b"a,b\n1,\x07\n", [("E106", 2, "", "")], "U+0007"),
    (11, "a.csv", b"a,b\r1,2\r3,4", [], ""),
    (11, "a.csv", b"a,b\r\n1,2\n3,4\r5,6", [], ""),
    (12, "a.csv", b"a;b\n1,5;2\n", [("N202", 0, "", "")], "separated by semicolon"),
    (13, "a.csv", b'a,b\n1,2\n3,"x\n4,y\n', [("E207", 3, "", "")], "row 3 not closed"),
    (13, "a.csv", b'a,b\n1,2\n3,"x"y\n', [("E207", 3, "", "")], "in the middle of a cell"),
    (14, "a.csv", b"a,b\n1,2,3\n4,5\n6,7\n", [("E205", 2, "", "")], "row 2 has 3 cells"),
    (15, "a.csv", b"a,b,c\n1,2\n4,5,6\n6,7,8\n", [("E205", 2, "", "")], "row 2 has 2 cells"),
    (15, "a.csv", b"a,b\n1,2,3\n4,5,6\n7,8,9\n", [("E205", 1, "", "")], "row 1 has 2 cells"),
    (15, "a.csv", b"a,b\n1,2,\n4,5,\n", [], ""),
    (16, "a.csv", b"a,a,a\n1,2,3\n", [], ""),
    (18, "a.csv", b"a,b\n1," + b"x" * 10_001, [("E207", 2, "", "")], "10000 characters"),
    (18, "a.csv", b"a,b\n" * 20_001, [("E113", 20_001, "", "")], "20000"),
    (18, "a.csv", b"a," * 500 + b"a\n", [("E113", 1, "", "")], "500"),
    (19, "a.xlsx", hostile.made("cell XFD2"), [("E113", 3, "Ark1", "XFD3")], "columns"),
    (
        19,
        "a.xlsx",
        hostile.made("cell Z1048576"),
        [("E113", 1048576, "Ark1", "Z1048576")],
        "rows",
    ),
    (19, "a.xlsx", hostile.made("entities"), [("E111", 0, "", "")], "document type"),
    (20, "a.xlsx", b"a,b\n1,2\n", [("N107", 0, "", "")], "read as csv"),
    (
        21,
        "a.xlsx",
        hostile.zipped(
            hostile.parts(hostile.sheet_xml(hostile.TABLE), hostile.sheet_xml(hostile.TABLE))
        ),
        [],
        "",
    ),
    (23, "a.csv", b"id,b\n1.2E+10,2\n", [("N111", 2, "", "")], "digits are lost"),
    (26, "a.csv", b"a,b,,\n1,2,,\n,,,\n,,,\n", [], ""),
]


@pytest.mark.parametrize(("number", "name", "data", "expected", "said"), FAULTS)
def test_faults_end_in_findings_with_code_place_and_words(number, name, data, expected, said):
    book = book_of(name, data)
    assert [(f.code, f.row, f.sheet, f.cell) for f in book.findings] == expected
    assert not said or said in book.findings[0].message
    assert bool(book.sheets) is not any(f.stops for f in book.findings)


def test_every_code_that_is_made_here_is_described():
    known = [code.code for code in CODES]
    assert known == sorted(set(known), key=lambda code: (code[0], code))
    assert all(code.title and code.means and code.mend for code in CODES)
