"""`allocator init`: what is guessed from an export, what is assumed, what can be refused."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from allocator.cli import main
from allocator.cli.guessing.asked import chosen
from allocator.cli.guessing.options import said
from allocator.forms import understand
from allocator.forms.guess import Stated, event_of, look
from allocator.forms.options import Options
from allocator.readers.assumptions import assumptions
from allocator.readers.event_document import read_event
from allocator.readers.event_yaml import read_event_part
from allocator.readers.setup_book import read_setup_book
from allocator.sheets.book import Book, Line, Sheet
from allocator.sheets.files import RawFile
from allocator.sheets.reading import read_book
from allocator.writers.event_text import event_text
from form_shapes import draw
from forms_support import SAMPLES, expected, sample_event, wishes_of

if TYPE_CHECKING:
    from pathlib import Path

    from allocator.forms.guess import Found
    from allocator.problem import Event
    from allocator.readers.event_schema import EventPart

COMPLETE = (
    "01a_msforms_nb.xlsx",
    "01b_msforms_en_anonymous.xlsx",
    "01d_msforms_nb_excel_semicolon_cp1252.csv",
    "01f_msforms_semicolon_inside_option.xlsx",
    "02b_google_forms_en_grid_option_rows.csv",
    "04a_surveymonkey_two_header_rows.csv",
    "06_typeform.csv",
    "07_qualtrics_three_header_rows.csv",
    "09c_surveyxact.xlsx",
)
SURVEY = tuple(f"09b_surveyxact_tab_utf16_{n}.csv" for n in ("dataset", "labels", "structure"))
OTHERS = (
    "03a_data-123456-2027-03-05-0900_nettskjema_text.txt",
    "05a_limesurvey_codes.csv",
    "08_jotform.csv",
    "10a_pindena_deltagere.xlsx",
    "15_activities.csv",
    "EXPECTED_preferences_long.csv",
)


def found_in(*names: str) -> Found:
    return look([read_book(SAMPLES / name) for name in names])


def built(part: EventPart) -> Event:
    """Return the event of a draft, read from its text as any other."""
    text = event_text(part).encode()
    read = read_event(RawFile("event.yaml", text, len(text)))
    assert read.event is not None, read.findings
    assert read.report is not None
    assert not [f for f in read.report.findings if f.stops]
    return read.event


def table(text: str) -> Book:
    """Return a sheet with | between cells and a row a line."""
    rows = [row.split("|") for row in text.strip().split("\n")]
    width = max(map(len, rows))
    cells = [(*row, *[""] * (width - len(row))) for row in rows]
    lines = [Line(n, row) for n, row in enumerate(cells, start=1) if any(row)]
    return Book("svar.xlsx", "xlsx", (Sheet("Ark1", tuple(lines)),), (), "")


def rounds_of(found: Found) -> list[list[str]]:
    return [[option.text for option in question.options] for question in found.questions]


# --- what is found -----------------------------------------------------------------------


@pytest.mark.parametrize("names", [*((n,) for n in (*COMPLETE, *OTHERS)), SURVEY], ids=str)
def test_the_rounds_of_every_sample_are_found(names: tuple[str, ...]) -> None:
    found = found_in(*names)
    assert [len(question.options) for question in found.questions] == [5, 5, 7]


@pytest.mark.parametrize("name", COMPLETE)
def test_a_guessed_event_reads_its_own_export(name: str) -> None:
    """Without any alias, every wish is read as with the event that organisers wrote."""
    found = found_in(name)
    event = built(event_of(found, Stated(), "nb").part)
    understood = understand([read_book(SAMPLES / name)], event)
    assert understood.unknown == ()
    true = Options(sample_event(), {"1E Beredskap; fra plan til praksis": "1E"})
    ids = {s.id: s.id for s in event.sessions if s.id in sample_event().session}
    ids |= {s.id: true.find(s.title)[0] for s in event.sessions if s.id not in ids}
    wishes = {
        email: {ids[session]: rank for session, rank in wished.items()}
        for email, wished in wishes_of(understood).items()
    }
    assert wishes == expected()


def test_every_shape_is_guessed_but_rounds_that_nothing_tells_apart() -> None:
    """Options as whole headers name no question; what nobody answered names no option."""
    wrong = []
    for seed in range(90):
        form = draw(Random(seed))
        options, found = Options(form.event), look([form.book])
        named = {session for wishes in form.said.values() for session in wishes}
        wanted = {
            frozenset(s.id for s in form.event.offer[r.id] if s.id in named)
            for r in form.event.rounds
        } - {frozenset()}
        guessed = [
            {i for text in texts for i in options.find(text)} for texts in rounds_of(found)
        ]
        good = len(guessed) == len(wanted) and all(
            any(want <= guess for guess in guessed) for want in wanted
        )
        if not good and " '{x}' " not in form.shape:
            wrong.append((seed, form.shape))
    assert len(wrong) <= 2, wrong


CASES = {
    "first choices only": (
        "Navn|Hvilket verksted i runde 1?|Matallergi\n"
        "A|Vann|Ingen\nB|Byrom|Gluten\nC|Vann|Ingen",
        [["Byrom", "Vann"]],
    ),
    "ticked boxes": (
        "Navn|Kryss av for runde 1 [Vann]|Kryss av for runde 1 [Byrom]\nA|x|\nB|x|x\nC||x",
        [["Vann", "Byrom"]],
    ),
    "ranks beat ratings and boxes": (
        "Navn|Runde 1 [Vann]|Runde 1 [By]|Hvor enig? [Bra]|Hvor enig? [Nyttig]|Dager\n"
        "A|1|2|Enig|Uenig|Dag 1, Dag 2\nB|2|1|Enig|Enig|Dag 1",
        [["Vann", "By"]],
    ),
    "the same sessions in two rounds": (
        "Navn|Runde 1 - 1. valg|Runde 1 - 2. valg|Runde 2 - 1. valg|Runde 2 - 2. valg\n"
        "A|Vann|By|By|Vann\nB|By|Vann|Vann|By\nC|Vann|By|Vann|By",
        [["By", "Vann"], ["By", "Vann"]],
    ),
    "one choice in each of two rounds": (
        "Navn|Runde 1|Runde 2\nA|Vann|By\nB|By|Vann\nC|Vann|By",
        [["By", "Vann"], ["By", "Vann"]],
    ),
    "options that hold the sign between them": (
        "Navn|Ranger verkstedene\n"
        "A|Vann, avløp og miljø, Byrom, Kultur\n"
        "B|Byrom, Vann, avløp og miljø, Kultur\n"
        "C|Kultur, Byrom, Vann, avløp og miljø\n"
        "D|Kultur, Vann, avløp og miljø, Byrom",
        [["Byrom", "Kultur", "Vann, avløp og miljø"]],
    ),
    "an option that one person cut short": (
        "Navn|1. valg|2. valg\nA|1A Vann|1B Byrom\nB|1a|1B Byrom\nC|1A Vann|1C Kultur",
        [["1A Vann", "1B Byrom", "1C Kultur"]],
    ),
    "what nobody can attend is no round": (
        "Navn|1. valg|2. valg|Kan ikke [Vann]|Kan ikke [Byrom]\n"
        "A|Vann|Byrom|x|\nB|Byrom|Vann||x",
        [["Byrom", "Vann"]],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_questions_as_organisers_ask_them(case: str) -> None:
    text, rounds = CASES[case]
    assert rounds_of(look([table(text)])) == rounds


def test_options_with_one_code_are_one_session() -> None:
    found = found_in("01g_msforms_option_renamed_midway.xlsx")
    (option,) = [o for o in found.questions[0].options if o.id == "1D"]
    assert len(option.others) == 1
    part = event_of(found, Stated(), "nb").part
    (session,) = [s for s in part.rounds[0].sessions if s.id == "1D"]
    assert session.aliases == list(option.others)


def test_what_people_write_freely_is_no_option_and_is_never_shown() -> None:
    secret = "KANARIFUGL"
    rows = "\n".join(f"P{n}|{secret} {n}, og mer|Vann|Byrom" for n in range(12))
    text = f"Navn|Hva tenker du om runde 1?|1. valg|2. valg\n{rows}"
    found = look([table(text)])
    assert rounds_of(found) == [["Byrom", "Vann"]]
    assert secret not in repr((found.questions, found.notes, [q.title for q in found.doubtful]))


@pytest.mark.parametrize(
    ("name", "code"), [("12a_runde1.soc", "E807"), ("EXPECTED_participants.csv", "E806")]
)
def test_files_without_rounds_are_refused(name: str, code: str) -> None:
    assert [f.code for f in found_in(name).findings if f.stops] == [code]


# --- what becomes of it ------------------------------------------------------------------


def test_times_in_texts_are_used_and_said() -> None:
    draft = event_of(found_in("01a_msforms_nb.xlsx"), Stated(), "en")
    event = built(draft.part)
    assert [f"{event.session[s].busy_from:%m-%d %H:%M}" for s in ("1A", "2A", "R3-3")] == [
        "01-01 10:30",
        "01-01 13:30",
        "01-02 12:45",
    ]
    assert event.session["R3-7"].departure is not None
    assert event.session["R3-7"].departure.on_foot
    assert [bus.title for bus in event.buses] == [f"Buss {n}" for n in range(1, 7)]
    assert any("R3-1, R3-2" in note for note in draft.part.assumed_notes)


def test_everything_that_is_in_no_file_is_marked() -> None:
    part = event_of(found_in("02b_google_forms_en_grid_option_rows.csv"), Stated(), "en").part
    assumed = {a.place for a in assumptions(part)}
    wanted = {"event title", "event date", "event timezone", "event place", "rounds R1 end"}
    assert wanted <= assumed
    assert {f"sessions {s.id} seats" for r in part.rounds[:2] for s in r.sessions} <= assumed
    assert {f"buses {bus.id} seats" for bus in part.buses} <= assumed
    for at in ("drop_off", "returns", "return_place"):
        assert f"sessions R3-1 departure {at}" in assumed
    assert "rounds R1 start" not in assumed


def test_what_is_stated_is_no_assumption() -> None:
    stated = Stated(
        title="Fagdag",
        date=date(2027, 4, 14),
        place="Huset",
        timezone="Europe/Oslo",
        seats={"1A": 8, "": 20},
        starts={"R1": "09:00"},
        ends={"R1": "10:00", "R2": "14:15"},
        days={"R3": date(2027, 4, 15)},
    )
    part = event_of(found_in("02b_google_forms_en_grid_option_rows.csv"), stated, "nb").part
    assert part.assumed == []
    assert [r.assumed for r in part.rounds] == [[], [], []]
    assert [s.seats for s in part.rounds[0].sessions] == [8, 20, 20, 20, 20]
    assert (part.rounds[0].start, part.rounds[0].end) == ("09:00", "10:00")
    assert part.rounds[2].date == date(2027, 4, 15)
    assert {bus.seats for bus in part.buses} == {20}
    built(part)


def test_a_table_of_sessions_is_taken_as_it_is() -> None:
    event = built(event_of(found_in("15_activities.csv"), Stated(), "nb").part)
    true = sample_event()
    assert {s.id: s.title for s in event.sessions} == {s.id: s.title for s in true.sessions}
    assert event.days == (date(2027, 4, 14), date(2027, 4, 15))
    first, visit = event.session["1A"], event.session["B3"]
    assert (first.seats, first.smallest, event.room[first.room or ""].title) == (4, 2, "Sal A")
    assert f"{first.start:%H:%M}-{first.end:%H:%M}" == "10:30-11:45"
    assert visit.departure is not None
    assert f"{visit.departure.leaves:%H:%M} {visit.start:%H:%M}" == "12:45 13:30"
    assert event.bus[visit.departure.bus or ""].seats == 3


def test_rounds_without_any_time_get_times_that_can_be_attended() -> None:
    text = "Navn|Runde 1|Runde 2|Runde 3|Befaring kl. 10.00\n" + "\n".join(
        f"P{n}|{'AB'[n % 2]}a|{'AB'[n % 2]}b|{'AB'[n % 2]}c|{'AB'[n % 2]}d" for n in range(4)
    )
    event = built(event_of(look([table(text)]), Stated(), "nb").part)
    ends = [max(s.end for s in event.offer[r.id]) for r in event.rounds]
    begins = [min(s.start for s in event.offer[r.id]) for r in event.rounds]
    assert all(end <= begin for end, begin in zip(ends, begins[1:], strict=False))
    assert f"{begins[3]:%H:%M}" == "10:00"


# --- the command -------------------------------------------------------------------------


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_init_then_import(tmp_path: Path) -> None:
    out = tmp_path / "event.yaml"
    form = SAMPLES / "01a_msforms_nb.xlsx"
    facts = ("--date", "14.4.2027", "--seats", "1A=8,20")
    made = run("init", form, "--out", out, *facts, "--lang", "nb")
    assert made.exit_code == 0, made.output
    for words in ("Microsoft Forms", "14 svar", "1A  Klimatilpasning", "(14)", "Neste: "):
        assert words in made.output
    text = out.read_text(encoding="utf-8")
    part, _, _ = read_event_part("event.yaml", text)
    assert part is not None
    assert part.date == date(2027, 4, 14)
    assert "#   1A: 14" in text
    brought = run("import", form, "--event", out, "--yes")
    assert brought.exit_code == 0, brought.output
    rows = (tmp_path / "preferences.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 200
    again = run("init", form, "--out", out, "--date", "15.4.2027")
    assert again.exit_code == 7


def test_init_writes_a_workbook_that_says_the_same(tmp_path: Path) -> None:
    form = SAMPLES / "06_typeform.csv"
    for name in ("event.yaml", "oppsett.xlsx"):
        assert run("init", form, "--out", tmp_path / name).exit_code == 0
    book = read_setup_book("oppsett.xlsx", (tmp_path / "oppsett.xlsx").read_bytes())
    text = (tmp_path / "event.yaml").read_text(encoding="utf-8")
    assert book.part == read_event_part("event.yaml", text)[0]


@pytest.mark.parametrize(
    ("words", "exit_code", "told"),
    [
        ((), 2, "--template"),
        (("06_typeform.csv", "--seats", "1A=mange"), 2, "--seats"),
        (("06_typeform.csv", "--start", "09:00"), 2, "R1="),
        (("06_typeform.csv", "--date", "4/14/27"), 2, "--date"),
        (("06_typeform.csv", "--leave-out", "R9"), 2, "R9"),
        (("06_typeform.csv", "--leave-out", "R1,R2,R3"), 2, "no round is left"),
        (("06_typeform.csv", "--start", "R1=15:00,R2=09:00"), 3, "E342"),
        (("12a_runde1.soc",), 3, "E807"),
        (("nothing_there.csv",), 7, "nothing_there.csv"),
    ],
)
def test_what_cannot_work_is_refused(
    tmp_path: Path, words: tuple[str, ...], exit_code: int, told: str
) -> None:
    files = [SAMPLES / word if word.endswith((".csv", ".soc")) else word for word in words]
    made = run("init", *files, "--out", tmp_path / "event.yaml", "--lang", "en")
    assert (made.exit_code, told in made.output) == (exit_code, True), made.output
    assert not (tmp_path / "event.yaml").exists()


def test_rounds_and_sessions_can_be_left_out(tmp_path: Path) -> None:
    out = tmp_path / "event.yaml"
    made = run("init", SAMPLES / "06_typeform.csv", "--out", out, "--leave-out", "R2,1C")
    assert made.exit_code == 0, made.output
    part, _, _ = read_event_part("event.yaml", out.read_text(encoding="utf-8"))
    assert part is not None
    assert [(r.id, len(r.sessions)) for r in part.rounds] == [("R1", 4), ("R3", 7)]
    assert [s.id for s in part.rounds[0].sessions] == ["1A", "1B", "1D", "1E"]


NOBODY_SAYS: dict[str, Any] = dict.fromkeys(
    ("title", "date", "place", "timezone", "seats", "start", "end", "day")
)


def test_each_part_of_a_guess_can_be_refused_in_a_terminal() -> None:
    answers = {
        "«Runde 1 kl": "",
        "no sessions": ["1C, 1D", "", ""],
        "«Runde 2": "nei",
        "Name": "Fagdag",
        "venue": "",
        "first day": ["i april", "2027-04-14"],
        "Seats": "20",
    }
    asked: list[str] = []

    def ask(question: str, default: str) -> str:
        asked.append(question)
        for word, answer in answers.items():
            if word.strip("«") in question:
                said_ = answer.pop(0) if isinstance(answer, list) else answer
                return said_ or default
        return default

    found = found_in("01a_msforms_nb.xlsx")
    rounds, stated = chosen(found, said(NOBODY_SAYS), None, ask=ask)
    assert [(q.id, len(q.options)) for q in rounds] == [("R1", 3), ("R3", 7)]
    assert (stated.title, stated.place, stated.timezone) == ("Fagdag", None, "Europe/Oslo")
    assert (stated.date, stated.seats) == (date(2027, 4, 14), {"": 20})
    assert any("Hvilke dager" in question for question in asked)
    part = event_of(found, stated, "nb", rounds).part
    assert part.assumed == ["place"]


def test_times_that_cannot_hold_are_not_used(tmp_path: Path) -> None:
    """A visit that leaves before the round ahead has ended would be no event."""
    rows = "\n".join(f"P{n},{'AB'[n % 2]} kl. 14.00,{'CD'[n % 2]} kl. 12.00" for n in range(6))
    form = tmp_path / "svar.csv"
    form.write_text(f"Navn,Runde 1,Befaring\n{rows}\n", encoding="utf-8")
    out = tmp_path / "event.yaml"
    made = run("init", form, "--out", out, "--lang", "en")
    assert made.exit_code == 0, made.output
    assert "do not fit together" in made.output
    part, _, _ = read_event_part("event.yaml", out.read_text(encoding="utf-8"))
    assert part is not None
    assert [s.title for s in part.rounds[1].sessions] == ["C kl. 12.00", "D kl. 12.00"]
    built(part)


def test_a_text_that_holds_two_options_is_no_other_name_of_one() -> None:
    found = look([table(HANDMADE)])
    (first,) = found.questions
    assert [o.text for o in first.options] == ["1A Vann", "1B By", "1C Kunst, med 1A og 1B"]
    assert not [o.others for o in first.options if o.others]
    assert first.left_out == ("1A Vann / 1B By",)


HANDMADE = """
Navn|1. valg|2. valg
Ada|1A Vann|1B By
Bo|1A Vann / 1B By|1C Kunst, med 1A og 1B
Cy|1B By|1A Vann
Di|1C Kunst, med 1A og 1B|1A Vann
"""
