"""What columns of wishes mean: which end is the best, what is no wish, what is one option."""

from __future__ import annotations

import pytest

from allocator.forms import Role, Stated, Understood, understand
from allocator.forms.scales import Scale
from allocator.importing.decisions import read_decisions
from allocator.offer import Round, Session
from allocator.problem import Event
from allocator.sheets.reading import book_of
from form_shapes import DAY

TITLES = {
    "R1": ("Kunst", "Musikk", "Plan; bygg og eiendom", "Dans (a panel)"),
    "R2": ("Film", "Foto", "Teater"),
}


def _event(*, same: bool = False) -> Event:
    titles = {"R1": TITLES["R1"], "R2": TITLES["R1"]} if same else TITLES
    sessions = tuple(
        Session(f"{round_[1]}{letter}", round_, title, DAY, DAY.replace(hour=10))
        for round_, named in titles.items()
        for letter, title in zip("ABCD", named, strict=False)
    )
    rounds = (Round("R1", "Før lunsj"), Round("R2", "Etter lunsj"))
    return Event("Dag", DAY.date(), "UTC", "", rounds, sessions)


def _read(table: str, stated: Stated | None = None, *, same: bool = False) -> Understood:
    rows = ("\t".join(line.split("|")) for line in table.strip().splitlines())
    return understand(
        [book_of("svar.csv", "\n".join(rows).encode())], _event(same=same), stated=stated
    )


def _grid(question: str, *rows: str, names: str = "Kunst|Musikk|Dans (a panel)") -> str:
    heads = "|".join(f"{question} [{name}]" for name in names.split("|"))
    said = (f"Person {n}|p{n}@x.no|{row}" for n, row in enumerate(rows))
    return "\n".join((f"Navn|E-post|{heads}", *said))


def _column(header: str, *cells: str) -> str:
    said = (f"Person {n}|p{n}@x.no|{cell}" for n, cell in enumerate(cells))
    return "\n".join((f"Navn|E-post|{header}", *said))


def _first(understood: Understood) -> dict[str, str]:
    return {w.session_id: w.value for w in understood.answers[0].wishes}


def _codes(understood: Understood) -> set[str]:
    return {finding.code for finding in understood.findings}


RANKS = ("1|2|3", "2|1|3", "3|2|1", "1|3|2")
RATINGS = ("5|5|2", "4|4|4", "1|5|5", "2|2|3")


@pytest.mark.parametrize(
    ("question", "rows", "column"),
    [
        ("Økt", RANKS, "rank"),
        ("Økt", RATINGS, "rating"),
        ("Ranger", RANKS, "rank"),
        ("Hvor interessert er du?", RATINGS, "rating"),
        ("Vurder fra 1 til 5, der 1 er mest interessant og 5 er minst", RATINGS, "rank"),
        ("Prioriter hver økt (5 = svært høyt, 1 = lavt)", RATINGS, "rating"),
        ("Prioriter med tall, der høyest tall er det du helst vil", RANKS, "rating"),
        ("1 = would love to, 2 = fine", ("1|1|2", "2|1|", "1||2"), "rank"),
        ("Valg", ("1 (helst)|2|3 (minst)", "2|1 (helst)|3 (minst)"), "rank"),
        ("Ønsker", ("1 - førstevalg|2 - andrevalg|", "|1 - førstevalg|2 - andrevalg"), "rank"),
        ("Økt", ("5 - Svært interessert|1 - Ikke interessert|3", "1|3|5"), "rating"),
        ("Økt", ("1|2|-", "-|1|2", "2|-|1"), "rank"),
        ("Gi 1 til det du helst vil, 5 til det du minst vil", RATINGS, "rank"),
        ("Hvor viktig (1 viktigst)", RATINGS, "rank"),
        ("Økt 1 for ledere: Ranger", RANKS, "rank"),
    ],
)
def test_words_then_rows_say_which_end_is_the_best(
    question: str, rows: tuple[str, ...], column: str
) -> None:
    understood = _read(_grid(question, *rows))
    assert understood.value_column == column
    assert not [f for f in understood.findings if f.stops]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Økt", ("1|1|2", "2|1|1", "2|2|1", "1|2|2")),  # groups, or a short scale
        ("Økt", ("3|2|1|0", "0|3|2|1", "1|0|3|2")),  # points, or the first three
        ("Ranger", RATINGS),
        ("Vurder", RANKS),
        ("Rank: 1 = purple, 5 = green", RATINGS),
    ],
)
def test_what_words_and_rows_leave_open_stops_until_it_is_stated(
    question: str, rows: tuple[str, ...]
) -> None:
    names = ["Kunst", "Musikk", "Dans (a panel)", "Plan; bygg og eiendom"]
    table = _grid(question, *rows, names="|".join(names[: rows[0].count("|") + 1]))
    assert "E726" in _codes(_read(table))
    for word, scale in (("ranks", "rank"), ("ratings", "rating")):
        text = f'columns: {{"{question} [Kunst]": {word} R1}}\n'
        decided, wrong = read_decisions("form.yaml", text)
        assert not wrong
        understood = _read(table, decided.stated())
        assert understood.value_column == scale
        assert not [f for f in understood.findings if f.stops]


