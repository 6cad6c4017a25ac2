"""The same solves before and after a change, run in turn.

    python benchmarks/before_after.py REVISION [--runs 5]

An earlier revision is checked out beside this one. Both read and solve the same events,
which leave nothing open, as whole processes one after the other; ratios are taken pair by
pair, so that a drifting machine does not decide.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from allocator.sample import Shape, write_sample

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("before_after.md")
SOLVE = "import sys, allocator; assert allocator.solve(allocator.read(sys.argv[1])).proven"


def seconds(source: Path, event: Path) -> float:
    """Read and solve an event with the package in `source`; wall clock of the process."""
    command = [sys.executable, "-c", SOLVE, str(event)]
    began = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(source)})
    return time.perf_counter() - began


def main() -> None:
    """Pair the runs and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as place:
        before, sample = Path(place) / "before", Path(place) / "sample"
        git = ["git", "-C", str(ROOT)]
        subprocess.run(
            [*git, "worktree", "add", "--detach", before, asked.revision], check=True
        )
        try:
            write_sample(sample, Shape(people=1000, seed=7))
            for event in (ROOT / "instances" / "oslo-2024", sample):
                pairs = [
                    (seconds(before / "src", event), seconds(ROOT / "src", event))
                    for _ in range(asked.runs)
                ]
                old, new = (median(side) for side in zip(*pairs, strict=True))
                ratio = median(b / a for a, b in pairs)
                name = event.name if event != sample else "made up, 1000 people"
                rows.append(f"| {name} | {old:.2f} | {new:.2f} | {ratio:.2f} |")
                print(rows[-1], flush=True)
        finally:
            subprocess.run([*git, "worktree", "remove", "--force", before], check=True)
    lines = [
        "# Before and after\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}. Made by `python benchmarks/before_after.py`: "
        f"`balanced`, from the",
        f"files to the proof, whole processes in turn, medians of {asked.runs}. "
        f"Before is revision {asked.revision}.\n",
        "| event, nothing open | before, s | after, s | ratio |",
        "| --- | --- | --- | --- |",
        *rows,
    ]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
