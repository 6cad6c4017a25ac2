"""What a run says while it works and when it ends, and how it is stopped."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import Event as Flag
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.console import Console
    from rich.status import Status

    from allocator.engine.lexicographic import Reached
    from allocator.lottery import Lottery
    from allocator.solution import Solution


def conclude(target: Path, solution: Solution) -> None:
    """End a run with three lines: what came out, where it is, what to do next."""
    proven, people = solution.proven, len(solution.allocation.days)
    claim = "proven best" if proven else "NOT PROVEN best (see the gaps above)"
    if solution.comparison and (left := solution.comparison.unfinished):
        click.echo(f"The comparison was cut short: {len(left)} parts are left out.", err=True)
    click.echo(f"{people} people have their day: {claim}, checked without the solver.")
    summary = target / "summary.pdf"
    there = summary.exists()
    click.echo(
        f"Report: {target / 'report.html'}   Tables: {target}/*.csv"
        f"{f'   Summary: {summary}' if there else ''}\n"
        f"Next: open the report; count again with: allocator verify {target}"
    )
    if not there:
        from allocator.reporting.summary_pdf import HOW_TO

        click.echo(HOW_TO)


def line(reached: Reached) -> str:
    """Say value, bound, gap and time of a stage on one line."""
    gap = abs(reached.value - reached.bound)
    proof = "proven" if gap == 0 else f"NOT PROVEN, gap {gap}"
    numbers = f"value {reached.value:>7}  bound {reached.bound:>7}"
    return f"{reached.name:<20} {numbers}  {proof:<10} {reached.seconds:6.2f} s"


def comparing(console: Console, status: Status, hint: str) -> Callable[[str], None]:
    """Return what tells of the comparison: each piece in a terminal, else that it began."""
    began: list[str] = []

    def tell(what: str) -> None:
        status.update(f"comparing: {what}. {hint}")
        if not began and not console.is_terminal:
            console.print("comparing with other notions and plans ... (--compare-limit 0: not)")
        began.append(what)

    return tell


def draw_line(lottery: Lottery, seconds: float) -> str:
    """Say largest expected regret, its bound, size and time of a lottery on one line."""
    value, bound = float(lottery.worst_expected), float(lottery.bound.value)
    proof = "proven" if lottery.proven else "NOT PROVEN"
    numbers = f"value {value:>7.4f}  bound {bound:>7.4f}"
    drawn = (
        f"ticket {lottery.drawn.ticket} of {lottery.table.total} drawn, "
        f"{len(lottery.table.tickets)} allocations"
    )
    return f"{'expected regret':<20} {numbers}  {proof:<10} {seconds:6.2f} s\n{drawn}"


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
