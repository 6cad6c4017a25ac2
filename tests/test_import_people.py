"""people.xlsx: names by id, in and out."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from allocator.errors import FileTrouble, InputRefused
from allocator.readers.people_file import Person, read_people_file
from allocator.writers.people_file import people_workbook

NAMES = ["=HYPERLINK(1)", "@SUM", "+47", "\t=1", "＝1+1", "None", "Åse", "0012", ""]


def test_what_is_written_is_read_again_and_no_text_is_a_formula(tmp_path):
    people = [
        Person(f"A{n:03}", name.strip(), f"{n}@x.example", "Ås kommune")
        for n, name in enumerate(NAMES, start=1)
    ]
    path = tmp_path / "people.xlsx"
    path.write_bytes(people_workbook(people))
    assert list(read_people_file(path).values()) == people
    sheet = load_workbook(BytesIO(path.read_bytes())).worksheets[0]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}
    assert people_workbook(people) == path.read_bytes()


def test_order_of_columns_is_free_and_norwegian_headers_are_understood(tmp_path):
    path = tmp_path / "navn.csv"
    text = "Bord;E-post;Fullt navn;Deltaker-ID;Kommune\r\n1;a@x.example;A;B-1;Ås\r\n;;;;\r\n"
    path.write_bytes(text.encode("utf-8-sig"))
    assert dict(read_people_file(path)) == {"B-1": Person("B-1", "A", "a@x.example", "Ås")}


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("name,email\nAnna,a@x.example\n", "E740", 1),
        ("", "E101", 0),
        ("attendee_id,name\nAnna Berg,x\n", "E741", 2),
        ("attendee_id,name\n,Anna\n", "E741", 2),
        ("attendee_id,name\nA1,Anna\na1,Berg\n", "E742", 3),
    ],
)
def test_ids_that_are_missing_bad_or_twice_are_refused_without_a_name(
    tmp_path, text, code, row
):
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(InputRefused) as refused:
        read_people_file(path)
    [finding] = refused.value.findings
    assert (finding.code, finding.row) == (code, row)
    assert "Anna" not in str(finding)
    assert "Berg" not in str(finding)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileTrouble, match="nobody"):
        read_people_file(tmp_path / "nobody.xlsx")
