"""What `allocator init` shows: what was found, and what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.cli.language import echo
from allocator.language import joined, told, told_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from allocator.forms.guess.found import Found, Question
    from allocator.readers.event_schema import EventPart

SHOWN = 70
"""Letters of a question that are shown."""
LAYOUTS = {
    "list in a cell": told("lists in one cell"),
    "column a rank": told("options in the cells"),
    "column an option": told("a column for each option, with ranks"),
    "ratings": told("a column for each option, with ratings or answers"),
    "long": told("a row for each person and option"),
}


def show_guess(found: Found) -> None:
    """Show what was found, before anything is written."""
    where = joined(filter(None, (found.file, found.sheet)), " › ")
    tool = told(", from {tool}", tool=found.tool) if found.tool else ""
    rows = ", ".join(map(str, found.header_rows))
    if found.answers:
        echo(
            told_of(
                found.answers,
                "{where}{tool}: headings in row {rows}, {n} answer",
                "{where}{tool}: headings in row {rows}, {n} answers",
                where=where,
                tool=tool,
                rows=rows,
            )
        )
    else:
        echo(
            told("{where}: a table of sessions, headings in row {rows}", where=where, rows=rows)
        )
    for question in found.questions:
        _show_round(question)
    for note in found.notes:
        echo(note)
    for question in found.doubtful:
        echo(
            told_of(
                len(question.options),
                "Not taken for a round: {title!r}, {n} option",
                "Not taken for a round: {title!r}, {n} options",
                title=question.title[:SHOWN],
            )
        )


def _show_round(question: Question) -> None:
    echo(told("{id}  {title}", id=question.id, title=question.title or question.id))
    if question.layout:
        columns = ", ".join(map(str, question.columns))
        how = LAYOUTS[question.layout.value]
        echo(told("    {how}, column {columns}", how=how, columns=columns))
    for option in question.options:
        count = told(" ({n})", n=option.named) if option.named else ""
        echo(told("    {id}  {title}{count}", id=option.id, title=option.title, count=count))
        for other in option.others:
            echo(told("        also written {text!r}", text=other))
    if question.left_out:
        echo(
            told_of(
                len(question.left_out),
                "    {n} other text is taken for no option",
                "    {n} other texts are taken for no options",
            )
        )


def show_written(part: EventPart, out: Path, files: Sequence[Path]) -> None:
    """Say what was written, what is assumed, and what comes next."""
    from allocator.readers.assumptions import assumptions

    for note in part.assumed_notes:
        echo(note)
    count = sum(1 for _ in assumptions(part)) - len(part.assumed_notes)
    sessions = sum(len(round_.sessions) for round_ in part.rounds)
    echo(
        told(
            "{out}: {rounds} rounds, {sessions} sessions. {count} values are assumed; they "
            "stand under `assumed`.",
            out=str(out),
            rounds=len(part.rounds),
            sessions=sessions,
            count=count,
        )
    )
    named = " ".join(map(str, files))
    echo(told("Next: allocator import {files} --event {out}", files=named, out=str(out)))
