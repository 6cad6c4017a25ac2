"""Faults of writing and of written files: rows 88-91, 93 and 96 of the table of faults."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from codecs import BOM_UTF8
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from allocator.cli import main
from allocator.errors import FileTrouble, SelfCheckFailed
from allocator.pipeline import solve_instance
from allocator.verifier import verify
from allocator.writers.documents import json_text, own_digest
from allocator.writers.folder import leftovers, sha256, whole_file, whole_folder, write

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"
POINTS = 20


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def contents(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): sha256(p) for p in folder.rglob("*") if p.is_file()
    }


# 88: killed at each of 20 points


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    folder = tmp_path_factory.mktemp("killed")
    script = ROOT / "tests" / "killed_runs.py"
    done = run(str(script), str(TINY), str(folder), str(POINTS))
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("target", ["result", "lists"])
def test_88_a_kill_leaves_what_was_there(killed: list[dict[str, object]], target: str) -> None:
    found = [k for k in killed if k.get("target") == target]
    assert len({k["at"] for k in found}) == POINTS
    assert any(k["left"] for k in found), "no kill hit the writing"
    for kill in found:
        assert kill["intact"], f"nothing whole is left after {kill['at']}"
        assert kill["named"] == kill["left"], "a leftover that the next run does not name"
        assert kill["rejected"] == [7] * len(kill["left"])  # type: ignore[arg-type]


def test_88_the_next_run_names_what_is_left(tmp_path: Path) -> None:
    dead, other = tmp_path / ".coded.partial-999999999", tmp_path / ".x.partial-999999999"
    alive = tmp_path / f".coded.partial-{os.getpid()}"
    for folder in (dead, other, alive):
        folder.mkdir()
    assert leftovers(tmp_path / "coded") == (dead,)
    out = str(tmp_path / "coded")
    done = CliRunner().invoke(main, ["pseudonymise", str(TINY), "--out", out, "--lang", "en"])
    assert done.exit_code == 0
    assert f"{dead}: left by a run that was stopped" in done.output
    assert dead.is_dir(), "naming is not deleting"
    assert alive.is_dir(), "another run's folder is not ours, though it has our number"


# 89: two runs into one target at once

RACE = """
import os, sys
from pathlib import Path
from allocator.errors import FileTrouble
from allocator.writers.folder import whole_folder, write
target, force = Path(sys.argv[1]), sys.argv[2] == "force"
reading, writing = os.pipe()
children = []
for _ in range(2):
    pid = os.fork()
    if not pid:
        os.close(writing)
        os.read(reading, 1)
        try:
            with whole_folder(target, force=force) as partial:
                for n in range(5):
                    write(partial / f"{n}.txt", f"{os.getpid()}")
        except FileTrouble:
            os._exit(7)
        os._exit(0)
    children.append(pid)
