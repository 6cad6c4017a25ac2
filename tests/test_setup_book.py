"""The workbook that says an event: in and out without loss, findings with their cells."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from allocator.cli import main
from allocator.errors import FileTrouble, InputRefused, UsageTrouble
from allocator.pipeline import solve_instance
from allocator.readers import read, read_instance
from allocator.readers.event_schema import EventPart
from allocator.readers.event_yaml import read_event_part
from allocator.readers.schema_words import TEXT_PATTERN
from allocator.readers.setup_book import read_setup_book
from allocator.setup_cells import TABLES
from allocator.verifier import verify
from allocator.writers.event_text import event_text
from allocator.writers.setup_book import setup_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.workbook import Workbook

    from allocator.readers.setup_book.reading import SetupRead

schema = import_module("allocator.readers.event_schema")

ROOT = Path(__file__).parents[1]
EVENTS = sorted(
    path
    for place in ("instances/*", "tests/stored/*", "tests/samples/forms")
    for path in ROOT.glob(f"{place}/event.yaml")
)
TINY = ROOT / "instances" / "tiny"
WHOLE = re.search(
    r"`event.yaml`:\n\n```yaml\n(title: A whole day.*?)```",
    (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8"),
    re.DOTALL,
)[1]  # type: ignore[index]


def part_of(text: str) -> EventPart:
    part, _, findings = read_event_part("event.yaml", text)
    assert part is not None, findings
    return part


def whole() -> Workbook:
    """Return the workbook of the event that docs/inputs.md works out, to be changed."""
    return load_workbook(io.BytesIO(setup_book(part_of(WHOLE), "nb")))


def saved(book: Workbook) -> bytes:
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def read_changed(change: Callable[[Workbook], object]) -> SetupRead:
    book = whole()
    change(book)
    return read_setup_book("oppsett.xlsx", saved(book))


def said(found: SetupRead) -> list[str]:
    return [f"{f.code} {f.place}: {f.message}" for f in found.findings]


# --- round trips -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("path", EVENTS, ids=lambda p: p.parent.name)
def test_events_come_back_as_they_were(path: Path, lang: str) -> None:
    part = part_of(path.read_text(encoding="utf-8"))
    found = read_setup_book("oppsett.xlsx", setup_book(part, lang))
    assert (found.part, found.findings) == (part, [])
    assert part_of(event_text(part)) == part


LETTERS = "abcABC012æøåÆØÅčđŋšŧž ;,:\"'\\/[]{}#*-–_x%$€=+@\u00a0\u200b\u2028\ufeff😀"
TEXTS = st.text(st.sampled_from(LETTERS + "\n\r\t\uffff"), min_size=1, max_size=12).filter(
    re.compile(TEXT_PATTERN[:-1] + r"\Z").match
)
TEXTS |= st.sampled_from(
    ["ja", "nei", "auto", "12:30", "2027-04-14", "1E5", "=1+1", "_x0041_", "Antatt", "5 %", '"']
)
IDS = st.from_regex(r"\A[A-Za-z0-9][A-Za-z0-9_-]{0,5}\Z")
TIMES = st.times().map(lambda t: f"{t:%H:%M}")
SEATS, NUMBERS, MONEY = st.integers(1, 100_000), st.integers(0, 100_000), st.integers(0, 10**9)
SMALL, MINUTES = st.integers(1, 1_000), st.integers(0, 1_440)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
SHARES = st.one_of(
    st.floats(0, 1, exclude_max=True),
    st.decimals(0, "99.9999", places=4).map(lambda d: f"{d:f} %".replace(".", ",")),
    st.just(0),
)


def lists(each: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(each, min_size=least, max_size=2)


def choice(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return one | lists(one, 1)


def numbered(prefix: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give things ids of their own."""
    return [{**item, "id": f"{prefix}{at}"} for at, item in enumerate(items)]


