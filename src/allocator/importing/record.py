"""import.json: what was understood and what was done about it, without a personal word."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.errors import Finding
    from allocator.forms.answer import Column
    from allocator.importing.imported import Imported


def record(imported: Imported) -> dict[str, Any]:
    """Return what import.json holds.

    Parameters
    ----------
    imported
        What the import gave.
    """
    understood = imported.understood
    return {
        "files": [
            {"file": book.file, "kind": book.kind, "sha256": book.sha256}
            for book in imported.books
        ],
        "understood": {
            "file": understood.file,
            "sheet": understood.sheet,
            "tool": understood.tool,
            "header_rows": list(understood.header_rows),
            "columns": [_column(column) for column in understood.columns],
            "options": dict(understood.matched),
        },
        "counts": counts(imported),
        "left_out": [
            {"file": out.file, "row": out.row, "kind": out.kind.value}
            for out in imported.left_out
        ],
        "replaced": [
            {"row": one.row, "kept": one.kept, "differs": list(one.differs)}
            for one in imported.dropped
        ],
        "findings": [_finding(finding) for finding in imported.findings],
    }


def record_text(imported: Imported) -> str:
    """Return import.json as text.

    Parameters
    ----------
    imported
        What the import gave.
    """
    return json.dumps(record(imported), ensure_ascii=False, indent=2) + "\n"


def counts(imported: Imported) -> dict[str, Any]:
    """Return how many there are of what.

    Parameters
    ----------
    imported
        What the import gave.
    """
    tables = imported.tables
    words = Counter(row.get("attendee_id", "") for row in tables.preferences)
    each = Counter(words[row.get("attendee_id", "")] for row in tables.attendees)
    return {
        "answers": len(imported.understood.answers),
        "people": len(tables.attendees),
        "with_wishes": tables.with_wishes(),
        "registered_without_answer": imported.silent,
        "left_out": dict(sorted(Counter(out.kind.value for out in imported.left_out).items())),
        "replaced": len(imported.dropped),
        "people_by_number_of_wishes": {str(n): each[n] for n in sorted(each)},
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "number": column.number,
        "header": column.header,
        "role": column.role.value,
        "round": column.round_id,
        "rank": column.rank,
        "session": column.session_id,
        "layout": column.layout.value if column.layout else "",
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "cell": finding.cell,
        "message": str(finding.message),
        "stops": finding.stops,
    }
