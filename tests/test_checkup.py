"""`allocator check`: what is found, counted and shown, mostly without a solver."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from threading import Event as Flag

import pytest

import allocator
from allocator.checkup.existence import an_allocation
from allocator.engine.budget import Budget
from allocator.engine.existence import ask
from allocator.explainer.case import asked_of, posted
from allocator.rules import RULES
from draws_whole import draw_whole

ROOT = Path(__file__).parents[1]
OSLO = ROOT / "instances" / "oslo-2024"
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
