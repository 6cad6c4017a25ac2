"""The second opinion: it passes what is right and names what is wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from allocator import pipeline
from allocator.errors import FileTrouble, SelfCheckFailed
from allocator.pipeline import solve_instance, write_result
from allocator.readers import read_instance
from allocator.rules import RULES
from allocator.solver import solve
from allocator.verifier import verify
from allocator.writers.folder import sha256, write
from test_people_rules import PEOPLE_RULES
from test_plan_rules import NEW as PLAN_RULES

if TYPE_CHECKING:
    from allocator.rules.protocol import Rule
    from allocator.solution import Solution

ROOT = Path(__file__).parents[1]
TINY = ROOT / "instances" / "tiny"


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("verify") / "good"
    solve_instance(TINY, out, lang="en")
    return out


@pytest.fixture
def result(good: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "result"
    shutil.copytree(good, copy)
    return copy


def complaints(folder: Path) -> str:
    with pytest.raises(SelfCheckFailed) as failed:
        verify(folder, instance=TINY)
    assert failed.value.exit_code == 8
    return "\n".join(failed.value.complaints)


def rehash(folder: Path) -> None:
    """Hide a change from the hashes, so that only the recount can find it."""
    path = folder / "result.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["outputs"] = {n: sha256(folder / n) for n in document["outputs"]}
    write(path, json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def test_inputs_that_change_while_they_are_solved_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = tmp_path / "inputs"
    shutil.copytree(TINY, inputs)

    def slow(*arguments: Any, **more: Any) -> Solution:
        with (inputs / "preferences.csv").open("a", encoding="utf-8") as wishes:
            wishes.write("\n")
        return solve(*arguments, **more)

    monkeypatch.setattr(pipeline, "solve", slow)
    with pytest.raises(SelfCheckFailed) as failed:
        solve_instance(inputs, tmp_path / "out", lang="en")
    assert "preferences.csv: is not the input that was solved" in failed.value.complaints
    assert not (tmp_path / "out").exists()


def test_a_right_result_passes(result: Path) -> None:
    found = verify(result, instance=TINY)
    assert found.proven
    assert found.places == 12
    assert len(found.rules) == len(RULES)


def test_a_changed_cell_names_the_file_and_the_rule(result: Path) -> None:
    edit(result, "assignments.csv", "P6,R1,W1", "P6,R1,W2")
    text = complaints(result)
    assert "assignments.csv: was changed" in text
    assert "rule 'fixed places'" in text
    rehash(result)
    assert "rule 'fixed places'" in complaints(result)


@pytest.mark.parametrize("name", ["days.csv", "sessions.csv", "fairness.json"])
def test_a_changed_number_is_counted_again(result: Path, name: str) -> None:
    path = result / name
    path.write_bytes(path.read_bytes().replace(b"1", b"7", 1))
    rehash(result)
    assert name in complaints(result)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("notions.csv", "total,P6,W1", "total,P6,W2", "total breaks rule 'fixed places'"),
        ("notions.csv", "balanced,P1,W2", "balanced,P1,W3", "other days than assignments"),
        ("fairness.json", '"least_total": 2', '"least_total": 1', "the least total is not"),
        ("fairness.json", '"spare_bound": 0', '"spare_bound": -1', "lies outside its bound"),
        ("fairness.json", '"bound": 1\n', '"bound": -9\n', "lies above its bound"),
        ("fairness.json", '"changed": 3', '"changed": 5', "does not say what follows"),
    ],
)
def test_a_changed_comparison_is_found(
    result: Path, name: str, old: str, new: str, told: str
) -> None:
    edit(result, name, old, new)
    rehash(result)
    assert told in complaints(result)


def test_a_missing_and_an_extra_file_are_named(result: Path) -> None:
    (result / "days.csv").unlink()
    (result / "notes.txt").write_text("hello", encoding="utf-8")
    text = complaints(result)
    assert "days.csv: is missing" in text
    assert "notes.txt: does not belong" in text


def test_an_edited_claim_is_found(result: Path) -> None:
    path = result / "result.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["stages"][0]["value"] -= 1
    document["stages"][0]["bound"] -= 1
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "is claimed" in complaints(result)


def test_an_edited_price_no_longer_proves(result: Path) -> None:
    path = result / "certificate.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    for stage in document["stages"]:
        stage["rows"], stage["pins"] = {}, {}
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    rehash(result)
    assert "prices" in complaints(result)


def test_a_folder_without_result_json_is_no_result(result: Path) -> None:
    (result / "result.json").unlink()
    with pytest.raises(FileTrouble, match="not a result"):
        verify(result)


def test_other_inputs_are_noticed(result: Path, tmp_path: Path) -> None:
    other = tmp_path / "tiny"
    shutil.copytree(TINY, other)
    edit(other, "preferences.csv", "P1,W1,1", "P1,W3,1")
    with pytest.raises(SelfCheckFailed, match=r"preferences\.csv: is not the input"):
        verify(result, instance=other)


def test_verify_loads_no_solver(result: Path) -> None:
    code = (
        "import sys; from allocator.verifier import verify; "
        f"verify({str(result)!r}, instance={str(TINY)!r}); "
        "sys.exit(any(m.split('.')[0] == 'ortools' for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


STORED = ROOT / "tests" / "stored"
PINCHES, COMPANY, JOURNEY = STORED / "pinches", STORED / "company", STORED / "journey"
NOTHING_GAINED = "buses of cancelled"
"""A rule that no optimum breaks: a bus only gives seats to people, and is never free of cost.

