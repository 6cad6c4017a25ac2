"""Every file that follows from an answer, as text by file name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.writers import documents, tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allocator.allocation import Allocation
    from allocator.fairness.comparison import Comparison
    from allocator.fairness.outcome import Outcome
    from allocator.fairness.records import Fairness
    from allocator.problem import Problem
    from allocator.solution import StageClaim


def result_texts(
    problem: Problem,
    allocation: Allocation,
    fairness: Fairness,
    everyone: Sequence[Outcome],
    claims: Sequence[StageClaim],
    comparison: Comparison | None = None,
) -> dict[str, str]:
    """Return the text of every file that follows from the answer, by file name."""
    event = problem.event
    package = documents.datapackage(event, compared=comparison is not None)
    records = {
        "assignments": tables.assignments(problem, allocation),
        "days": tables.days(problem, allocation, everyone),
        "sessions": tables.sessions(event, fairness, claims),
    }
    if comparison is not None:
        records["notions"] = tables.notions(event, comparison)
    return {
        **{
            f"{name}.csv": tables.csv_text(rows, documents.columns_of(package, name))
            for name, rows in records.items()
        },
        "fairness.json": documents.json_text(documents.fairness_document(fairness, comparison)),
        "certificate.json": documents.json_text(documents.certificate_document(claims)),
        "datapackage.json": documents.json_text(package),
    }
