"""Letters, calendars, badges and the page for the management: one person's day, and no more."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

import allocator
from allocator.boarding import boarding
from allocator.fairness.records import RegretLevel
from allocator.language import Speaker
from allocator.lists.held import Held
from allocator.lists.kinds import KINDS
from allocator.lists.letters.badges import badges, codes
from allocator.lists.letters.calendar import calendars, person_file, session_file
from allocator.lists.letters.mailmerge import mailmerge, merge_sheet
from allocator.lists.letters.place import places
from allocator.lists.letters.wide import wide
from allocator.readers.people_file import Person
from allocator.reporting.management import render_management
from instances_support import write_instance
from test_report import NASTY, bare, solution, with_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allocator.solution import Solution

TITLE = "Blå bølger, grønne trær; og «øyer» \\ 🌊🌲 " + "med en tittel som er lang " * 5
WALKER, RIDER = "A02", "S01"
ODD = {
    "S01": Person("S01", "Kari van der Prøve", "kari@example.org", "Ålesund kommune"),
    "A01": Person("A01", "=HYPERLINK(1)", "+47 900 00 004", "@sum"),
    "A02": Person("A02", "Åse Čáhppes", "ase@example.org"),
}


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Solution:
    folder = write_instance(tmp_path_factory.mktemp("letters"))
    return allocator.solve(allocator.read(folder))


@pytest.fixture(scope="module")
def held(answered: Solution) -> Held:
    return held_of(answered, ODD)


def held_of(answered: Solution, persons: Mapping[str, Person], **changes: object) -> Held:
    problem = answered.problem
    event = replace(
        problem.event,
        sessions=tuple(
            replace(s, title=TITLE) if s.id == "R1-1" else s for s in problem.event.sessions
        ),
    )
    problem = replace(problem, event=event)
    days = {**answered.allocation.days, WALKER: ("R1-2", "R2-3", "V1")}
    allocation = replace(answered.allocation, days=days)
    made = Held(
        name="small",
        problem=problem,
        allocation=allocation,
        event=problem.timetable,
        aboard=boarding(problem, allocation),
        persons=persons,
        regrets=dict.fromkeys(days, 0),
        seed=answered.seed,
        proven=answered.proven,
        delete_after=date(2024, 10, 27),
        result={},
        folder=Path(),
        solution=answered,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def sheet_of(files: Mapping[str, bytes]) -> bytes:
    (data,) = files.values()
    return data


def rows(data: bytes) -> list[dict[str, str]]:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert not sheet.merged_cells.ranges
    head, *rest = sheet.iter_rows(values_only=True)
    assert all(any(row) for row in rest), "a blank row ends a mail merge"
    return [dict(zip(head, (c or "" for c in row), strict=True)) for row in rest]  # type: ignore[arg-type]


@pytest.fixture(params=["nb", "en"])
def tr(request: pytest.FixtureRequest) -> Speaker:
    return Speaker(request.param)


# --- mail merge ----------------------------------------------------------------------------


def test_a_merge_has_ascii_headers_and_a_row_a_person(held: Held, tr: Speaker) -> None:
    found = rows(sheet_of(mailmerge(held, tr)))
    assert len(found) == len(held.problem.attendees)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) for name in found[0])
    assert len(set(found[0])) == len(found[0])
    start = {"nb": "Runde1_tittel", "en": "Round1_title"}[tr.lang]
    assert start in found[0]


def test_a_letter_says_when_where_and_how(held: Held) -> None:
    found = {r["Kode"]: r for r in rows(sheet_of(mailmerge(held, Speaker("nb"))))}
    mine = found[RIDER]
    assert mine["Fornavn"], mine["Etternavn"] == ("Kari", "van der Prøve")
    assert mine["Organisasjon"] == "Ålesund kommune"
    assert mine["Runde1_tid"] == "kl. 09.00–10.20"
    assert mine["Runde1_rom"] == "Room 1"
    assert (mine["Buss"], mine["Avgang"]) == ("Bus 1", "kl. 12.30")
    assert mine["Oppmote"] == "Hotel, Main street 1"
    letter = mine["Brev"]
    assert letter.startswith("Hei, Kari!\n\n")
    assert "kl. 09.00–10.20: Blå bølger" in letter
    assert "Bus 1 går fra Hotel, Main street 1 kl. 12.30 til Quay." in letter
    assert "så rettferdig som mulig" in letter


def test_a_letter_speaks_of_nobody_else(held: Held) -> None:
    found = rows(sheet_of(mailmerge(held, Speaker("en"))))
    for row in found:
        whole = " ".join(row.values())
        for other in held.problem.attendees:
            if other.id != row["Code"]:
                assert not re.search(rf"\b{other.id}\b", whole)
                name = ODD.get(other.id, Person(other.id)).name
                assert not name or name not in whole


def test_what_is_not_proven_is_not_called_so(answered: Solution) -> None:
    found = rows(sheet_of(mailmerge(held_of(answered, {}, proven=False), Speaker("en"))))
    assert "fair to everybody" not in found[0]["Letter"]
    assert found[0]["Letter"].startswith("Hello,")


def test_texts_never_become_formulas(held: Held) -> None:
    data = sheet_of(mailmerge(held, Speaker("en")))
    cells = [
        c for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for c in row
    ]
    said = {c.value: c.data_type for c in cells if c.value}
    assert said["=HYPERLINK(1)"] == said["+47 900 00 004"] == said["@sum"] == "s"


def test_those_alone_who_are_named_get_a_letter(held: Held) -> None:
    found = rows(merge_sheet(held, Speaker("en"), ["A03", RIDER]))
    assert [r["Code"] for r in found] == ["A03", RIDER]


def test_people_stand_in_norwegian_order_and_the_nameless_last(held: Held) -> None:
    found = rows(sheet_of(mailmerge(held, Speaker("en"))))
    assert [r["Code"] for r in found] == ["A02", "A01", "S01", "A03"]


def test_a_list_with_names_says_when_it_is_to_be_deleted(
    held: Held, answered: Solution
) -> None:
    def footer(held: Held) -> str:
        data = sheet_of(mailmerge(held, Speaker("nb")))
        return str(load_workbook(io.BytesIO(data)).worksheets[0].oddFooter.left.text or "")

    assert "27.10.2024" in footer(held)
    assert footer(held_of(answered, {})) == ""


# --- calendars -----------------------------------------------------------------------------


def events(data: bytes) -> list[Calendar]:
    return [e for e in Calendar.from_ical(data).walk() if e.name == "VEVENT"]


def test_each_calendar_reads_back(held: Held, tr: Speaker) -> None:
    found = calendars(held, tr)
    assert len([n for n in found if n.startswith("ics/")]) == len(held.event.sessions)
    assert len([n for n in found if n.startswith("person/")]) == len(held.problem.attendees)
    for name, data in found.items():
        calendar = Calendar.from_ical(data)
        assert calendar["METHOD"] == "PUBLISH"
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert data.count(b"\n") == data.count(b"\r\n")
        for event in events(data):
            assert event["DTSTART"].to_ical().endswith(b"Z"), "calendars disagree about zones"
            assert event.decoded("DTSTART") < event.decoded("DTEND")
            assert {"UID", "SEQUENCE", "DTSTAMP", "SUMMARY", "LOCATION"} <= event.keys()
        if name.startswith("ics/"):
            assert len(events(data)) == 1, "mail programs read the first event only"


def test_folded_lines_keep_letters_and_pictures(held: Held, tr: Speaker) -> None:
    session = held.event.session["R1-1"]
    data = calendars(held, tr)[session_file(held, session)]
    assert b"\r\n " in data
    assert str(events(data)[0]["SUMMARY"]) == TITLE


def test_a_visit_lasts_from_the_departure_until_people_are_back(held: Held) -> None:
    found = calendars(held, Speaker("en"))
    last = events(found[person_file(RIDER)])[-1]
    leave = held.event.session["V2"].departure
    assert leave is not None
    assert last.decoded("DTSTART") == leave.leaves
    assert last.decoded("DTEND") == leave.back
    assert "Bus 1 leaves from Hotel, Main street 1 at 12:30" in str(last["DESCRIPTION"])
    walk = events(found[session_file(held, held.event.session["V1"])])[0]
    assert "walks" in str(walk["DESCRIPTION"])


def test_an_event_stays_itself(held: Held) -> None:
    """Titles and languages may change, and a person's place in a round, not whose it is."""

    def uids(held: Held, lang: str) -> dict[str, list[str]]:
        found = calendars(held, Speaker(lang))
        return {name: [str(e["UID"]) for e in events(data)] for name, data in found.items()}

    before = uids(held, "nb")
    everything = [uid for of_file in before.values() for uid in of_file]
    assert len(set(everything)) == len(everything)
    moved = replace(
        held,
        event=replace(held.event, title="Another title"),
        allocation=replace(
            held.allocation,
            days={**held.allocation.days, "A03": ("R1-2", "R2-1", "V2")},
        ),
    )
    assert uids(moved, "en") == before
    assert uids(replace(held, name="other"), "nb") != before