BOOLS = st.booleans()
FIELDS: dict[type[schema.Part], dict[str, st.SearchStrategy[Any]]] = {
    schema.RoomPart: {
        "id": IDS,
        "title": TEXTS,
        "seats": SEATS,
        "wheelchair": BOOLS,
        "features": lists(TEXTS),
    },
    schema.BusPart: {
        "id": IDS,
        "title": TEXTS,
        "seats": SEATS,
        "wheelchair": NUMBERS,
        "cost": MONEY,
        "starts": TIMES,
        "ends": TIMES,
    },
    schema.WishesPart: {
        "refusals": st.sampled_from(["avoid", "forbid"]),
        "irregular_ranks": st.sampled_from(["report", "refuse"]),
        "unlisted": st.sampled_from(["tier", "last"]),
        "at_least": SMALL,
        "costs": lists(st.integers(0, 1_000_000)).map(lambda costs: [0, *sorted(costs)]),
    },
    schema.HistoryPart: {"factor": st.floats(0, 1), "most": st.integers(0, 1_000)},
    schema.GroupLimitPart: {
        "session": IDS,
        "group": TEXTS,
        "at_least": NUMBERS,
        "at_most": NUMBERS,
    },
    schema.PrerequisitePart: {"session": IDS, "after": IDS},
    schema.SpeakerPart: {"name": TEXTS, "attendee": IDS, "group": TEXTS},
    schema.GuidesPart: {"count": SEATS, "people_each": SEATS, "group_size": SEATS},
    schema.DeparturePart: {
        "by": st.sampled_from(["bus", "foot"]),
        "bus": choice(IDS),
        "most_buses": SMALL,
        "leaves": choice(TIMES),
        "drop_off": TEXTS,
        "returns": TIMES,
        "return_place": TEXTS,
        "back": TIMES,
        "guides": st.deferred(lambda: parts(schema.GuidesPart)).filter(bool),
    },
    schema.SessionPart: {
        "id": IDS,
        "title": TEXTS,
        "aliases": lists(TEXTS),
        "theme": TEXTS,
        "room": choice(IDS),
        "features": lists(TEXTS),
        "language": st.sampled_from(["nb", "en-gb", "nordsamisk"]),
        "seats": SEATS,
        "smallest": NUMBERS,
        "may_be_cancelled": BOOLS,
        "reserve": NUMBERS,
        "start": TIMES,
        "end": TIMES,
        "walking": BOOLS,
        "district": TEXTS,
        "speakers": lists(TEXTS | st.deferred(lambda: parts(schema.SpeakerPart))),
        "contributions": lists(TEXTS),
        "departure": st.deferred(lambda: parts(schema.DeparturePart)),
    },
    schema.RoundPart: {
        "id": IDS,
        "title": TEXTS,
        "weight": st.integers(1, 1_000_000),
        "date": DAYS,
        "start": TIMES,
        "end": TIMES,
        "sessions": lists(st.deferred(lambda: parts(schema.SessionPart)), 1),
    },
    EventPart: {
        "title": TEXTS,
        "date": DAYS,
        "timezone": st.text(st.sampled_from(LETTERS), max_size=9),
        "place": TEXTS,
        "transfer_minutes": MINUTES,
        "lunch_minutes": MINUTES,
        "margin_minutes": MINUTES,
        "loading": SMALL,
        "budget": MONEY,
        "expected_no_show": SHARES,
        "keep_rooms": BOOLS,
        "same_theme": st.sampled_from(["forbid", "allow", "prefer"]),
        "staying_away": BOOLS,
        "spread": SEATS,
        "group_limits": lists(st.deferred(lambda: parts(schema.GroupLimitPart))),
        "exclusions": lists(lists(IDS)),
        "prerequisites": lists(st.deferred(lambda: parts(schema.PrerequisitePart))),
        "classes": lists(TEXTS),
        "wishes": st.deferred(lambda: parts(schema.WishesPart)),
        "history": st.deferred(lambda: parts(schema.HistoryPart)),
        "seed": st.integers(0, 2**63 - 1),
        "delete_after": DAYS,
        "rooms": lists(st.deferred(lambda: parts(schema.RoomPart))),
        "buses": lists(st.deferred(lambda: parts(schema.BusPart))),
        "rounds": lists(st.deferred(lambda: parts(schema.RoundPart)), 1),
        "assumed_notes": lists(TEXTS),
    },
}


