"""Time `allocator import` of a large form, as a whole command: start-up to the last file.

    python benchmarks/imports.py [--answers 5000]

Answers are made up: a ranking of all options in each of three rounds, as lists in cells and
as a grid, as CSV and as a workbook. Wall clock and CPU are medians of five runs; memory is
the largest of any.
"""

from __future__ import annotations

import argparse
import csv
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence

RUNS = 5
SIZES = (7, 7, 7)
RESULTS = Path(__file__).with_name("imports.md")
ALLOCATOR = (sys.executable, "-m", "allocator.cli")
EVENT = """\
title: A made-up event
date: 2027-04-14
timezone: Europe/Oslo
place: Here
rounds:
"""
PERSON = ("Tidsmerke", "E-postadresse", "Navn", "Kommune")


def options() -> list[list[str]]:
    """Return option texts by round; some have the signs that lists are cut at."""
    return [
        [f"{r + 1}{'ABCDEFG'[s]} Topic {s + 1}, with a comma; or more" for s in range(size)]
        for r, size in enumerate(SIZES)
    ]


def event() -> str:
    """Return an event with seats for everybody."""
    text = EVENT
    for r, texts in enumerate(options()):
        hours = f"start: {9 + 2 * r:02}:00, end: {10 + 2 * r:02}:00"
        text += f"  - {{id: R{r + 1}, title: Round {r + 1}, {hours}, sessions: [\n"
        for option in texts:
            id_, _, title = option.partition(" ")
            text += f'      {{id: {id_}, title: "{title}", seats: 100000}},\n'
        text += "    ]}\n"
    return text


def person(n: int) -> list[str]:
    """Return what is known of somebody."""
    time_ = f"{1 + n // 1440 % 28:02}.03.2027 kl. {n // 60 % 24:02}.{n % 60:02}.00"
    return [time_, f"p{n}@x{n % 40}.example", f"Given{n} Family{n}", f"Kommune {n % 40}"]


def lists(answers: int, rng: Random) -> list[list[str]]:
    """Return a table with an ordered list in a cell for each round."""
    header = [*PERSON, *(f"Runde {r + 1}: ranger" for r in range(len(SIZES)))]
    rows = []
    for n in range(answers):
        orders = (rng.sample(texts, len(texts)) for texts in options())
        rows.append([*person(n), *(";".join(order) + ";" for order in orders)])
    return [header, *rows]


def grid(answers: int, rng: Random) -> list[list[str]]:
    """Return a table with a column an option and ranks in the cells."""
    heads = [f"Runde {r + 1} [{text}]" for r, texts in enumerate(options()) for text in texts]
    rows = []
    for n in range(answers):
        ranks = [rng.sample(range(1, size + 1), size) for size in SIZES]
        rows.append([*person(n), *(f"{rank}. valg" for order in ranks for rank in order)])
    return [[*PERSON, *heads], *rows]


def write(path: Path, table: Sequence[Sequence[str]]) -> None:
    """Write a table as CSV or as a workbook."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows(table)
        return
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for at, row in enumerate(table):
            sheet.write_row(at, 0, row)


def cpu() -> float:
    """Return the CPU seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(path: Path, event_file: Path, out: Path) -> tuple[float, float]:
    """Run an import; return its seconds by the clock and of the processor."""
    command = [*ALLOCATOR, "import", path, "--event", event_file, "--out", out]
    began, used = time.perf_counter(), cpu()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began, cpu() - used


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=5_000)
    answers = parser.parse_args().answers
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "event.yaml").write_text(event(), encoding="utf-8")
        for shape in (lists, grid):
            for ending in ("csv", "xlsx"):
                path = folder / f"{shape.__name__}.{ending}"
                write(path, shape(answers, Random(1)))
                outs = (folder / f"{path.name}-{run}" for run in range(RUNS))
                runs = [timed(path, folder / "event.yaml", out) for out in outs]
                clock, used = (median(seconds) for seconds in zip(*runs, strict=True))
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
                rows.append(f"| {path.name} | {clock:.2f} | {used:.2f} | {peak:.0f} |")
                print(rows[-1], flush=True)
    lines = [
        "# Imports\n",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}. Made by `python benchmarks/imports.py`: {answers} "
        f"answers with {sum(SIZES)} wishes",
        f"each, the whole command, medians of {RUNS}.\n",
        "| file | seconds | CPU seconds | peak MB so far |",
        "| --- | --- | --- | --- |",
        *rows,
    ]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
