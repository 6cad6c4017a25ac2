"""A folder of inputs, checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from allocator.checkup.alerts import alerts
from allocator.checkup.counts import counts
from allocator.checkup.existence import an_allocation
from allocator.checkup.values import BUILT, EXPLAINED, Checkup, Existence
from allocator.errors import Infeasible, InputRefused
from allocator.readers import read_instance
from allocator.readers.instance import EVENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allocator.errors import Finding
    from allocator.problem import Problem


def check_instance(folder: str | Path, *, encoding: str | None = None) -> Checkup:
    """Check a folder of inputs.

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
    name = Path(folder).resolve().name
    try:
        found = read_instance(folder, encoding=encoding)
    except InputRefused as refused:
        return Checkup(name, findings=in_order(refused.findings))
    except Infeasible as clash:
        return Checkup(name, existence=Existence(False, EXPLAINED, reasons=clash.reasons))
    counted = counts(found.problem)
    return Checkup(
        name=name,
        title=found.problem.event.title,
        findings=in_order([*found.notices, *alerts(found.problem.event, counted, EVENT)]),
        counts=counted,
        existence=existence(found.problem),
        inputs=found.inputs,
    )


def existence(problem: Problem) -> Existence:
    """Tell whether an allocation exists: build one, or else ask the engine."""
    if an_allocation(problem) is not None:
        return Existence(True, BUILT)
    from allocator.explainer import explain

    found = explain(problem)
    return Existence(found.exists, EXPLAINED, found)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in their order, those that stop before notices."""
    return tuple(sorted(findings, key=lambda f: not f.stops))
