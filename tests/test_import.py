"""`allocator import`: who is who, who counts, what is decided, and what is written."""

from __future__ import annotations

import stat
import sys

import pytest
from click.testing import CliRunner

import allocator
from allocator.cli import imports, main, questions
from allocator.errors import InputRefused
from allocator.importing import Request, import_from, write_import
from allocator.importing.doubts import Doubt
from allocator.readers.people_file import read_people_file
from import_support import Form, run, table

WISHES = [
    ("A001", "W1", "1"),
    ("A001", "W3", "2"),
    ("A001", "V2", "1"),
    ("A002", "W2", "1"),
    ("A002", "V1", "1"),
    ("A003", "W3", "1"),
    ("A003", "W1", "2"),
]


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path)


def names(done):
    return [p.name for p in read_people_file(done.out / "people.xlsx").values()]


# --- the whole way -------------------------------------------------------------------------


def test_a_form_becomes_an_instance_that_can_be_solved(form):
    done = form.run()
    assert done.code == 0, done.stderr
    assert done.rows() == WISHES
    assert [a["group"] for a in done.attendees()] == ["Ås", "Bø", "Ås"]
    assert names(done) == ["Anna Aas", "Bo Berg", "Cato Dahl"]
    assert (done.out / "event.yaml").read_bytes() == form.event.read_bytes()
    assert allocator.solve(allocator.read(done.out)).proven
    lines = done.stdout.splitlines()
    assert lines[0] == "3 people, 3 with wishes; 5 sessions."
    assert lines[1].endswith(
        "event.yaml, attendees.csv, preferences.csv, form.yaml, import.json, people.xlsx"
    )
    assert lines[2] == f"Next: allocator check {done.out}"


def test_the_terminal_says_what_was_understood(form):
    done = form.run("--lang", "en")
    assert "svar.csv (Google Forms), header in row 1:" in done.stderr
    assert "  E-post  →  e-mail" in done.stderr
    assert "  Verksted 1. valg  →  wish 1 for W" in done.stderr
    bokmaal = form.run("--lang", "nb")
    assert bokmaal.stdout.splitlines()[0] == "3 personer, 3 med ønsker; 5 økter."
    assert "  Verksted 1. valg  →  ønske 1 for W" in bokmaal.stderr


def test_names_are_for_their_owner_only(form):
    done = form.run()
    assert stat.S_IMODE(done.out.stat().st_mode) == 0o700
    assert stat.S_IMODE((done.out / "people.xlsx").stat().st_mode) == 0o600


def test_a_dry_run_writes_nothing(form):
    done = form.run("--dry-run")
    assert done.code == 0
    assert not done.out.exists()
    assert done.stdout.splitlines()[0] == "3 people, 3 with wishes; 5 sessions."


def test_json_is_the_report(form, tmp_path):
    shown = form.run("--json")
    assert shown.stdout == (shown.out / "import.json").read_text(encoding="utf-8")
    assert shown.report["counts"]["people_by_number_of_wishes"] == {"2": 2, "3": 1}
    header = [
        (c["header"], c["role"], c["rank"]) for c in shown.report["understood"]["columns"]
    ]
    assert header[4] == ("Verksted 1. valg", "wish", 1)


