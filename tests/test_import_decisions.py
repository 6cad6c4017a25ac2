"""form.yaml: what an organiser may state, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

import allocator
from allocator.importing.decisions import DETAILS, ROLES, read_decisions
from allocator.importing.decisions_text import decisions_text
from import_support import Form, run, sample


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path)


def said(text):
    """Return code, row and message of each finding."""
    _, findings = read_decisions("form.yaml", text)
    return [(f.code, f.row, f.message) for f in findings]


# --- what may be stated --------------------------------------------------------------------


def test_columns_about_persons_are_taken_over_only_if_that_is_stated(form):
    form.column("Bruker rullestol", "ja", "Nei", "")
    form.column("Kan gå langt", "x", "", "x")
    form.column("Kommer kl.", "kl. 9.30", "10:15", "")
    form.column("Språk", "Norsk og engelsk", "en", "")
    form.column("Vert på", "Water", "", "")
    form.column("Rolle", "", "Hosts", "")
    before = form.run()
    assert set(before.attendees()[0]) == {"attendee_id", "group"}
    form.decide(
        "columns:\n"
        '  "bruker  RULLESTOL": needs wheelchair\n'
        '  "Kan gå langt": needs cannot_walk_far\n'
        '  "Kommer kl.": arrives\n'
        '  "Språk": languages\n'
        '  "Vert på": fixed\n'
        '  "Rolle": priority\n'
    )
    done = form.run("--force")
    assert done.code == 0, done.stderr
    anna, bo, cato = done.attendees()
    assert anna == {
        "attendee_id": "A001",
        "group": "Ås",
        "fixed": "W1",
        "arrives": "09:30",
        "needs": "wheelchair;cannot_walk_far",
        "languages": "nb;en",
        "priority": "",
    } | {"priority": ""}
    assert (bo["arrives"], bo["languages"], bo["priority"]) == ("10:15", "en", "hosts")
    assert cato["needs"] == "cannot_walk_far"
    assert allocator.read(done.out).attendees[0].needs == {"wheelchair", "cannot_walk_far"}
    kept = (done.out / "form.yaml").read_text(encoding="utf-8")
    assert '"Bruker rullestol": needs wheelchair\n' in kept
    assert form.run().code == 0, "the same decisions, the same files"


@pytest.mark.parametrize(
    ("word", "cell"),
    [
        ("needs wheelchair", "rullestol, må ha rampe"),
        ("arrives", "etter lunsj"),
        ("arrives", "25:00"),
        ("languages", "Alle mulige språk i verden"),
        ("fixed", "Volcanoes"),
        ("priority", "kings"),
    ],
)
def test_cells_that_cannot_be_taken_over_are_named_and_not_repeated(form, word, cell):
    form.column("Annet", "", cell, "")
    form.decide(f'columns: {{"Annet": {word}}}\n')
    done = form.run()
    assert done.code == 3
    assert "E745  svar.csv, row 3, column Annet: must be" in done.stderr
    assert cell not in done.stderr


def test_what_a_column_is_can_be_corrected(form):
    form.column("Avdeling ved arrangementet", "Stab", "Drift", "Stab")
    form.decide('columns: {"Kommune": unused, "Avdeling ved arrangementet": group}\n')
    done = form.run()
    assert [a["group"] for a in done.attendees()] == ["Stab", "Drift", "Stab"]


def test_texts_that_are_no_wish_can_be_stated(form):
    form.rows[0][4] = "Jeg blir hjemme"
    assert form.run().code == 3
    form.decide('aliases: {"Jeg blir hjemme": no wish}\n')
    done = form.run()
    assert done.code == 0, done.stderr
    assert ("A001", "W1") not in {row[:2] for row in done.rows()}
    assert '"Jeg blir hjemme": no wish' in (done.out / "form.yaml").read_text(encoding="utf-8")


def test_another_file_of_decisions_can_be_named(form, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("leave_out: [struck]\nkeep: [test]\n", encoding="utf-8")
    form.rows[0][2] = "Test Person"
    done = form.run("--form", path)
    assert len(done.attendees()) == 3
    text = (done.out / "form.yaml").read_text(encoding="utf-8")
    assert "leave_out: [struck]\nkeep: [test]\n" in text
    missing = form.run("--form", tmp_path / "nobody.yaml")
    assert missing.code == 7


def test_options_go_before_the_file(form):
    form.rows[0][2] = "Test Person"
    form.decide("keep: [test]\n")
    assert len(form.run("--leave-out", "test").attendees()) == 2


def test_columns_that_come_and_go_are_said(form):
    form.run()
    form.header[3] = "Bydel"
    form.rows[0][4] = "Parks"
    done = form.run("--force", "--lang", "en")
    assert done.code == 0, done.stderr
    assert "form.yaml speaks of columns that are not here: «Kommune»" in done.stderr
    assert "columns that form.yaml does not have: «Bydel»" in done.stderr


def test_columns_of_one_header_are_not_mixed_up(form):
    form.header[4:7] = ["Verksted", "Verksted", "Besøk"]
    form.column("Besøk", "", "", "")
    first = form.run()
    assert first.code == 0, first.stderr
    assert ("A001", "W3", "2") in first.rows()
    again = form.run()
    assert again.code == 0, again.stderr


def test_another_form_in_the_same_folder_is_no_trouble(tmp_path):
    first = run(tmp_path / "out", sample("01a"))
    assert first.code == 0, first.stderr
    other = run(tmp_path / "out", sample("10a"), "--force", "--lang", "en")
    assert other.code == 0, other.stderr
    assert "form.yaml speaks of a sheet that is not here: Sheet1" in other.stderr
    assert other.people() == first.people(), "everybody keeps the id"


# --- the file itself -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "row", "told"),
    [
        ("sheets: Ark1\n", 1, "unknown key 'sheets'"),
        ('columns: {"Navn": nonsense}\n', 1, "must be one of"),
        ('columns: {"Navn": [name]}\n', 1, "must be one of"),
        ("columns: [Navn]\n", 1, "columns must be a mapping"),
        ('aliases: {"X": "no such id!"}\n', 1, "must be the id of a session"),
        ("form: x\nleave_out: [tests]\n", 2, "leave_out must list: test, cancelled"),
        ("keep: [test]\nleave_out: [test]\n", 1, "test is both left out and kept"),
        ("same_email: two\n", 1, "same_email must be one of: one | several"),
        ("statuses: {Ja: perhaps}\n", 1, "must be one of: in, out"),
        ("codes: A1\n", 1, "must be texts by code"),
    ],
)
def test_form_yaml_is_strict(text, row, told):
    [(code, at, message)] = said(text)
    assert (code, at) == ("E747", row)
    assert told in message


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: 1\na: 2\n", "- a\n", "a: [1\n"])
def test_yaml_that_is_not_plain_is_refused(text):
    assert said(text)


def test_sessions_and_rounds_that_there_are_not_are_named(form):
    form.decide('aliases: {"Water": W9}\ncolumns: {"Besøk 1. valg": wishes R7}\n')
    done = form.run("--lang", "en")
    assert done.code == 3
    assert "E747  form.yaml: aliases: the event has no session W9" in done.stderr
    assert "E747  form.yaml: columns: the event has no round R7" in done.stderr


def test_every_word_and_key_is_documented():
    from pathlib import Path

    page = (Path(__file__).parents[1] / "docs" / "import.md").read_text(encoding="utf-8")
    for word in (*ROLES, *DETAILS):
        assert f"`{word}`" in page, word
    for key in ("sheet", "columns", "aliases", "codes", "statuses", "leave_out", "keep"):
        assert f"`{key}`" in page, key


def test_headers_of_any_kind_stand_in_the_file(form):
    headers = ['Hva "mener" du?\nFritt', "Tab\there", "a: b # c", "Hvor\u00a0enig", "- x", "🚌"]
    for header in headers:
        form.column(header, "", "a", "")
    done = form.run()
    assert done.code == 0, done.stderr
    text = (done.out / "form.yaml").read_text(encoding="utf-8")
    decided, findings = read_decisions("form.yaml", text)
    assert not findings
    assert {"Hvor\u00a0enig", "a: b # c", "- x", "🚌"} <= set(decided.columns)
    from allocator.importing import Request, import_from

    found = import_from(Request((form.write(),), form.event, out=form.out))
    assert decisions_text(found) == text