def test_names_of_files_suit_every_system() -> None:
    assert person_file("NUL") == "person/NUL-.ics"
    assert person_file("com7") == "person/com7-.ics"
    assert person_file("common") == "person/common.ics"


def test_somebody_without_any_place_has_no_calendar(held: Held) -> None:
    days = {**held.allocation.days, "A03": ()}
    away = replace(held, allocation=replace(held.allocation, days=days))
    assert person_file("A03") not in calendars(away, Speaker("nb"))
    found = {r["Kode"]: r for r in rows(sheet_of(mailmerge(away, Speaker("nb"))))}
    assert found["A03"]["Kalender"] == ""
    assert "Talks: ingen plass" in found["A03"]["Brev"]


def test_several_days_are_told_with_their_date(held: Held) -> None:
    def later(moment: object) -> object:
        return moment + timedelta(days=1)  # type: ignore[operator]

    moved = tuple(
        replace(s, start=later(s.start), end=later(s.end)) if s.round_id == "R2" else s
        for s in held.event.sessions
    )
    long = replace(held, event=replace(held.event, sessions=moved))
    found = rows(sheet_of(mailmerge(long, Speaker("nb"))))[0]
    assert found["Runde2_tid"] == "lørdag 28. september 2024, kl. 10.40–12.00"
    assert found["Runde1_tid"] == "fredag 27. september 2024, kl. 09.00–10.20"


