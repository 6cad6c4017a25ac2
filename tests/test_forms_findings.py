"""What is wrong in a form is told with its cell, once, and never guessed away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allocator.forms import Role, Stated, Understood, read_codebook, understand
from allocator.language import say
from allocator.sheets.book import Book, Line, Sheet
from forms_support import read_sample, sample_event

if TYPE_CHECKING:
    from allocator.errors import Finding
    from allocator.problem import Event

K, B, U = (
    "1A Klimatilpasning, arealplan og overvann",
    "1B Bolig for alle – nye boligformer",
    "1D Ung medvirkning (10–18 år)",
)


def _sheet(text: str, name: str = "Ark1", **looks: object) -> Sheet:
    rows = [row.split("|") for row in text.split("\n")]
    width = max(map(len, rows))
    cells = (tuple(row + [""] * (width - len(row))) for row in rows)
    lines = [Line(n, row) for n, row in enumerate(cells, start=1) if any(row)]
    return replace(Sheet(name, tuple(lines)), **looks)  # type: ignore[arg-type]


def _book(*sheets: Sheet | str, file: str = "svar.xlsx") -> Book:
    made = [_sheet(sheet) if isinstance(sheet, str) else sheet for sheet in sheets]
    return Book(file, "xlsx", tuple(made), (), "")


def _read(*sheets: Sheet | str, stated: Stated | None = None) -> Understood:
    return understand([_book(*sheets)], sample_event(), stated=stated)


def _told(understood: Understood) -> list[tuple[str, str]]:
    return [(f.code, f.cell or str(f.row or "")) for f in understood.findings]


def _only(understood: Understood, code: str) -> Finding:
    (found,) = [finding for finding in understood.findings if finding.code == code]
    return found


def test_everything_wrong_in_a_list_made_by_hand_is_named_with_its_place() -> None:
    understood = read_sample("13_handmade_everything_wrong.xlsx")
    assert understood.sheet == "Påmelding 2027 (ENDELIG v3)"
    assert understood.header_rows == (3, 4)
    assert sorted(_told(understood)) == sorted(
        [
            ("N700", ""),  # chosen among two sheets
            ("N702", "18"),  # the total, and the legend
            ("N703", "D10"),  # Vet ikke
            ("N704", "D13"),  # two options in one cell
            ("N725", "I8"),  # the same visit twice; 1C twice
            ("N707", "E10"),  # no first wish, no second wish
            ("N710", "12"),  # hidden row
            ("N711", "15"),  # struck out
            ("N712", "7"),  # yellow
            ("N713", "C4"),  # hidden column
            ("N719", "K5"),  # formulas without values, in a column that is not needed
        ]
    )
    assert "row 19" in _only(understood, "N702").message
    assert "E13" in _only(understood, "N725").message
    assert "F11" in _only(understood, "N707").message
    assert all(finding.sheet == understood.sheet for finding in understood.findings)


@pytest.mark.parametrize(
    ("written", "nearest", "words"),
    [
        ("Buss 5 – Økern kl. 13.00", (), "numbers or codes differ"),
        ("1B Klimatilpasning, arealplan og overvann", (), "numbers or codes differ"),
        ("Buss 7 – Ås kl. 13.00", (), "numbers or codes differ"),
        ("1A Klimatilpassing, arealplan og overvann", ("1A",), 'aliases: ["1A Klimatilpassing'),
        ("Sirkulære inkjøp", ("2A",), "Sirkulære innkjøp"),
        ("1А", ("1A",), "U+0410"),
        ("Frivillighet og ?m?teplasser?", ("2B",), "Frivillighet og «møteplasser»"),
        ("2A Sirkulære innkjøp i dag", ("2A",), "Sirkulære innkjøp"),
        ("Ny Sirkulære innkjøp", ("2A",), "Sirkulære innkjøp"),
        ("Sirkulære innkjøp kl. 09.00", (), "numbers or codes differ"),
        ("Sirkulære innkjøp (Sal B)", ("2A",), "Sirkulære innkjøp"),
        ("noe helt annet", (), "a text of 14 characters"),
    ],
)
def test_nothing_is_matched_that_is_only_similar(
    written: str, nearest: tuple[str, ...], words: str
) -> None:
    understood = _read(f"Navn|1. valg|2. valg\nAne|{K}|{B}\nBo|{written}|{U}\nCi|{B}|{K}")
    (unknown,) = understood.unknown
    assert (unknown.text, unknown.nearest, unknown.places) == (written, nearest, ((3, 2),))
    found = _only(understood, "E724")
    assert found.cell == "B3"
    assert words in found.message
    assert [w.session_id for w in understood.answers[1].wishes] == ["1D"]


def test_equal_findings_are_one_with_their_cells() -> None:
    rows = "\n".join(f"Person {n}|Sirkulære inkjøp" for n in range(12))
    found = _only(_read(f"Navn|2. valg\nAne|{K}\n{rows}\nBo|{B}"), "E724")
    assert found.cell == "B3"
    assert found.message.endswith("; also in B4, B5, B6, B7, B8, B9 and 5 more")


def test_what_people_write_freely_is_not_shown() -> None:
    text = f"Navn|1. valg\nAne|{K}\nBo|ring meg på bo@havby.example\nCi|{B}\nDu|Jeg er syk"
    told = " ".join(finding.message for finding in _read(text).findings)
    assert "example" not in told
    assert "syk" not in told


@pytest.mark.parametrize("rank", ["0", "-1", "1.5", "٣", "1_000", "1000000000000", "nan", "6"])
def test_ranks_that_are_none(rank: str) -> None:
    header = "|".join(f"Ranger [{t}]" for t in (K, B, U, "1C", "1E"))
    rows = "Ane|1|2|3|4|5\nBo|2|1|3|5|4\nCi|3|2|1||"
    understood = _read(f"Navn|{header}\n{rows}\nDu|{rank}|2|1||")
    if rank == "nan":
        assert ("N703", "B5") in _told(understood)
        return
    found = _only(understood, "E706")
    assert (found.cell, found.message) == ("B5", "must be a rank, 1..5, or empty")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (f"Navn|1. valg|2. valg\nAne|{K}|{K}", [("N725", "C2")]),
        (f"Navn|Ranger [{K}]|Ranger [{B}]\nAne|1|1\nBo|1|2\nCi|2|1", [("N706", "C2")]),
        (f"Navn|1. valg|2. valg|3. valg\nAne|{K}||{B}", [("N707", "D2")]),
        (f"Navn|1. valg|Kan ikke\nAne|{K}|{K}", [("N708", "B2"), ("N723", "C1")]),
        (
            f"Navn|2. valg|1. valg\nAne|{K}|2A\nBo|{B}|{U}\nCi|{B}|{K}\nDu|{B}|{K}\nEl|{B}|{K}",
            [("N722", "C2"), ("N707", "B2")],
        ),
        (f"Navn|{K}|{B}\nAne|Ja|Nei", [("N718", "C1")]),
        (f"Navn|Ja til [{K}]|Ja til [{B}]\nAne|Ja|Kanskje\nBo|Nei|Tja", [("E707", "C3")]),
        (f"Navn|Interesse [{K}]\nAne|4\nBo|5\nCi|mye fint", [("E707", "B4")]),
        (f"Navn|Kryss av [{K}]|Kryss av [{B}]\nAne|x|\nBo|x|?!", []),
    ],
)
def test_words_that_do_not_go_together(table: str, told: list[tuple[str, str]]) -> None:
    found = _told(_read(table))
    assert [f for f in found if f[0] not in ("N718",) or f in told] == told


def test_one_text_for_two_rounds_is_asked_about_unless_the_round_is_known() -> None:
    event = sample_event()
    twins = tuple(
        replace(s, title="Vann") if s.id in ("1A", "2A") else s for s in event.sessions
    )
    event = replace(event, sessions=twins)
    open_ = understand([_book("Navn|Valg i dag\nAne|Vann")], event)
    assert [f.code for f in open_.findings if f.stops] == ["E705"]
    assert not open_.answers[0].wishes
    for header, stated in (
        ("Runde 2: 1. valg", None),
        ("Økt 2", None),
        ("Verksted 2", None),
        ("Valg kl. 10.30", None),
        ("Valg i dag", Stated(rounds={"Valg i dag": "runde2"})),
    ):
        known = understand([_book(f"Navn|{header}\nAne|Vann")], event, stated=stated)
        assert [w.session_id for w in known.answers[0].wishes] == ["2A"]
        assert not [f for f in known.findings if f.stops]
    grid = understand([_book("Navn|Ranger [Vann]|Ranger [1B]\nAne|2|1")], event)
    assert [w.session_id for w in grid.answers[0].wishes] == ["1B", "1A"]
    alone = understand([_book("Navn|Ranger [Vann]\nAne|1\nBo|")], event)
    assert ("E705", "B1") in _told(alone)


def test_looks_that_stop_only_where_a_column_is_needed() -> None:
    table = f"Navn|1. valg|Sjekk\nAne|{K}|\nBo|{B}|\nCi|{U}|"
    sheet = _sheet(
        table,
        without_value=frozenset({(2, 3), (3, 2)}),
        broken=frozenset({(4, 2), (4, 3)}),
        merged=(((2, 2), (3, 2)), ((2, 3), (3, 3))),
    )
    assert set(_told(_read(sheet))) == {
        ("E709", "B3"),
        ("E710", "B4"),
        ("E711", "B2"),
        ("N719", "C2"),
        ("N719", "C4"),
    }


def test_bands_of_colour_are_decoration_and_one_yellow_row_is_not() -> None:
    rows = "\n".join(f"Person {n}|{K}" for n in range(10))
    bands = {(row, column): "DDEBF7" for row in range(2, 12, 2) for column in (1, 2)}
    sheet = _sheet(f"Navn|1. valg\n{rows}", filled=bands)
    assert _told(_read(sheet)) == []
    sheet = _sheet(f"Navn|1. valg\n{rows}", filled=bands | {(5, 1): "FFFF00", (5, 2): "FFFF00"})
    assert _told(_read(sheet)) == [("N712", "5")]


def test_a_struck_cell_is_told_apart_from_a_struck_row() -> None:
    table = f"Navn|E-post|1. valg\nAne|a@x.no|{K}\nBo|b@x.no|{B}"
    sheet = _sheet(table, struck=frozenset({(2, 3), (3, 1), (3, 2), (3, 3)}))
    assert _told(_read(sheet)) == [("N711", "C2"), ("N711", "3")]


def test_rows_that_are_no_answers() -> None:
    head = "Navn|E-post|1. valg|Annet"
    rows = f"Ane|a@x.no|{K}|\n{head}\nBo|b@x.no|{B}|\n\nSum|2||\nGult = betalt|||"
    understood = _read(f"Ønsker|||\n{head}\n{rows}")
    assert [answer.row for answer in understood.answers] == [3, 5]
    assert _only(understood, "N702").message.endswith("; also in row 7, 8")


def test_people_below_a_total_are_still_people() -> None:
    rows = f"Ane|a@x.no|{K}\nTotalt|1|\nBo|b@x.no|{B}"
    assert len(_read(f"Navn|E-post|1. valg\n{rows}").answers) == 2


def test_the_sheet_is_named_and_rivals_are() -> None:
    answers = f"Navn|1. valg|2. valg\nAne|{K}|{B}\nBo|{B}|{K}"
    sums = _sheet(f"Verksted|Antall|Rom\n{K}|2|A\n{B}|2|B\n{U}|0|C", "Opptelling")
    understood = _read(sums, _sheet(answers, "Svar"), _sheet("Les dette", "Info"))
    assert understood.sheet == "Svar"
    assert _told(understood) == [("N701", "")]
    again = _read(_sheet(answers, "Svar"), _sheet(answers, "Svar (2)"))
    assert [f.code for f in again.findings] == ["E722"]
    one = _read(
        _sheet(answers, "Svar"), _sheet(answers, "Svar (2)"), stated=Stated(sheet="Svar (2)")
    )
    assert (one.sheet, one.findings) == ("Svar (2)", [])
    none = _read(_sheet(answers, "Svar"), stated=Stated(sheet="Ark9"))
    assert [f.code for f in none.findings] == ["E723"]


@pytest.mark.parametrize("text", ["hei|du", "1|2|3\n4|5|6", "Lorem ipsum dolor"])
def test_no_header(text: str) -> None:
    assert [f.code for f in _read(text).findings] == ["E700"]


def test_no_wishes_but_people() -> None:
    understood = _read("Navn|E-post\nAne|a@x.no\nBo|b@x.no")
    assert [f.code for f in understood.findings] == ["E721"]
    assert len(understood.answers) == 2


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("Deltaker-ID", "1,2E+10", "E713"),
        ("Deltaker-ID", "2027-03-01 00:00:00", "E713"),
        ("Respondent ID", "1.18E+11", "N715"),
        ("Respondent ID", "590000000000000000", "N715"),
    ],
)
def test_ids_that_changed_form(header: str, cell: str, code: str) -> None:
    understood = _read(f"{header}|Navn|1. valg\n{cell}|Ane|{K}\nx|Bo|{B}")
    assert _told(understood) == [(code, "A2")]


def test_headers_that_seem_to_hold_wishes_and_are_not_read() -> None:
    table = f"Navn|1. valg|Middag, 1. valg|Frokost [1A]|Kommentar|\nAne|{K}|Fisk|med egg|1A|jo"
    rows = f"Bo|{B}|Kjøtt|uten|tja|\nCi|{U}|Fisk|uten|nei|"
    told = _told(_read(f"{table}\n{rows}"))
    assert told == [("N714", "C1"), ("N714", "D1"), ("N714", "E1"), ("N721", "F1")]


def test_boxes_listed_as_the_form_lists_them_are_no_ranking() -> None:
    lists = ("1A;1B;1C", "1A;1C;1D", "1B;1D;1E", "1A;1B;1D;1E", "1C;1D", "1A;1E")
    rows = "\n".join(f"Person {n}|{text}" for n, text in enumerate(lists))
    ticked = _read(f"Navn|Hvilke verksteder passer?\n{rows}")
    assert _told(ticked) == [("N717", "B1")]
    assert {w.value for a in ticked.answers for w in a.wishes} == {"yes"}
    ranked = _read(f"Navn|Ranger verkstedene\n{rows}")
    assert _told(ranked) == []
    assert [w.value for w in ranked.answers[0].wishes] == ["1", "2", "3"]
    turned = _read(f"Navn|Hvilke verksteder passer?\n{rows}\nBo|1C;1B")
    assert [w.value for w in turned.answers[-1].wishes] == ["1", "2"]


def test_dates_that_can_be_read_two_ways_are_told() -> None:
    table = f"Navn|Innsendt|1. valg\nAne|03/04/2027 08:12|{K}"
    assert _told(_read(table)) == [("N720", "B1")]
    assert _told(_read(f"{table}\nBo|13/04/2027 08:12|{B}")) == []
    assert _told(_read(f"Navn|Innsendt|1. valg\nAne|03.04.2027 08:12|{K}")) == []


def test_stated_columns_go_before_everything() -> None:
    table = f"Navn|1. valg|Reserve\nAne|{K}|{B}\nBo|{B}|{U}\nCi|{U}|{K}"
    understood = _read(table, stated=Stated(roles={"Reserve": Role.UNUSED}))
    assert [[w.session_id for w in a.wishes] for a in understood.answers] == [
        ["1A"],
        ["1B"],
        ["1D"],
    ]


def test_a_text_that_is_stated_to_be_no_wish() -> None:
    table = f"Navn|1. valg\nAne|{K}\nBo|Jeg er vert"
    understood = _read(table, stated=Stated(options={"jeg er VERT": ""}))
    assert not understood.findings
    assert not understood.answers[1].wishes


def test_codebooks_of_both_shapes() -> None:
    long, _ = read_codebook(_book("Spørsmål;Kode;Tekst".replace(";", "|") + f"\nq1|A1|{K}"))
    assert long == (("q1", "A1", K),)
    short, _ = read_codebook(_book("written|session_id\nVann og vei|1A"))
    assert short == (("", "Vann og vei", "1A"),)
    none, found = read_codebook(_book("a|b\n1|2"))
    assert (none, [f.code for f in found]) == ((), ["E712"])
    table = f"Navn|1. valg\nAne|Vann og vei\nBo|{B}"
    understood = understand([_book(table)], sample_event(), codebook=short)
    assert [w.session_id for w in understood.answers[0].wishes] == ["1A"]


def test_findings_have_bokmål() -> None:
    understood = read_sample("13_handmade_everything_wrong.xlsx")
    for finding in understood.findings:
        assert say(finding.message, "nb") != finding.message, finding


def _numbered_event() -> Event:
    """Return an event whose sessions and themes are bare numbers, as people number them."""
    event = sample_event()
    sessions = [s for s in event.sessions if s.round_id == "runde1"]
    titles = zip(sessions, ("Vann", "Vei", "Lys", "Luft", "Jord"), strict=True)
    made = [
        replace(session, id=str(n), theme=str(n), title=title)
        for n, (session, title) in enumerate(titles, start=1)
    ]
    return replace(event, sessions=tuple(made), rounds=event.rounds[:1])


@pytest.mark.parametrize(
    ("table", "wishes", "stops"),
    [
        # ranks under options are not options
        ("ID|Navn|Ranger [Vann]|Ranger [Vei]\n1|Ane|2|1\n2|Bo|1|2\n3|Ci|2|1", "2=1 1=2", []),
        # numbers of answers, ages and counts are not options
        ("ID|Navn|Antall|1. valg\n1|Ane|2|Vei\n2|Bo|1|Vann\n3|Ci|2|Vei", "2=1", []),
        # with such a header they are
        ("ID|Navn|1. valg|2. valg\n1|Ane|2|1\n2|Bo|1|3\n3|Ci|2|5", "2=1 1=2", []),
        ("Navn|Ønsket verksted\nAne|3\nBo|1", "3=1", []),
        ("Navn|Ranger verkstedene\nAne|3, 1, 2\nBo|1, 2", "3=1 1=2 2=3", []),
        # codes of a tool may be numbers of options: nobody knows
        (
            "id|submitdate|seed|R1[1]|R1[2]\n1|2027-03-01|9|2|1\n2|2027-03-01|9|1|5",
            "",
            ["E708"],
        ),
    ],
)
def test_bare_numbers_are_sessions_only_where_the_header_says_so(
    table: str, wishes: str, stops: list[str]
) -> None:
    understood = understand([_book(table)], _numbered_event())
    found = " ".join(f"{w.session_id}={w.value}" for w in understood.answers[0].wishes)
    assert found == wishes
    assert [f.code for f in understood.findings if f.stops] == stops
