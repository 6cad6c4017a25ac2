"""Time whole commands as a person meets them: start-up, reading, solving, writing.

    python benchmarks/whole_command.py [--instance instances/oslo-2024]

Medians of five runs, and the largest memory of any of them.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

RUNS = 5
ROOT = Path(__file__).parents[1]
ALLOCATOR = (sys.executable, "-m", "allocator.cli")


def seconds_of(*words: str) -> float:
    """Run a command and return its wall-clock time."""
    began = time.perf_counter()
    subprocess.run([*ALLOCATOR, *words], check=True, capture_output=True)
    return time.perf_counter() - began


def peak_megabytes() -> float:
    """Return the largest memory of the processes that have ended."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--instance", default=str(ROOT / "instances" / "oslo-2024"))
    instance = parser.parse_args().instance
    print("| command | seconds (median of 5) | peak MB so far |\n| --- | --- | --- |")
    help_ = median(seconds_of("--help") for _ in range(RUNS))
    print(f"| `allocator --help` | {help_:.2f} | {peak_megabytes():.0f} |")
    with tempfile.TemporaryDirectory() as place:
        outs = [str(Path(place) / f"out-{run}") for run in range(RUNS)]
        solve = median(seconds_of("solve", instance, "--out", out) for out in outs)
    name = Path(instance).name
    print(f"| `allocator solve {name}` | {solve:.2f} | {peak_megabytes():.0f} |")


if __name__ == "__main__":
    main()