# --- badges, wide table --------------------------------------------------------------------


def test_badges_have_codes_and_where_to_go(held: Held) -> None:
    found = {r["Kode"]: r for r in rows(sheet_of(badges(held, Speaker("nb"))))}
    day = held.allocation.days[RIDER]
    assert found[RIDER]["På skiltet"] == " · ".join((*day, "Bus 1"))
    assert found[RIDER]["1. Talks"] == "Room 1"
    assert found[RIDER]["3. Visits"] == "Bus 1"
    assert codes(Speaker("nb"), places(held, WALKER)) == "R1-2 · R2-3 · V1 · til fots"


def test_the_wide_table_is_the_allocation_and_nothing_else(held: Held) -> None:
    text = wide(held, Speaker("nb"))["wide.csv"].decode()
    found = {
        r.pop("attendee_id"): {s for s, booked in r.items() if booked == "1"}
        for r in csv.DictReader(io.StringIO(text, newline=""))
    }
    assert found == {person: set(day) for person, day in held.allocation.days.items()}
    assert all(re.fullmatch(r"[A-Za-z0-9_-]*", c) for c in re.split(r"[,\r\n]", text))


MINE = [k for k in KINDS if k.name in ("mailmerge", "ics", "badges", "summary", "wide")]


@pytest.mark.parametrize("kind", MINE, ids=lambda kind: kind.name)
def test_every_kind_is_the_same_bytes_again_and_stays_in_its_folder(
    held: Held, kind: object
) -> None:
    first, second = (kind.make(held, Speaker("nb")) for _ in range(2))  # type: ignore[attr-defined]
    assert first == second
    assert all(re.fullmatch(r"([a-z]+/)?[A-Za-z0-9_-]+\.[a-z]+", name) for name in first)


# --- the page for the management -----------------------------------------------------------


@pytest.mark.parametrize(
    ("result", "lang"),
    [
        (solution(), "nb"),
        (bare(), "en"),
        (solution(NASTY), "en"),
        (with_plan(solution(NASTY)), "nb"),
    ],
    ids=["plain", "bare", "long titles", "plan"],
)
def test_the_management_gets_one_page(result: Solution, lang: str) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    page = render_management(result, lang)
    assert len(weasyprint.HTML(string=page).render().pages) == 1
    assert "<script>alert" not in page
    assert f'lang="{lang}"' in page
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", page)
    assert not any(a.id in re.findall(r"[\w-]+", page) for a in result.problem.attendees)


def test_the_management_gets_no_number_from_which_a_few_follow() -> None:
    found = solution()
    one = (RegretLevel(0, 34), RegretLevel(1, 1))
    rounds = tuple(
        replace(r, people=34, met=(33, 1), outside=0, refused=0) for r in found.fairness.rounds
    )
    few = replace(
        found.fairness,
        people=35,
        with_wishes=34,
        wishes=34 * len(rounds),
        firsts=34 * len(rounds) - 1,
        worst=1,
        at_worst=1,
        total=1,
        mean=1 / 34,
        regrets=one,
        rounds=rounds,
    )
    page = render_management(replace(found, fairness=few), "nb")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main>")[1]))
    assert "≥" in text
    assert not re.search(r"34|33|\b1 mot|0,03|9[6-9]", text)


def test_the_management_reads_how_much_better_it_could_be() -> None:
    found = solution()
    stage = replace(found.stages[1], name="total", value=10, bound=9, proof="")
    page = render_management(replace(found, stages=(stage,)), "nb")
    assert "Høyst 10 % bedre er mulig." in page
    assert "Høyst 10" not in render_management(found, "nb")
