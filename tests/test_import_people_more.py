"""Further ways in which forms mix people up: senders, schools, companions, mailboxes, names."""

import csv

import pytest

from allocator.readers.people_file import read_people_file
from import_support import HEADER, ROWS, SMALL_EVENT, Form, run

WISHES = ("Verksted 1. valg", "Besøk 1. valg")
MICROSOFT = ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn")


@pytest.fixture
def form(tmp_path):
    return Form(tmp_path)


def made(folder, header, *rows):
    """Return a form with two columns of wishes after those that are given."""
    wishes = [("Water", "The hill"), ("Streets", "The harbour"), ("Parks", "The hill")]
    filled = [(*row, *wishes[n % 3]) for n, row in enumerate(rows)]
    return Form(folder, filled, (*header, *WISHES))


def people(done):
    """Return (name, e-mail, organisation) of everybody who gets a place, in order."""
    assert done.code == 0, done.stderr
    found = read_people_file(done.out / "people.xlsx").values()
    assert len(done.attendees()) == len(found)
    return [(p.name, p.email, p.organisation) for p in found]


def names(done):
    return [name for name, _, _ in people(done)]


def microsoft(folder, header, *rows):
    """Return a form of Microsoft with a log-in, then what it asks."""
    times = [(str(n), f"2027-03-0{n} 08:00", f"2027-03-0{n} 08:05") for n in range(1, 9)]
    return made(
        folder, (*MICROSOFT, *header), *((*times[n], *row) for n, row in enumerate(rows))
    )


# --- whose name it is ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("Navn på skolen", "Hva heter du?"),
        ("Skolens navn", "Navn"),
        ("Hvilken barnehage jobber du i?", "Fullt navn"),
        ("Navn på avdeling", "Ditt navn"),
        ("Name of your school", "Your name"),
        ("Navn på ungdomslaget", "Hva heter du?"),
        ("Navn på hotellet", "Navn"),
    ],
)
def test_a_unit_is_no_person(tmp_path, unit, name):
    rows = [("Sol", "Anna Aas"), ("Sol", "Bo Berg"), ("Måne", "Cato Dahl")]
    found = made(tmp_path, (unit, name), *rows).run()
    assert names(found) == ["Anna Aas", "Bo Berg", "Cato Dahl"]


def test_a_unit_alone_does_not_merge_its_people(tmp_path):
    rows = [(f"0{n}.03.2027 08:00", "Sol") for n in (1, 2, 3)]
    done = made(tmp_path, ("Tidsmerke", "Navn på skolen"), *rows).run()
    assert len(done.attendees()) == 3


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Navn på deltaker", "E-post til deltaker"),
        ("Attendee name", "Attendee email"),
        ("Deltakerens navn", "Deltakers e-post"),
        ("Hva heter du?", "E-post"),
    ],
)
def test_participants_are_told_from_who_was_logged_in(tmp_path, name, email):
    login = ("post@x.example", "Siri Sender")
    rows = [(*login, who, f"{who[:2]}@x.example") for who in ("Anna Aas", "Bo Berg")]
    rows.append(("ca@x.example", "Cato Dahl", "Cato Dahl", "ca@x.example"))
    done = microsoft(tmp_path, (name, email), *rows).run()
    assert people(done) == [
        ("Anna Aas", "An@x.example", ""),
        ("Bo Berg", "Bo@x.example", ""),
        ("Cato Dahl", "ca@x.example", ""),
    ]


def test_a_log_in_that_answers_for_others_gives_them_no_email(tmp_path):
    rows = [("siri@x.example", "Siri Sender", who) for who in ("Anna Aas", "Bo Berg", "Siri S")]
    done = microsoft(tmp_path, ("Navn på deltaker",), *rows).run()
    assert people(done) == [
        ("Anna Aas", "", ""),
        ("Bo Berg", "", ""),
        ("Siri S", "siri@x.example", ""),
    ]
    assert done.found("N761") == [2]


def test_a_log_in_without_a_name_is_asked_about(tmp_path):
    rows = [
        (f"0{n}.03.2027 08:00", "siri@x.example", who)
        for n, who in ((1, "Anna Aas"), (2, "Bo Berg"))
    ]
    form = made(tmp_path, ("Tidsmerke", "E-postadresse", "Deltakers navn"), *rows)
    assert "E744" in form.run().stderr
    assert names(form.run("--same-email", "several")) == ["Anna Aas", "Bo Berg"]


