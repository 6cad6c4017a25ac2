"""`allocator check` on form exports as they were downloaded."""

from __future__ import annotations

import json
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

from allocator.checkup import check
from allocator.checkup.document import document
from allocator.checkup.page import render
from allocator.cli import main
from test_checkup import Page, loaded

if TYPE_CHECKING:
    from click.testing import Result

FORMS = Path(__file__).parent / "samples" / "forms"
EVENT = FORMS / "event.yaml"
FIRST = FORMS / "01a_msforms_nb.xlsx"
RENAMED = FORMS / "01g_msforms_option_renamed_midway.xlsx"
HANDMADE = FORMS / "13_handmade_everything_wrong.xlsx"
SEMICOLONS = FORMS / "01d_msforms_nb_excel_semicolon_cp1252.csv"
UNKNOWN = {f"{column}{row}" for column in "HJ" for row in range(9, 14)}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def marked(path: Path) -> dict[str, str]:
    """Return the notes on cells of the copies in a workbook."""
    sheets = openpyxl.load_workbook(path).worksheets[1:]
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.comment.text for cell in cells if cell.comment}


def codes(path: Path, event: Path | None = EVENT) -> list[str]:
    return [finding.code for finding in check(path, event).findings]


# --- with an event -----------------------------------------------------------------------


def test_a_raw_export_loads_no_solver() -> None:
    assert loaded("check", str(FIRST), "--event", str(EVENT)) == "loaded: []"


def test_people_answers_and_wishes_are_counted() -> None:
    found = check(FIRST, EVENT)
    assert found.exit_code == 0
    assert found.existence.how == "built"
    form, people = found.export, found.counts.people
    assert (form.answers, form.people, form.replaced) == (14, 12, 1)
    assert form.left_out == {"test": 1}
    assert (people.people, people.answered) == (12, 12)
    assert form.tool == "Microsoft Forms"
    assert {"wishes for runde1", "e-mail", "name"} <= {c.meaning for c in form.columns}


def test_the_same_answers_in_other_files_are_counted_alike() -> None:
    workbook, text = check(FIRST, EVENT), check(SEMICOLONS, EVENT)
    assert workbook.counts == text.counts


def test_unknown_options_stop_and_each_cell_is_marked(tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    done = run(RENAMED, "--event", EVENT, "--xlsx", target, "--lang", "en")
    assert done.exit_code == 3
    assert "› H9: '1D Unges medvirkning (10–18 år)' is no option" in done.stderr
    notes = marked(target)
    assert notes.keys() == UNKNOWN
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_cells_of_a_text_file_are_marked_too(tmp_path: Path) -> None:
    export, target = tmp_path / "svar.csv", tmp_path / "marked.xlsx"
    text = SEMICOLONS.read_bytes().decode("cp1252")
    export.write_text(text.replace("1D Ung med", "1D Unge med"), encoding="utf-8")
    done = run(export, "--event", EVENT, "--xlsx", target)
    assert done.exit_code == 3
    notes = marked(target)
    assert any(cell.startswith("H") for cell in notes)


def test_doubtful_rows_of_a_handmade_sheet_are_marked_where_they_are(tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    assert run(HANDMADE, "--event", EVENT, "--xlsx", target).exit_code == 0
    book = openpyxl.load_workbook(target)
    assert len(book.worksheets) == 2
    original = openpyxl.load_workbook(HANDMADE)["Påmelding 2027 (ENDELIG v3)"]
    copy = book.worksheets[1]
    notes = marked(target)
    assert len(notes) > 4
    for address in notes:
        written = original[address].value or ""
        assert copy[address].value == ("" if written.startswith("=") else written)


def test_decisions_of_an_earlier_import_count(tmp_path: Path) -> None:
    shutil.copy(EVENT, tmp_path)
    assert codes(RENAMED, tmp_path).count("E724") == 2
    aliases = '"1D Unges medvirkning (10–18 år)": 1D\n  "Til fots - Bjørvika kl 13:00": B7'
    (tmp_path / "form.yaml").write_text(f"aliases:\n  {aliases}\n", encoding="utf-8")
    assert "E724" not in codes(RENAMED, tmp_path)


def test_people_who_only_registered_get_a_day(tmp_path: Path) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_text("Navn,E-post\nAda Ny,ada.ny@lillevik.example\n", encoding="utf-8")
    found = check(FIRST, EVENT, people=listed)
    assert found.export.silent == 1
    assert found.counts.people.silent == 1


def test_a_round_that_was_not_in_the_form_is_one_notice() -> None:
    assert codes(HANDMADE).count("N851") == 1


# --- without one, or with a broken one ---------------------------------------------------


def test_without_an_event_structure_and_people_are_told() -> None:
    found = check(RENAMED)
    assert found.exit_code == 0
    assert found.counts is None
    assert found.existence.how == "not asked"
    assert (found.export.answers, found.export.people, found.export.unknown) == (12, 12, 0)
    done = run(RENAMED, "--lang", "en")
    assert "Wishes were not looked at; --event names the event." in done.stdout
    assert "(Microsoft Forms), header in row 1" in done.stdout


def test_a_broken_event_does_not_hide_the_form(tmp_path: Path) -> None:
    event = tmp_path / "event.yaml"
    text = EVENT.read_text(encoding="utf-8")
    event.write_text(text.replace("title:", "titel:", 1), encoding="utf-8")
    found = check(FIRST, event)
    assert found.exit_code == 3
    assert {"E310", "N740"} <= {finding.code for finding in found.findings}
    assert found.export.people == 12


def test_a_file_that_is_no_form_is_refused_with_a_place(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_bytes(b"")
    for name in ("x.csv", "empty.csv"):
        done = run(tmp_path / name, "--event", EVENT, "--json")
        assert done.exit_code == json.loads(done.stdout)["exit_code"] == 3
    assert run(tmp_path / "missing.csv", "--event", EVENT).exit_code == 7


def test_an_event_for_a_folder_and_ballots_are_wrong_use() -> None:
    assert run(EVENT.parents[3] / "instances" / "tiny", "--event", EVENT).exit_code == 2
    assert run(FORMS / "12a_runde1.soc").exit_code == 2


# --- what is shown -----------------------------------------------------------------------


@pytest.mark.parametrize("path", [FIRST, RENAMED, HANDMADE, SEMICOLONS], ids=lambda p: p.name)
def test_the_page_of_an_export_is_accessible(path: Path) -> None:
    page = Page(render(check(path, EVENT)))
    assert page.tables == page.captions > 5
    assert page.bare == 0
    assert len(page.ids) == len(set(page.ids))
    assert all(b - a <= 1 for a, b in zip(page.levels, page.levels[1:], strict=False))


def test_no_name_address_or_comment_leaves_the_workbook(tmp_path: Path) -> None:
    answers = openpyxl.load_workbook(FIRST).worksheets[0]
    header = [cell.value for cell in answers[1]]
    columns = [
        at
        for at, text in enumerate(header)
        if str(text).strip() in ("E-postadresse", "Navn", "Kommentar")
    ]
    assert len(columns) > 1
    private = {
        str(row[at].value)
        for row in answers.iter_rows(min_row=2)
        for at in columns
        if row[at].value
    }
    found = check(FIRST, EVENT)
    done = run(FIRST, "--event", EVENT, "--html", tmp_path / "page.html")
    told = [
        render(found),
        json.dumps(document(found), ensure_ascii=False),
        found._repr_html_(),
        repr(found),
        done.stdout + done.stderr,
        (tmp_path / "page.html").read_text(encoding="utf-8"),
    ]
    assert not [value for value in private if any(value in text for text in told)]
