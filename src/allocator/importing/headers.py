"""Whether a form has the sheet and columns that it had when decisions about it were made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allocator.errors import Finding
from allocator.importing.identity import folded
from allocator.importing.source import short
from allocator.language import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allocator.importing.decisions import Decisions
    from allocator.sheets import Book

SHOWN = 5


def unlike_before(
    file: str, before: Mapping[str, str], headers: Iterable[str]
) -> list[Finding]:
    """Return notices about columns that are gone, and about new ones.

    Parameters
    ----------
    file
        The form, for the findings.
    before
        What form.yaml says about columns, by header; empty where there is none.
    headers
        As they stand in the form now.
    """
    now = {folded(header): header for header in headers if header.strip()}
    then = {folded(header): header for header in before}
    gone = [header for key, header in then.items() if key not in now]
    new = [header for key, header in now.items() if key not in then]
    findings = []
    if gone:
        message = told(
            "form.yaml speaks of columns that are not here: {headers}", headers=_said(gone)
        )
        findings.append(Finding(file, 0, "", message, "N754"))
    if new and len(then) - len(gone) >= len(new):  # else only some columns were stated
        message = told("columns that form.yaml does not have: {headers}", headers=_said(new))
        findings.append(Finding(file, 0, "", message, "N754"))
    return findings


def without_lost_sheet(
    decisions: Decisions, books: Sequence[Book]
) -> tuple[Decisions, list[Finding]]:
    """Return decisions without a sheet that the files do not have, and a notice about it.

    Parameters
    ----------
    decisions
        What was decided before.
    books
        The files of the export.
    """
    names = {sheet.name for book in books for sheet in book.sheets}
    if not decisions.sheet or decisions.sheet in names:
        return decisions, []
    message = told("form.yaml speaks of a sheet that is not here: {name}", name=decisions.sheet)
    return replace(decisions, sheet=""), [Finding(books[0].file, 0, "", message, "N754")]


def _said(headers: Sequence[str]) -> str:
    shown = "; ".join(f"«{short(header)}»" for header in headers[:SHOWN])
    return shown + (f" … ({len(headers)})" if len(headers) > SHOWN else "")