def parts(model: type[schema.Part]) -> st.SearchStrategy[dict[str, Any]]:
    """Return mappings of a kind, each with some of its own keys assumed."""
    fields = FIELDS[model]
    needed = {n: s for n, s in fields.items() if model.model_fields[n].is_required()}
    optional = {n: s for n, s in fields.items() if n not in needed}

    def chosen(mapping: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
        keys = sorted(mapping.keys() - {"assumed_notes"})
        some = st.lists(st.sampled_from(keys), max_size=2) if keys else st.just([])
        return some.map(lambda names: {**mapping, **({"assumed": names} if names else {})})

    return st.fixed_dictionaries(needed, optional=optional).flatmap(chosen)


def with_own_ids(event: dict[str, Any]) -> dict[str, Any]:
    """Give rounds and sessions ids of their own, as every good event has."""
    rounds = numbered("R", event["rounds"])
    rounds = [{**r, "sessions": numbered(f"{r['id']}-", r["sessions"])} for r in rounds]
    return {**event, "rounds": rounds}


def test_the_strategies_know_every_key() -> None:
    for model, fields in FIELDS.items():
        assert {*fields, "assumed"} == set(model.model_fields), model.__name__
    known = {
        m
        for m in vars(schema).values()
        if isinstance(m, type) and m.__module__ == schema.__name__
    }
    assert {m for m in known if issubclass(m, schema.Part)} == {*FIELDS, schema.Part}


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts(EventPart).map(with_own_ids), st.sampled_from(["nb", "en"]))
def test_any_event_comes_back_as_it_was(event: dict[str, Any], lang: str) -> None:
    part = EventPart.model_validate(event)
    found = read_setup_book("oppsett.xlsx", setup_book(part, lang))
    assert (found.part, said(found)) == (part, [])
    assert part_of(event_text(part)) == part


def test_the_same_event_is_the_same_file() -> None:
    part = part_of(WHOLE)
    assert setup_book(part, "nb") == setup_book(part, "nb")


def test_what_a_cell_cannot_hold_is_refused() -> None:
    part = part_of(WHOLE)
    many = part.model_copy(update={"assumed_notes": ["x" * 2_000] * 6})
    with pytest.raises(UsageTrouble, match=r"Arrangement › B\d+: a cell holds 10000 char"):
        setup_book(many, "nb")


# --- what people write -------------------------------------------------------------------


def put(sheet: str, cell: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def find(book: Workbook, sheet: str, text: str) -> Any:
    """Return the first cell that holds a text."""
    return next(c for row in book[sheet].iter_rows() for c in row if c.value == text)


def heading(book: Workbook, sheet: str, text: str) -> Any:
    return next(
        c for row in book[sheet].iter_rows() for c in row if str(c.value).rstrip(" *") == text
    )


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("9:00", "09:00"),
        ("kl. 09.00", "09:00"),
        ("09:00:00", "09:00"),
        (timedelta(hours=9), "09:00"),
    ],
)
def test_times_may_be_written_in_several_ways(cell: object, written: str) -> None:
    def change(book: Workbook) -> None:
        sheet = book["Runder"]
        place = sheet.cell(5, heading(book, "Runder", "Start").column)
        place.value, place.number_format = cell, "hh:mm" if cell is not str else "@"

    found = read_changed(change)
    assert found.part is not None, said(found)
    assert found.part.rounds[0].start == written


@pytest.mark.parametrize("cell", ["27.9.2024", "2024-09-27", date(2024, 9, 27)])
def test_dates_may_be_written_in_several_ways(cell: object) -> None:
    found = read_changed(lambda b: b["Arrangement"].__setitem__("B4", cell))
    assert found.part is not None, said(found)
    assert found.part.date == date(2024, 9, 27)


@pytest.mark.parametrize(
    ("cell", "share"), [(0.05, "1/20"), ("5 %", "1/20"), ("2,5 %", "1/40")]
)
def test_shares_may_be_written_in_several_ways(cell: object, share: str) -> None:
    def change(book: Workbook) -> None:
        line = heading(book, "Arrangement", "Ventet frafall").row
        book["Arrangement"].cell(line, 2).value = cell

    found = read_changed(change)
    assert found.part is not None, said(found)
    assert str(found.part.expected_no_show) == share