def test_the_folder_of_the_event_is_where_files_go(form, tmp_path):
    command = ["import", str(form.write()), "--event", str(form.event)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert (tmp_path / "attendees.csv").exists()
    assert not list(tmp_path.glob("event.yaml.bak*"))


def test_kinds_in_the_command_are_the_kinds_there_are():
    assert set(imports.KINDS) == {kind.value for kind in Doubt}


def test_python_users_get_what_was_understood(form):
    found = import_from(Request((form.write(),), form.event))
    assert not found.refused
    assert found.understood.tool == "Google Forms"
    assert [r["attendee_id"] for r in found.tables.attendees] == ["A001", "A002", "A003"]


# --- who is who ----------------------------------------------------------------------------


def test_one_person_is_known_by_the_email_however_it_is_written(form):
    form.add(**{"Tidsmerke": "03.03.2027 10:00", "E-post": " CATO@X.example\u200b"})
    done = form.run()
    assert names(done) == ["Anna Aas", "Bo Berg", "Cato Dahl"]
    assert done.found("N750") == [4]


def test_without_an_email_name_and_organisation_tell_people_apart(form):
    form.rows[2][1] = "anonymous"
    form.add(**{"Tidsmerke": "03.03.2027 10:00", "Navn": "cato  DAHL"})
    form.add(**{"Tidsmerke": "03.03.2027 10:00", "Kommune": "Bø"})
    done = form.run()
    assert len(done.attendees()) == 4
    assert done.found("N750") == [4]


def test_different_names_on_one_email_are_asked_about_and_never_merged(form):
    form.rows[1][1] = "ANNA@x.example"
    refused = form.run()
    assert refused.code == 3
    assert "E744" in refused.stderr
    assert len(form.run("--same-email", "several").attendees()) == 3
    kept = (form.out / "form.yaml").read_text(encoding="utf-8")
    assert "same_email: several" in kept
    one = form.run("--same-email", "one", "--force")
    assert len(one.attendees()) == 2


def test_people_of_one_name_and_organisation_are_told_of(form):
    form.add(**{"E-post": "other@x.example"})
    done = form.run()
    assert len(done.attendees()) == 4
    assert done.found("N753") == [4]


def test_a_buyer_is_no_person(tmp_path):
    header = ["Ordrenummer", "Ordrestatus", "Bestiller e-post", "Deltaker navn", "Valg 1. valg"]
    rows = [["1", "Betalt", "b@x.example", name, "Water"] for name in ("Anna A", "Bo B")]
    done = Form(tmp_path, rows, header).run()
    assert done.code == 0, done.stderr
    assert names(done) == ["Anna A", "Bo B"]
    emails = [p.email for p in read_people_file(done.out / "people.xlsx").values()]
    assert emails == ["", ""]


def test_a_user_name_may_be_an_email(form):
    form.header[1] = "Brukernavn"
    done = form.run()
    emails = [p.email for p in read_people_file(done.out / "people.xlsx").values()]
    assert emails[0] == "anna@x.example"


def test_family_names_that_stand_first_are_turned(form):
    for row, name in zip(form.rows, ("Aas, Anna", "Berg, Bo", "Dahl, Cato"), strict=True):
        row[2] = name
    assert names(form.run()) == ["Anna Aas", "Bo Berg", "Cato Dahl"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "@SUM", "+47 900", "NA", "＝1"])
def test_names_that_look_like_something_else_stay_text(form, name):
    form.rows[0][2] = name
    assert names(form.run())[0] == name


def test_a_row_without_a_name_is_told_of(form):
    form.rows[1][1:3] = ["", ""]
    done = form.run()
    assert len(done.attendees()) == 3
    assert done.found("N748") == [3]


# --- which answer --------------------------------------------------------------------------


def test_the_latest_answer_counts_also_if_it_stands_first(form):
    form.add(**{"Tidsmerke": "01.03.2027 07:00", "Verksted 1. valg": "Streets"})
    done = form.run()
    assert done.rows() == WISHES
    assert done.found("N750") == [5]
    [replaced] = done.report["replaced"]
    assert replaced == {"row": 5, "kept": 4, "differs": ["Verksted 1. valg"]}
    assert "«Verksted 1. valg»" in done.stderr


def test_without_times_it_is_asked_which_answer_counts(form):
    form.add(**{"Verksted 1. valg": "Streets"})
    for row in form.rows:
        row[0] = ""
    refused = form.run()
    assert refused.code == 3
    assert "E743" in refused.stderr
    last = form.run("--keep", "last")
    assert ("A003", "W2", "1") in last.rows()
    first = form.run("--keep", "first", "--force")
    assert ("A003", "W3", "1") in first.rows()
    assert form.run().code == 0, "form.yaml keeps the decision"


