"""Every file that follows from an answer, as text by file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.lottery import chances
from allocator.timetable import open_decisions
from allocator.writers import documents, package, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.comparison import Comparison
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.lottery import Lottery
    from allocator.problem import Problem
    from allocator.solution import StageClaim


def result_texts(
    problem: Problem,
    allocation: Allocation,
    fairness: Fairness,
    everyone: Sequence[Outcome],
    claims: Sequence[StageClaim],
    comparison: Comparison | None = None,
    lottery: Lottery | None = None,
) -> dict[str, str]:
    """Return the text of every file that follows from the answer, by file name."""
    event, decided = problem.timetable, bool(open_decisions(problem.event))
    described = package.datapackage(
        event, compared=comparison is not None, fair=lottery is not None, decided=decided
    )
    records = {
        "assignments": tables.assignments(problem, allocation),
        "days": tables.days(problem, allocation, everyone),
        "sessions": tables.sessions(event, fairness, claims),
    }
    if comparison is not None:
        records["notions"] = tables.notions(event, comparison)
    if decided:
        records["plan"] = tables.plan(allocation.plan)
    if lottery:
        records["lottery"] = tables.lottery(chances(event, lottery.table))
    return {
        **{
            f"{name}.csv": tables.csv_text(rows, package.columns_of(described, name))
            for name, rows in records.items()
        },
        "fairness.json": documents.json_text(documents.fairness_document(fairness, comparison)),
        "certificate.json": documents.json_text(
            documents.certificate_document(claims, lottery)
        ),
        **({"lottery.json": lottery.table.text} if lottery else {}),
        "datapackage.json": documents.json_text(described),
    }
