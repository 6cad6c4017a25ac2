"""Time this engine and others on the same questions, in one run.

    python benchmarks/engines.py            a few minutes
    python benchmarks/engines.py --full     up to a million people, under an hour

The question to all engines is the least sum of losses, from a problem in memory to its
proof, models included. All that finish must agree, and ours must prove its value.
"""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import chart
import families
import peers
from allocator.engine.budget import Budget
from allocator.engine.lexicographic import optimise
from allocator.objectives import named, stages_of
from allocator.solver import build_model
from race import Timed, apart, growth, race

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allocator.problem import Problem

HERE = Path(__file__).parent
QUICK = (220, 1_000, 5_000, 20_000)
FULL = (220, 1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
STAGES = (220, 1_000, 20_000, 100_000)
NOTIONS = ("total", "balanced", "leximin")
GROWTH_FROM = 10_000
ABOUT = """\
Made-up events of the real one's shape: rounds of 5, 5 and 7 sessions, no theme twice, buses,
5 % spare seats, three wishes a round, nobody refuses. Seconds from a problem in memory to the
proven least sum of losses, models included; {limit:.0f} s a search, and an engine that is late
is asked no more. In brackets: how often ours. All that finished agree. Memory is the peak of
the whole process."""


def whole(problem: Problem, limit: float, notion: str) -> int | None:
    """All stages of a notion; the number of stages if each is proven."""
    model, stages = build_model(problem), stages_of(named(notion), problem)
    state, reached = optimise(model, stages, Budget(limit))
    assert model.holds(state.choice)
    return len(reached) if all(r.value == r.bound for r in reached) else None


def row_of(*cells: object) -> str:
    """Return a row of a markdown table."""
    return f"| {' | '.join(map(str, cells))} |"


def race_table(found: Mapping[str, Mapping[int, Timed]]) -> Iterator[str]:
    """Yield a table: a row a size, a column an engine, and how often ours is faster."""
    names = list(found)
    yield row_of("people", *names)
    yield row_of(*["---:"] * (len(names) + 1))
    for people in next(iter(found.values())):
        ours = found[names[0]][people]
        cells = []
        for name in names:
            run = found[name].get(people)
            if run is None:
                cells.append("")
            elif run.value is None:
                cells.append("no proof")
            else:
                ratio = "" if run is ours else f" ({run.seconds / ours.seconds:.2g}×)"
                cells.append(f"{run.seconds:.2f} s{ratio}, {run.megabytes:,.0f} MB")
        yield row_of(f"{people:,}", *cells)


def stage_table(sizes: Sequence[int], limit: float) -> Iterator[str]:
    """Yield a table of whole notions, all stages proven."""
    yield row_of("people", *(f"`{notion}`" for notion in NOTIONS))
    yield row_of(*["---:"] * (len(NOTIONS) + 1))
    for people in sizes:
        runs = [apart(families.real, partial(whole, notion=n), people, limit) for n in NOTIONS]
        print(people, runs, flush=True)
        yield row_of(f"{people:,}", *(_said(run) for run in runs))


def _said(run: Timed) -> str:
    if run.value is None:
        return "not proven"
    return f"{run.seconds:.2f} s, {run.value} stages, {run.megabytes:,.0f} MB"


def main() -> None:
    """Write and print the tables and the chart."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="up to a million people")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a search")
    given = parser.parse_args()
    sizes = FULL if given.full else QUICK
    packages = ", ".join(f"{p} {version(p)}" for p in ("ortools", "scipy", "numpy"))
    found = race(families.real, peers.ENGINES, sizes, given.limit)
    alone = race(families.apart, peers.FLOW, sizes, given.limit)
    chart.draw(found, given.limit, HERE / "engines.png")
    slope = growth(found["this package"], GROWTH_FROM)
    stages = list(stage_table([n for n in STAGES if n <= sizes[-1]], given.limit))
    lines = [
        "# Engines side by side",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {packages}; "
        f"made by `python benchmarks/engines.py{' --full' if given.full else ''}`.",
        "",
        ABOUT.format(limit=given.limit),
        "",
        "![people against seconds](engines.png)",
        "",
        *race_table(found),
        "",
        f"Growth of ours from {GROWTH_FROM:,} people on: "
        + ("too few sizes." if slope is None else f"seconds grow as people^{slope:.2f}."),
        "",
        "## Rounds that do not interact",
        "",
        "Any theme may be met again, so that each round is a flow of its own.",
        "",
        *race_table(alone),
        "",
        "## Whole notions, every stage proven",
        "",
        "From a problem in memory to the last stage, the draw included.",
        "",
        *stages,
        "",
    ]
    text = "\n".join(lines)
    print(text)
    (HERE / "engines.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
