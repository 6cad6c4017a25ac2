"""What a run says while it works and when it ends, and how it is stopped."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import Event as Flag
from typing import TYPE_CHECKING

from allocator.cli.language import echo, heard
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allocator.engine.reached import Reached
    from allocator.lottery import Lottery
    from allocator.solution import Solution


def conclude(target: Path, solution: Solution) -> None:
    """End a run with three lines: what came out, where it is, what to do next."""
    proven, people = solution.proven, len(solution.allocation.days)
    claim = told("proven best")
    if not proven:
        claim = told("NOT PROVEN best (see the gaps above)")
    if solution.comparison and (left := solution.comparison.unfinished):
        cut = told("The comparison was cut short: {n} parts are left out.", n=len(left))
        echo(cut, err=True)
    echo(
        told(
            "{n} people have their day: {claim}, checked without the solver.",
            n=people,
            claim=claim,
        )
    )
    summary = target / "summary.pdf"
    there = summary.exists()
    page = told("   Summary: {file}", file=summary) if there else ""
    files = told(
        "Report: {report}   Tables: {target}/*.csv{summary}",
        report=target / "report.html",
        target=target,
        summary=page,
    )
    echo(files)
    closing = told(
        "Next: open the report; count again with: allocator verify {target}", target=target
    )
    echo(closing)
    if not there:
        from allocator.reporting.summary_pdf import HOW_TO

        echo(HOW_TO)


def tell_of_an_end(solution: Solution) -> None:
    """Say on one line that the solver ended unexpectedly, if it did."""
    if not solution.ended:
        return
    kept = told("the best so far is kept, NOT PROVEN best")
    if solution.proven:
        kept = told("everything was proven before")
    end = told("The solver ended unexpectedly ({why}): {kept}.", why=solution.ended, kept=kept)
    echo(end, err=True)


def line(reached: Reached) -> str:
    """Say value, bound, gap and time of a stage on one line."""
    gap = abs(reached.value - reached.bound)
    proof = heard(told("proven") if gap == 0 else told("NOT PROVEN, gap {n}", n=gap))
    numbers = heard(
        told("value {value:>7}  bound {bound:>7}", value=reached.value, bound=reached.bound)
    )
    return f"{reached.name:<20} {numbers}  {proof:<10} {reached.seconds:6.2f} s"


def draw_line(lottery: Lottery, seconds: float) -> str:
    """Say largest expected regret, its bound, size and time of a lottery on one line."""
    value, bound = float(lottery.worst_expected), float(lottery.bound.value)
    proof = heard(told("proven") if lottery.proven else told("NOT PROVEN"))
    numbers = heard(told("value {value:>7.4f}  bound {bound:>7.4f}", value=value, bound=bound))
    drawn = heard(
        told(
            "ticket {n} of {total} drawn, {allocations} allocations",
            n=lottery.drawn.ticket,
            total=lottery.table.total,
            allocations=len(lottery.table.tickets),
        )
    )
    name = heard(told("expected regret"))
    return f"{name:<20} {numbers}  {proof:<10} {seconds:6.2f} s\n{drawn}"


@contextmanager
def stopped_by_signals() -> Iterator[Flag]:
    """Set a flag at the first Ctrl-C, SIGTERM or SIGHUP; the second one interrupts."""
    stop = Flag()

    def ask(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    names = [n for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
    old = {n: signal.signal(getattr(signal, n), ask) for n in names}
    try:
        yield stop
    finally:
        for n, handler in old.items():
            signal.signal(getattr(signal, n), handler)
