"""`allocator check`: what is found, counted and shown, mostly without a solver."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from threading import Event as Flag

import openpyxl
import pytest
from click.testing import CliRunner

import allocator
from allocator.checkup import check
from allocator.checkup.counts import counts
from allocator.checkup.document import document
from allocator.checkup.existence import an_allocation
from allocator.checkup.page import render
from allocator.cli import main
from allocator.engine.budget import Budget
from allocator.engine.existence import ask
from allocator.explainer.case import asked_of, posted
from allocator.rules import RULES
from draws_whole import draw_whole

ROOT = Path(__file__).parents[1]
OSLO, TINY = ROOT / "instances" / "oslo-2024", ROOT / "instances" / "tiny"
PLAN = ROOT / "instances" / "oslo-2024-plan"
SMALLER = ("event.yaml", "title: Large room, seats: 2", "title: Large room, seats: 1")
HEAVY = ("ortools", "pandas", "matplotlib")
FOLDERS = (
    *sorted(ROOT.glob("instances/*")),
    *sorted(ROOT.glob("tests/stored/*")),
)


def loaded(*arguments: str) -> str:
    """Run the command line in a fresh Python; return which heavy modules it has loaded."""
    code = (
        "import sys\nfrom allocator.cli import main\n"
        "try:\n    main(sys.argv[1:])\nfinally:\n"
        f"    print('loaded:', [m for m in {HEAVY} if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return done.stdout.splitlines()[-1]


# --- whether an allocation exists --------------------------------------------------------


def test_check_loads_no_solver() -> None:
    assert loaded("check", str(OSLO)) == "loaded: []"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_an_allocation_is_built_for_every_stored_instance(folder: Path) -> None:
    problem = allocator.read(folder)
    found = an_allocation(problem)
    assert found is not None
    assert set(found.days) == set(problem.attendee)


def test_what_is_built_obeys_the_rules_and_is_found_where_there_is_one() -> None:
    built = missed = 0
    for seed in range(60):
        rng, offers = Random(seed), ((2, 3, 3), (3, 2))[seed % 2]
        problem = draw_whole(rng, rng.randint(6, 14), offers, seed, 0.2)
        found = an_allocation(problem)
        there = ask(asked_of(posted(problem, RULES)), Budget(10.0, Flag())).exists
        assert there is not None
        assert there or found is None
        built += found is not None
        missed += there and found is None
    assert built > 20
    assert missed <= 1


# --- an instance with faults -------------------------------------------------------------


def changed(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the tiny instance with changes (file, old, new); each old text is there once."""
    shutil.copytree(TINY, folder)
    for name, old, new in changes:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Return an instance with an unknown session, a bad rank and a double id."""
    wishes = (TINY / "preferences.csv").read_text(encoding="utf-8").splitlines()
    wishes[1] = wishes[1].replace("W1", "W9")
    wishes[3] = wishes[3].rsplit(",", 1)[0] + ",99"
    folder = tmp_path / "faulty"
    shutil.copytree(TINY, folder)
    (folder / "preferences.csv").write_text("\n".join(wishes) + "\n", encoding="utf-8")
    people = (folder / "attendees.csv").read_text(encoding="utf-8").splitlines()
    people.append(people[1])
    (folder / "attendees.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    return folder


def run(*arguments: object) -> object:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


# --- counting ----------------------------------------------------------------------------


def test_counts_of_the_tiny_instance_by_hand() -> None:
    counted = counts(allocator.read(TINY))
    people = counted.people
    assert (people.people, people.answered, people.silent, people.fixed) == (6, 6, 0, 2)
    problem = allocator.read(TINY)
    for entry in counted.sessions:
        wished = [
            a.id for a in problem.attendees if entry.session_id in problem.wishes_of(a.id).ranks
        ]
        assert entry.wished <= len(wished)
        assert entry.wished_first <= entry.wished
    for entry in counted.rounds:
        fixed = sum(s.fixed for s in counted.sessions if s.round_id == entry.round_id)
        assert sum(entry.usable) == 6 - fixed
        assert (entry.seats, entry.spare, entry.settled) == (6, 0, True)


def test_demand_is_that_of_the_report() -> None:
    """The fairness report counts the same by another way."""
    problem = allocator.read(OSLO)
    fairness = allocator.solve(problem, "total").fairness
    mine = counts(problem).sessions
    assert [(s.session_id, s.wished_first, s.wished, s.seats) for s in mine] == [
        (s.session_id, s.wished_first, s.wished, s.seats) for s in fairness.sessions
    ]


def test_seats_of_an_open_plan_are_the_most_there_can_be() -> None:
    counted = counts(allocator.read(PLAN))
    first, second, visits = counted.rounds
    assert (first.seats, second.seats, first.settled) == (250, 250, False)
    assert visits.seats is visits.spare is None
    rooms = {s.seats for s in counted.sessions if s.round_id == first.round_id}
    assert rooms == {65}


def test_two_visits_of_one_bus_share_its_seats(tmp_path: Path) -> None:
    problem = allocator.read(TINY)
    visits = [s for s in problem.event.sessions if s.departure]
    before = counts(problem).rounds[-1].seats
    event = problem.event
    shared = tuple(
        dataclasses.replace(
            s, departure=dataclasses.replace(s.departure, bus=event.buses[0].id), seats=None
        )
        if s in visits
        else s
        for s in event.sessions
    )
    joined = dataclasses.replace(problem, event=dataclasses.replace(event, sessions=shared))
    assert before != event.buses[0].seats
    assert counts(joined).rounds[-1].seats == event.buses[0].seats


# --- what a check tells ------------------------------------------------------------------


def test_findings_that_stop_come_first_and_the_rest_is_counted(faulty: Path) -> None:
    found = check(faulty)
    assert [f.code for f in found.findings if f.stops] == ["E403", "E511", "E512"]
    assert [f.stops for f in found.findings] == sorted(
        (f.stops for f in found.findings), reverse=True
    )
    assert found.exit_code == 3
    assert found.counts is not None
    assert found.counts.people.people == 6
    assert found.existence.how == "not asked"


def test_more_people_than_seats_is_told_and_ends_with_4(tmp_path: Path) -> None:
    crowded = changed(
        tmp_path / "crowded",
        SMALLER,
    )
    found = check(crowded)
    assert [f.code for f in found.findings] == ["N850"]
    assert found.exit_code == 4
    assert found.existence.how == "explained"
    assert "round R1 is 1 place short" in " ".join(found.existence.sentences("en"))
    assert "mangler det 1 plass i runde R1" in " ".join(found.existence.sentences("nb"))


def test_a_session_that_nobody_wants_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "unwanted"
    shutil.copytree(TINY, folder)
    lines = (folder / "preferences.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if ",V3," not in line]
    (folder / "preferences.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    people = (folder / "attendees.csv").read_text(encoding="utf-8")
    assert "V3" not in people
    assert [f.code for f in check(folder).findings] == ["N851"]


def test_a_clash_of_fixed_places_ends_with_4(tmp_path: Path) -> None:
    folder = tmp_path / "clash"
    shutil.copytree(TINY, folder)
    (folder / "attendees.csv").write_text("attendee_id,fixed\nP1,W1 W2\n", encoding="utf-8")
    (folder / "preferences.csv").write_text("attendee_id,session_id,rank\n", encoding="utf-8")
    found = check(folder)
    assert found.exit_code == 4
    assert "fixed in W1 and W2" in " ".join(found.existence.sentences("en"))


def test_a_missing_file_is_exit_code_7(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 7
    assert "event.yaml" in done.stderr


# --- the terminal ------------------------------------------------------------------------


def test_alerts_then_counts_then_three_lines(faulty: Path) -> None:
    done = run(faulty, "--lang", "en")
    assert done.exit_code == 3
    assert done.stderr.splitlines()[0].startswith("E403  attendees.csv, row 8")
    assert done.stdout.splitlines()[0].startswith("faulty: 6 people")
    last = done.stdout.splitlines()[-3:]
    assert last[0].startswith("Refused: 3 findings stop")
    assert last[1].startswith("Nothing was written")
    assert last[2].startswith("Next: mend")


def test_twenty_findings_then_a_count(tmp_path: Path) -> None:
    rows = [f"P1,X{n},1" for n in range(30)]
    folder = changed(tmp_path / "many")
    text = "\n".join(["attendee_id,session_id,rank", *rows]) + "\n"
    (folder / "preferences.csv").write_text(text, encoding="utf-8")
    told = run(folder, "--lang", "en").stderr.splitlines()
    assert len(told) == 21
    assert told[-1] == "... and 10 more"


def test_the_terminal_speaks_bokmaal_where_it_is_asked_to() -> None:
    told = run(TINY, "--lang", "nb").stdout
    assert "6 personer, 6 med ønsker, 6 økter i 2 runder" in told
    assert "Det finnes en fordeling som oppfyller alle reglene." in told


# --- for programs ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["faulty", "crowded", "tiny"])
def test_json_is_whole_whatever_the_exit_code(name: str, faulty: Path, tmp_path: Path) -> None:
    crowded = changed(
        tmp_path / "crowded",
        SMALLER,
    )
    folder, code = {"faulty": (faulty, 3), "crowded": (crowded, 4), "tiny": (TINY, 0)}[name]
    done = run(folder, "--json", "--lang", "en")
    told = json.loads(done.stdout)
    assert done.exit_code == told["exit_code"] == code
    assert told.keys() == document(check(TINY)).keys()
    assert told["people"]["people"] == 6
    assert {len(d) for d in told["inputs"].values()} == {64}
    for finding in told["findings"]:
        assert finding["means"], finding["code"]
        assert finding["mend"], finding["code"]


# --- the page ----------------------------------------------------------------------------


class Page(HTMLParser):
    """Collects what accessibility needs of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables, self.captions, self.bare, self.ids = 0, 0, 0, list[str]()
        self.levels, self.links = list[int](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tables += tag == "table"
        self.captions += tag == "caption"
        self.bare += tag == "th" and "scope" not in said
        self.ids += [said["id"] or ""] if "id" in said else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h[1-6]", tag) else []
        self.links += [v for k, v in attrs if k in ("src", "href") and v]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_page_is_accessible_and_alone(lang: str, faulty: Path) -> None:
    text = render(check(faulty), lang)
    page = Page(text)
    assert f'<html lang="{lang}">' in text
    assert "default-src 'none'" in text
    assert page.tables == page.captions > 4
    assert page.bare == 0
    assert len(page.ids) == len(set(page.ids))
    assert page.levels[0] == 1
    assert all(b - a <= 1 for a, b in zip(page.levels, page.levels[1:], strict=False))
    assert page.links == ["#content"]
    assert "<script" not in text
    assert "E511" in text


def test_the_page_escapes_what_stands_in_the_files(tmp_path: Path) -> None:
    folder = changed(
        tmp_path / "x", ("event.yaml", "Workshop one", "'<img src=x onerror=alert(1)> {{7*7}}'")
    )
    text = render(check(folder))
    assert "<img" not in text
    assert "{{7*7}}" in text


def test_no_personal_value_in_page_document_or_notebook(tmp_path: Path) -> None:
    canary = "Xqzcanary"
    folder = changed(tmp_path / "x")
    for name, row in (
        ("attendees.csv", f"{canary}!,,,,,\n"),
        ("preferences.csv", f"{canary},W1,1\nP1,{canary},1\nP1,W1,{canary}\n"),
    ):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(row)
    found = check(folder)
    assert found.stops > 3
    told = [render(found), json.dumps(document(found)), repr(found), found._repr_html_()]
    assert canary not in "".join(told)
    done = run(folder)
    assert canary not in done.stdout + done.stderr


def test_equal_inputs_give_equal_files(faulty: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(faulty, "--html", tmp_path / f"{name}.html", "--xlsx", tmp_path / f"{name}.xlsx")
    for suffix in ("html", "xlsx"):
        one, other = (tmp_path / f"{name}.{suffix}" for name in ("a", "b"))
        assert one.read_bytes() == other.read_bytes()


# --- marked cells ------------------------------------------------------------------------


def test_each_finding_is_listed_linked_and_marked(faulty: Path, tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    done = run(faulty, "--xlsx", target, "--lang", "en")
    assert done.exit_code == 3
    assert "holds names" in done.stdout
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    book = openpyxl.load_workbook(target)
    listed, *copies = book.worksheets
    found = check(faulty).findings
    codes = [listed.cell(row, 1).value for row in range(5, 5 + len(found))]
    assert codes == [f.code for f in found]
    assert listed["A4"].value == "Code"
    marked = {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in copies
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    cells = (cell for row in listed.iter_rows() for cell in row)
    links = {cell.hyperlink.location for cell in cells if cell.hyperlink}
    assert {f"'{title}'!{cell}" for title, cell in marked} == links
    assert any("E511" in text for text in marked.values())
    wishes = next(s for s in copies if "preferences" in s.title)
    assert wishes["B2"].value == "W9"
    assert wishes["B2"].fill.fgColor.rgb != wishes["B3"].fill.fgColor.rgb
    assert "names" in listed.oddFooter.left.text


def test_texts_stay_texts_in_the_copy(tmp_path: Path) -> None:
    folder = changed(tmp_path / "x")
    with (folder / "preferences.csv").open("a", encoding="utf-8") as file:
        file.write("=1+1,W1,1\n+47 900,W1,1\n@x,W1,007\n")
    target = tmp_path / "marked.xlsx"
    run(folder, "--xlsx", target)
    sheets = openpyxl.load_workbook(target).worksheets
    cells = [c for sheet in sheets[1:] for row in sheet.iter_rows() for c in row]
    assert {"=1+1", "+47 900", "@x", "007"} <= {c.value for c in cells}
    assert all(c.data_type != "f" for c in cells)


def test_a_file_that_is_there_is_kept(faulty: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine", encoding="utf-8")
    assert run(faulty, "--html", target).exit_code == 7
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(faulty, "--html", target, "--force").exit_code == 3
    assert (tmp_path / "page.html.bak-1").read_text(encoding="utf-8") == "mine"


def test_a_name_of_another_kind_is_refused(tmp_path: Path) -> None:
    assert run(TINY, "--html", tmp_path / "page.xlsx").exit_code == 2
    assert run(TINY, "--xlsx", tmp_path / "table.csv").exit_code == 2
    assert not any(tmp_path.iterdir())


def test_a_check_shows_itself_in_a_notebook(faulty: Path) -> None:
    page = Page(allocator.check(faulty)._repr_html_())
    assert page.tables == page.captions == 3
    assert page.bare == 0


def test_an_event_alone_is_checked_before_anybody_wishes(tmp_path: Path) -> None:
    shutil.copy(TINY / "event.yaml", tmp_path)
    done = CliRunner().invoke(main, ["check", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 0, done.stderr
    assert "Only the event was looked at" in done.stdout
    assert f"allocator import FILE --event {tmp_path}/event.yaml" in done.stdout
    assert check(tmp_path).existence.how == "event alone"


def test_faults_of_an_event_alone_are_found_in_a_workbook(tmp_path: Path) -> None:
    out = str(tmp_path / "oppsett.xlsx")
    runner = CliRunner()
    assert runner.invoke(main, ["setup", str(TINY / "event.yaml"), "--out", out]).exit_code == 0
    book = openpyxl.load_workbook(out)
    book["Økter"]["D5"] = "many"
    book.save(out)
    done = runner.invoke(main, ["check", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 3
    assert "D5" in done.stderr
    (tmp_path / "Preferences.csv").write_text("attendee_id,R1\n", encoding="utf-8")
    assert [f.code for f in check(tmp_path).findings if f.file == "preferences.csv"] == ["N106"]
