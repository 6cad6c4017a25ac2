"""The notebooks run from top to bottom, and are committed with outputs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
KERNEL_NOISE = pytest.mark.filterwarnings("ignore")


def test_there_are_three_notebooks():
    assert NAMES == [
        "1_first_allocation",
        "2_reading_the_fairness_report",
        "3_notions_of_fairness",
    ]


@KERNEL_NOISE
@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_runs(path, tmp_path, monkeypatch):
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(p for p in paths if p))
    copy = Path(shutil.copy(path, tmp_path))
    notebook = nbformat.read(copy, as_version=4)
    client = nbclient.NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
    )
    client.execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.execution_count for cell in code)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_is_committed_with_outputs_and_without_machine_paths(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    last = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    assert last.execution_count, "run: python notebooks/execute.py"
    assert '"execution": {' not in text
    assert str(ROOT) not in text
    assert str(Path.home()) not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_uses_public_names_only(path):
    notebook = nbformat.read(path, as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    for line in code.splitlines():
        if "import" in line and "allocator" in line:
            assert line in ("import allocator", "from allocator import tables") or (
                line == "from allocator import reporting, tables"
            )
    assert "._" not in code


def test_charts_are_pictures():
    notebook = nbformat.read(NOTEBOOKS[1], as_version=4)
    charts = [cell for cell in notebook.cells if cell.source.rstrip().endswith("figure")]
    assert len(charts) == 8
    for cell in charts:
        assert any("image/png" in output.get("data", {}) for output in cell.outputs)
