"""Time `allocator import` and `allocator check` on a large made-up form, start-up and all.

    python benchmarks/imports_check.py [--people 5000]

Whole commands: the median of three runs, and the most memory of any.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import allocator
from allocator.sample import Shape, write_sample
from allocator.writers.xlsx import workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allocator.problem import Problem

RUNS = 3
HEAD = ("ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", "Virksomhet")


def rows(problem: Problem) -> Iterator[list[str]]:
    """Yield the rows of a form as Microsoft Forms would export it."""
    event = problem.event
    yield [*HEAD, *(f"{r.title}: ranger i ønsket rekkefølge" for r in event.rounds)]
    for n, attendee in enumerate(problem.attendees, start=1):
        ranks = problem.wishes_of(attendee.id).ranks
        answers = [
            "".join(
                f"{s.title};"
                for s in sorted((s for s in offer if s.id in ranks), key=lambda s: ranks[s.id])
            )
            for offer in event.offer.values()
        ]
        moment = f"2027-03-01 {n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}"
        person = [f"person{n}@example.org", f"Person {n}", f"Kommune {n % 40}"]
        yield [str(n), moment, moment, *person, *answers]


def write_form(problem: Problem, folder: Path) -> tuple[Path, Path]:
    """Write the form as CSV and as a workbook."""
    table = list(rows(problem))
    text, book = folder / "svar.csv", folder / "svar.xlsx"
    with text.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(table)
    into = BytesIO()
    with workbook(into) as made:
        sheet = made.add_worksheet("Sheet1")
        for at, row in enumerate(table):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    book.write_bytes(into.getvalue())
    return text, book


def measured(*words: object) -> tuple[float, float, float]:
    """Run a command; return its time by the clock, in the processor, and its largest MB."""
    command = [sys.executable, "-m", "allocator.cli", *map(str, words)]
    began = time.perf_counter()
    null = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        sys.executable,
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, stream) for stream in (1, 2)],
    )
    _, status, usage = os.wait4(child, 0)
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    unit = 1 if sys.platform == "darwin" else 1024
    seconds = time.perf_counter() - began
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6


def line(name: str, *words: object) -> str:
    """Return one row of the table."""
    clock, processor, memory = zip(*(measured(*words) for _ in range(RUNS)), strict=True)
    return f"| {name} | {median(clock):.2f} | {median(processor):.2f} | {max(memory):.0f} |"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=5000)
    people = parser.parse_args().people
    with tempfile.TemporaryDirectory() as place:
        instance = Path(place) / "instance"
        write_sample(instance, Shape(people=people, rounds=(5, 5, 7), seed=1))
        text, book = write_form(allocator.read(instance), Path(place))
        event, out = instance / "event.yaml", Path(place) / "out"
        about = ("--event", event, "--yes", "--force", "--out", out)
        print(f"{people} people\n\n| command | seconds | of the processor | peak MB |")
        print("| --- | --- | --- | --- |")
        print(line("`allocator import svar.csv`", "import", text, *about))
        print(line("`allocator import svar.xlsx`", "import", book, *about))
        print(line("`allocator check svar.csv`", "check", text, "--event", event))
        print(line("`allocator check svar.xlsx`", "check", book, "--event", event))
        print(line("`allocator check instance`", "check", instance))


if __name__ == "__main__":
    main()