os.close(writing)
codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children]
print(*sorted(codes))
"""


@pytest.mark.parametrize("n", range(4))
def test_89_of_two_runs_at_once_one_wins(tmp_path: Path, n: int) -> None:
    done = run("-c", RACE, str(tmp_path / "out"), "no")
    assert done.stdout.split() == [b"0", b"7"], done.stderr.decode()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]
    said = {p.read_text(encoding="utf-8") for p in (tmp_path / "out").iterdir()}
    assert len(said) == 1, "a mixture of two runs"
    assert len(list((tmp_path / "out").iterdir())) == 5


def test_89_with_force_nothing_is_lost(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old", encoding="utf-8")
    done = run("-c", RACE, str(tmp_path / "out"), "force")
    codes = done.stdout.split()
    assert codes in ([b"0", b"0"], [b"0", b"7"]), done.stderr.decode()
    found = sorted(p.name for p in tmp_path.iterdir())
    assert found in (["out", "out.bak-1"], ["out", "out.bak-1", "out.bak-2"])
    assert (tmp_path / "out.bak-1" / "old.txt").exists()


def test_89_the_slower_run_is_refused_in_words(tmp_path: Path) -> None:
    target = tmp_path / "out"

    def slow() -> None:
        with whole_folder(target, force=False) as mine:
            write(mine / "a.txt", "slow")
            with whole_folder(target, force=False) as other:
                write(other / "a.txt", "fast")

    with pytest.raises(FileTrouble, match="exists; --force keeps a backup") as refused:
        slow()
    assert refused.value.exit_code == 7
    assert (target / "a.txt").read_text(encoding="utf-8") == "fast"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


# 90, 91: the last step fails: another file system, a file open elsewhere, a full disk


def refuse(number: int, name: str) -> Callable[..., object]:
    """Return a rename that the system refuses where the partial folder gets its name."""
    honest = Path.rename

    def rename(self: Path, target: str | Path) -> Path:
        if Path(target).name == name and ".partial-" in self.name:
            raise OSError(number, os.strerror(number), str(self))
        return honest(self, target)

    return rename


TROUBLES = [errno.EXDEV, errno.EACCES, errno.EBUSY, errno.ENOSPC, errno.ENOTEMPTY]


@pytest.mark.parametrize("number", TROUBLES, ids=lambda n: errno.errorcode[n])
@pytest.mark.parametrize("force", [False, True])
def test_90_91_a_rename_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, force: bool
) -> None:
    target = tmp_path / "out"
    if force:
        target.mkdir()
        (target / "old.txt").write_text("old", encoding="utf-8")
    before = contents(tmp_path)
    monkeypatch.setattr(Path, "rename", refuse(number, "out"))
    with (
        pytest.raises(FileTrouble, match="out: cannot be put in its place") as refused,
        whole_folder(target, force=force) as partial,
    ):
        write(partial / "new.txt", "new")
    assert refused.value.exit_code == 7
    assert "Excel" in str(refused.value)
    assert contents(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"] * force


def test_90_the_partial_folder_stands_beside_its_target(tmp_path: Path) -> None:
    """A rename is atomic on one file system only, whatever the folder for temporary files."""
    (tmp_path / "share").mkdir()
    with whole_folder(tmp_path / "share" / "out", force=False) as partial:
        assert partial.parent == tmp_path / "share"


def test_90_a_link_is_followed_or_refused(tmp_path: Path) -> None:
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    with (
        pytest.raises(FileTrouble),
        whole_folder(tmp_path / "nowhere", force=False) as partial,
    ):
        write(partial / "a.txt", "a")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["nowhere"]


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_90_a_file_system_without_links_takes_single_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", no_links)
    whole_file(tmp_path / "map.xlsx", b"1", private=True)
    with pytest.raises(FileTrouble, match="not overwritten"):
        whole_file(tmp_path / "map.xlsx", b"2")
    assert (tmp_path / "map.xlsx").read_bytes() == b"1"
    assert [p.name for p in tmp_path.iterdir()] == ["map.xlsx"]


# 93: a finished folder in which something was changed


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("changed") / "result"
    solve_instance(TINY, out, compare_limit=0.0)
    return out


@pytest.fixture
def result(solved: Path, tmp_path: Path) -> Path:
    shutil.copytree(solved, tmp_path / "result")
    return tmp_path / "result"


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / name).read_bytes()
        assert old in data
        (folder / name).write_bytes(data.replace(old, new))

    return change


def marked(folder: Path) -> None:
    path = folder / "days.csv"
    path.write_bytes(BOM_UTF8 + path.read_bytes())


def missing(folder: Path) -> None:
    (folder / "days.csv").unlink()


def extra(folder: Path) -> None:
    (folder / "charts" / "extra.png").write_bytes(b"x")


def one_cell(folder: Path) -> None:
    replaced("days.csv", b"P1,W2,V1", b"P1,W1,V1")(folder)


def a_row_less(folder: Path) -> None:
    path = folder / "sessions.csv"
    path.write_bytes(b"\r\n".join(path.read_bytes().split(b"\r\n")[:-2]) + b"\r\n")


def excel(delimiter: str, encoding: str) -> Callable[[Path], None]:
    """Save a table as Excel saves it: its own separator, encoding and quotes."""

    def change(folder: Path) -> None:
        path = folder / "sessions.csv"
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
        sheet = io.StringIO()
        csv.writer(sheet, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        path.write_bytes(sheet.getvalue().encode(encoding))

    return change


def excel_with_dates(folder: Path) -> None:
    excel(";", "utf-8-sig")(folder)
    replaced("sessions.csv", b"2024-11-05T10:00:00+01:00", b"05.11.2024 10.00")(folder)


def workbook(folder: Path) -> None:
    (folder / "assignments.csv").write_bytes(b"PK\x03\x04rest of a workbook")


def edited(key: str, value: object) -> Callable[[Path], None]:
    """Edit `result.json` as somebody would who knows how it is made."""

    def change(folder: Path) -> None:
        path = folder / "result.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        document[key] = value
        document["sha256"] = own_digest(document)
        path.write_bytes(json_text(document).encode())

    return change


def of_another_version(folder: Path) -> None:
    path = folder / "result.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["versions"]["fair-days"] = "0.0.1"
    del document["delete_after"], document["sha256"]
    path.write_bytes(json_text(document).encode())


def as_plain_json(folder: Path) -> None:
    path = folder / "result.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "changed cell": (
        one_cell,
        ("days.csv: was changed", "days.csv: does not say", "row 2, column R1"),
    ),
    "changed place": (
        replaced("assignments.csv", b"P6,R1,W1", b"P6,R1,W2"),
        ("assignments.csv: was changed", "row 12, column room", "rule 'fixed places'"),
    ),
    "row less": (a_row_less, ("sessions.csv: does not say", "it has 6 rows, not 7")),
    "changed number": (
        replaced("fairness.json", b'"worst": 1', b'"worst": 0'),
        ("fairness.json: was changed", "at /worst"),
    ),
    "changed page": (
        replaced("report.html", b"2024", b"2025"),
        ("report.html: was changed after it was written",),
    ),
    "changed picture": (
        replaced("charts/buses.png", b"IDAT", b"IDAX"),
        ("charts/buses.png: was changed",),
    ),
    "missing file": (missing, ("days.csv: is missing",)),
    "extra file": (extra, ("charts/extra.png: does not belong to the result",)),
    "other line ends": (
        replaced("days.csv", b"\r\n", b"\n"),
        ("days.csv: was saved again with other line ends",),
    ),
    "other line ends of a page": (
        replaced("report.html", b"\n", b"\r\n"),
        ("report.html: was saved again with other line ends",),
    ),
    "mark in front": (marked, ("days.csv: was saved again with a byte order mark",)),
    "Excel, semicolons": (
        excel(";", "utf-8-sig"),
        ("sessions.csv: was saved again by Excel", "the same cells"),
    ),
    "Excel, Windows text": (
        excel(";", "cp1252"),
        ("sessions.csv: was saved again by Excel", "the same cells"),
    ),
    "Excel, tabs": (excel("\t", "utf-8"), ("sessions.csv: was saved again by Excel",)),
    "Excel, dates": (
        excel_with_dates,
        ("sessions.csv: was changed", "saved again by Excel or the like, which changed cells"),
    ),
    "Excel, as a workbook": (workbook, ("assignments.csv: is a workbook now",)),
    "result.json by hand": (
        replaced("result.json", b'"time_limit": 300.0', b'"time_limit": 301.0'),
        ("result.json: was edited",),
    ),
    "result.json, date": (edited("delete_after", "2099-01-01"), ("delete_after is not what",)),
    "result.json, people": (edited("people", 7), ("people is not what the inputs say",)),
    "result.json, stages": (edited("stages", []), ("0 is claimed, 1 counted",)),
    "result.json, proven": (edited("proven", False), ("status does not fit the stages",)),
    "result.json, seed": (edited("seed", 7), ("stage ties",)),
    "result.json, another form": (as_plain_json, ("result.json: was saved again in another",)),
    "result.json, broken": (
        replaced("result.json", b"}", b""),
        ("result.json: is not JSON any more",),
    ),
    "another version": (
        of_another_version,
        ("result.json: lacks delete_after, sha256", "version 0.0.1 of allocator wrote it"),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_93_verify_names_the_file_and_the_change(result: Path, name: str) -> None:
    change, told = CHANGES[name]
    change(result)
    with pytest.raises(SelfCheckFailed) as failed:
        verify(result, instance=TINY)
    assert failed.value.exit_code == 8
    complaints = "\n".join(failed.value.complaints)
    for words in told:
        assert words in complaints, complaints


def test_93_form_alone_is_not_called_a_change_of_content(result: Path) -> None:
    replaced("days.csv", b"\r\n", b"\n")(result)
    with pytest.raises(SelfCheckFailed) as failed:
        verify(result, instance=TINY)
    assert not [c for c in failed.value.complaints if "does not say" in c]


@pytest.mark.parametrize("seed", range(30))
def test_93_whatever_is_changed_verify_ends_in_words(result: Path, seed: int) -> None:
    random = Random(seed)
    names = [p for p in sorted(result.rglob("*")) if p.suffix in (".csv", ".json")]
    path = random.choice(names)
    data = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 3, 30))):
        at = random.randrange(len(data))
        if random.random() < 0.5:
            data[at] = random.choice(b'",;\r\n09aZ{}[]\xff')
        else:
            del data[at]
    if bytes(data) == path.read_bytes():
        data += b" "
    path.write_bytes(bytes(data))
    with pytest.raises(SelfCheckFailed):
        verify(result, instance=TINY)


# 96: output that leads nowhere, and terminals with few letters

SHELL = "{python} -m allocator.cli {arguments} {streams}"
NORDIC = "Ærlig øl på Åre – Čáhppesčohkka 🌲"


def shell(
    arguments: str, streams: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    line = SHELL.format(python=sys.executable, arguments=arguments, streams=streams)
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment}
    command = ["bash", "-c", f"set -o pipefail; {line}"]
    return subprocess.run(command, capture_output=True, check=False, env=env)


@pytest.fixture
def nordic(tmp_path: Path) -> Path:
    folder = tmp_path / "nordic"
    shutil.copytree(TINY, folder)
    event = folder / "event.yaml"
    text = event.read_text(encoding="utf-8").replace("A tiny day", NORDIC)
    event.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("streams", "environment"),
    [
        (">&-", {}),
        ("<&- >&- 2>&-", {}),
        ("2>&1 | head -c 0", {}),
        ("", {"PYTHONIOENCODING": "cp850", "LANG": "C"}),
    ],
    ids=["closed", "all closed", "head", "cp850"],
)
def test_96_files_are_complete_wherever_output_goes(
    nordic: Path, streams: str, environment: dict[str, str]
) -> None:
    out = nordic.parent / "coded"
    arguments = (
        f"pseudonymise {nordic} --out {out} --map {nordic.parent / 'map.xlsx'} --lang nb"
    )
    done = shell(arguments, streams, **environment)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    assert b"Traceback" not in done.stderr
    assert b"UnicodeEncodeError" not in done.stderr
    found = sorted(p.name for p in out.iterdir())
    assert found == ["attendees.csv", "event.yaml", "preferences.csv"]
    assert NORDIC in (out / "event.yaml").read_text(encoding="utf-8")


def test_96_results_are_the_same_bytes_under_any_terminal(nordic: Path, solved: Path) -> None:
    """The whole run, once, where nothing that is printed can be read by anybody."""
    out = nordic.parent / "result"
    arguments = f"solve {TINY} --out {out} --lang nb --compare-limit 0"
    done = shell(arguments, ">&- 2>&-", PYTHONIOENCODING="cp850", LANG="C")
    assert done.returncode == 0
    old, new = contents(solved), contents(out)
    assert {n: h for n, h in old.items() if n != "run.log"} == {
        n: h for n, h in new.items() if n != "run.log"
    }


def test_96_json_is_json_in_any_alphabet() -> None:
    code = (
        "import sys; from allocator.cli.streams import printable_json, sturdy_streams\n"
        "with sturdy_streams(): print(printable_json(sys.argv[1]))"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "cp850"}
    done = run("-c", code, json.dumps({"event": NORDIC}, ensure_ascii=False), env=env)
    assert json.loads(done.stdout.decode("cp850")) == {"event": NORDIC}
