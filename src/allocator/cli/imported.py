"""What an import understood and did, said in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.language import echo
from allocator.language import joined, told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allocator.importing import Imported
    from allocator.importing.written import Written
    from allocator.language import Told

MOST_LINES = 30


def say_understood(imported: Imported) -> None:
    """Say, on stderr, where the answers stand and what each column is."""
    if imported.tidy:
        return
    echo(_where(imported), err=True)
    lines = list(_columns(imported))
    for line in lines[:MOST_LINES]:
        echo(line, err=True)
    if len(lines) > MOST_LINES:
        more = told("  … and {n} columns more; see import.json", n=len(lines) - MOST_LINES)
        echo(more, err=True)
    unused = _unused(imported)
    if unused:
        echo(
            told(
                "  not used: {headers}\n  If one of them tells a need or hours (wheelchair, "
                "arrives), say so in form.yaml and import again.",
                headers="; ".join(unused),
            ),
            err=True,
        )


def _where(imported: Imported) -> Told:
    understood = imported.understood
    place = understood.file + (f" › {understood.sheet}" if understood.sheet else "")
    rows = ", ".join(map(str, understood.header_rows))
    if not understood.tool:
        return told("{place}, header in row {rows}:", place=place, rows=rows)
    tool = understood.tool
    return told("{place} ({tool}), header in row {rows}:", place=place, tool=tool, rows=rows)


def _columns(imported: Imported) -> Iterator[str]:
    from allocator.importing.meaning import meaning
    from allocator.importing.source import short

    details = imported.decisions.details()
    for column in imported.understood.columns:
        what = meaning(column, details.get(column.header, ""))
        if what and column.header.strip():
            yield told("  {header}  →  {meaning}", header=short(column.header), meaning=what)


def _unused(imported: Imported) -> list[str]:
    """Return the headers of columns that are taken for nothing."""
    from allocator.forms.answer import Role
    from allocator.importing.source import short

    details = imported.decisions.details()
    return [
        short(column.header)
        for column in imported.understood.columns
        if column.role is Role.UNUSED and column.header.strip() and column.header not in details
    ]


def conclude(imported: Imported, out: Path, written: Written | None) -> None:
    """Say the result, where the files are, and what to do next.

    Parameters
    ----------
    imported
        What the import gave.
    out
        The folder.
    written
        What was written; None where nothing was to be.
    """
    echo(_result(imported))
    if written is None:
        echo(told("Nothing is written (--dry-run)."))
        return
    names = ", ".join(written.files)
    backups = ", ".join(written.backups)
    kept = told("; earlier ones: {names}", names=backups) if backups else ""
    echo(told("Files in {out}: {names}{kept}", out=str(out), names=names, kept=kept))
    echo(told("Next: allocator check {out}", out=str(out)))


def _result(imported: Imported) -> Told:
    """Return how many people and sessions there are, and what does not count."""
    tables, event = imported.tables, imported.event
    out, replaced = len(imported.left_out), len(imported.dropped)
    gone = []
    if out:
        gone.append(told_of(out, "; {n} row left out", "; {n} rows left out"))
    if replaced:
        gone.append(told_of(replaced, "; {n} answer replaced", "; {n} answers replaced"))
    return told(
        "{people}, {with_wishes} with wishes; {sessions}{gone}.",
        people=told_of(len(tables.attendees), "{n} person", "{n} people"),
        with_wishes=tables.with_wishes(),
        sessions=told_of(len(event.sessions), "{n} session", "{n} sessions"),
        gone=joined(gone, "") if gone else "",
    )