def test_answers_that_do_not_differ_need_no_decision(form):
    form.add()
    done = form.run()
    assert done.code == 0, done.stderr
    assert done.found("N750") == [4]


def test_a_finished_answer_goes_before_a_later_unfinished_one(tmp_path):
    header = ["id", "submitdate", "lastpage", "E-post", "Verksted 1. valg"]
    rows = [
        ["1", "2027-03-01 08:00:00", "2", "a@x.example", "Water"],
        ["2", "", "1", "a@x.example", "Streets"],
        ["3", "", "1", "b@x.example", "Parks"],
    ]
    done = Form(tmp_path, rows, header).run()
    assert done.code == 0, done.stderr
    assert [row[:2] for row in done.rows()] == [("A001", "W1"), ("A002", "W3")]
    assert done.found("N744") == [3]
    fewer = Form(tmp_path, rows, header).run("--leave-out", "unfinished", "--force")
    assert len(fewer.attendees()) == 1


# --- who counts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("email", "name", "test"),
    [
        ("test@x.example", "Anna Aas", True),
        ("anna.test2@x.example", "Anna Aas", True),
        ("anna@x.example", "Test Testesen", True),
        ("anna@test.example", "Anna Aas", False),
        ("testrup@x.example", "Anna Testrup", False),
        ("latest@x.example", "Anna Aas", False),
    ],
)
def test_tests_are_left_out_and_said(form, email, name, test):
    form.rows[0][1:3] = [email, name]
    done = form.run()
    assert len(done.attendees()) == (2 if test else 3)
    assert done.found("N740") == ([2] if test else [])
    kept = form.run("--keep", "test", "--force")
    assert len(kept.attendees()) == 3


@pytest.mark.parametrize(
    ("status", "code", "counts"),
    [
        ("Påmeldt", "", True),
        ("bekreftet", "", True),
        ("", "", True),
        ("Avmeldt", "N741", False),
        ("Refunded", "N741", False),
        ("Venteliste", "N742", False),
        ("waitlisted", "N742", False),
        ("Kanskje senere", "N743", True),
        ("Pending", "N743", True),
    ],
)
def test_a_status_decides_who_counts(form, status, code, counts):
    form.column("Status", "Påmeldt", status, "Bekreftet")
    done = form.run()
    assert len(done.attendees()) == (3 if counts else 2)
    for one in ("N741", "N742", "N743"):
        assert done.found(one) == ([3] if one == code else [])
    assert "Kanskje senere" not in done.stderr, "what may be anything is not repeated"


def test_what_a_status_means_can_be_stated(form):
    form.column("Status", "Påmeldt", "Stand-in", "Avmeldt")
    form.decide('statuses: {"Stand-in": out, "avmeldt": in}\n')
    done = form.run()
    assert done.code == 0, done.stderr
    assert names(done) == ["Anna Aas", "Cato Dahl"]


def test_kept_and_left_out_at_once_is_refused(form):
    done = form.run("--keep", "test", "--leave-out", "test")
    assert done.code == 2


# --- asking --------------------------------------------------------------------------------


def asked(form, answers, **more):
    """Import while somebody answers; return what was asked and what came of it."""
    questions = []

    def ask(question, default):
        questions.append(str(question))
        return next((yes for part, yes in answers.items() if part in question), default)

    request = Request((form.write(),), form.event, out=form.out, ask=ask, **more)
    found = import_from(request)
    write_import(found, form.out, force=True)
    return questions, found


def test_doubts_are_asked_about_once(form):
    form.rows[0][2] = "Test Person"
    form.column("Status", "Påmeldt", "Pending", "Avmeldt")
    questions, found = asked(form, {"not known": True, "does not come": False})
    assert len(questions) == 3
    assert len(found.tables.attendees) == 1, "only who cancelled is kept"
    questions, again = asked(form, {})
    assert questions == []
    assert again.tables.attendees == found.tables.attendees


