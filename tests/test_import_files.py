"""What an import leaves on disk and says: all files or none, and no personal word."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from io import BytesIO
from random import Random

import pytest
import xlsxwriter
from click.testing import CliRunner

import allocator
from allocator.cli import main
from allocator.errors import FileTrouble
from allocator.writers import several
from allocator.writers.several import Content, Earlier, write_several
from import_support import EVENT, SAMPLES, Form, run, sample

OLD, NEW = b"old", b"new"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


# --- all or none ---------------------------------------------------------------------------


def test_files_are_written_into_a_new_folder_or_beside_others(tmp_path):
    folder = tmp_path / "a" / "b"
    assert write_several(folder, {"x": Content(NEW)}, force=False) == []
    (folder / "other").write_bytes(OLD)
    assert write_several(folder, {"x": Content(NEW), "y": Content(NEW)}, force=False) == []
    assert names(folder) == ["other", "x", "y"]


def test_what_becomes_of_earlier_files(tmp_path):
    for name in ("kept", "freed", "passing", "same"):
        (tmp_path / name).write_bytes(NEW if name == "same" else OLD)
    contents = {
        "kept": Content(NEW),
        "freed": Content(NEW, earlier=Earlier.BACKUP),
        "passing": Content(NEW, earlier=Earlier.REPLACE),
        "same": Content(NEW),
    }
    with pytest.raises(FileTrouble, match="has kept already"):
        write_several(tmp_path, contents, force=False)
    assert names(tmp_path) == ["freed", "kept", "passing", "same"]
    assert (tmp_path / "freed").read_bytes() == OLD
    backups = write_several(tmp_path, contents, force=True)
    assert backups == ["kept.bak-1", "freed.bak-1"]
    assert names(tmp_path) == ["freed", "freed.bak-1", "kept", "kept.bak-1", "passing", "same"]
    assert (tmp_path / "kept").read_bytes() == NEW
    assert (tmp_path / "kept.bak-1").read_bytes() == OLD
    assert write_several(tmp_path, {"kept": Content(OLD)}, force=True) == ["kept.bak-2"]


@pytest.mark.parametrize("broken", ["second file", "second name"])
def test_where_one_file_fails_all_are_as_before(tmp_path, monkeypatch, broken):
    (tmp_path / "a").write_bytes(OLD)
    (tmp_path / "b").write_bytes(OLD)
    write, rename = several.write, type(tmp_path).rename

    def failing_write(path, data, *, private=False):
        if broken == "second file" and ".b." in path.name:
            raise OSError(28, "No space left on device", str(path))
        write(path, data, private=private)

    def failing_rename(path, target):
        if broken == "second name" and path.name.startswith(".b."):
            raise OSError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(several, "write", failing_write)
    monkeypatch.setattr(type(tmp_path), "rename", failing_rename)
    with pytest.raises(FileTrouble, match="cannot be written"):
        write_several(tmp_path, {"a": Content(NEW), "b": Content(NEW)}, force=True)
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == OLD


def test_a_folder_that_could_not_be_filled_is_taken_away(tmp_path, monkeypatch):
    def failing(path, data, *, private=False):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(several, "write", failing)
    with pytest.raises(FileTrouble):
        write_several(tmp_path / "x", {"a": Content(NEW)}, force=False)
    assert names(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "x").write_bytes(OLD)
    with pytest.raises(FileTrouble, match="x"):
        write_several(tmp_path / "x", {"a": Content(NEW)}, force=True)


def test_private_files_are_their_owner_s(tmp_path):
    before = os.umask(0)
    try:
        write_several(tmp_path / "x", {"a": Content(NEW, private=True)}, force=False)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "x" / "a").stat().st_mode) == 0o600


# --- no personal word ----------------------------------------------------------------------

CANARY = "Kanarifugl"
PUBLIC = ("attendees.csv", "preferences.csv", "import.json", "form.yaml")


def with_canaries(tmp_path):
    """Return a form with a canary in every personal field, and one of each doubt."""
    form = Form(tmp_path)
    for at, row in enumerate(form.rows):
        row[1:3] = [f"{CANARY}{at}@x.example", f"{CANARY} Nr{at}"]
    form.column("Kommentar", *(f"{CANARY}: vegetar" for _ in form.rows))
    form.column("Mobil", *(f"+47 {CANARY}" for _ in form.rows))
    form.column("Status", "Påmeldt", f"{CANARY}", "Avmeldt")
    form.add(**{"Tidsmerke": "03.03.2027 10:00", "Status": "Påmeldt"})
    form.add(**{"E-post": f"test.{CANARY}@x.example"})
    form.add(**{"E-post": f"{CANARY} at example"})
    form.add(**{"E-post": "", "Navn": f"{CANARY} Nr0"})
    return form


@pytest.mark.parametrize("refused", [False, True])
def test_canaries_reach_no_file_and_no_message(tmp_path, refused):
    form = with_canaries(tmp_path)
    if refused:
        form.add(**{"E-post": f"{CANARY}0@x.example", "Navn": f"{CANARY} Another"})
        form.add(**{"Verksted 1. valg": "Volcanoes"})
    done = form.run()
    assert done.code == (3 if refused else 0), done.stderr
    assert CANARY.casefold() not in (done.stdout + done.stderr).casefold()
    for name in PUBLIC if not refused else ():
        text = (done.out / name).read_text(encoding="utf-8").casefold()
        assert CANARY.casefold() not in text, name


def test_canaries_in_a_workbook_and_a_list_of_registrations(tmp_path):
    form = with_canaries(tmp_path)
    path = tmp_path / "svar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Svar")
        struck = book.add_format({"font_strikeout": True, "bg_color": "#FFFF00"})
        for at, row in enumerate([form.header, *form.rows]):
            sheet.write_row(at, 0, row, struck if at == 2 else None)
        sheet.set_row(3, None, None, {"hidden": True})
    people = tmp_path / "people.csv"
    people.write_text(f"Navn;E-post\n{CANARY} Nr9;{CANARY}9@x.example\n", encoding="utf-8")
    done = run(form.out, path, "--people", people, event=form.event)
    assert done.code == 0, done.stderr
    assert CANARY.casefold() not in (done.stdout + done.stderr).casefold()
    for name in PUBLIC:
        text = (done.out / name).read_text(encoding="utf-8").casefold()
        assert CANARY.casefold() not in text, name


# --- files of an export --------------------------------------------------------------------


def test_parts_of_an_export_that_lie_beside_it_are_read_and_said(tmp_path):
    done = run(tmp_path / "a", sample("09b_surveyxact_tab_utf16_dataset"), "--lang", "en")
    assert "structure.csv: lies beside the dataset and is read too" in done.stderr
    files = sorted(SAMPLES.glob("09b*"))
    named = run(tmp_path / "b", *files)
    assert named.code == 0, named.stderr
    for name in ("attendees.csv", "preferences.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_the_encoding_can_be_stated(tmp_path):
    form = Form(tmp_path)
    form.rows[0][3] = "Ås"
    path = form.write()
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("mac_roman"))
    done = run(form.out, path, "--encoding", "mac_roman", event=form.event)
    assert [a["group"] for a in done.attendees()] == ["Ås", "Bø", "Ås"]
    assert run(form.out, path, "--encoding", "klingon", event=form.event).code == 2


def test_the_sheet_can_be_stated(tmp_path):
    form = Form(tmp_path)
    path = tmp_path / "svar.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("Alle", form.rows), ("Noen", form.rows[:1])):
            sheet = book.add_worksheet(name)
            for at, row in enumerate([form.header, *rows]):
                sheet.write_row(at, 0, row)
    refused = run(form.out, path, event=form.event)
    assert refused.code == 3
    assert "Alle" in refused.stderr
    done = run(form.out, path, "--sheet", "Noen", event=form.event)
    assert len(done.attendees()) == 1
    assert 'sheet: "Noen"' in (form.out / "form.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", 3), (b"PK\x03\x04broken", 3), (b"\x00\x01\x02", 3), (b"a;b\n", 3)],
)
def test_files_that_are_no_form_are_refused_in_our_words(tmp_path, data, code):
    path = tmp_path / "svar.xlsx"
    path.write_bytes(data)
    done = run(tmp_path / "out", path)
    assert done.code == code, done.stderr
    assert not (tmp_path / "out").exists()


def test_what_is_missing_is_told(tmp_path):
    assert run(tmp_path / "out", tmp_path / "nobody.csv").code == 7
    form = Form(tmp_path)
    assert run(form.out, form.write(), event=tmp_path / "nobody.yaml").code == 7
    form.event.write_text("title: only\n", encoding="utf-8")
    assert form.run().code == 3


def test_ballots_have_options_of_their_own(tmp_path):
    done = run(tmp_path / "out", sample("01a"), "--seats", "4", event=EVENT)
    assert done.code == 2
    assert "--seats" in done.stderr


def test_a_form_without_an_event_is_told_what_it_needs(tmp_path):
    command = ["import", str(sample("01a")), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 3
    assert "--event" in done.stderr
    assert CliRunner().invoke(main, command[:2]).exit_code == 2


def test_an_earlier_people_file_that_is_broken_is_not_passed_over(tmp_path):
    form = Form(tmp_path)
    form.run()
    (form.out / "people.xlsx").write_bytes(BytesIO(b"no workbook").getvalue())
    assert form.run("--force").code == 3


def test_an_event_that_names_others_is_told(tmp_path):
    form = Form(tmp_path)
    text = form.event.read_text(encoding="utf-8")
    speaker = "title: Water, speakers: [{name: Somebody, attendee: P7}]"
    form.event.write_text(text.replace("title: Water", speaker), encoding="utf-8")
    done = form.run("--lang", "en")
    assert done.code == 0, done.stderr
    assert "N755  event.yaml" in done.stderr
    assert "is not in attendees.csv" in done.stderr


def test_the_event_may_be_a_workbook(tmp_path):
    form = Form(tmp_path)
    book = tmp_path / "program.xlsx"
    done = CliRunner().invoke(main, ["setup", str(form.event), "--out", str(book)])
    assert done.exit_code == 0, done.output
    imported = run(form.out, form.write(), event=book)
    assert imported.code == 0, imported.stderr
    assert (form.out / "oppsett.xlsx").read_bytes() == book.read_bytes()
    assert len(allocator.read(form.out).attendees) == 3


def test_5000_answers_are_imported(tmp_path):
    form, rng = Form(tmp_path), Random(1)
    workshops = ["Water", "Streets", "Parks"]
    form.rows = [
        ["01.03.2027 08:00", f"p{n}@x.example", f"P Nr{n}", "Ås", *rng.sample(workshops, 2), ""]
        for n in range(5_000)
    ]
    done = run(form.out, form.write(), event=form.event)
    assert done.code == 0, done.stderr
    assert len(done.attendees()) == 5_000


def test_importing_loads_nothing_heavy(tmp_path):
    form = Form(tmp_path)
    arguments = ["import", str(form.write()), "--event", str(form.event)]
    code = (
        "import sys; from allocator.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print(*{'ortools', 'pandas', 'matplotlib', 'numpy', 'openpyxl'} & sys.modules.keys())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    *lines, loaded = done.stdout.splitlines()
    assert loaded == ""
    assert len(lines) == 3
