"""The documentation names what exists, and everything that exists is named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import allocator
from allocator import errors, fairness, reporting
from allocator.cli import main
from allocator.objectives import OBJECTIVES
from allocator.objectives.stages import (
    Budget,
    Firsts,
    KeptThemes,
    Placed,
    Refused,
    Squares,
    Ties,
    Total,
    Worst,
)
from allocator.readers.event_schema import EventPart
from allocator.rules import RULES

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FILES = (
    "report.html",
    "summary.pdf",
    "charts/",
    "assignments.csv",
    "days.csv",
    "sessions.csv",
    "notions.csv",
    "plan.csv",
    "fairness.json",
    "result.json",
    "certificate.json",
    "datapackage.json",
    "lottery.csv",
    "lottery.json",
)
LONGEST = 300


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def exit_codes():
    found = [errors.AllocatorError]
    for kind in found:
        found += kind.__subclasses__()
    return {kind.exit_code for kind in found}


def codes_in(text):
    return {int(n) for n in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}


def loaded_by(statement):
    """Return the top-level modules that a fresh interpreter has loaded after a statement."""
    code = f"import sys; {statement}; print(*{{m.split('.')[0] for m in sys.modules}})"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    return set(done.stdout.split())


# --- what exists is named ----------------------------------------------------------------


@pytest.mark.parametrize("command", sorted(main.commands))
def test_readme_names_every_command(command):
    assert f"allocator {command}" in page("README.md")


@pytest.mark.parametrize("name", FILES)
def test_result_files_are_named(name):
    assert name in page("README.md")
    assert name in page("docs/outputs.md")


@pytest.mark.parametrize("name", [o.name for o in OBJECTIVES])
def test_objectives_are_named(name):
    assert f"`{name}`" in page("README.md")
    assert f"| `{name}` |" in page("docs/fairness.md")


@pytest.mark.parametrize(
    "stage",
    [
        Budget(Fraction(0)),
        Firsts(),
        KeptThemes(),
        Placed(),
        Refused(),
        Squares(),
        Ties(),
        Total(),
        Worst(),
    ],
)
def test_stages_are_defined(stage):
    assert f"| `{stage.name}` |" in page("docs/fairness.md")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_are_named(rule):
    assert rule.sentence in page("docs/engine.md")
    assert f"| {rule.name} |" in page("docs/engine.md")


def test_readme_has_every_exit_code_of_a_finished_command():
    """130 (interrupted) and 1 (our bug) are only in the page on outputs."""
    assert codes_in(page("README.md")) == (exit_codes() - {1, 130}) | {0, 5}
    assert codes_in(page("docs/outputs.md")) == exit_codes() | {0, 5}


def test_inputs_page_has_every_key_of_an_event():
    text = page("docs/inputs.md")
    schema = EventPart.model_json_schema()
    parts = [schema, *schema["$defs"].values()]
    keys = {key for part in parts for key in part.get("properties", {})}
    assert not {key for key in keys if f"`{key}`" not in text}


def keys_in(value):
    """Return every key of a JSON document, at any depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    if isinstance(value, tuple | list):
        return set().union(*map(keys_in, value))
    return set()


def test_fairness_pages_have_every_number():
    text = page("docs/fairness.md") + page("docs/metrics.md")
    result = allocator.solve(allocator.read(ROOT / "instances" / "tiny"))
    from allocator.whatif import comparison
    from allocator.writers.documents import fairness_document

    keys = keys_in(fairness_document(result.fairness, comparison(result)))
    assert {"gini", "cycles", "as_good"} <= keys
    assert not {key for key in keys if f"`{key}" not in text}


@pytest.mark.parametrize("name", fairness.__all__)
def test_metric_functions_exist(name):
    assert callable(getattr(fairness, name))
    assert getattr(fairness, name).__doc__


# --- what is named exists ------------------------------------------------------------------


def test_public_names_exist():
    assert sorted(allocator.__all__) == dir(allocator)
    assert all(getattr(allocator, name) is not None for name in allocator.__all__)
    assert all(callable(getattr(reporting, name)) for name in reporting.__all__)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_in_pages_exist(path):
    text = path.read_text(encoding="utf-8")
    commands = set(re.findall(r"^allocator ([a-z]+)", text, re.MULTILINE))
    commands |= set(re.findall(r"`allocator ([a-z]+)[ `]", text))
    assert commands <= set(main.commands)
    targets = set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE))
    assert targets <= set(re.findall(r"^([a-z-]+):", page("Makefile"), re.MULTILINE))


def test_changelog_has_the_version():
    newest = re.search(r"^## \[(\d[^\]]*)\]", page("CHANGELOG.md"), re.MULTILINE)
    assert newest
    assert newest[1] == allocator.__version__


# --- shape of the code ---------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sources_are_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{lines} lines"


def test_command_line_starts_light():
    heavy = {"ortools", "pandas", "matplotlib", "numpy"}
    assert not loaded_by("import allocator.cli") & heavy


def test_verifier_knows_no_solver():
    assert "ortools" not in loaded_by("import allocator.verifier")


def test_import_loads_nothing_heavy():
    heavy = {"ortools", "pandas", "matplotlib", "numpy", "pydantic"}
    assert not loaded_by("import allocator") & heavy