Nobody is in a cancelled visit, so its buses serve nobody; see the test of its own below.
"""


def where_it_binds(rule: Rule) -> Path:
    """Return the stored instance in which a rule binds: people and plans have their own."""
    if rule.name in PLAN_RULES:
        return JOURNEY
    return COMPANY if rule in PEOPLE_RULES and rule.name != "cannot walk far" else PINCHES


@pytest.mark.parametrize(
    "dropped", [r for r in RULES if r.name != NOTHING_GAINED], ids=lambda rule: rule.name
)
def test_each_rule_removed_from_the_model_is_caught(dropped: Rule, tmp_path: Path) -> None:
    """On the stored instances every rule binds, so a model without it breaks it."""
    folder = where_it_binds(dropped)
    instance = read_instance(folder)
    kept = tuple(rule for rule in RULES if rule is not dropped)
    solution = solve(instance.problem, "total", rules=kept, seed=1)
    write_result(tmp_path, instance, solution, {}, "en")
    with pytest.raises(SelfCheckFailed) as failed:
        verify(tmp_path, instance=folder)
    assert f"rule '{dropped.name}'" in "\n".join(failed.value.complaints)


def test_a_bus_that_is_sent_to_a_cancelled_visit_is_caught(tmp_path: Path) -> None:
    """The coach is hired, and home in time: nothing else is wrong with the trip."""
    solve_instance(JOURNEY, tmp_path / "out", objective="total", seed=1, compare_limit=0)
    served = "bus,V1,coach,12:30\r\n"
    edit(tmp_path / "out", "plan.csv", served, served + "bus,V9,coach,16:00\r\n")
    rehash(tmp_path / "out")
    with pytest.raises(SelfCheckFailed) as failed:
        verify(tmp_path / "out", instance=JOURNEY)
    broken = [c for c in failed.value.complaints if c.startswith("rule ")]
    assert broken == [f"rule '{NOTHING_GAINED}': bus coach is sent to V9, which is cancelled"]


@pytest.mark.parametrize("folder", [PINCHES, COMPANY, JOURNEY], ids=lambda folder: folder.name)
@pytest.mark.parametrize("draw", ["seeded", "fair"])
def test_the_stored_instances_themselves_pass(folder: Path, draw: str, tmp_path: Path) -> None:
    """Solved, compared and drawn for by lot, classes of people and an open plan among them."""
    solve_instance(folder, tmp_path / "out", objective="total", draw=draw, seed=1)
    assert verify(tmp_path / "out", instance=folder).proven