def test_a_suggestion_is_taken_only_after_a_yes(form):
    for row in form.rows:
        row[4:6] = [cell.replace("Water", "Waters") for cell in row[4:6]]
    with pytest.raises(InputRefused):
        asked(form, {})
    questions, found = asked(form, {"«Waters»": True})
    assert len([q for q in questions if "W1 «Water»" in q]) == 1
    assert found.decisions.aliases == {"Waters": "W1"}
    assert '"Waters": W1' in (form.out / "form.yaml").read_text(encoding="utf-8")
    questions, again = asked(form, {})
    assert questions == []
    assert again.tables.preferences == found.tables.preferences


def test_shared_emails_and_contradictions_are_asked_about(form):
    form.rows[1][1] = "anna@x.example"
    form.column("Kan ikke delta på", "Water", "", "")
    questions, found = asked(form, {"different people": True, "Shall the wishes": False})
    assert len(questions) == 2
    assert found.decisions.same_email == "several"
    assert found.decisions.contradiction == "refusal"
    rows = [tuple(row.values()) for row in found.tables.preferences]
    assert ("A001", "W1", "refused") in rows
    assert ("A001", "W1", "1") not in rows


def test_nobody_is_asked_where_nobody_sits(form, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    options = {"yes": False, "as_json": False}
    assert imports._asks(options) is not None  # noqa: SLF001
    assert imports._asks({**options, "yes": True}) is None  # noqa: SLF001
    assert imports._asks({**options, "as_json": True}) is None  # noqa: SLF001
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert imports._asks(options) is None  # noqa: SLF001


@pytest.mark.parametrize(
    ("typed", "default", "yes"),
    [("j", False, True), ("Yes", False, True), ("nei", True, False), ("", True, True)],
)
def test_yes_and_no_are_understood_in_both_languages(monkeypatch, typed, default, yes):
    answers = ["perhaps", typed]
    monkeypatch.setattr(questions.click, "prompt", lambda *_, **__: answers.pop(0))
    assert questions.confirmed("Well?", default) is yes
    assert not answers


# --- contradictions ------------------------------------------------------------------------


@pytest.mark.parametrize("counts", ["wish", "refusal"])
def test_wishes_for_what_is_refused(form, counts):
    form.column("Kan ikke delta på", "Water", "The harbour", "Streets")
    done = form.run("--contradiction", counts)
    assert done.code == 0, done.stderr
    assert done.found("N757") == [2, 3]
    wished = {row[:2] for row in done.rows() if row[2] != "refused"}
    assert (("A001", "W1") in wished) == (counts == "wish")
    assert ("A003", "W2", "refused") in done.rows()
    assert allocator.read(done.out).wishes


# --- the next import -----------------------------------------------------------------------


def test_people_keep_their_ids_and_new_ones_get_the_next(form):
    form.run()
    form.rows.reverse()
    form.add(**{"E-post": "dag@x.example", "Navn": "Dag Eng"})
    form.rows[0][1] = "cato@new.example"
    done = form.run("--force")
    people = read_people_file(done.out / "people.xlsx")
    assert {id_: p.name for id_, p in people.items()} == {
        "A003": "Cato Dahl",
        "A002": "Bo Berg",
        "A001": "Anna Aas",
        "A004": "Dag Eng",
    }


def test_what_was_typed_into_attendees_goes_over_to_the_same_people(form):
    form.run()
    attendees = form.out / "attendees.csv"
    lines = attendees.read_text(encoding="utf-8").splitlines()
    typed = [f"{lines[0]},needs,arrives", *(f"{line},," for line in lines[1:])]
    typed[2] = f"{lines[2]},wheelchair,11:00"
    attendees.write_text("\n".join(typed), encoding="utf-8")
    form.rows.reverse()
    form.rows.pop(0)
    done = form.run("--force")
    assert done.found("N764") == [0]
    assert {row["attendee_id"]: row.get("needs", "") for row in table(attendees)} == {
        "A001": "",
        "A002": "wheelchair",
    }
    people = {a.id: a for a in allocator.read(form.out).attendees}
    assert f"{people['A002'].arrives:%H:%M}" == "11:00"


def test_what_the_form_is_stated_to_give_is_not_kept_from_before(form):
    form.column("Rullestol", "ja", "nei", "nei")
    form.decide('columns: {"Rullestol": needs wheelchair}')
    form.run()
    assert [row["needs"] for row in table(form.out / "attendees.csv")] == ["wheelchair", "", ""]
    form.rows[0][-1] = "nei"
    done = form.run("--force")
    assert done.found("N764") == []
    assert not any(row.get("needs") for row in table(form.out / "attendees.csv"))


def test_ids_of_people_who_are_gone_are_not_given_again(form):
    form.run()
    form.rows[2][1:3] = ["dag@x.example", "Dag Eng"]
    done = form.run("--force")
    assert list(read_people_file(done.out / "people.xlsx")) == ["A001", "A002", "A004"]


def test_earlier_files_are_kept_only_if_that_is_asked_for(form):
    form.run()
    form.rows[0][4] = "Streets"
    before = (form.out / "preferences.csv").read_bytes()
    refused = form.run()
    assert refused.code == 7
    assert "preferences.csv" in refused.stderr
    assert (form.out / "preferences.csv").read_bytes() == before
    done = form.run("--force")
    assert done.code == 0
    assert (form.out / "preferences.csv.bak-1").read_bytes() == before
    assert not (form.out / "attendees.csv.bak-1").exists(), "it is the same"
    assert "preferences.csv.bak-1" in done.stdout


def test_other_files_of_the_folder_stay(form):
    form.out.mkdir()
    (form.out / "together.csv").write_text("relation,one,other\n")
    (form.out / "event.yaml").write_bytes(form.event.read_bytes())
    done = form.run()
    assert done.code == 0, done.stderr
    assert (form.out / "together.csv").exists()
    (form.out / "event.yaml").write_text("title: another\n")
    assert form.run().code == 7


def test_a_refused_import_writes_nothing(form):
    form.rows[0][4] = "Volcanoes"
    done = form.run()
    assert done.code == 3
    assert not done.out.exists()


# --- tidy files ----------------------------------------------------------------------------


def test_our_own_files_go_round(form, tmp_path):
    form.column("Ankomst", "10:30", "", "")
    form.decide('columns: {"Ankomst": arrives}\n')
    first = form.run()
    assert first.code == 0, first.stderr
    files = [first.out / name for name in ("attendees.csv", "preferences.csv")]
    again = run(tmp_path / "again", *files, event=form.event)
    assert again.code == 0, again.stderr
    for name in ("attendees.csv", "preferences.csv"):
        assert (again.out / name).read_bytes() == (first.out / name).read_bytes()
    assert allocator.read(again.out) == allocator.read(first.out)
    assert not (again.out / "people.xlsx").exists()


def test_tidy_files_are_judged_like_an_instance(form, tmp_path):
    path = tmp_path / "wishes.csv"
    path.write_text("attendee_id,session_id,rating\nP1,W1,4\nP2,Volcano,3\n")
    refused = run(tmp_path / "x", path, event=form.event)
    assert refused.code == 3
    assert "row 3" in refused.stderr
    path.write_text("attendee_id;session_id;rating;answered\nP1;W1;4,5;2027-01-01T10:00\n")
    done = run(tmp_path / "x", path, event=form.event)
    assert done.code == 0, done.stderr
    assert table(done.out / "preferences.csv")[0]["answered"] == "2027-01-01T10:00"
    assert table(done.out / "attendees.csv") == [{"attendee_id": "P1"}]
