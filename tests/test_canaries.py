"""Row 95: what stands in personal fields never leaves them, from the download to the lists."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from allocator.cli import main
from allocator.readers.people_file import Person
from allocator.writers.people_file import people_workbook
from instances_support import write_instance

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"
CANARY = "qzcanary"
HEADER = (
    "ID,Starttidspunkt,Fullføringstidspunkt,E-post,Navn,Organisasjon,Telefon,"
    "Har du allergier?,Kommentar,Runde 1 - førstevalg,Runde 1 - andrevalg,"
    "Befaring - førstevalg,Befaring - andrevalg"
)
ANSWERS = """\
Workshop one,Workshop two,Visit one,Visit two
Workshop one,Workshop three,Visit one,Visit two
Workshop three,Workshop one,Visit two,Visit three
Workshop three,Workshop one,Visit two,Visit three
Workshop two,,Visit two,
Workshop one,,Visit three,
"""
NAMED = ("workbook", "manifests", "doors", "print", "waiting", "mailmerge", "badges")
"""Kinds of lists that hold names, because people need them there."""
UNNAMED = ("ics", "summary", "wide")


def download() -> str:
    """Return an export in which every personal cell holds the canary, each in its own way."""
    lines = [HEADER]
    for n, wishes in enumerate(ANSWERS.splitlines(), start=101):
        minute = f"2024-09-01 10:{n - 100:02}:00"
        personal = (
            f"{CANARY}.{n}@example.org,Kari {CANARY.title()} {n},Nordre kommune,"
            f"+47 900 00 {n} {CANARY},{CANARY}: nøtter,Krykker {CANARY.upper()}"
        )
        lines.append(f"{n},{minute},{minute},{personal},{wishes}")
    return "\n".join(lines) + "\n"


class Session:
    """Commands run one after the other, with everything that they print."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.printed = folder, ""

    def run(self, *arguments: object, code: int = 0) -> str:
        done = CliRunner().invoke(main, [str(a) for a in arguments])
        assert done.exit_code == code, done.output
        self.printed += done.output
        return done.output


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """From the download to the lists, and to the copy without names."""
    folder = tmp_path_factory.mktemp("canaries")
    session = Session(folder)
    (folder / "svar.csv").write_text(download(), encoding="utf-8")
    mine, result = folder / "mine", folder / "result"
    event = TINY / "event.yaml"
    session.run("import", folder / "svar.csv", "--event", event, "--out", mine, "--yes")
    session.run("check", mine)
    session.run("solve", mine, "--out", result, "--compare-limit", 0)
    session.run("verify", result)
    for kind in NAMED:
        session.run("export", result, "--to", kind, "--out", folder / "named" / kind)
    for kind in UNNAMED:
        session.run("export", result, "--to", kind, "--out", folder / "unnamed" / kind)
    session.run("pseudonymise", mine, "--out", folder / "coded", "--map", folder / "map.xlsx")
    return session


