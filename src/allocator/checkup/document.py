"""A check as a JSON document, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from allocator.codes import BY_CODE
from allocator.language import say

if TYPE_CHECKING:
    from allocator.checkup.values import Checkup, RoundCount
    from allocator.errors import Finding


def document(found: Checkup, lang: str = "en") -> dict[str, Any]:
    """Return a whole check as numbers, lists and texts.

    Parameters
    ----------
    found
        The check.
    lang
        Language of messages: "nb" or "en".

    Returns
    -------
    dict
        Ready for `json.dumps`; always with the same keys.
    """
    counts, known = found.counts, found.existence
    return {
        "name": found.name,
        "title": found.title,
        "exit_code": found.exit_code,
        "stops": found.stops,
        "findings": [_finding(finding, lang) for finding in found.findings],
        "export": _export(found, lang),
        "people": None if counts is None else _people(found),
        "rounds": [_round(r) for r in counts.rounds] if counts else [],
        "sessions": [asdict(s) for s in counts.sessions] if counts else [],
        "themes": [asdict(t) for t in counts.themes] if counts else [],
        "allocation": {
            "exists": known.exists,
            "how": known.how,
            "sentences": known.sentences(lang),
        },
        "inputs": dict(found.inputs),
    }


def json_text(found: Checkup, lang: str = "en") -> str:
    """Return `document` as text that ends with a line feed."""
    return json.dumps(document(found, lang), ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    known = BY_CODE.get(finding.code)
    return {
        "code": finding.code,
        "stops": finding.stops,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "cell": finding.cell,
        "message": say(finding.message, lang),
        "means": say(known.means, lang) if known else "",
        "mend": say(known.mend, lang) if known else "",
    }


def _export(found: Checkup, lang: str) -> dict[str, Any] | None:
    if found.export is None:
        return None
    columns = [asdict(c) | {"meaning": say(c.meaning, lang)} for c in found.export.columns]
    return asdict(found.export) | {"columns": columns}


def _people(found: Checkup) -> dict[str, int] | None:
    if found.counts is None:
        return None
    return asdict(found.counts.people) | {"silent": found.counts.people.silent}


def _round(entry: RoundCount) -> dict[str, Any]:
    return asdict(entry) | {"spare": entry.spare, "wishing": entry.wishing}
