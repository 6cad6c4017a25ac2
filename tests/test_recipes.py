"""The recipes of CONTRIBUTING.md run as they stand."""

from __future__ import annotations

import inspect
import re
import runpy
from pathlib import Path

import pytest

from allocator.rules.exclusions import Exclusions

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^## (Recipe \d[^\n]*)\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_there_are_three_recipes():
    assert [title.split(":")[0] for title, _ in RECIPES] == ["Recipe 1", "Recipe 2", "Recipe 3"]


def test_the_rule_of_the_first_recipe_is_real():
    assert inspect.getsource(Exclusions).rstrip() in RECIPES[0][1]


@pytest.mark.parametrize(("title", "text"), RECIPES, ids=[title for title, _ in RECIPES])
def test_recipe(title, text, tmp_path, monkeypatch):
    blocks = BLOCK.findall(text)
    assert len(blocks) == 1, f"{title}: one complete block"
    assert "assert " in blocks[0], f"{title}: it must show that it works"
    script = tmp_path / "recipe.py"
    script.write_text(blocks[0], encoding="utf-8")
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(script), run_name="recipe")
