"""Time whole commands as a person meets them: files in, verified report out.

    python benchmarks/whole_command.py           the real event, all families, 10,000 people
    python benchmarks/whole_command.py --full    and 100,000 people

Each instance comes from `allocator sample`, is solved in a process of its own and verified in
another. The table is printed and written to `whole_command.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
OSLO = HERE.parent / "instances" / "oslo-2024"
ALLOCATOR = (sys.executable, "-m", "allocator.cli")
UNIT = 1 if sys.platform == "darwin" else 1024
FAMILIES = (
    ("real", "balanced"),
    ("real", "leximin"),
    ("skewed", "balanced"),
    ("parties", "balanced"),
    ("plan", "balanced"),
    ("many-rounds", "leximin"),
    ("topics", "total"),
)
QUICK, FULL = (1_000, 10_000), (1_000, 10_000, 100_000)
LIMIT = 300.0
"""Seconds after which a command is ended."""
HEAD = (
    "| instance | people | objective | solve, s | peak MB | proven stages | verify, s |",
    "| --- | ---: | --- | ---: | ---: | ---: | ---: |",
)
ABOUT = """\
Seconds by the clock from the start of a command to its end: start-up, CSV in, solving,
comparing with other notions (up to 20,000 people), tables, charts and report out, and the
check of all that was written. The memory is that of the largest of its processes."""


@dataclass(frozen=True)
class Run:
    """How a command ended; no exit code where it was ended for its time."""

    code: int | None
    seconds: float
    megabytes: float

    def __str__(self) -> str:
        """Return the seconds, or that there were too many."""
        return f"over {LIMIT:.0f}" if self.code is None else f"{self.seconds:.1f}"


def run(*words: str | Path) -> Run:
    """Run a command."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [*ALLOCATOR, *map(str, words)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while True:
        ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        took = time.perf_counter() - began
        if ended:
            code = os.waitstatus_to_exitcode(status)
            child.returncode = code
            return Run(code if took < LIMIT else None, took, usage.ru_maxrss * UNIT / 1e6)
        if took > LIMIT:
            os.killpg(child.pid, 9)
        time.sleep(0.02)


def row_of(name: str, instance: Path, objective: str, out: Path) -> str:
    """Solve an instance, verify the result, and return a row of the table."""
    people = sum(1 for _ in (instance / "attendees.csv").open(encoding="utf-8")) - 1
    solved = run("solve", instance, "--out", out, "--objective", objective)
    proven, checked = "", None
    if solved.code in (0, 5):
        stages = json.loads((out / "result.json").read_text(encoding="utf-8"))["stages"]
        closed = sum(stage["value"] == stage["bound"] for stage in stages)
        proven = f"{closed} of {len(stages)}"
        checked = run("verify", out, "--instance", instance)
        assert checked.code == 0, f"{name}: verify ended with {checked.code}"
    cells = (name, f"{people:,}", f"`{objective}`", solved, f"{solved.megabytes:,.0f}", proven)
    return f"| {' | '.join(map(str, (*cells, checked or '')))} |"


def sampled(place: Path, sizes: Sequence[int]) -> Iterator[tuple[str, Path, str]]:
    """Yield name, folder and objective of every instance."""
    yield "oslo-2024", OSLO, "balanced"
    for family, objective in FAMILIES:
        yield family, _sample(place / f"{family}-{objective}", "--family", family), objective
    for people in sizes:
        yield "real", _sample(place / f"real-{people}", "--people", str(people)), "balanced"


def _sample(folder: Path, *words: str) -> Path:
    made = run("sample", folder, *words)
    assert made.code == 0, f"{folder.name}: sample ended with {made.code}"
    return folder


def main() -> None:
    """Write and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="also 100,000 people")
    full = parser.parse_args().full
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for name, instance, objective in sampled(Path(place), FULL if full else QUICK):
            out = Path(place) / f"out-{len(rows)}"
            rows.append(row_of(name, instance, objective, out))
            print(rows[-1], flush=True)
    made = f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
    made += f"{os.cpu_count()} cores, Python {platform.python_version()}"
    command = f"python benchmarks/whole_command.py{' --full' if full else ''}"
    lines = [
        "# Whole commands",
        "",
        f"{made}; made by `{command}`.",
        "",
        ABOUT,
        "",
        *HEAD,
        *rows,
        "",
    ]
    (HERE / "whole_command.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
