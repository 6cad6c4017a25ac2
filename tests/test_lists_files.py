"""Lists as files: what a spreadsheet, a browser and the command line make of them."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from allocator.cli import main
from allocator.language import Speaker
from allocator.lists.all_lists import all_lists
from allocator.lists.kinds import KINDS
from allocator.lists.material import Material
from allocator.lists.overview import overview
from allocator.lists.page import MOST_ROWS, css_string, page_files, render_page
from allocator.lists.paper import UPRIGHT
from allocator.lists.tabs import tab_names
from allocator.lists.waiting_files import waiting_files
from allocator.lists.workbook import doors_workbook, lists_workbook, manifests_workbook
from allocator.offer import Room, Session
from allocator.pipeline import solve_instance
from allocator.readers.people_file import Person
from allocator.reporting.pdf import pdf_possible
from allocator.writers.people_file import people_workbook
from lists_support import NASTY, at, event, held, needy

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"
SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
EMAIL = "canary-5f2c@evil.example"


def nasty(named=True, proven=True):
    """Return a result in which every text tries to be something else."""
    sessions = tuple(
        Session(f"{n:02}N", "R1", text, at(9), at(10), room="r1", speakers=(text,))
        for n, text in enumerate(NASTY, start=1)
    )
    day = event()
    day = event(
        title=NASTY[7] + NASTY[-1],
        sessions=(*sessions, *day.sessions[2:]),
        rooms=(Room("r1", NASTY[0], 45),),
    )
    ids = [f"A{n:03}" for n in range(1, len(NASTY) + 1)]
    days = {a: (f"{n:02}N", "V1") for n, a in enumerate(ids, start=1)}
    wishes = {a: {"01N": 1, "02N": 2, "V2": 1} for a in ids}
    names = dict(zip(ids, NASTY, strict=True)) if named else None
    return held(days, day=day, wishes=wishes, names=names, people=needy(), proven=proven)


def opened(files, name):
    return load_workbook(BytesIO(files[name]))


def grid(sheet):
    """Return the rows of a sheet that hold something, as tuples of what they hold."""
    rows = [tuple(c for c in row if c is not None) for row in sheet.iter_rows(values_only=True)]
    return [row for row in rows if row]


def expected(listing):
    """Return the rows that a list should have on a sheet."""
    yield (listing.title,)
    yield from ((fact.label, fact.value) for fact in listing.facts)
    yield tuple(c.title for c in listing.columns)
    for section in listing.sections:
        yield from ((text,) for text in (section.heading, section.note) if text)
        yield from (tuple(c for c in row.cells if c != "") for row in section.rows)
        yield from [tuple(c for c in section.total if c != "")] if section.total else []


# --- workbooks ---------------------------------------------------------------------------


def test_every_cell_is_the_text_or_number_that_was_meant():
    result = nasty()
    material = Material(result, Speaker("nb"))
    book = opened(lists_workbook(result, Speaker("nb")), "lister.xlsx")
    listings = (*overview(material), *all_lists(material))
    assert len(book.worksheets) == len(listings)
    for sheet, listing in zip(book.worksheets, listings, strict=True):
        back = ("‹ Oversikt",) if listing.key != "overview" else ()
        first, *rest = expected(listing)
        assert grid(sheet) == [(*first, *back), *rest]
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n"}


def test_every_sheet_is_set_up_for_paper():
    book = opened(lists_workbook(nasty(), Speaker("nb")), "lister.xlsx")
    for sheet in book.worksheets:
        across = sheet.page_setup.orientation == "landscape"
        assert across or sheet.title != "Oversikt"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert int(sheet.page_setup.fitToWidth or 1) == 1
        head = int(sheet.print_title_rows.strip("$").split(":")[0])
        assert sheet.freeze_panes == f"A{head + 1}"
        assert sheet.cell(head, 1).value in {"Nr.", "Tid", "Avgang"}
        footer = sheet.oddFooter
        assert footer.left.text.strip() == "Fortrolig. Slettes etter 27.10.2024."
        assert footer.center.text.strip() == "Side &P av &N"
        assert footer.right.text.strip().startswith(sheet.title.replace("&", "&&"))
        assert {footer.left.size, footer.center.size, footer.right.size} == {8}
        assert sheet.print_area


def test_a_full_bus_stands_upright_on_one_page_and_everybody_on_one_line_each():
    persons = {f"A{n:03}": f"Nordmann-Hansen, Kari {n}" for n in range(33)}
    result = held(dict.fromkeys(persons, ("W1", "V1")), names=persons)
    bus = opened(manifests_workbook(result, Speaker("nb")), "busslister.xlsx").worksheets[0]
    assert bus.page_setup.orientation == "portrait"
    assert int(bus.page_setup.fitToHeight or 1) == 1
    everybody = opened(lists_workbook(result, Speaker("nb")), "lister.xlsx")["Alle deltakere"]
    head = int(everybody.print_title_rows.strip("$").split(":")[0])
    assert {tall for row, tall in heights(everybody).items() if row > head} == {20.25}


def test_every_page_says_which_list_it_is_of():
    material = Material(nasty(), Speaker("nb"))
    book = opened(manifests_workbook(nasty(), Speaker("nb")), "busslister.xlsx")
    for sheet in book.worksheets:
        assert sheet["A1"].value[:20] in sheet.oddHeader.left.text
    again = render_page(material).split('class="again"')[1:]
    sections = [(a, s) for a in all_lists(material) for s in a.sections]
    assert len(again) == len(sections)
    assert sum("– Venteliste</th>" in a.split("</tr>")[0] for a in again) == sum(
        s.heading == "Venteliste" for _, s in sections
    )


def test_boxes_to_tick_are_empty_and_have_borders_all_around():
    book = opened(manifests_workbook(nasty(), Speaker("nb")), "busslister.xlsx")
    for sheet in book.worksheets:
        head = int(sheet.print_title_rows.strip("$").split(":")[0])
        columns = [c.column for c in sheet[head] if c.value in {"Ut", "Framme", "Hjem"}]
        assert len(columns) == 3
        rows = [r for r in range(head + 1, sheet.max_row + 1) if sheet.row_dimensions[r].height]
        numbered = [r for r in rows if isinstance(sheet.cell(r, 1).value, int)]
        assert all(sheet.row_dimensions[r].height >= 20 for r in numbered)
        for cell in (sheet.cell(r, c) for r in numbered for c in columns):
            assert cell.value is None
            sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
            assert {side.style for side in sides} == {"thin"}


def test_what_is_handed_out_has_no_waiting_lists():
    result, tr = nasty(), Speaker("nb")
    for files in (manifests_workbook(result, tr), doors_workbook(result, tr)):
        (data,) = files.values()
        assert "Venteliste" not in inside(data)
    assert "Venteliste" in inside(lists_workbook(result, tr)["lister.xlsx"])


def inside(data):
    with ZipFile(BytesIO(data)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


def test_links_of_the_overview_lead_to_sheets_that_are_there():
    book = opened(lists_workbook(nasty(), Speaker("nb")), "lister.xlsx")
    leads = [
        (cell.value, cell.hyperlink.location)
        for sheet in book.worksheets[:2]
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink and not str(cell.value).startswith("‹")
    ]
    assert len(leads) == len(NASTY) + 2 + 2
    for text, location in leads:
        name, cell = re.fullmatch(r"'(.*)'!(A1)", location).groups()
        target = book[name.replace("''", "'")]
        assert cell == "A1"
        assert str(target["A1"].value).split(" ")[0] == text or text in str(target["A1"].value)
    assert not re.search(
        r'Target="http', inside(lists_workbook(nasty(), Speaker("nb"))["lister.xlsx"])
    )


@pytest.mark.parametrize("proven", [True, False])
def test_what_is_not_proven_is_told_on_every_page(proven):
    book = opened(lists_workbook(nasty(proven=proven), Speaker("nb")), "lister.xlsx")
    for sheet in book.worksheets:
        said = "IKKE BEVIST BEST" in str(sheet.oddHeader.left.text)
        assert said != proven
        assert ("IKKE BEVIST BEST" in str(sheet["A2"].value)) != proven
    status = [row[1] for row in grid(book.worksheets[0]) if row[0] == "Resultat"]
    assert status[0].startswith("Bevist best" if proven else "IKKE BEVIST BEST")


@pytest.mark.parametrize(
    "titles",
    [
        ["1E Beredskap: fra plan til praksis", "1E Beredskap: fra plan til oppdrag"],
        ["history", "History", "HISTORY"],
        ["''", "'a'", "[:*?/\\]", "", " "],
        ["x" * 40, "X" * 40, "x" * 31],
        ["🚌" * 40, "\x00\u202e", "a\tb\nc"],
        [f"Same {'title ' * 9}"] * 120,
        list(NASTY),
    ],
)
def test_names_of_sheets_are_legal_and_all_different(titles):
    names = tab_names(titles)
    assert len(names) == len(titles)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(SHEET_NAME.fullmatch(name) for name in names)
    assert all(len(name.encode("utf-16-le")) <= 62 for name in names)
    assert not {name.casefold() for name in names} & {"history"}


def test_a_session_with_nobody_and_an_event_without_trips():
    day = event()
    result = held({"A1": ("W1",)}, day=event(sessions=day.sessions[:2], buses=()))
    book = opened(lists_workbook(result, Speaker("nb")), "lister.xlsx")
    assert book.sheetnames == ["Oversikt", "Alle deltakere", "W1 Boliger", "W2 Møteplasser"]
    assert ("Ingen har plass her.",) in grid(book["W2 Møteplasser"])
    assert manifests_workbook(result, Speaker("nb")) == {}


def heights(sheet):
    return {n: d.height for n, d in sheet.row_dimensions.items() if d.height}


def test_a_heading_without_room_for_a_row_under_it_goes_to_the_next_page():
    tall = []
    for people in (10, 31, 32, 33, 34, 35, 36):
        waits = {f"B{n:03}": {"W1": 1} for n in range(45)}
        days = dict.fromkeys((f"A{n:03}" for n in range(people)), ("W1", "V1"))
        result = held(days | dict.fromkeys(waits, ("W2", "V1")), wishes=waits)
        book = opened(lists_workbook(result, Speaker("nb")), "lister.xlsx")
        door = book["W1 Boliger"]
        heading = next(c.row for c in door["A"] if c.value == "Venteliste")
        before = sum(h for row, h in heights(door).items() if row < heading) % UPRIGHT.points
        on_this_page = before + heights(door)[heading] <= UPRIGHT.points
        assert on_this_page == (before + 72 <= UPRIGHT.points)
        tall.append(heights(door)[heading] > 100)
        assert max(heights(book["Oversikt"]).values()) < 40
    assert set(tall) == {True, False}


# --- waiting lists as files --------------------------------------------------------------


def test_the_table_of_waiting_lists_holds_ids_only():
    result = nasty()
    files = waiting_files(result, Speaker("en"))
    lines = files["waiting.csv"].decode().split("\r\n")
    assert lines[0] == "session_id,position,attendee_id,rank,regret,fits,rule"
    queues = Material(result, Speaker("en")).waits
    assert lines[1:-1] == [
        f"{w.session_id},{w.position},{w.attendee_id},{w.rank},{w.regret},"
        f'{str(w.fits).lower()},"regret of the day, largest first; then rank of the session; '
        'then the draw"'
        for queue in queues.values()
        for w in queue
    ]
    book = opened(files, "waiting.xlsx")
    assert len(book.sheetnames) == 1 + sum(bool(queue) for queue in queues.values())


# --- the page to print -------------------------------------------------------------------


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.ids = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]


def test_the_page_needs_no_network_and_runs_no_script():
    page = Page(render_page(Material(nasty(), Speaker("nb"))))
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    names = {name for _, name, _ in page.attributes}
    assert not {n for n in names if n.startswith("on")} | (names & {"src", "srcset"})
    leads = [value for _, name, value in page.attributes if name == "href"]
    assert all(value.startswith("#") for value in leads)
    assert {value[1:] for value in leads} <= {"lists", *page.ids}
    policies = [v for tag, name, v in page.attributes if tag == "meta" and name == "content"]
    assert any(v.startswith("default-src 'none'") for v in policies)


def test_tables_of_the_page_have_captions_and_headings():
    page = Page(render_page(Material(nasty(), Speaker("nb"))))
    assert page.tags.count("table") == page.tags.count("caption") > 10
    scopes = [v for tag, name, v in page.attributes if (tag, name) == ("th", "scope")]
    assert len(scopes) == page.tags.count("th")
    assert len(page.ids) == len(set(page.ids))
    assert ("html", "lang", "nb") in page.attributes


def test_texts_of_an_event_stay_texts_on_the_page():
    text = render_page(Material(nasty(), Speaker("nb")))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    style = text.split("<style>")[1].split("</style>")[0]
    assert "@page" in style.rsplit("@bottom-left", 1)[0]
    assert css_string('</style>"') == '"\\00003c\\00002fstyle\\00003e\\000022"'


def test_the_page_shows_what_the_workbook_shows():
    result = nasty(named=False, proven=False)
    material = Material(result, Speaker("nb"))
    text = render_page(material)
    assert text.count("IKKE BEVIST BEST") > len(all_lists(material))
    rows = sum(len(s.rows) for a in all_lists(material) for s in a.sections)
    assert Page(text).tags.count("tr") > rows


# --- every kind --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_documented(kind):
    assert f"| `{kind.name}` |" in (ROOT / "docs/lists.md").read_text(encoding="utf-8")


TWICE = """
import hashlib, sys
sys.path.insert(0, "tests")
from test_lists_files import nasty
from allocator.language import Speaker
from allocator.lists.kinds import KINDS
from allocator.lists.material import Material
from allocator.lists.page import render_page
own = [k for k in KINDS if k.name in {"workbook", "manifests", "doors", "waiting"}]
files = [f for k in own for f in sorted(k.make(nasty(), Speaker("nb")).items())]
page = render_page(Material(nasty(), Speaker("nb")))
for name, data in [*files, ("page", page.encode())]:
    print(name.encode(), hashlib.sha256(data).hexdigest())