@pytest.mark.parametrize(
    ("header", "cells", "alike"),
    [
        ("Økt 1: kryss av for det du kan tenke deg", ("Kunst;Musikk;",), True),
        ("Which do you want? (Select up to 2)", ("Kunst;Musikk;",), True),
        ("Ranger", ("Kunst;Musikk;", "Musikk;Dans (a panel);"), False),
        ("Før lunsj", ("Kunst;Musikk;", "Musikk;Kunst;"), False),
    ],
)
def test_ticked_lists_count_alike(header: str, cells: tuple[str, ...], *, alike: bool) -> None:
    understood = _read(_column(header, *cells))
    assert set(_first(understood).values()) == ({"yes"} if alike else {"1", "2"})
    assert ("N717" in _codes(understood)) is alike


def test_few_lists_in_one_order_are_asked_about() -> None:
    table = _column("Før lunsj", "Kunst;Musikk;", "Musikk;Dans (a panel);")
    assert "E726" in _codes(_read(table))
    ranks = Stated(roles={"Før lunsj": Role.WISH}, scales={"Før lunsj": Scale.RANK})
    assert _first(_read(table, ranks)) == {"1A": "1", "1B": "2"}
    ticks = Stated(roles={"Før lunsj": Role.WISH}, scales={"Før lunsj": Scale.BOX})
    assert _first(_read(table, ticks)) == {"1A": "yes", "1B": "yes"}


@pytest.mark.parametrize(
    "question",
    ["Kryss av det du vil", "Tick what you want (leave blank what you do not want)"],
)
def test_a_box_without_a_tick_is_no_refusal(question: str) -> None:
    understood = _read(_grid(question, "Ja|Nei|Ja", "Nei|Ja|Nei"))
    assert _first(understood) == {"1A": "yes", "1D": "yes"}
    assert "N723" not in _codes(understood)


@pytest.mark.parametrize(
    "header",
    [
        "Hvilke av disse var du på i fjor?",
        "Which talk did you attend last year?",
        "Hvilken økt er minst interessant?",
    ],
)
def test_other_questions_are_no_wishes(header: str) -> None:
    table = f"Navn|E-post|1. valg|2. valg|{header}\nAne|a@x.no|Kunst|Musikk|Dans (a panel)"
    understood = _read(table)
    assert _first(understood) == {"1A": "1", "1B": "2"}
    assert "N714" in _codes(understood)


def test_a_companions_wish_is_nobodys_wish() -> None:
    table = "Navn|E-post|1. valg|2. valg|Ledsagers ønske\nAne|a@x.no|Kunst|Musikk|Film"
    understood = _read(table)
    assert _first(understood) == {"1A": "1", "1B": "2"}
    assert "N762" in _codes(understood)


def test_a_column_beside_ranks_is_asked_about() -> None:
    table = "Navn|E-post|1. valg|2. valg|Fagfelt\nAne|a@x.no|Kunst|Musikk|Dans (a panel)"
    assert "E727" in _codes(_read(table))
    unused = Stated(roles={"Fagfelt": Role.UNUSED})
    assert "E727" not in _codes(_read(table, unused))
    both = "Navn|E-post|Ditt 1. ønske|Sjefens 1. ønske\nAne|a@x.no|Kunst|Musikk"
    assert "E727" in _codes(_read(both))
    across = "Navn|E-post|1. valg|Favoritter\nAne|a@x.no|Kunst|Kunst\nBo|b@x.no|Musikk|Film"
    assert "E727" in _codes(_read(across))
    alone = "Navn|E-post|Før lunsj|Etter lunsj\nAne|a@x.no|Kunst|Film"
    assert "E727" not in _codes(_read(alone))


def test_reserves_stand_last_and_free_text_is_no_second_wish() -> None:
    table = "Navn|E-post|Reserve hvis fullt|Hva vil du helst?\nAne|a@x.no|Kunst|Musikk"
    assert _first(_read(table)) == {"1B": "1", "1A": "2"}
    free = "Navn|E-post|1. ønske|2. ønske|Andre ønsker?\nAne|a@x.no|Kunst|Musikk|nær døra"
    understood = _read(free)
    assert _first(understood) == {"1A": "1", "1B": "2"}
    assert not [f for f in understood.findings if f.stops]


