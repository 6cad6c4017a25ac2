"""A folder of inputs, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.checkup.alerts import alerts
from allocator.checkup.counts import counts
from allocator.checkup.existence import an_allocation
from allocator.checkup.values import ALONE, BUILT, EXPLAINED, Checkup, Existence
from allocator.errors import Infeasible, InputRefused, LimitReached
from allocator.listable import listable
from allocator.readers.look import is_event_alone, look_at, look_at_event
from allocator.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.errors import Finding
    from allocator.problem import Problem
    from allocator.readers.look import Look


def check_instance(folder: str | Path, *, encoding: str | None = None) -> Checkup:
    """Check a folder of inputs, or the event alone where nobody's wishes are there yet.

    Parameters
    ----------
    folder, encoding
        As for `read_instance`.

    Returns
    -------
    Checkup
        Also where the input is refused, or no allocation exists.

    Raises
    ------
    FileTrouble
        If a file is missing, no regular file, or cannot be read.
    """
    try:
        if is_event_alone(Path(folder)):
            return _event_alone(Path(folder))
        found = look_at(folder, encoding=encoding)
    except InputRefused as refused:  # more than one file says the event
        return Checkup(Path(folder).resolve().name, findings=refused.findings)
    problem = found.problem
    sources = tuple(Path(folder) / name for name in found.inputs)
    if problem is None:
        findings = in_order(found.findings)
        return Checkup(found.name, findings=findings, inputs=found.inputs, sources=sources)
    counted = counts(problem)
    return Checkup(
        name=found.name,
        title=problem.event.title,
        findings=in_order([*found.findings, *alerts(problem.event, counted, found.event_file)]),
        counts=counted,
        existence=_existence(found, problem),
        inputs=found.inputs,
        sources=sources,
        delete_after=problem.event.delete_after,
    )


def _event_alone(folder: Path) -> Checkup:
    found = look_at_event(folder)
    return Checkup(
        name=found.name,
        title=found.problem.event.title if found.problem else "",
        findings=in_order(found.findings),
        existence=Existence(how=ALONE),
        inputs=found.inputs,
        sources=tuple(folder / name for name in found.inputs),
        delete_after=found.problem.event.delete_after if found.problem else None,
    )


def _existence(found: Look, problem: Problem) -> Existence:
    if found.refused:
        return Existence()
    if found.clashes:
        return Existence(False, EXPLAINED, reasons=found.clashes)
    return existence(problem)


def existence(problem: Problem) -> Existence:
    """Tell whether an allocation exists: build one, or else ask the engine."""
    if not listable(problem.event, len(problem.attendees)):
        return _without_a_list(problem)
    if an_allocation(problem) is not None:
        return Existence(True, BUILT)
    from allocator.explainer import explain

    found = explain(problem)
    return Existence(found.exists, EXPLAINED, found)


def _without_a_list(problem: Problem) -> Existence:
    """Ask the engine where too many days are possible to list them; there is no other way."""
    from allocator.engine.budget import Budget
    from allocator.explainer import TIME_LIMIT, Explanation
    from allocator.on_demand import optimise_days

    try:
        optimise_days(problem, RULES, (), Budget(TIME_LIMIT))
    except Infeasible as none:
        return Existence(False, EXPLAINED, reasons=none.reasons)
    except LimitReached:
        return Existence(None, EXPLAINED, Explanation(None, complete=False, seconds=TIME_LIMIT))
    return Existence(True, EXPLAINED)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in their order, those that stop before notices."""
    return tuple(sorted(findings, key=lambda f: not f.stops))