def texts(path: Path) -> list[bytes]:
    """Return what a file holds, unpacked."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return [parts.read(name) for name in parts.namelist()]
    return [data]


def holds(path: Path) -> bool:
    return any(CANARY.encode() in text.lower() for text in texts(path))


def test_95_nothing_that_is_printed_names_anybody(session: Session) -> None:
    assert CANARY not in session.printed.lower()
    assert len(session.printed) > 500


def test_95_only_files_that_are_for_names_hold_names(session: Session) -> None:
    found = {
        p.relative_to(session.folder).as_posix()
        for p in session.folder.rglob("*")
        if p.is_file() and holds(p)
    }
    named = {name for name in found if name.startswith("named/")}
    assert found - named == {"svar.csv", "mine/people.xlsx", "map.xlsx"}
    assert {name.split("/")[1] for name in named} >= {"workbook", "mailmerge", "badges"}


def test_95_personal_texts_that_nobody_needs_are_nowhere(session: Session) -> None:
    """Diet, comments and telephone numbers end where they were read."""
    for path in session.folder.rglob("*"):
        if path.is_file() and path.name != "svar.csv":
            for text in texts(path):
                assert "nøtter".encode() not in text
                assert b"Krykker" not in text
                assert b"+47 900" not in text


def test_95_names_are_for_their_owner_alone(session: Session) -> None:
    private = [session.folder / "mine" / "people.xlsx", session.folder / "map.xlsx"]
    private += [p for p in (session.folder / "named").rglob("*") if p.is_file()]
    for path in private:
        assert path.stat().st_mode & 0o077 == 0, path
    for folder in (session.folder / "named").iterdir():
        assert folder.stat().st_mode & 0o077 == 0, folder


def test_95_after_a_purge_no_name_is_left_but_in_the_download(
    session: Session, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(session.folder, home)
    lists = [o for kind in NAMED for o in ("--lists", home / "named" / kind)]
    Session(home).run(
        *("purge", home / "result", "--yes", "--inputs", "--instance", home / "mine"),
        *("--map", home / "map.xlsx", *lists),
    )
    left = [p for p in home.rglob("*") if p.is_file() and holds(p)]
    assert left == [home / "svar.csv"]
    log = (home / "result" / "purge.log").read_text(encoding="utf-8")
    assert CANARY not in log.lower()


# --- faults: a refused input, or an impossible one, repeats no value ------------------------


def cell(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def row(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        head = "relation,one,other\n" if name == "together.csv" else "attendee_id,regret\n"
        before = path.read_text(encoding="utf-8") if path.exists() else head
        path.write_text(f"{before}{text}\n", encoding="utf-8")

    return change


def too_few_seats(folder: Path) -> None:
    cell("event.yaml", "seats: 20", "seats: 1")(folder)
    cell("event.yaml", "seats: 30", "seats: 1")(folder)
    cell("event.yaml", "seats: 10", "seats: 1")(folder)


FAULTS: dict[str, tuple[Callable[[Path], None], int]] = {
    "unknown person": (row("preferences.csv", f"{CANARY},R1-1,1"), 3),
    "rank": (cell("preferences.csv", "A02,R1-2,2", f"A02,R1-2,{CANARY}"), 3),
    "session": (cell("preferences.csv", "A02,R1-2,2", f"A02,{CANARY},2"), 3),
    "id": (cell("attendees.csv", "A03,", f"{CANARY} å,"), 3),
    "id twice": (row("attendees.csv", f"{CANARY},,,,,\n{CANARY},,,,,"), 3),
    "needs": (cell("attendees.csv", "cannot_walk_far", f"{CANARY} in a wheelchair"), 3),
    "hours": (cell("attendees.csv", "08:30", f"{CANARY} at 8"), 3),
    "fixed": (cell("attendees.csv", "R1-1", f"{CANARY}"), 3),
    "row too long": (row("attendees.csv", f"A09,{CANARY},,,,,{CANARY}"), 3),
    "open quote": (row("attendees.csv", f'A09,"{CANARY},,,,'), 3),
    "control character": (row("attendees.csv", f"A09,{CANARY}\x07,,,,"), 3),
    "twice encoded": (row("attendees.csv", f"A09,{CANARY} BjÃ¸rn,,,,"), 3),
    "unknown pair": (row("together.csv", f"together,A01,{CANARY}"), 3),
    "unknown relation": (row("together.csv", f"{CANARY},A01,A02"), 3),
    "history": (row("history.csv", f"A01,{CANARY}"), 3),
    "impossible": (too_few_seats, 4),
}


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_95_faults_repeat_no_value(tmp_path: Path, name: str, lang: str) -> None:
    change, code = FAULTS[name]
    folder = write_instance(tmp_path)
    header, *rows = (folder / "attendees.csv").read_text(encoding="utf-8").splitlines()
    named = [f"{header},name", *(f"{r},{CANARY}" for r in rows)]
    if code == 4:
        (folder / "attendees.csv").write_text("\n".join(named) + "\n", encoding="utf-8")
    change(folder)
    printed = Session(tmp_path).run("check", folder, "--lang", lang, code=code)
    assert CANARY not in printed.lower()


@pytest.mark.parametrize("column", range(4, 13))
def test_95_a_refused_download_repeats_no_value(tmp_path: Path, column: int) -> None:
    """Names stand in the wrong column, or a free text where an option belongs."""
    rows = list(csv.reader(io.StringIO(download())))
    for cells in rows[1:]:
        cells[column] = f"Annet: ring {CANARY} på 900 00 {cells[0]}"
    sheet = io.StringIO()
    csv.writer(sheet).writerows(rows)
    (tmp_path / "svar.csv").write_text(sheet.getvalue(), encoding="utf-8")
    done = CliRunner().invoke(
        main,
        [
            *("import", str(tmp_path / "svar.csv"), "--event", str(TINY / "event.yaml")),
            *("--out", str(tmp_path / "mine"), "--yes"),
        ],
    )
    assert CANARY not in done.output.lower()
    if column > 8:
        assert done.exit_code == 3


def test_95_a_bad_people_file_repeats_no_name(session: Session, tmp_path: Path) -> None:
    bad = tmp_path / "people.xlsx"
    bad.write_bytes(people_workbook([Person(f"{CANARY} å", CANARY), Person("A001", CANARY)]))
    result = session.folder / "result"
    out = tmp_path / "lists"
    printed = Session(tmp_path).run(
        "export", result, "--to", "badges", "--people", bad, "--out", out, code=3
    )
    assert CANARY not in printed.lower()
    assert not out.exists()