def test_a_log_in_is_used_where_nobody_else_is_named(tmp_path):
    rows = [("an@x.example", "Anna Aas", ""), ("bo@x.example", "Bo Berg", "Bo Berg")]
    done = microsoft(tmp_path, ("Navn på deltaker (hvis en annen)",), *rows).run()
    assert people(done) == [("Anna Aas", "an@x.example", ""), ("Bo Berg", "bo@x.example", "")]


def test_a_shared_mailbox_without_names_is_asked_about(form):
    form.column("x", "", "", "")
    for row in form.rows[:2]:
        row[1:3] = ["postmottak@x.example", ""]
    assert "E744" in form.run().stderr
    assert len(form.run("--same-email", "several").attendees()) == 3


def test_a_mailbox_of_a_long_table_is_one_answer(tmp_path):
    form = Form(
        tmp_path,
        [
            ("post@x.example", "Water", "1"),
            ("post@x.example", "Parks", "2"),
            ("bo@x.example", "Water", "1"),
        ],
        ("E-post", "Økt", "Rangering"),
    )
    assert len(form.run().attendees()) == 2


# --- one name, one address ----------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "ANNA@x.example",
        "anna@x.example,",
        "anna@x.example;",
        "Anna Aas <anna@x.example>",
        "mailto:anna@x.example",
    ],
)
def test_an_email_is_known_however_it_is_written(form, written):
    form.add(**{"E-post": written, "Navn": "Anna Aas", "Kommune": "Ås"})
    done = form.run()
    assert len(done.attendees()) == 3
    assert done.found("N750") == [2] or done.found("N750") == [5]


def test_emails_with_a_tag_are_two_people_and_said(form):
    form.add(**{"E-post": "anna+1@x.example", "Navn": "Anna Aas", "Kommune": "Ås"})
    done = form.run()
    assert (len(done.attendees()), done.found("N753")) == (4, [2])


def test_an_email_in_the_column_of_names_is_an_email(form):
    form.rows[0][1:3] = ["", "anna@x.example"]
    assert people(form.run())[0] == ("", "anna@x.example", "Ås")


def test_an_email_for_every_name_is_an_email(tmp_path):
    done = made(tmp_path, ("Navn",), ("a@x.example",), ("b@x.example",)).run()
    assert people(done) == [("", "a@x.example", ""), ("", "b@x.example", "")]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("Fornavn", "Etternavn"), [("Anna", "Aas"), ("Anna", "Berg")]),
        (("Fornavn", "Navn"), [("Anna", "Aas"), ("Anna", "Berg")]),
        (("Fornavn", "Navn"), [("Anna", "Anna Aas"), ("Anna", "Anna Berg")]),
        (("Navn", "Etternavn"), [("Anna", "Aas"), ("Anna", "Berg")]),
        (("Fornavn Etternavn",), [("Anna Aas",), ("Anna Berg",)]),
        (("Navn (fornavn og etternavn)",), [("Anna Aas",), ("Anna Berg",)]),
        (("Etternavn, fornavn",), [("Aas, Anna",), ("Berg, Anna",)]),
    ],
)
def test_a_name_in_any_columns_is_whole(tmp_path, header, rows):
    times = [f"0{n}.03.2027 08:00" for n in (1, 2)]
    rows = [(time, *row) for time, row in zip(times, rows, strict=True)]
    done = made(tmp_path, ("Tidsmerke", *header), *rows).run()
    assert names(done) == ["Anna Aas", "Anna Berg"]


def test_a_family_name_first_in_one_answer_is_the_same_person(form):
    for row in form.rows:
        row[1] = ""
    form.add(**{"Tidsmerke": "03.03.2027 08:00", "Navn": "Aas, Anna", "Kommune": "Ås"})
    done = form.run()
    assert (len(done.attendees()), done.found("N750")) == (3, [2])


@pytest.mark.parametrize("name", ["None", "Nan Null", "Test Testad"])
def test_a_name_that_programs_use_is_kept(form, name):
    form.rows[0][2] = name
    assert name in names(form.run("--keep", "test"))