"""


def test_the_same_result_gives_the_same_bytes_whatever_the_order_of_hashes():
    said = set()
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            [sys.executable, "-c", TWICE], capture_output=True, check=True, env=env, cwd=ROOT
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert said.pop().count(b"\n") == 6


def test_a_pdf_is_made_where_that_can_be_and_is_the_same_every_time():
    result = held({"A1": ("W1", "V1")})
    files = page_files(result, Speaker("nb"))
    assert ("utskrift.pdf" in files) == pdf_possible()
    assert files == page_files(result, Speaker("nb"))


def test_a_pdf_that_would_take_minutes_is_left_out():
    days = {f"A{n:04}": ("W1",) for n in range(MOST_ROWS // 2 + 1)}
    assert list(page_files(held(days), Speaker("nb"))) == ["utskrift.html"]


# --- the command -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("event")
    shutil.copytree(TINY, folder / "tiny")
    solve_instance(folder / "tiny", folder / "result", compare_limit=0)
    return folder


@pytest.fixture
def fresh(solved, tmp_path):
    shutil.copytree(solved, tmp_path / "e")
    return tmp_path / "e"


def run(*words):
    return CliRunner().invoke(main, ["export", *map(str, words)])


def names_of(path, *, ids=("P1", "P2", "P3", "P4", "P5", "P6"), email=EMAIL):
    people = [Person(a, f"Kari {a} Ås", email, "Norce") for a in ids]
    path.write_bytes(people_workbook(people))
    return path


def test_lists_stand_beside_the_result_for_their_owner_alone(fresh):
    done = run(fresh / "result", "--to", "workbook", "--to", "waiting", "--lang", "en")
    assert done.exit_code == 0, done.output
    folder = fresh / "result-lists"
    files = sorted(p.name for p in folder.iterdir())
    assert files == ["lists.xlsx", "waiting.csv", "waiting.xlsx"]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir()} == {0o600}
    assert "No people file: codes stand instead of names." in done.output
    assert CliRunner().invoke(main, ["verify", str(fresh / "result")]).exit_code == 0


def test_names_come_from_the_people_file_and_addresses_stay_out(fresh):
    people = names_of(fresh / "who.xlsx")
    done = run(fresh / "result", "--to", "workbook", "--to", "print", "--people", people)
    assert done.exit_code == 0, done.output
    folder = fresh / "result-lists"
    whole = inside((folder / "lister.xlsx").read_bytes())
    whole += (folder / "utskrift.html").read_text(encoding="utf-8")
    assert "Kari P1" in whole
    assert EMAIL not in whole
    assert "Kari" not in done.output
    assert (folder / "utskrift.pdf").exists() == pdf_possible()


def test_a_people_file_in_the_inputs_is_used_and_said(fresh):
    names_of(fresh / "tiny" / "people.xlsx")
    done = run(fresh / "result", "--to", "doors", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert f"Names from {fresh / 'tiny' / 'people.xlsx'}." in done.output
    data = (fresh / "result-lists" / "door-lists.xlsx").read_bytes()
    assert "Kari P1" in inside(data)


def test_people_who_are_missing_are_told_by_code(fresh):
    people = names_of(fresh / "who.xlsx", ids=("P1", "P2", "X9"))
    done = run(fresh / "result", "--to", "doors", "--people", people)
    assert done.exit_code == 0, done.output
    assert "N810" in done.output
    assert "N811" in done.output
    other = names_of(fresh / "other.xlsx", ids=("X1", "X2"))
    refused = run(fresh / "result", "--to", "doors", "--people", other, "--force")
    assert refused.exit_code == 3
    assert "E810" in refused.output


def test_earlier_lists_are_kept(fresh):
    assert run(fresh / "result", "--to", "waiting").exit_code == 0
    again = run(fresh / "result", "--to", "doors")
    assert again.exit_code == 7
    assert "--force" in again.output
    assert run(fresh / "result", "--to", "doors", "--force").exit_code == 0
    assert (fresh / "result-lists.bak-1" / "waiting.csv").exists()
    assert not (fresh / "result-lists" / "waiting.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say what to make: --all"),
        (["--to", "wrkbook"], "did you mean 'workbook'?"),
        (["--to", "workbook", "--out", "{result}/lists"], "lists cannot stand in the result"),
        (["--to", "workbook", "--out", "{result}"], "lists cannot stand in the result"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_done(fresh, words, said):
    done = run(fresh / "result", *(w.format(result=fresh / "result") for w in words))
    assert done.exit_code == 2
    assert said in done.output
    assert not (fresh / "result-lists").exists()


def test_a_result_that_was_changed_becomes_no_lists(fresh):
    table = fresh / "result" / "assignments.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("P1", "P2"), encoding="utf-8")
    done = run(fresh / "result", "--all")
    assert done.exit_code == 8
    assert not (fresh / "result-lists").exists()


def test_what_is_no_result_is_said(fresh):
    assert run(fresh / "tiny", "--all").exit_code == 7
    assert run(fresh / "nowhere", "--all").exit_code == 7
    assert run(fresh / "result", "--all", "--people", fresh / "nobody.xlsx").exit_code == 7


def test_all_makes_every_kind_and_the_help_names_each(fresh):
    done = run(fresh / "result", "--all", "--lang", "en")
    assert done.exit_code == 0, done.output
    helped = CliRunner().invoke(main, ["export", "--help"]).output
    for kind in KINDS:
        assert f"\n{kind.name}: " in f"\n{done.output}"
        assert re.search(rf"^  {kind.name} ", helped, re.MULTILINE)
    folder = fresh / "result-lists"
    found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    own = {"lists.xlsx", "bus-lists.xlsx", "door-lists.xlsx", "print.html", "waiting.csv"}
    assert own <= found
