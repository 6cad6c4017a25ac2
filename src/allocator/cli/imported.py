"""What an import understood and did, said in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.language import echo
from allocator.forms.source import short
from allocator.importing.record import counts
from allocator.importing.written import contents
from allocator.language import told, told_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from allocator.importing import Imported

MOST_LINES = 30


def say_understood(imported: Imported) -> None:
    """Say, on stderr, where the answers stand and what each column is."""
    understood = imported.understood
    if imported.tidy:
        return
    rows = ", ".join(map(str, understood.header_rows))
    where = understood.file + (f" › {understood.sheet}" if understood.sheet else "")
    if understood.tool:
        told_tool = told("{where}: {tool}, header in row {rows}", where=where, tool=understood.tool, rows=rows)
    else:
        told_tool = told("{where}: header in row {rows}", where=where, rows=rows)
    echo(told_tool, err=True)
    lines = list(_columns(imported))
    for line in lines[:MOST_LINES]:
        echo(line, err=True)
    if len(lines) > MOST_LINES:
        echo(told("  … {n} columns more, see import.json", n=len(lines) - MOST_LINES), err=True)


def _columns(imported: Imported) -> Iterator[str]:
    from allocator.forms.decisions_text import word_of

    details = imported.decisions.details()
    for column in imported.understood.columns:
        word = word_of(column, details)
        if word != "unused" and column.header.strip():
            yield f"  {short(column.header)}  →  {word}"
