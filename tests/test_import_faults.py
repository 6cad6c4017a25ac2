"""Rows 23 to 40 of the table of faults, as far as they concern the export of a form."""

from __future__ import annotations

import pytest
import xlsxwriter
from openpyxl import load_workbook

import allocator
from import_support import Form, run


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path)


def workbook(form, hidden=(), extra=()):
    """Write the form as a workbook; return its path."""
    path = form.folder / "svar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Svar")
        for at, row in enumerate([form.header, *form.rows, *extra]):
            sheet.write_row(at, 0, row)
        for at in hidden:
            sheet.set_row(at - 1, None, None, {"hidden": True})
    return path


def test_23_ids_that_changed_form_are_told(form):
    form.header[1] = "Ansattnummer"
    for row, id_ in zip(form.rows, ("1.2E+10", "123", "124"), strict=True):
        row[1] = id_
    done = form.run()
    assert done.code == 3
    assert "E713" in done.stderr


def test_24_hidden_rows_are_used_and_their_number_is_said(form):
    done = run(form.out, workbook(form, hidden=(2, 4)), "--lang", "en", event=form.event)
    assert done.code == 0, done.stderr
    assert len(done.attendees()) == 3
    assert "rows 2, 4: each is hidden; they count" in done.stderr


def test_25_what_is_hashed_is_what_was_read(form):
    import hashlib

    path = form.write()
    done = run(form.out, path, event=form.event)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert done.report["files"] == [{"file": "svar.csv", "kind": "csv", "sha256": digest}]


def test_26_blank_rows_and_totals_are_no_people(form):
    extra = [[], [""] * 7, ["Totalt", "3", "", "", "", "", ""]]
    done = run(form.out, workbook(form, extra=extra), event=form.event)
    assert done.code == 0, done.stderr
    assert len(done.attendees()) == 3


def test_28_one_person_twice_also_by_a_decomposed_name(form):
    form.rows[0][1:4] = ["", "A\u030ase Aas", "Ås"]
    form.add(**{"E-post": "", "Navn": "\u00c5se Aas", "Tidsmerke": "03.03.2027 10:00"})
    done = form.run()
    assert done.code == 0, done.stderr
    assert done.found("N750") == [2]
    assert len(done.attendees()) == 3


def test_31_a_look_alike_in_an_option_is_no_option(form):
    form.rows[0][4] = "W\u0430ter"
    done = form.run("--lang", "en")
    assert done.code == 3
    assert "row 2" in done.stderr


def test_33_a_session_twice_is_kept_once_and_told(form):
    form.rows[0][5] = "Water"
    done = form.run()
    assert done.code == 0, done.stderr
    assert done.rows()[0] == ("A001", "W1", "1")
    assert {f["row"] for f in done.report["findings"]} & {2}
    assert allocator.read(done.out)


@pytest.mark.parametrize("rank", ["0", "-1", "1.5", "٣", "1_000", "1" + "0" * 12, "inf"])
def test_34_ranks_that_cannot_be_are_refused(tmp_path, rank):
    header = ["E-post", *(f"Ranger [{name}]" for name in ("Water", "Streets", "Parks"))]
    ranks = [["1", "2", "3"], ["2", "3", "1"], ["3", "1", "2"], ["1", "3", rank]]
    rows = [[f"p{n}@x.example", *row] for n, row in enumerate(ranks)]
    done = Form(tmp_path, rows, header).run()
    assert done.code == 3
    assert "row 5" in done.stderr or "D5" in done.stderr or "rad 5" in done.stderr


def test_35_no_wishes_at_all_is_no_trouble(form):
    form.rows[0][4:] = ["", "", ""]
    done = form.run()
    assert done.code == 0, done.stderr
    assert len(allocator.read(done.out).attendees) == 3
    assert done.report["counts"]["with_wishes"] == 2


def test_36_37_one_popular_session_for_everybody(form):
    for row in form.rows:
        row[4:] = ["Water", "", ""]
    done = form.run()
    assert done.code == 0, done.stderr
    assert {row[1:] for row in done.rows()} == {("W1", "1")}


def test_39_a_person_who_refuses_everything_is_explained_by_check(form):
    text = form.event.read_text(encoding="utf-8")
    form.event.write_text(f"wishes: {{refusals: forbid}}\n{text}", encoding="utf-8")
    form.column("Kan ikke delta på", "Water;Streets;Parks", "", "")
    done = form.run("--contradiction", "refusal")
    assert done.code == 0, done.stderr
    assert not allocator.explain(allocator.read(done.out)).exists


@pytest.mark.parametrize("name", ['=HYPERLINK("x")', "@SUM(1)", "+47", "\t=1", "＝1", "-1"])
def test_40_names_that_are_formulas_stay_texts(form, name):
    form.rows[0][2] = name
    done = form.run()
    sheet = load_workbook(done.out / "people.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert sheet["B2"].value == name.strip()
    text = (done.out / "attendees.csv").read_text(encoding="utf-8")
    assert name.strip() not in text
