"""Which files of a result speak of nobody: they stay when everything personal goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allocator.readers.instance import TOGETHER

if TYPE_CHECKING:
    from collections.abc import Mapping

PUBLIC = ("report.html", "summary.pdf", "charts/")
"""The report and its pictures: no ids, and no figure about one to four people."""
AUDIT = ("plan.csv", "datapackage.json")
CERTIFICATE = "certificate.json"


def anonymous(name: str, result: Mapping[str, Any]) -> bool:
    """Tell whether a file of a result names nobody, not even by an id.

    Exact counts may be about one person, so `fairness.json` and `sessions.csv` are not
    among them. The certificate names people where a rule speaks of pairs, or a fair draw
    weighed each person.

    Parameters
    ----------
    name
        As in the outputs of `result.json`.
    result
        All of `result.json`.
    """
    if name == CERTIFICATE:
        return TOGETHER not in result.get("inputs", {}) and result.get("draw") != "fair"
    return name in AUDIT or name.startswith(PUBLIC)