def test_none_in_several_rows_is_no_name(form):
    for row in form.rows[:2]:
        row[1:3] = ["", "None"]
    done = form.run()
    assert names(done) == ["", "", "Cato Dahl"]
    assert done.found("N748") == [2]


@pytest.mark.parametrize(
    ("phones", "count"), [("900 11 222|90011333", 4), ("+47 900 11 222|90011222", 3)]
)
def test_a_phone_tells_namesakes_apart(form, phones, count):
    first, second = phones.split("|")
    form.column("Mobilnummer", first, "90011444", "90011555")
    for row in form.rows:
        row[1] = ""
    form.add(
        **{
            "Tidsmerke": "03.03.2027 08:00",
            "Navn": "Anna Aas",
            "Kommune": "Ås",
            "Mobilnummer": second,
        }
    )
    done = form.run()
    assert len(done.attendees()) == count
    assert done.found("N753" if count == 4 else "N750") == [2]


def test_a_repeated_email_decides_nothing(form):
    form.column("Gjenta e-post", "anna@y.example", "berg@x.example", "cato@x.example")
    assert people(form.run())[0][1] == "anna@x.example"


# --- who comes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "no", "yes"),
    [
        ("Kommer du?", "Nei", "Ja"),
        ("Kjem du på samlinga?", "Nei, eg kan ikkje", "Ja"),
        ("Deltar du på A small day?", "Nei, jeg kan dessverre ikke komme", "Ja, jeg deltar"),
        ("Will you attend?", "No", "Yes"),
        ("Can you attend the event?", "I can't make it", "Yes, I will"),
        ("Deltager du?", "Nej", "Ja"),
        ("Kommer du att delta?", "Nej, jag kan inte", "Ja"),
    ],
)
def test_whoever_says_no_is_left_out_and_said(form, question, no, yes):
    form.column(question, yes, no, yes)
    done = form.run()
    assert (names(done), done.found("N760")) == (["Anna Aas", "Cato Dahl"], [3])
    assert len(form.run("--keep", "not-coming", "--force").attendees()) == 3


@pytest.mark.parametrize(
    "question",
    [
        "Kommer du på middagen?",
        "Will you attend the dinner?",
        "Kommer du med bil?",
        "Er du leder?",
        "Deltar du på Visits?",
        "Deltok du i fjor?",
    ],
)
def test_a_no_to_anything_else_leaves_nobody_out(form, question):
    assert len(form.column(question, "Ja", "Nei", "Ja").run().attendees()) == 3


def test_a_question_is_known_by_who_wishes_for_nothing(form):
    form.rows[1][4:] = ["", "", ""]
    done = form.column("Kommer du på storsamling?", "Ja", "Nei", "Ja").run()
    assert done.found("N760") == [3]


@pytest.mark.parametrize(
    "header", ["Ledsagers ønske, besøk", "Følge: 1. valg", "Companion's visit"]
)
def test_a_companion_adds_no_wish_and_is_said(form, header):
    form.column("Navn på ledsager", "Per Pers", "", "").column(header, "The harbour", "", "")
    done = form.run()
    assert names(done)[0] == "Anna Aas"
    assert ("A001", "V1", "1") not in done.rows()
    assert done.found("N762") == [1]


# --- rows that are nobody -----------------------------------------------------------------


@pytest.mark.parametrize(
    "below",
    [
        ["Antall påmeldte: 3"],
        ["Sist oppdatert 3. mai"],
        ["Water: 4 stk"],
        ["Antall svar", "3"],
        ["Water (4)"],
        ["Sum", "", "", "", "2"],
    ],
)
def test_counts_below_a_table_are_no_people(form, below):
    form.rows.append([*below, *[""] * (len(HEADER) - len(below))])
    done = form.run()
    assert (len(done.attendees()), done.found("N702")) == (3, [5])


def test_names_after_a_gap_are_people(tmp_path):
    header = ("Navn", "E-post", *WISHES)
    rows = [
        ("Anna Aas", "a@x.example", "Water", ""),
        ("Bo Berg", "b@x.example", "Parks", ""),
        ("", "", "", ""),
        ("Cato Dahl", "", "", ""),
        ("Eli El Amrani", "", "", ""),
    ]
    done = Form(tmp_path, rows, header).run()
    assert names(done) == ["Anna Aas", "Bo Berg", "Cato Dahl", "Eli El Amrani"]


