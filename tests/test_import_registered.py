"""A list of registrations beside the answers."""

from __future__ import annotations

import csv

import pytest

import allocator
from allocator.readers.people_file import read_people_file
from import_support import Form

HEADER = ["Status", "Fornavn", "Etternavn", "E-post", "Arbeidssted"]
PEOPLE = [
    ["Påmeldt", "Bo", "Berg", "berg@x.example", "Bø"],
    ["Bekreftet", "Anna", "Aas", "ANNA@x.example", "Ås"],
    ["Påmeldt", "Dag", "Eng", "dag@x.example", "Os"],
    ["Avmeldt", "Eva", "Foss", "eva@x.example", "Os"],
    ["Påmeldt", "Cato", "Dahl", "cato@private.example", "Ås"],
]


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path)


def listed(form, rows=PEOPLE, header=HEADER):
    path = form.folder / "deltakere.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *rows])
    return path


def test_everybody_on_the_list_gets_a_place(form):
    done = form.run("--people", listed(form))
    assert done.code == 0, done.stderr
    people = read_people_file(done.out / "people.xlsx")
    assert [p.name for p in people.values()] == ["Anna Aas", "Bo Berg", "Cato Dahl", "Dag Eng"]
    assert done.found("N751") == [4]
    assert done.found("N741") == [5]
    assert {row[0] for row in done.rows()} == {"A001", "A002", "A003"}
    assert done.report["counts"]["registered_without_answer"] == 1
    problem = allocator.read(done.out)
    assert len(problem.attendees) == 4


def test_a_name_joins_where_the_email_does_not(form):
    done = form.run("--people", listed(form))
    assert done.found("N758") == [4]


def test_answers_from_people_who_are_not_registered_are_said(form):
    path = listed(form, PEOPLE[1:])
    done = form.run("--people", path)
    assert done.found("N749") == [3]
    assert "Bo Berg" in {p.name for p in read_people_file(done.out / "people.xlsx").values()}
    fewer = form.run("--people", path, "--leave-out", "unregistered", "--force")
    assert len(fewer.attendees()) == 3


def test_an_answer_of_somebody_who_cancelled_does_not_count(form):
    rows = [list(row) for row in PEOPLE]
    rows[0][0] = "Avmeldt"
    done = form.run("--people", listed(form, rows))
    assert done.found("N741") == [2, 5, 3]
    assert len(done.attendees()) == 3


def test_somebody_who_cancelled_and_registered_again_counts(form):
    rows = [["Avmeldt", *PEOPLE[0][1:]], *PEOPLE]
    done = form.run("--people", listed(form, rows))
    assert "Bo Berg" in {p.name for p in read_people_file(done.out / "people.xlsx").values()}


def test_what_the_list_knows_fills_what_the_form_does_not(form):
    for row in form.rows:
        row[3] = ""
    header = [*HEADER, "Rullestol"]
    rows = [[*row, "ja" if row[1] == "Dag" else "nei"] for row in PEOPLE]
    form.decide('columns: {"Rullestol": needs wheelchair}\n')
    done = form.run("--people", listed(form, rows, header))
    assert done.code == 0, done.stderr
    assert [(a["group"], a["needs"]) for a in done.attendees()] == [
        ("Ås", ""),
        ("Bø", ""),
        ("Ås", ""),
        ("Os", "wheelchair"),
    ]
    again = form.run("--people", listed(form, rows, header))
    assert again.code == 0, again.stderr


def test_two_people_of_one_name_are_not_guessed_at(form):
    form.rows[2][1:4] = ["", "Kari Lie", ""]
    rows = [
        ["Påmeldt", "Kari", "Lie", "kari@x.example", "Ås"],
        ["Påmeldt", "Kari", "Lie", "lie@x.example", "Bø"],
    ]
    done = form.run("--people", listed(form, rows))
    assert done.found("N749") == [2], "rows 2 to 4 have no registration"
    assert len(done.attendees()) == 5


def test_a_list_that_is_none_is_refused(form):
    path = form.folder / "deltakere.csv"
    path.write_text("x\n", encoding="utf-8")
    assert form.run("--people", path).code == 3
    assert form.run("--people", form.folder / "nobody.csv").code == 7
