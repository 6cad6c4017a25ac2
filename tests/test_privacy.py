"""Codes in place of people, and the end of what names them."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import stat
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

import allocator
from allocator.cli import main
from allocator.errors import FileTrouble, SelfCheckFailed, UsageTrouble
from allocator.pipeline import solve_instance
from allocator.privacy import plan_purge, pseudonymise, purge
from allocator.privacy.codes import fresh_codes
from allocator.privacy.disguise import disguised
from allocator.readers import read_instance
from allocator.readers.people_file import Person, read_people_file
from allocator.verifier import verify
from allocator.writers.people_file import people_workbook
from instances_support import TOGETHER, write_instance

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allocator.problem import Problem

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"
COMPANY = ROOT / "tests" / "stored" / "company"
CANARY = "Qxzcanary"
NOW = datetime(2024, 11, 1, 12, tzinfo=UTC)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def named_instance(folder: Path) -> Path:
    """Write an instance with a name in every place that people might put one."""
    write_instance(folder, together=TOGETHER)
    event = folder / "event.yaml"
    text = event.read_text(encoding="utf-8")
    text = f"# {CANARY} wrote this\nhistory: {{factor: 0.5, most: 2}}\n{text}"
    text = text.replace("name: Kari Testperson", f"name: {CANARY} the Speaker")
    event.write_text(text, encoding="utf-8")
    people = (folder / "attendees.csv").read_text(encoding="utf-8").splitlines()
    people = [f"{row},{CANARY if n else 'name'}" for n, row in enumerate(people)]
    (folder / "attendees.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    wishes = (folder / "preferences.csv").read_text(encoding="utf-8").splitlines()
    times = ["answered", *(f"2024-09-0{9 - n}T10:00" for n in range(len(wishes) - 1))]
    wishes = [f"{row},{time}" for row, time in zip(wishes, times, strict=True)]
    (folder / "preferences.csv").write_text("\n".join(wishes) + "\n", encoding="utf-8")
    history = f"attendee_id,regret\nA02,4\n{CANARY},2\n"
    (folder / "history.csv").write_text(history, encoding="utf-8")
    persons = [Person("A02", f"{CANARY} Åse", "a@example.org", "Village hall")]
    (folder / "people.xlsx").write_bytes(people_workbook(persons))
    return folder


# --- pseudonymise --------------------------------------------------------------------------


def renamed(problem: Problem, codes: Mapping[str, str]) -> Problem:
    """Return the question with other ids, as if the files had had them."""

    def pairs(some: object) -> object:
        return tuple(
            sorted(
                replace(
                    p,
                    one=min(codes[p.one], codes[p.other]),
                    other=max(codes[p.one], codes[p.other]),
                )
                for p in some  # type: ignore[attr-defined]
            )
        )

    attendees = (replace(a, id=codes[a.id]) for a in problem.attendees)
    return replace(
        problem,
        attendees=tuple(sorted(attendees, key=lambda a: a.id)),
        wishes={codes[p]: w for p, w in problem.wishes.items()},
        arrival=tuple(codes[p] for p in problem.arrival),
        credit={codes[p]: c for p, c in problem.credit.items()},
        together=pairs(problem.together),
        apart=pairs(problem.apart),
    )


def answers(problem: Problem) -> Problem:
    """Return a question without what only names people: silent ones come in any order."""
    speaking = tuple(p for p in problem.arrival if p in problem.wishes)
    sessions = tuple(replace(s, speakers=()) for s in problem.event.sessions)
    return replace(problem, arrival=speaking, event=replace(problem.event, sessions=sessions))


@pytest.mark.parametrize("source", [TINY, COMPANY, "named"], ids=lambda s: Path(s).name)
def test_the_copy_asks_the_same_question(tmp_path: Path, source: Path | str) -> None:
    (tmp_path / "mine").mkdir()
    folder = named_instance(tmp_path / "mine") if source == "named" else Path(source)
    codes, texts = disguised(folder)
    copy = tmp_path / "copy"
    copy.mkdir()
    for name, text in texts.items():
        (copy / name).write_bytes(text.encode())
    before, after = read_instance(folder).problem, read_instance(copy).problem
    assert answers(after) == answers(renamed(before, codes.people))


def test_it_is_solved_to_the_same_values(tmp_path: Path) -> None:
    pseudonymise(COMPANY, tmp_path / "coded", groups=True)
    found = [allocator.solve(allocator.read(f)) for f in (COMPANY, tmp_path / "coded")]
    values = [[(s.name, s.value, s.bound) for s in f.stages if s.name != "ties"] for f in found]
    assert values[0] == values[1]
    assert len(values[0]) >= 2


def test_nobody_and_no_group_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    folder = named_instance(tmp_path / "mine")
    found = pseudonymise(folder, tmp_path / "coded", groups=True)
    assert (found.people, found.groups) == (4, 2)
    files = sorted(p.name for p in (tmp_path / "coded").iterdir())
    assert files == [
        "attendees.csv",
        "event.yaml",
        "history.csv",
        "preferences.csv",
        "together.csv",
    ]
    text = "".join((tmp_path / "coded" / name).read_text(encoding="utf-8") for name in files)
    for word in (CANARY, "A02", "S01", "Town", "Village", "answered"):
        assert word not in text
    assert read_instance(tmp_path / "coded").problem.event.session["R1-1"].speakers[1] == (
        "Ola Prøve"
    )


def test_codes_and_rows_tell_nothing(tmp_path: Path) -> None:
    """Over many draws everybody gets every code about equally often."""
    ids = ["Anna", "Bo", "Cai"]
    first = Counter(next(iter(fresh_codes(ids, chance=random.Random(n)))) for n in range(300))
    assert all(60 < first[id_] < 140 for id_ in ids)
    assert {tuple(fresh_codes(ids)) for _ in range(60)} != {tuple(ids)}
    pseudonymise(TINY, tmp_path / "coded")
    people = (tmp_path / "coded" / "attendees.csv").read_text(encoding="utf-8").split()
    assert people[1:] == sorted(people[1:])
    assert fresh_codes(["P1"]) == {"P1": "Q001"}, "old and new codes look different"
    assert len(set(fresh_codes(str(n) for n in range(2_000)).values())) == 2_000


def test_the_map_is_a_people_file_that_lies_apart(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    folder, key = named_instance(tmp_path / "mine"), tmp_path / "people-map.xlsx"
    pseudonymise(folder, tmp_path / "coded", people_map=key)
    assert mode(key) == 0o600
    people = read_people_file(key)
    assert people.keys() == {a.id for a in allocator.read(tmp_path / "coded").attendees}
    sheet = load_workbook(io.BytesIO(key.read_bytes())).worksheets[0]
    original = {row[0]: row[4] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert sorted(original.values()) == ["A01", "A02", "A03", "S01"]
    mine = next(code for code, id_ in original.items() if id_ == "A02")
    assert people[mine].name == f"{CANARY} Åse"


@pytest.mark.parametrize("place", ["mine/map.xlsx", "coded/map.xlsx", "map.csv", "no/map.xlsx"])
def test_a_map_in_a_bad_place_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "mine").mkdir()
    folder = write_instance(tmp_path / "mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises((UsageTrouble, FileTrouble)):
        pseudonymise(folder, tmp_path / "coded", people_map=tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_map_is_never_overwritten_nor_left_without_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "map.xlsx"
    key.write_bytes(b"mine")
    with pytest.raises(FileTrouble, match="not overwritten"):
        pseudonymise(TINY, tmp_path / "coded", people_map=key)
    assert key.read_bytes() == b"mine"
    key.unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(FileTrouble):
        pseudonymise(TINY, tmp_path / "coded", people_map=key)
    assert list(tmp_path.iterdir()) == []


# --- purge ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("purge")
    shutil.copytree(TINY, home / "mine")
    (home / "mine" / "people.xlsx").write_bytes(people_workbook([Person("P1", CANARY)]))
    solve_instance(home / "mine", home / "result", compare_limit=0)
    return home


@pytest.fixture
def home(solved: Path, tmp_path: Path) -> Path:
    shutil.copytree(solved, tmp_path / "home")
    lists = tmp_path / "home" / "result-lists"
    (lists / "person").mkdir(parents=True)
    (lists / "badges.xlsx").write_bytes(b"P1")
    (lists / "person" / "P1.ics").write_bytes(b"P1")
    return tmp_path / "home"


def names(home: Path) -> set[str]:
    return {p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file()}


def test_purge_deletes_what_names_people_and_keeps_the_report(home: Path) -> None:
    (home / "map.xlsx").write_bytes(b"P1")
    before = names(home)
    plan = plan_purge(
        home / "result",
        lists=[home / "result-lists"],
        people_maps=[home / "map.xlsx"],
        inputs=True,
    )
    assert names(home) == before, "a plan deletes nothing"
    purge(plan, now=NOW)
    gone = before - names(home)
    assert {n for n in gone if n.startswith("result/")} == {
        f"result/{n}" for n in ("assignments.csv", "days.csv", "fairness.json", "sessions.csv")
    }
    assert {"map.xlsx", "mine/people.xlsx", "mine/attendees.csv"} <= gone
    assert {"result-lists/badges.xlsx", "result-lists/person/P1.ics"} <= gone
    assert {"result/report.html", "result/result.json", "mine/event.yaml"} <= names(home)
    log = (home / "result" / "purge.log").read_text(encoding="utf-8")
    assert log.splitlines()[0] == "2024-11-01T12:00:00+00:00 map 1"
    assert "P1" not in log
    for path in (home / "result").rglob("*"):
        packed = path.suffix in (".png", ".pdf")
        assert path.is_dir() or packed or b"P1" not in path.read_bytes(), path


def test_a_purged_result_is_verified_as_far_as_it_goes(home: Path) -> None:
    result = home / "result"
    purge(plan_purge(result, inputs=True), now=NOW)
    found = verify(result)
    assert found.gone == ("assignments.csv", "days.csv", "fairness.json", "sessions.csv")
    assert (found.places, found.solution) == (0, None)
    done = CliRunner().invoke(main, ["verify", str(result), "--lang", "en"])
    assert done.exit_code == 0
    assert done.output.startswith("Purged: assignments.csv, days.csv")
    page = result / "report.html"
    page.write_bytes(page.read_bytes().replace(b"2024", b"2025"))
    with pytest.raises(SelfCheckFailed, match=r"report\.html: was changed"):
        verify(result)


def test_a_file_that_only_vanished_is_still_missed(home: Path) -> None:
    result = home / "result"
    purge(plan_purge(result), now=NOW)
    (result / "report.html").unlink()
    with pytest.raises(SelfCheckFailed, match=r"report\.html: is missing"):
        verify(result)


def test_a_claim_is_held_to_itself_when_nothing_else_is_left(home: Path) -> None:
    from allocator.writers.documents import json_text, own_digest

    result = home / "result"
    purge(plan_purge(result), now=NOW)
    document = json.loads((result / "result.json").read_text(encoding="utf-8"))
    document["stages"][0]["bound"] -= 1
    document["sha256"] = own_digest(document)
    (result / "result.json").write_bytes(json_text(document).encode())
    with pytest.raises(SelfCheckFailed, match="does not fit value and bound"):
        verify(result)


def test_purge_goes_on_to_backups_and_leftovers(home: Path) -> None:
    shutil.copytree(home / "result", home / "result.bak-1")
    shutil.copytree(home / "result", home / ".result.partial-999999999")
    shutil.copytree(home / "result-lists", home / "result-lists.bak-2")
    shutil.copy(home / "mine" / "people.xlsx", home / "mine" / "people.xlsx.bak-1")
    plan = plan_purge(home / "result", lists=[home / "result-lists"], people=True)
    purge(plan, now=NOW)
    assert sorted(p.name for p in home.iterdir()) == ["mine", "result"]
    assert not list((home / "mine").glob("people*"))


def test_purge_deletes_nothing_that_is_not_ours(home: Path) -> None:
    (home / "result" / "notes.txt").write_text("mine", encoding="utf-8")
    plan = plan_purge(home / "result")
    assert [p.name for p in plan.strangers] == ["notes.txt"]
    purge(plan, now=NOW)
    assert (home / "result" / "notes.txt").exists()


def other_things(home: Path) -> dict[str, object]:
    (home / "result-lists" / "thesis.docx").write_bytes(b"mine")
    return {"lists": [home / "result-lists"]}


def deeper(home: Path) -> dict[str, object]:
    (home / "result-lists" / "a" / "b").mkdir(parents=True)
    (home / "result-lists" / "a" / "b" / "c.xlsx").write_bytes(b"mine")
    return {"lists": [home / "result-lists"]}


def above(home: Path) -> dict[str, object]:
    return {"lists": [home]}


def no_map(home: Path) -> dict[str, object]:
    return {"people_maps": [home / "result" / "result.json"]}


def inputs_elsewhere(home: Path) -> dict[str, object]:
    return {"people": True, "instance": home / "nowhere"}


@pytest.mark.parametrize("wrong", [other_things, deeper, above, no_map, inputs_elsewhere])
def test_purge_refuses_what_looks_wrong_before_it_deletes_anything(
    home: Path, wrong: Callable[[Path], dict[str, object]]
) -> None:
    options = wrong(home)
    before = names(home)
    with pytest.raises((UsageTrouble, FileTrouble)):
        plan_purge(home / "result", **options)  # type: ignore[arg-type]
    assert names(home) == before


def test_no_result_is_not_purged(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="not a result"):
        plan_purge(tmp_path)


def test_purge_asks_shows_and_reminds(home: Path) -> None:
    result, before = home / "result", names(home)

    def said(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, [*arguments, str(result), "--lang", "en"])
        return done.exit_code, done.output

    code, text = said("verify")
    assert code == 0
    assert f"to be deleted after 2024-12-05: allocator purge {result}" in text
    code, text = said("purge", "--dry-run", "--people")
    assert code == 0
    assert "people.xlsx (1 file)" in text
    assert "result-lists (2 files)" in text
    assert names(home) == before
    assert said("purge")[0] == 2, "nobody can be asked here"
    assert names(home) == before
    code, text = said("purge", "--yes")
    assert code == 0
    assert not (home / "result-lists").exists()
    assert (home / "mine" / "people.xlsx").exists(), "only --people takes it"
    assert "nothing to delete" in said("purge", "--yes")[1]


def test_together_and_the_fair_draw_name_people_in_the_certificate() -> None:
    from allocator.privacy.kept import anonymous

    assert anonymous("certificate.json", {"inputs": {}, "draw": "seeded"})
    assert not anonymous("certificate.json", {"inputs": {"together.csv": ""}})
    assert not anonymous("certificate.json", {"inputs": {}, "draw": "fair"})
    assert anonymous("charts/buses.svg", {})
    assert not anonymous("notions.csv", {})


def test_an_event_from_a_workbook_with_its_people_is_copied_too(tmp_path: Path) -> None:
    from allocator.cli.setup import written
    from allocator.readers.event_document import read_event
    from allocator.setup_cells import PEOPLE
    from allocator.sheets.files import read_files

    yaml, book = tmp_path / "yaml", tmp_path / "book"
    for folder in (yaml, book):
        folder.mkdir()
        write_instance(folder)
    part = read_event(read_files(book, {"event.yaml": 1_000_000})["event.yaml"]).part
    assert part is not None
    whole = load_workbook(io.BytesIO(written(part, book / "oppsett.xlsx", "en")))
    sheet = whole[str(PEOPLE.name)]
    heads = next(r for r in sheet.iter_rows() if str(r[0].value).startswith("Person *"))
    columns = {str(c.value).rstrip("* "): c.column for c in heads if c.value}
    people = csv.DictReader(io.StringIO((book / "attendees.csv").read_text(encoding="utf-8")))
    for row, person in enumerate(people, start=heads[0].row + 1):
        for name, said in person.items():
            if said and name not in ("arrives", "leaves", "needs"):
                sheet.cell(row, columns[str(PEOPLE[name].label)], said)
    whole.save(book / "oppsett.xlsx")
    (book / "event.yaml").unlink()
    (book / "attendees.csv").unlink()
    _, of_yaml = disguised(yaml)
    codes, of_book = disguised(book)
    assert codes.people.keys() == {"S01", "A01", "A02", "A03"}
    assert of_book.keys() == of_yaml.keys()
    assert of_book["event.yaml"].count("\n") == of_yaml["event.yaml"].count("\n")
    assert Counter(of_book["attendees.csv"])["T"] == Counter(of_yaml["attendees.csv"])["T"]


def test_a_workbook_is_purged_only_for_the_people_in_it(tmp_path: Path) -> None:
    from allocator.cli.setup import written
    from allocator.language import say
    from allocator.privacy.purge import plan_purge
    from allocator.readers.event_document import read_event
    from allocator.setup_cells import PEOPLE
    from allocator.sheets.files import read_files

    write_instance(tmp_path)
    result = tmp_path / "result"
    result.mkdir()
    (result / "result.json").write_text("{}", encoding="utf-8")
    part = read_event(read_files(tmp_path, {"event.yaml": 1_000_000})["event.yaml"]).part
    assert part is not None
    book = tmp_path / "oppsett.xlsx"
    book.write_bytes(written(part, book, "nb"))

    def doomed() -> set[str]:
        plan = plan_purge(result, instance=tmp_path, inputs=True)
        return {thing.path.name for thing in plan.doomed}

    assert doomed() == {"attendees.csv", "preferences.csv"}
    whole = load_workbook(book)
    sheet = next(s for s in whole if s.title == say(PEOPLE.name, "nb"))
    head = next(r for r in sheet.iter_rows() if str(r[0].value).startswith("Person"))
    sheet.cell(head[0].row + 1, 1, "A01")
    whole.save(book)
    assert "oppsett.xlsx" in doomed()