@pytest.mark.parametrize("name", ["Max Maksim", "Antonia Antal", "Nora Note", "P-12"])
def test_people_are_no_totals(form, name):
    form.rows.append(["", "", name, "", "", "", ""])
    assert name in names(form.run())


def test_a_headless_column_of_names_says_who(tmp_path):
    rows = [("Anna Aas", "Water"), ("Bo Berg", "Parks"), ("Cato Dahl", "Water")]
    done = Form(tmp_path, rows, ("", "Verksted 1. valg")).run()
    assert names(done) == ["Anna Aas", "Bo Berg", "Cato Dahl"]


def test_a_summary_is_no_answers(form):
    titles = ("Water", "Streets", "Parks")
    form.header, form.rows = ["Økt", "1. valg", "Sum"], [[title, 2, 3] for title in titles]
    done = form.run()
    assert (done.code, "E729" in done.stderr) == (3, True)


def test_rows_in_the_order_of_time_tell_day_from_month(form):
    for row, day in zip(form.rows, ("08/03/2027", "09/03/2027", "11/03/2027"), strict=True):
        row[0] = f"{day} 09:00:00"
    form.header[0] = "Timestamp"
    form.add(
        **{
            "Timestamp": "01/04/2027 09:00:00",
            "E-post": "berg@x.example",
            "Navn": "Bo Berg",
            "Kommune": "Bø",
        }
    )
    assert form.run().found("N750") == [3]


# --- lists of registrations ---------------------------------------------------------------


def test_people_with_one_mailbox_join_their_own_registrations(form):
    for row, name in zip(form.rows[:2], ("Anna Aas", "Bo Berg"), strict=True):
        row[1:3] = ["post@x.example", name]
    listed = form.folder / "list.csv"
    rows = [
        ("Navn", "E-post"),
        ("Bo Berg", "post@x.example"),
        ("Anna Aas", "post@x.example"),
        ("Cato Dahl", "cato@x.example"),
        ("Dina Dal", "dina@x.example"),
    ]
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    done = form.run("--people", listed, "--same-email", "several")
    assert sorted(names(done)) == ["Anna Aas", "Bo Berg", "Cato Dahl", "Dina Dal"]
    assert done.found("N751") == [5]


def test_numbers_of_people_are_no_wishes_for_themes(tmp_path):
    text = SMALL_EVENT
    for number, title in enumerate(("Water", "Streets", "Parks"), 1):
        text = text.replace(f"title: {title},", f"title: {title}, theme: '{number}',")
    form = Form(
        tmp_path, [[str(n % 3 + 1), *row] for n, row in enumerate(ROWS)], ("ID", *HEADER)
    )
    form.event.write_text(text, encoding="utf-8")
    done = form.run()
    assert [row for row in done.rows() if row[0] == "A001"] == [
        ("A001", "W1", "1"),
        ("A001", "W3", "2"),
        ("A001", "V2", "1"),
    ]


def test_two_imports_of_one_name_keep_their_codes(form, tmp_path):
    assert run(form.out, form.write(), event=form.event).code == 0
    before = {p.name: id_ for id_, p in read_people_file(form.out / "people.xlsx").items()}
    form.rows.reverse()
    form.run("--force")
    after = {p.name: id_ for id_, p in read_people_file(form.out / "people.xlsx").items()}
    assert after == before


def test_a_mailbox_joins_only_the_registration_of_its_name(form):
    for row, name in zip(form.rows[:2], ("Anna Aas", "Bo Berg"), strict=True):
        row[1:3] = ["post@x.example", name]
    listed = form.folder / "list.csv"
    listed.write_text(
        "Navn;E-post\nAnna Aas;post@x.example\nCato Dahl;cato@x.example\n", encoding="utf-8"
    )
    done = form.run("--people", listed, "--same-email", "several")
    assert names(done) == ["Anna Aas", "Bo Berg", "Cato Dahl"]
    assert done.found("N749") == [3]


def test_a_new_family_name_joins_by_the_email(form):
    listed = form.folder / "list.csv"
    listed.write_text("Navn;E-post\nAnna Gift;anna@x.example\n", encoding="utf-8")
    done = form.run("--people", listed)
    assert names(done) == ["Anna Aas", "Bo Berg", "Cato Dahl"]
    assert done.found("N749") == [3]