def test_sheets_and_columns_may_stand_in_any_order_in_either_language() -> None:
    def change(book: Workbook) -> None:
        book.move_sheet("Busser", -5)
        sheet = book["Busser"]
        sheet.move_range("A1:A20", cols=20)
        sheet.title = "buses"
        heading(book, "buses", "Plasser").value = "SEATS"
        sheet.insert_rows(5, 2)

    found = read_changed(change)
    assert (found.part, said(found)) == (part_of(WHOLE), [])


def test_a_column_and_a_sheet_of_ones_own_are_left_alone() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Kladd")["A1"] = "ring verten"
        book["Rom"].cell(4, 9).value, book["Rom"].cell(5, 9).value = "Notater", "ring verten"

    found = read_changed(change)
    assert found.part == part_of(WHOLE)
    assert said(found) == [
        "N360 oppsett.xlsx › Kladd: is no sheet of this workbook and is not read"
    ]


# --- findings ----------------------------------------------------------------------------


def test_what_the_models_refuse_is_named_with_its_cell() -> None:
    def change(book: Workbook) -> None:
        book["Rom"]["C5"] = "mange"
        book["Rom"]["B6"] = None

    assert said(read_changed(change)) == [
        "E311 oppsett.xlsx › Rom › C5: sal-1 Seats: must be a whole number from 1 to 100000",
        "E311 oppsett.xlsx › Rom › B6: sal-2 Title: is missing",
    ]


def test_what_the_checks_refuse_is_named_with_its_cell(tmp_path: Path) -> None:
    book = whole()
    line = find(book, "Økter", "V2").row
    column = heading(book, "Økter", "Buss").column
    book["Økter"].cell(line, column).value = "buss-9"
    folder = tmp_path / "event"
    folder.mkdir()
    (folder / "oppsett.xlsx").write_bytes(saved(book))
    for name in ("attendees.csv", "preferences.csv"):
        shutil.copy(TINY / name, folder / name)
    with pytest.raises(InputRefused) as refused:
        read(folder)
    spot = book["Økter"].cell(line, column).coordinate
    assert any(
        str(f).startswith(f"E331  oppsett.xlsx › Økter › {spot}: session V2: no bus buss-9")
        for f in refused.value.findings
    )