@pytest.mark.parametrize(
    ("cell", "unknown"),
    [
        ("Musikk, Kunst og håndverk, Dans (a panel)", "Kunst og håndverk"),
        ("Musikk;Kunst, kultur;Dans (a panel);", "Kunst, kultur"),
        ("Kunst/håndverk", "Kunst/håndverk"),
        ("Musikk, Klima, energi og bygg", "Klima, energi og bygg"),
    ],
)
def test_a_known_title_in_an_unknown_text_is_no_wish(cell: str, unknown: str) -> None:
    understood = _read(_column("Ranger", cell, "Musikk, Kunst"))
    assert [u.text for u in understood.unknown] == [unknown]
    (found,) = (f for f in understood.findings if f.code == "E724")
    assert unknown in found.message
    stated = Stated(options={unknown: "1C"})
    after = _read(_column("Ranger", cell, "Musikk, Kunst"), stated)
    assert not after.unknown
    assert "1A" not in _first(after)


def test_signs_inside_titles_part_nothing() -> None:
    understood = _read(_column("Ranger", "Plan; bygg og eiendom, Kunst", "Kunst, Musikk"))
    assert _first(understood) == {"1C": "1", "1A": "2"}
    told = _read(_column("Ranger", "Dans (a panel);Kunst og Musikk;", "Kunst;"))
    assert "N704" in _codes(told)


def test_a_heading_beside_options_that_is_none_is_told() -> None:
    table = _grid("Ranger", "1|2|3", "2|1|3", names="Kunst|Musikk|Fylm")
    (found,) = (f for f in _read(table).findings if f.code == "E724")
    assert "Film" in found.message
    assert not _read(table, Stated(options={"Fylm": "2A"})).unknown
    bare = "Navn|E-post|Kunst|Musik|Dans (a panel)\nAne|a@x.no|1|2|3\nBo|b@x.no|2|1|3"
    assert [u.text for u in _read(bare).unknown] == ["Musik"]


def test_one_ranking_over_two_rounds_is_one() -> None:
    table = _grid("Ranger", "3|1|2", "1|2|3", "2|3|1", names="Kunst|Musikk|Film")
    understood = _read(table)
    assert _first(understood) == {"1B": "1", "1A": "2", "2A": "1"}
    assert not [f for f in understood.findings if f.stops]


def test_numbers_before_titles_in_headings_are_no_part_of_them() -> None:
    names = "1. Kunst|2. Musikk|4. Dans (a panel)"
    understood = _read(_grid("Hvor interessert er du?", "5|3|1", "3|3|4", names=names))
    assert _first(understood) == {"1A": "5", "1B": "3", "1D": "1"}


def test_names_do_not_stand_in_messages() -> None:
    understood = _read(_column("Ranger", "Kunst med Kari Lien", "Kunst, Musikk"))
    assert "E724" in _codes(understood)
    assert not any("Kari" in f.message for f in understood.findings)


def test_a_header_that_names_another_round_than_its_options_stops() -> None:
    said = {"Kunst (KL)": "1A", "Musikk (KL)": "1B"}
    table = (
        "Navn|E-post|Før lunsj – 1. valg|Etter lunsj – 1. valg\n"
        "Ane|a@x.no|Kunst (KL)|Musikk (KL)\nBo|b@x.no|Musikk (KL)|Kunst (KL)"
    )
    advice = [f.message for f in _read(table, same=True).findings if f.code == "E724"]
    assert any("1A, 2A" in message for message in advice)
    assert "E728" in _codes(_read(table, Stated(options=said), same=True))


def test_a_summary_of_counts_is_no_export() -> None:
    table = "Økt|1. valg|2. valg|Sum\nKunst|3|2|5\nMusikk|1|4|5\nFilm|2|2|4\nFoto|1|0|1"
    assert "E729" in _codes(_read(table))


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("08/03", "09/03", "10/03", "11/03", "01/04"), "2027-03-08 09:00:00"),
        (("03/08", "03/09", "03/10", "03/11", "04/01"), "2027-03-08 09:00:00"),
    ],
)
def test_rows_in_order_of_time_say_whether_the_day_comes_first(
    days: tuple[str, ...], first: str
) -> None:
    rows = "\n".join(f"{day}/2027 09:00:00|p{n}@x.no|Kunst" for n, day in enumerate(days))
    understood = _read(f"Timestamp|Email|1st choice\n{rows}")
    assert understood.answers[0].person[Role.COMPLETED] == first
    assert "N720" not in _codes(understood)