CASES: dict[str, tuple[Callable[[Workbook], object], str]] = {
    "sheet missing": (
        lambda b: b.remove(b["Økter"]),
        "E362 oppsett.xlsx: the sheet 'Sessions' is missing",
    ),
    "headings gone": (
        lambda b: b["Runder"].delete_rows(4),
        "E362 oppsett.xlsx › Runder: no row of headings is found; needed are Round, Title",
    ),
    "column gone": (
        lambda b: b["Rom"].delete_cols(3),
        "E362 oppsett.xlsx › Rom › A4: the column Seats is missing",
    ),
    "heading unknown": (
        put("Rom", "C4", "Plaser"),
        "E363 oppsett.xlsx › Rom › C4: is no heading of this sheet; is 'Seats' meant?; a "
        "column of your own is called Notes",
    ),
    "line unknown": (
        put("Arrangement", "A7", "Minuter mellom økter"),
        "E363 oppsett.xlsx › Arrangement › A7: is no heading of this sheet; is 'Minutes "
        "between sessions' meant?; a column of your own is called Notes",
    ),
    "heading twice": (
        put("Rom", "D4", "Plasser"),
        "E364 oppsett.xlsx › Rom › D4: is there twice, also in row 4",
    ),
    "no such round": (
        put("Økter", "A5", "R11"),
        "E365 oppsett.xlsx › Økter › A5: no such code in the sheet 'Rounds'; "
        "did you mean 'R1'?",
    ),
    "no round": (
        put("Økter", "A5", None),
        "E365 oppsett.xlsx › Økter › A5: is empty; it takes a code of the sheet 'Rounds'",
    ),
    "no such word": (
        put("Rom", "D5", "kanskje"),
        "E366 oppsett.xlsx › Rom › D5: must be yes or no",
    ),
    "no such rule": (
        put("Regler", "A5", "ønske"),
        "E366 oppsett.xlsx › Regler › A5: must be limit of a group or exclusion or "
        "prerequisite",
    ),
    "formula": (
        put("Rom", "C5", "=19*2"),
        "E367 oppsett.xlsx › Rom › C5: holds a formula without a value; type the value itself",
    ),
    "misplaced": (
        put("Regler", "C5", "R1-1"),
        "E370 oppsett.xlsx › Regler › C5: does not belong to this kind of rule; leave it empty",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_named_with_its_cell(case: str) -> None:
    change, told = CASES[case]
    found = read_changed(change)
    assert told in said(found)
    assert found.part is None or any(f.stops for f in found.findings)


def test_what_a_person_does_not_see_is_told() -> None:
    def change(book: Workbook) -> None:
        from openpyxl.styles import Font

        book["Rom"].row_dimensions[6].hidden = True
        book["Rom"]["B5"].font = Font(strike=True)

    assert said(read_changed(change)) == [
        "N361 oppsett.xlsx › Rom › B5: is struck out, and is read",
        "N361 oppsett.xlsx › Rom, row 6: has hidden rows or columns, which are read",
    ]


# --- in place of event.yaml --------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An instance with a workbook in place of event.yaml."""
    there = tmp_path / "tiny"
    shutil.copytree(TINY, there)
    part = part_of((there / "event.yaml").read_text(encoding="utf-8"))
    (there / "oppsett.xlsx").write_bytes(setup_book(part, "nb"))
    (there / "event.yaml").unlink()
    return there


def test_a_workbook_is_the_same_question(folder: Path) -> None:
    found = read_instance(folder)
    assert found.problem == read(TINY)
    assert set(found.inputs) == {"oppsett.xlsx", "attendees.csv", "preferences.csv"}


def test_a_result_knows_its_workbook(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "result"
    solve_instance(folder, out, compare_limit=0)
    assert verify(out, instance=folder).proven
    book = load_workbook(folder / "oppsett.xlsx")
    book["Arrangement"]["B3"] = "Another title"
    book.save(folder / "oppsett.xlsx")
    with pytest.raises(Exception, match=r"oppsett\.xlsx: is not the input that was solved"):
        verify(out, instance=folder)


def test_two_files_for_one_event_are_refused(folder: Path) -> None:
    shutil.copy(TINY / "event.yaml", folder)
    with pytest.raises(InputRefused) as refused:
        read(folder)
    assert [str(f) for f in refused.value.findings] == [
        "E361  oppsett.xlsx: is here beside event.yaml; keep the one that holds"
    ]


def people_into(book: Workbook, rows: list[list[str]], at: int = 5) -> None:
    for r, row in enumerate(rows, start=at):
        for c, cell in enumerate(row, start=1):
            book["Deltakere"].cell(r, c).value = cell


def rows_of(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    order = ["attendee_id", "group", "fixed", "arrives", "leaves", "needs"]
    heads = lines[0].split(",")
    return [
        [dict(zip(heads, line.split(","), strict=True)).get(c, "") for c in order]
        for line in lines[1:]
    ]


def test_people_may_stand_in_the_workbook(folder: Path) -> None:
    book = load_workbook(folder / "oppsett.xlsx")
    people_into(book, rows_of(folder / "attendees.csv"))
    book.save(folder / "oppsett.xlsx")
    with pytest.raises(InputRefused, match="1 finding"):
        read(folder)
    (folder / "attendees.csv").unlink()
    assert read(folder) == read(TINY)


def test_findings_about_people_have_their_cells(folder: Path) -> None:
    book = load_workbook(folder / "oppsett.xlsx")
    people_into(book, [["P1", "", "W9", "halv ti", "", "rullestol; vinger"], ["P1"]], at=8)
    book.save(folder / "oppsett.xlsx")
    (folder / "attendees.csv").unlink()
    (folder / "preferences.csv").write_text("attendee_id,session_id,rank\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read(folder)
    told = [f"{f.code} {f.place}" for f in refused.value.findings if f.stops]
    assert told == [
        "E406 oppsett.xlsx › Deltakere › D8",
        "E405 oppsett.xlsx › Deltakere › C8",
        "E407 oppsett.xlsx › Deltakere › F8",
        "E403 oppsett.xlsx › Deltakere › A9",
    ]


def test_people_must_stand_somewhere(folder: Path) -> None:
    (folder / "attendees.csv").unlink()
    with pytest.raises(FileTrouble, match=r"attendees\.csv"):
        read(folder)


# --- the commands ------------------------------------------------------------------------


def run(*words: str | Path) -> Any:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_an_event_goes_there_and_back(tmp_path: Path) -> None:
    book, text = tmp_path / "oppsett.xlsx", tmp_path / "back" / "event.yaml"
    assert run("setup", TINY / "event.yaml", "--out", book).exit_code == 0
    assert run("setup", book, "--out", text).exit_code == 0
    first = part_of((TINY / "event.yaml").read_text(encoding="utf-8"))
    assert part_of(text.read_text(encoding="utf-8")) == first
    other = run("setup", EVENTS[0], "--out", text)
    assert other.exit_code == 7
    assert "--force" in other.output
    assert run("setup", EVENTS[0], "--out", text, "--force").exit_code == 0
    assert part_of((text.parent / "event.yaml.bak-1").read_text(encoding="utf-8")) == first


def test_a_template_is_empty_and_says_what_it_wants(tmp_path: Path) -> None:
    path = tmp_path / "oppsett.xlsx"
    assert run("init", "--template", path).exit_code == 0
    book = load_workbook(path)
    assert book.sheetnames[:4] == ["Les meg", "Arrangement", "Runder", "Økter"]
    assert len(book.sheetnames) == len(TABLES) + 1
    found = read_setup_book("oppsett.xlsx", path.read_bytes())
    needed = {f.cell for f in found.findings if f.sheet == "Arrangement"}
    assert needed == {"B3", "B4", "B5", "B6"}


def test_equal_values_are_written_out() -> None:
    """YAML would else name one date and refer to it, which event.yaml may not."""
    part, day = part_of(WHOLE), date(2024, 9, 28)
    first, *others = part.rounds
    later = [round_.model_copy(update={"date": day}) for round_ in others]
    assert "&" not in event_text(part.model_copy(update={"rounds": [first, *later]}))


@pytest.mark.parametrize("word", ["til fots", "På fots", "fots", "gange", "on foot", "foot"])
def test_a_walk_may_be_called_as_people_call_it(word: str) -> None:
    def change(book: Workbook) -> None:
        find(book, "Økter", "til fots").value = word

    assert read_changed(change).part == part_of(WHOLE)


@pytest.mark.parametrize("sheet", ["Rom", "Busser"])
def test_rooms_and_buses_may_be_called_by_their_titles(sheet: str) -> None:
    column = {"Rom": "Rom", "Busser": "Buss"}[sheet]

    def change(book: Workbook) -> None:
        titles = {row[0].value: row[1].value for row in book[sheet].iter_rows(min_row=5)}
        for row in book["Økter"].iter_rows(min_row=5):
            cell = row[heading(book, "Økter", column).column - 1]
            codes = (cell.value or "").split("; ")
            cell.value = "; ".join(titles.get(code, code) for code in codes) or None
        shown = [c.value for c in book["Økter"][heading(book, "Økter", column).column_letter]]
        assert any(title in shown for title in titles.values())

    found = read_changed(change)
    assert (found.part, said(found)) == (part_of(WHOLE), [])


def test_a_title_that_two_rooms_have_names_none() -> None:
    def change(book: Workbook) -> None:
        book["Rom"]["B5"], book["Rom"]["B6"] = "Sal A", "Sal A"
        book["Økter"][f"{heading(book, 'Økter', 'Rom').column_letter}5"] = "Sal A"

    (finding,) = read_changed(change).findings
    assert finding.sheet == "Økter"


def test_an_event_that_a_solve_would_refuse_is_not_written_anew(tmp_path: Path) -> None:
    event, out = tmp_path / "event.yaml", tmp_path / "x.xlsx"
    text = (TINY / "event.yaml").read_text(encoding="utf-8")
    event.write_text(re.sub(r"(?m)^timezone:.*$", "timezone: Europe/Olso", text), "utf-8")
    done = CliRunner().invoke(main, ["setup", str(event), "--out", str(out)])
    assert (done.exit_code, out.exists()) == (3, False)
    assert "E322" in done.stderr
